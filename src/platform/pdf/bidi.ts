import bidiFactory, { type Bidi } from 'bidi-js';

/** Which way the characters of a paragraph run: even levels to the right, odd ones to the left (UAX #9). */
export interface Directions {
  /** One level for each UTF-16 unit. */
  readonly levels: Uint8Array;
  /** The level of the paragraph itself, from its first letter. */
  readonly base: number;
}

// The package is CommonJS whose types speak of a default export.
const bidi = (bidiFactory as unknown as () => Bidi)();

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
/** Steers the order without being a letter. */
const STEERING = /[\u061C\u200E\u200F]/gu;

/** Does the text hold a letter of a script written from right to left? */
export function runsBothWays(text: string): boolean {
  return RIGHT_TO_LEFT.test(text) && RIGHT_TO_LEFT.test(text.replace(STEERING, ''));
}

/** The directions of one paragraph. Must not hold embeddings, overrides or isolates. */
export function directionsOf(text: string): Directions {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, 'auto');
  return { levels, base: paragraphs[0]?.level ?? 0 };
}

/** The order in which stretches of a line stand from left to right (rule L2), as indexes. */
export function visualOrder(levels: readonly number[]): readonly number[] {
  const order = levels.map((_, index) => index);
  const lowestOdd = Math.min(...levels.filter((level) => level % 2 === 1));
  for (let level = Math.max(0, ...levels); level >= lowestOdd; level -= 1) {
    let from = 0;
    while (from < order.length) {
      let to = from;
      while (to < order.length && (levels[order[to] ?? 0] ?? 0) >= level) to += 1;
      if (to > from) order.splice(from, to - from, ...order.slice(from, to).toReversed());
      from = to + 1;
    }
  }
  return order;
}

/** The text with brackets and other signs that have a mirror image turned round, as they stand from right to left. */
export function mirrored(text: string): string {
  return Array.from(text, (character) => bidi.getMirroredCharacter(character) ?? character).join('');
}
