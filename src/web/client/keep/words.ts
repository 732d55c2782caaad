import type { Answer, Answers, Patch } from '../../../core/worksheet/answers.js';
import { isRecord } from '../../../core/worksheet/reading.js';
import type { Unsettled } from '../autosave.js';
import { answerAt } from '../form.js';
import { coalesce, hasRow, keyOf, type PatchMap, rebase, type Rebased, rowAsPatches } from '../rebase.js';
import { rowMark } from '../names.js';
import { sameAnswer } from '../same.js';

/** What is kept of a worksheet that is being filled in. */
export interface KeptWords extends Unsettled {
  /** What was typed and cannot be saved as it stands. */
  readonly unfit: readonly Patch[];
  /** The key of a hand-in that is under way; '' where none is. */
  readonly handIn: string;
}

/** Changes whenever what is kept gets another shape: what an older page kept is then let go. */
const SHAPE = 1;

/** The words as text; '' where there is nothing to keep. Of the answers only those come along that were changed. */
export function pack(words: KeptWords): string {
  const { revision, base, sending, waiting, held, unconfirmed, lostRows, unfit, handIn } = words;
  if (sending.size + waiting.size + held.size + unfit.length === 0 && handIn === '') return '';
  const patches = [sending, waiting, held].flatMap((map) => [...map.values()]);
  const changed = [...patches, ...unfit].map(({ item }) => item);
  return JSON.stringify({
    shape: SHAPE,
    revision,
    base: Object.fromEntries(Object.entries(base).filter(([item]) => changed.includes(item))),
    ...Object.fromEntries(
      Object.entries({ sending, waiting, held, unconfirmed, lostRows }).map(([name, map]) => [
        name,
        [...map],
      ]),
    ),
    unfit,
    handIn,
  });
}

/** The words that `pack` was given; undefined for what an older page kept. */
export function unpack(text: string): KeptWords | undefined {
  const kept: unknown = JSON.parse(text);
  if (!isRecord(kept) || kept.shape !== SHAPE) return undefined;
  const { sending, waiting, held, unconfirmed, lostRows, revision, base, unfit, handIn } =
    kept as unknown as Packed;
  return {
    revision,
    base,
    unfit,
    handIn,
    sending: new Map(sending),
    waiting: new Map(waiting),
    held: new Map(held),
    unconfirmed: new Map(unconfirmed),
    lostRows: new Map(lostRows),
  };
}

interface Packed extends Pick<KeptWords, 'revision' | 'base' | 'unfit' | 'handIn'> {
  readonly sending: readonly [string, Patch][];
  readonly waiting: readonly [string, Patch][];
  readonly held: readonly [string, Patch][];
  readonly unconfirmed: readonly [string, readonly (Answer | null)[]][];
  readonly lostRows: readonly [string, readonly Patch[]][];
}

/** Weighs kept changes against the answers as they are now, as a save that comes too late is weighed. */
export function weighKept(kept: KeptWords, now: Answers): Rebased & Pick<Unsettled, 'lostRows'> {
  const { base, sending, waiting } = kept;
  const known = (item: string, row: string): boolean => hasRow(base, item, row);
  const mine = [...sending.values(), ...waiting.values()].reduce<PatchMap>(
    (map, patch) => coalesce(map, patch, known),
    new Map(),
  );
  const { keep, held } = rebase({ base, theirs: now, mine, unconfirmed: withSent(kept) });
  const lostRows = new Map(kept.lostRows);
  for (const patch of held.values())
    if ('row' in patch && !hasRow(now, patch.item, patch.row))
      lostRows.set(rowMark(patch.item, patch.row), rowAsPatches(base, patch.item, patch.row));
  const stillHeld = [...kept.held].filter(
    ([, patch]) => 'answer' in patch && !sameAnswer(answerAt(now, patch), patch.answer),
  );
  return { keep, held: new Map([...held, ...stillHeld]), lostRows };
}

/** Whatever was on its way may have arrived. */
function withSent({ unconfirmed, sending }: KeptWords): Unsettled['unconfirmed'] {
  const all = new Map(unconfirmed);
  for (const patch of sending.values()) {
    const key = keyOf(patch);
    if ('answer' in patch) all.set(key, [...(all.get(key) ?? []), patch.answer]);
  }
  return all;
}
