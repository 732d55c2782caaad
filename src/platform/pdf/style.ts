import { INKS, LINE_INKS } from '../../core/drawing/inks.js';
import type { FaceName } from './fonts.js';

/** Inks that stay apart in grey. Colour never carries a meaning alone. */
export const INK = INKS;
/** Of lines, boxes and bars: where text has its ink they are black. */
export const LINE_INK = LINE_INKS;
export type InkName = keyof typeof INK;

/** How a piece of text is set. Sizes in points; `lead` is the distance between two baselines. */
export interface TextStyle {
  readonly face: FaceName;
  readonly size: number;
  readonly lead: number;
  readonly ink: InkName;
  /** Extra space between letters, in points. */
  readonly tracking?: number;
}

/** The type scale. A reader's own words are set in serif, everything that the document says itself in sans. */
export const STYLE = {
  title: { face: 'serifSemi', size: 25, lead: 30, ink: 'ink' },
  eyebrow: { face: 'sansSemi', size: 8, lead: 11, ink: 'accent', tracking: 0.6 },
  heading: { face: 'sansSemi', size: 13, lead: 18, ink: 'ink' },
  subheading: { face: 'sansSemi', size: 10.5, lead: 15, ink: 'ink' },
  groupHeading: { face: 'sansSemi', size: 8.75, lead: 12.5, ink: 'mid' },
  entry: { face: 'serifSemi', size: 11, lead: 15, ink: 'ink' },
  body: { face: 'sans', size: 10, lead: 14, ink: 'ink' },
  remark: { face: 'sans', size: 9, lead: 12.5, ink: 'mid' },
  strong: { face: 'sansSemi', size: 10, lead: 14, ink: 'ink' },
  lead: { face: 'sansSemi', size: 9, lead: 14, ink: 'ink', tracking: 0.6 },
  quote: { face: 'serif', size: 10.5, lead: 15, ink: 'ink' },
  words: { face: 'serif', size: 10, lead: 14, ink: 'ink' },
  name: { face: 'serifSemi', size: 9.5, lead: 12.5, ink: 'ink' },
  prompt: { face: 'sans', size: 8.75, lead: 11.5, ink: 'mid' },
  statement: { face: 'sans', size: 9, lead: 12.5, ink: 'ink' },
  aside: { face: 'sansItalic', size: 9.5, lead: 14, ink: 'mid' },
  cell: { face: 'sans', size: 9, lead: 12.5, ink: 'ink' },
  cellQuiet: { face: 'sans', size: 9, lead: 12.5, ink: 'mid' },
  cellStrong: { face: 'sansSemi', size: 9, lead: 12.5, ink: 'ink' },
  columnHead: { face: 'sansSemi', size: 7.75, lead: 11, ink: 'mid' },
  label: { face: 'sans', size: 8, lead: 11, ink: 'mid' },
  fact: { face: 'sans', size: 9, lead: 12.5, ink: 'ink' },
  running: { face: 'sans', size: 8, lead: 11, ink: 'mid' },
  runningStrong: { face: 'sansSemi', size: 8, lead: 11, ink: 'ink' },
  footer: { face: 'sans', size: 7.25, lead: 9.5, ink: 'ink' },
  footerStrong: { face: 'sansSemi', size: 7.25, lead: 9.5, ink: 'ink' },
  pageNumber: { face: 'sansSemi', size: 8, lead: 9.5, ink: 'ink' },
} as const satisfies Record<string, TextStyle>;

/** Lines drawn: their thickness in points and their ink. */
export const RULE = {
  section: { weight: 1, ink: 'ink' },
  head: { weight: 0.7, ink: 'soft' },
  hair: { weight: 0.6, ink: 'rule' },
  writing: { weight: 0.5, ink: 'soft' },
} as const satisfies Record<string, { weight: number; ink: InkName }>;
export type RuleName = keyof typeof RULE;

/** From the top of a line's box down to its baseline: capitals stand in the middle of the line. */
export function baselineOf(style: TextStyle): number {
  return style.lead / 2 + style.size * 0.33;
}
