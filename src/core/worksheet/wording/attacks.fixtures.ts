import { phrasesOf, readPattern } from './steps.fixtures.js';

/**
 * Texts made to keep the rule of this source busy, as short pieces to be repeated: its phrases and their beginnings,
 * which make it start over and fail late; beginnings with a long word behind them; beginnings within beginnings.
 */
export function attacksOn(source: string): readonly string[] {
  const beginnings = [...new Set(phrasesOf(readPattern(source)).flatMap(beginningsOf))];
  const stems = [...new Set(beginnings.map((text) => text.split(' ').slice(0, 3).join(' ')))];
  return [
    ...beginnings.flatMap((text) => [text, `${text} `]),
    ...stems.map((stem) => `${stem} ${'x'.repeat(500)} `),
    `${stems.join(' ')} `,
    'x',
    ' ',
    "i'",
  ];
}

/** The phrase, the phrase without its last letter, and what stands before each of its spaces. */
function beginningsOf(phrase: string): readonly string[] {
  const spaces = [...phrase.matchAll(/ /g)].map(({ index }) => phrase.slice(0, index)).slice(0, 6);
  return [phrase, phrase.slice(0, -1), ...spaces].filter((text) => text.trim() !== '');
}

/** `piece` again and again, `length` characters in all. */
export function repeated(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}
