import type { Answer, Answers, Patch, Problem } from '../../core/worksheet/answers.js';
import type { CompiledWorksheet } from '../../core/worksheet/compile.js';
import type { Item } from '../../core/worksheet/definition.js';
import { applyPatches } from '../../core/worksheet/patch.js';
import { isRecord } from '../../core/worksheet/reading.js';
import { itemAt } from './form.js';
import { textName } from './names.js';
import { ownText } from './open-choice.js';

/** A full minute, alone or in a moment. */
const FULL_MINUTE = /^((?:\d{4}-\d\d-\d\dT)?\d\d:\d\d):00(?=$|Z|[+-])/;

/** Patches parted into those that fit the worksheet and those that do not. */
export interface Sifted {
  /** The answers with the accepted patches carried out. */
  readonly answers: Answers;
  readonly accepted: readonly Patch[];
  readonly problems: readonly Problem[];
  /** By control name, the text of what was refused, so that it can stand on the page. */
  readonly typed: Readonly<Record<string, string>>;
}

/** Carries out each patch that can be carried out, so that one slip of the pen keeps nothing else from being saved. */
export function sift(compiled: CompiledWorksheet, answers: Answers, patches: readonly Patch[]): Sifted {
  const accepted: Patch[] = [];
  const problems: Problem[] = [];
  const typed: Record<string, string> = {};
  let next = answers;
  for (const patch of patches) {
    const result = applyPatches(compiled, next, [patch]);
    if (result.ok) {
      next = result.answers;
      accepted.push(patch);
    } else {
      problems.push(...result.problems);
      const item = itemAt(compiled, patch);
      if (item && 'answer' in patch) typed[textName(item, patch)] = textOf(item, patch.answer);
    }
  }
  return { answers: next, accepted, problems, typed };
}

/** What the text control of an item shows for its answer. Of times it leaves out seconds that nobody typed. */
export function textOf(item: Item, answer: Answer | null | undefined): string {
  if ('open' in item && item.open) return ownText(item, answer ?? undefined);
  const value: unknown = answer && 'value' in answer ? answer.value : '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return 'format' in item ? value.replace(FULL_MINUTE, '$1') : value;
  return isRecord(value) && typeof value.name === 'string' ? value.name : '';
}
