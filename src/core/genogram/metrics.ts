/** Sizes of a map in full size, in points. Symbols of 9 mm and texts of 8 points are what prints must not go below. */
export const SIZE = {
  /** Half of a square's side, and a circle's radius: 26 pt are 9.2 mm. */
  half: 13,
  /** Half of a diamond, corner to corner, so that it looks as large as the others. */
  diamond: 15.5,
  /** From a symbol to the second outline of the index person. */
  outline: 3,
  name: 8.5,
  small: 8,
  /** From one line of text to the next. */
  leading: 9.6,
  /** How far letters stand above and hang below their baseline, for a line of `small` or `name`. */
  ascent: 7.2,
  descent: 2.4,
} as const;

/** How labels are set: beside the symbols where there is room, else below them and ever narrower. */
export interface Style {
  readonly labels: 'beside' | 'below';
  readonly labelWidth: number;
  /** Between people who belong together, and between others. */
  readonly gap: number;
  readonly blockGap: number;
}

/** From the roomiest to the tightest; the first that fits in full size is taken. */
export const STYLES: readonly Style[] = [
  { labels: 'beside', labelWidth: 66, gap: 12, blockGap: 24 },
  { labels: 'beside', labelWidth: 50, gap: 8, blockGap: 16 },
  { labels: 'below', labelWidth: 62, gap: 8, blockGap: 16 },
  { labels: 'below', labelWidth: 48, gap: 6, blockGap: 12 },
  { labels: 'below', labelWidth: 38, gap: 2.5, blockGap: 4.5 },
];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The area that a map may fill: 250 mm by 180 mm, inside both Letter and A4 on their long side. */
export const LANDSCAPE = { width: 708, height: 510 } as const;
