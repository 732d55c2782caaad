import type { MeasureText, SceneFace } from '../drawing/scene.js';

/** A text for one label: on one line, without what is not to be seen or turns the reading order of its surroundings. */
export function plainWords(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
    .replace(/[\p{Control}\p{White_Space}]+/gu, ' ')
    .trim();
}

/** Stands where something was cut. */
export const ELLIPSIS = '…';

interface Wrap {
  readonly width: number;
  readonly lines: number;
  readonly face: SceneFace;
  readonly size: number;
  readonly measure: MeasureText;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The text in at most so many lines of that width: broken at spaces, and inside a word that is longer than a line. What
 * does not fit is cut and an ellipsis says so. `text` comes from `plainWords`.
 */
export function wrapWords(text: string, { width, lines, face, size, measure }: Wrap): readonly string[] {
  const fits = (words: string): boolean => measure(words, face, size) <= width;
  if (text === '') return [];
  if (fits(text)) return [text];
  const rest = text.split(' ');
  const set: string[] = [];
  while (rest.length > 0 && set.length < lines) {
    let line = '';
    while (rest[0] !== undefined && fits(joined(line, rest[0]))) line = joined(line, rest.shift() ?? '');
    if (line === '') {
      const word = rest.shift() ?? '';
      line = longestStart(word, fits);
      if (line.length < word.length) rest.unshift(word.slice(line.length));
    }
    set.push(line);
  }
  const last = set.at(-1);
  if (rest.length > 0 && last !== undefined) set[set.length - 1] = ended(last, fits);
  return set;
}

function joined(line: string, word: string): string {
  return line === '' ? word : `${line} ${word}`;
}

/** At least one character, so that a line too narrow for any still comes to an end. */
function longestStart(word: string, fits: (words: string) => boolean): string {
  let start = '';
  for (const { segment } of graphemes.segment(word)) {
    if (start !== '' && !fits(start + segment)) break;
    start += segment;
  }
  return start;
}

function ended(line: string, fits: (words: string) => boolean): string {
  let kept = '';
  for (const { segment } of graphemes.segment(line)) {
    if (!fits(kept + segment + ELLIPSIS)) break;
    kept += segment;
  }
  return kept.trimEnd() + ELLIPSIS;
}

/** Remembers widths: a layout is tried in several styles, and a font takes its time. */
export function remembering(measure: MeasureText): MeasureText {
  const widths = new Map<string, number>();
  return (text, face, size) => {
    const key = `${face} ${size} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const width = measure(text, face, size);
    widths.set(key, width);
    return width;
  };
}
