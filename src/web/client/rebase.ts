import type { Answer, Answers, Patch } from '../../core/worksheet/answers.js';
import { answerOf, rowsOf } from '../../core/worksheet/reading.js';
import { answerAt } from './form.js';
import { controlName } from './names.js';
import { sameAnswer } from './same.js';

/** Patches under the key that they replace one another by: `item`, `item/row` or `item/row/field`. */
export type PatchMap = ReadonlyMap<string, Patch>;

/** The key of a patch. */
export function keyOf(patch: Patch): string {
  return controlName(patch);
}

/**
 * Adds a patch to those that wait: the newest of a key stands, in the place of the first. Taking a row away drops
 * what waits for that row; a row that the server never saw then needs no patch at all, which `known` tells.
 */
export function coalesce(
  waiting: PatchMap,
  patch: Patch,
  known: (item: string, row: string) => boolean,
): PatchMap {
  if (!('remove' in patch)) return new Map([...waiting, [keyOf(patch), patch]]);
  const key = keyOf(patch);
  const left = [...waiting].filter(([other]) => other !== key && !other.startsWith(`${key}/`));
  return new Map(known(patch.item, patch.row) ? [...left, [key, patch]] : left);
}

/** What there is to weigh when someone else saved in between. */
export interface Clash {
  /** The answers that both started from. */
  readonly base: Answers;
  readonly theirs: Answers;
  readonly mine: PatchMap;
  /** Values that were sent before without an answer coming back: where `theirs` holds one, it was ours. */
  readonly unconfirmed: ReadonlyMap<string, readonly (Answer | null)[]>;
}

/** `keep` goes out again on top of theirs; `held` waits for the client to choose; the rest is done already. */
export interface Rebased {
  readonly keep: PatchMap;
  readonly held: PatchMap;
}

/** Weighs each change of ours against what was saved in between. Only the same answer, changed twice, is a conflict. */
export function rebase(clash: Clash): Rebased {
  const keep = new Map<string, Patch>();
  const held = new Map<string, Patch>();
  for (const [key, patch] of clash.mine) {
    const verdict = weigh(clash, key, patch);
    if (verdict === 'keep') keep.set(key, patch);
    if (verdict === 'hold') held.set(key, patch);
  }
  return { keep, held };
}

type Verdict = 'keep' | 'hold' | 'drop';

function weigh(clash: Clash, key: string, patch: Patch): Verdict {
  const { base, theirs } = clash;
  if ('remove' in patch) {
    // Words that someone wrote meanwhile outlive a removal that did not know of them.
    return sameRow(base, theirs, patch.item, patch.row) ? 'keep' : 'drop';
  }
  if (!('answer' in patch)) return hasRow(theirs, patch.item, patch.row) ? 'drop' : 'keep';
  const now = answerAt(theirs, patch);
  if (sameAnswer(now, patch.answer)) return 'drop';
  if ('row' in patch && hasRow(base, patch.item, patch.row) && !hasRow(theirs, patch.item, patch.row)) {
    return 'hold';
  }
  const ours = clash.unconfirmed.get(key) ?? [];
  const untouched = sameAnswer(now, answerAt(base, patch)) || ours.some((sent) => sameAnswer(now, sent));
  return untouched ? 'keep' : 'hold';
}

/** Does the group have this row? */
export function hasRow(answers: Answers, item: string, row: string): boolean {
  return rowOf(answers, item, row) !== undefined;
}

function rowOf(answers: Answers, item: string, row: string): Answers | undefined {
  return rowsOf(answerOf(answers, item)).find(({ id }) => id === row)?.answers;
}

function sameRow(one: Answers, other: Answers, item: string, row: string): boolean {
  const before = rowOf(one, item, row);
  const now = rowOf(other, item, row);
  if (before === undefined || now === undefined) return false;
  const fields = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...fields].every((field) => sameAnswer(before[field], now[field]));
}

/** Every answer of a row as patches, to bring back a row that was taken away elsewhere. */
export function rowAsPatches(answers: Answers, item: string, row: string): readonly Patch[] {
  return Object.entries(rowOf(answers, item, row) ?? {}).map(([field, answer]) => ({
    item,
    row,
    field,
    answer,
  }));
}
