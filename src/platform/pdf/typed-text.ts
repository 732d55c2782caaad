import { isJoiner } from './joiners.js';

/** A word as it was typed and the glyphs that it became, in the order of drawing. */
export interface ShapedWord {
  /** The characters that led to each glyph, as code points; undefined for one that must not be drawn. */
  readonly glyphs: readonly (readonly number[] | undefined)[];
  readonly typed: readonly string[];
  /** As `typed`, with brackets turned round where the word runs to the left. */
  readonly shown: readonly number[];
  readonly rightToLeft: boolean;
}

/**
 * Which part of the typed word each glyph stands for, so that the glyphs in reading order give it back: where letters
 * change places, as vowels of Devanagari do, each place gets the letter typed there; what is not drawn goes to a
 * neighbour. Empty where the glyphs before it stand for everything; undefined for glyphs that are not drawn.
 */
export function typedTexts({
  glyphs,
  typed,
  shown,
  rightToLeft,
}: ShapedWord): readonly (string | undefined)[] {
  const reading = rightToLeft ? glyphs.toReversed() : glyphs;
  const head = matching(reading, shown);
  const tail = matching(
    reading.slice(head.glyphs).toReversed(),
    shown.slice(head.characters).toReversed(),
    true,
  );
  const parts = reading.map((glyph) => glyph?.length ?? 0);
  const between = reading.length - head.glyphs - tail.glyphs;
  const left = typed.length - head.characters - tail.characters;
  if (between > 0) {
    parts.splice(head.glyphs, between, ...shares(reading.slice(head.glyphs, head.glyphs + between), left));
  } else if (left > 0) {
    // The font drew several characters as one glyph that knows only some of them.
    const taker = Math.max(0, head.glyphs - 1);
    parts[taker] = (parts[taker] ?? 0) + left;
  }
  let from = 0;
  const texts = parts.map((count) => typed.slice(from, (from += count)).join(''));
  const kept = withNeighbours(
    texts,
    reading.map((glyph) => glyph !== undefined && isDrawn(glyph)),
    rightToLeft,
  );
  if (!rightToLeft) return withPlainStart(kept);
  // Readers turn such a word round letter by letter, so a glyph of several letters holds them turned round.
  return kept.toReversed().map((text) => text && Array.from(text).toReversed().join(''));
}

/** How many glyphs, and of how many characters, are what was typed, in the same order. */
function matching(
  glyphs: readonly (readonly number[] | undefined)[],
  characters: readonly number[],
  backwards = false,
): { readonly glyphs: number; readonly characters: number } {
  let at = 0;
  let count = 0;
  for (const glyph of glyphs) {
    const own = backwards ? (glyph ?? []).toReversed() : (glyph ?? []);
    if (glyph === undefined || own.some((codePoint, index) => characters[at + index] !== codePoint)) break;
    at += own.length;
    count += 1;
  }
  return { glyphs: count, characters: at };
}

/** Shares characters out among glyphs: one each, the last drawn one takes the rest. */
function shares(glyphs: readonly (readonly number[] | undefined)[], characters: number): number[] {
  const drawn = glyphs.filter((glyph) => glyph !== undefined && isDrawn(glyph)).length;
  let left = characters;
  let toCome = drawn;
  const counts = glyphs.map((glyph) => {
    if (glyph === undefined || !isDrawn(glyph)) return 0;
    toCome -= 1;
    const count = toCome === 0 ? left : Math.min(left, 1);
    left -= count;
    return count;
  });
  // Nothing is drawn here: whoever stands beside it takes the characters.
  if (left > 0) counts[0] = left;
  return counts;
}

/** Hands the text of what is not drawn to the glyph after it, in a word that runs to the left to the one before it. */
function withNeighbours(
  texts: readonly string[],
  drawn: readonly boolean[],
  rightToLeft: boolean,
): (string | undefined)[] {
  const result: (string | undefined)[] = [];
  let waiting = '';
  let last = -1;
  for (const [index, text] of texts.entries()) {
    if (drawn[index]) {
      result.push(waiting + text);
      waiting = '';
      last = index;
    } else {
      result.push(undefined);
      if (rightToLeft && last >= 0) result[last] += text;
      else waiting += text;
    }
  }
  if (waiting !== '' && last >= 0) result[last] += waiting;
  return result;
}

/**
 * pdf.js gives no width to a glyph that stands for an accent among other letters, and adds a space after it where it
 * begins a word: the accents go to the glyph after it.
 */
function withPlainStart(texts: readonly (string | undefined)[]): readonly (string | undefined)[] {
  const first = texts.findIndex((text) => text !== undefined);
  const next = texts.findIndex((text, index) => index > first && text !== undefined);
  const start = /^(\P{M})(.*\p{M}.*)$/su.exec(texts[first] ?? '');
  if (!start || next < 0) return texts;
  const moved = [...texts];
  moved[first] = start[1];
  moved[next] = `${start[2]}${texts[next]}`;
  return moved;
}

function isDrawn(codePoints: readonly number[]): boolean {
  return codePoints.length === 0 || !codePoints.every(isJoiner);
}
