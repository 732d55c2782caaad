import type { Answer, Answers, Patch, Problem } from '../../core/worksheet/answers.js';
import type { CompiledWorksheet } from '../../core/worksheet/compile.js';
import { applyPatches } from '../../core/worksheet/patch.js';
import { isRecord } from '../../core/worksheet/reading.js';
import { controlName } from './names.js';

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
      if ('answer' in patch) typed[controlName(patch)] = textOf(patch.answer);
    }
  }
  return { answers: next, accepted, problems, typed };
}

/** What a text control shows for an answer. */
export function textOf(answer: Answer | null | undefined): string {
  const value: unknown = answer && 'value' in answer ? answer.value : '';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return isRecord(value) && typeof value.name === 'string' ? value.name : '';
}
