import { hasCrisisWords } from '../../../core/worksheet/wording/crisis.js';
import { type Mark, markWording } from '../../../core/worksheet/wording/marking.js';

/** The phrases to look at again. None where a text speaks of dying: then nothing but help belongs beside it. */
export function phrasesOf(text: string): readonly Mark[] {
  return hasCrisisWords(text) ? [] : markWording(text);
}

/** A stretch of a text, and the mark that it is the phrase of. */
export interface Piece {
  readonly text: string;
  readonly mark?: Mark;
}

/** The text in its marked and unmarked stretches: joined they are the text, to the letter. */
export function piecesOf(text: string, marks: readonly Mark[]): readonly Piece[] {
  const pieces = marks.flatMap((mark, nth): Piece[] => [
    { text: text.slice(marks[nth - 1]?.end ?? 0, mark.start) },
    { text: text.slice(mark.start, mark.end), mark },
  ]);
  const rest = text.slice(marks.at(-1)?.end ?? 0);
  return [...pieces, { text: rest }].filter((piece) => piece.text !== '');
}

/** Of marks on `before` those that still stand where they did, now that the text has become `after`. */
export function marksThatStand(marks: readonly Mark[], before: string, after: string): readonly Mark[] {
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before.charCodeAt(same) === after.charCodeAt(same)) same += 1;
  return before === after ? marks : marks.filter(({ end }) => end < same);
}
