import type { Canvas } from '../canvas.js';
import type { Band, Block } from '../flow.js';
import { rowBands, type Cell } from '../row.js';
import { STYLE, type TextStyle } from '../style.js';
import type { NamedEntry } from './entry.js';
import type { GrowingBand } from './fill-pages.js';
import { insetOf } from './inset.js';

/** A numbered question, what helps to answer it, and the place for the answer. */
export interface Prompt {
  readonly number: string;
  readonly text: string;
  /** When to answer it, above it. */
  readonly only?: string;
  readonly help?: string;
}

/** Space above, in points, and whether it stays with what follows. */
interface Spacing {
  readonly before?: number;
  readonly glued?: boolean;
}

/** Numbers stand in a gutter of this width; what belongs to them begins to its right. */
export const GUTTER = 24;
const SPACE_ABOVE = 15;
const NUMBER: TextStyle = { face: 'serifSemi', size: 11.5, lead: 15, ink: 'accent' };
const TEXT: TextStyle = { face: 'sansSemi', size: 10.5, lead: 15, ink: 'ink' };
const HELP = STYLE.remark;
const ONLY: TextStyle = { ...STYLE.aside, size: 9, lead: 12.5 };

/** A question with room to answer it, kept together; `after` is said below. */
export function question(prompt: Prompt, named: NamedEntry, fillable: boolean, after?: string): Block {
  return (canvas) => {
    const { left, width } = canvas.grid;
    const column = { x: left + GUTTER, width: width - GUTTER, fillable };
    const inset = insetOf(canvas, named, column);
    const place: GrowingBand = {
      height: inset.height,
      before: inset.step === undefined ? 5 : 0,
      glued: after !== undefined,
      ...(inset.step !== undefined && { step: inset.step }),
      ...(inset.least !== undefined && { least: inset.least }),
      draw: (top, height) => inset.draw(top, height),
    };
    const said = after === undefined ? [] : remarkBands(canvas, after, { before: 5 });
    return [...promptBands(canvas, prompt), place, ...said];
  };
}

/** A question whose answer is a block of its own: the block follows. */
export function promptHead(prompt: Prompt): Block {
  return (canvas) => promptBands(canvas, prompt);
}

/** Number, question and help, glued to what follows. */
function promptBands(canvas: Canvas, { number, text, only, help }: Prompt): readonly Band[] {
  const { left, width } = canvas.grid;
  const x = left + GUTTER;
  const room = width - GUTTER;
  const numbers = canvas.wrap(number, NUMBER, GUTTER);
  const cells: Cell[] = [
    { x: left, width: GUTTER, lines: numbers, style: NUMBER, tag: 'Span', opens: 'H3' },
    { x, width: room, lines: canvas.wrap(text, TEXT, room), style: TEXT, tag: 'Span' },
  ];
  const before = only === undefined ? SPACE_ABOVE : 0;
  return [
    ...(only === undefined ? [] : remarkBands(canvas, only, { before: SPACE_ABOVE, glued: true })),
    ...rowBands(canvas, cells, { before, glued: true }),
    ...(help === undefined ? [] : textBands(canvas, help, HELP, { before: 1, glued: true })),
  ];
}

/** A sentence about how to go on, in italics. */
export function remark(text: string, spacing: Spacing = {}): Block {
  return (canvas) => remarkBands(canvas, text, { before: SPACE_ABOVE, ...spacing });
}

/** Something to read, level with the questions. */
export function reading(text: string, spacing: Spacing = {}): Block {
  return (canvas) => textBands(canvas, text, STYLE.body, { before: SPACE_ABOVE - 4, ...spacing });
}

function remarkBands(canvas: Canvas, text: string, spacing: Spacing): readonly Band[] {
  return textBands(canvas, text, ONLY, spacing);
}

function textBands(canvas: Canvas, text: string, style: TextStyle, spacing: Spacing): readonly Band[] {
  const { left, width } = canvas.grid;
  const x = left + GUTTER;
  const room = width - GUTTER;
  return rowBands(
    canvas,
    [{ x, width: room, lines: canvas.wrap(text, style, room), style, tag: 'P' }],
    spacing,
  );
}
