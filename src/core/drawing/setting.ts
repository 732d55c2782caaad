import type { TextShape } from './scene.js';

/** How a text of a scene is to be set where letters may run from either side. */
export interface Setting {
  readonly anchor: TextShape['anchor'];
  readonly rightToLeft: boolean;
}

/** The first letter with a direction decides, as it does in print. */
const STRONG = /[\p{L}\p{N}]/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const OTHER_END = { start: 'end', middle: 'middle', end: 'start' } as const;

/** Left to right a text starts at its left end, right to left at its right end; scenes always mean the left one. */
export function settingOf({ text, anchor }: Pick<TextShape, 'text' | 'anchor'>): Setting {
  const rightToLeft = RIGHT_TO_LEFT.test(STRONG.exec(text)?.[0] ?? '');
  return { anchor: rightToLeft ? OTHER_END[anchor] : anchor, rightToLeft };
}

const WHITE = /[\t\n\r\v\f\u0085\u2028\u2029]+/gu;
/** Not allowed in XML, or turning the order of what is read. */
const UNSHOWABLE = /[\p{Cc}\p{Cn}\u202A-\u202E\u2066-\u2069]/gu;
const HALF = /\p{Cs}/gu;

/** A text on one line. What must not take effect stands there by name, as in print: [U+202E]. */
export function showable(text: string): string {
  return text
    .replace(WHITE, ' ')
    .replace(HALF, '\uFFFD')
    .replace(
      UNSHOWABLE,
      (odd) => `[U+${(odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}
