import type { Canvas } from '../canvas.js';
import { enclose } from '../enclose.js';
import type { Band, Block } from '../flow.js';
import { STYLE, type TextStyle } from '../style.js';
import type { Line } from '../wrap.js';
import { AcroForm, type FieldOption } from './acro-form.js';
import { circle, MARK } from './pens.js';
import { GUTTER } from './prompt.js';

/** Statements or lines below each other, each answered by marking one circle of a row. */
export interface Matrix {
  /** Says what the table holds, to those who cannot see it. */
  readonly title: string;
  readonly columns: readonly FieldOption[];
  /** What the first and the last number mean, above them. */
  readonly ends?: { readonly low: string; readonly high: string };
  readonly lines: readonly MatrixLine[];
}

export interface MatrixLine {
  readonly number?: string;
  readonly text: string;
  /** When to answer it, below it. */
  readonly only?: string;
  /** The field's name. */
  readonly name: string;
}

const NUMBER: TextStyle = { face: 'serifSemi', size: 10, lead: 13, ink: 'accent' };
const TEXT: TextStyle = { ...STYLE.body, size: 9.5, lead: 13 };
const ONLY: TextStyle = { ...STYLE.aside, size: 8.5, lead: 11.5 };
const HEAD: TextStyle = { ...STYLE.columnHead, lead: 10 };
const PADDING = 6;
const TEXT_GAP = 12;
const NARROWEST = 24;
const WIDEST = 80;
/** Half of a label, and what a break at the wrong word costs. */
const HALF = 0.6;
const HEAD_GAP = 8;
/** The circles never take more than this share of the width from the statements. */
const COLUMNS_SHARE = 0.6;

/** A matrix, its heading repeated where it goes on over a page. */
export function matrix(content: Matrix, fillable: boolean): Block {
  return (canvas) => {
    const layout = layoutOf(canvas, content);
    const head = headBand(canvas, content, layout);
    const last = content.lines.length - 1;
    const rows = content.lines.map((line, index) => ({
      ...lineBand(canvas, content, line, layout, fillable),
      repeat: { height: head.height, draw: (top: number) => drawHead(canvas, content, layout, top, true) },
      // Neither the first nor the last stands alone on a page.
      glued: (index === 0 || index === last - 1) && index < last,
    }));
    const body = enclose(canvas.tags, 'TBody', rows);
    const whole = [...enclose(canvas.tags, 'THead', [head]), ...body];
    return enclose(canvas.tags, 'Table', whole, { title: content.title });
  };
}

interface Layout {
  readonly textAt: number;
  readonly textWidth: number;
  /** The middle of each column. */
  readonly middles: readonly number[];
  readonly pitch: number;
  readonly heads: readonly (readonly Line[])[];
}

function layoutOf(canvas: Canvas, { columns, lines }: Matrix): Layout {
  const { left, width } = canvas.grid;
  const numbered = lines.some(({ number }) => number !== undefined);
  const textAt = left + (numbered ? GUTTER : 0);
  const wanted = Math.max(NARROWEST, ...columns.map(({ label }) => widthOf(canvas, label)));
  const pitch = Math.min((width * COLUMNS_SHARE) / columns.length, WIDEST, wanted);
  const first = left + width - pitch * columns.length;
  return {
    textAt,
    textWidth: first - TEXT_GAP - textAt,
    middles: columns.map((_, index) => first + pitch * (index + 0.5)),
    pitch,
    heads: columns.map(({ label }) => canvas.wrap(label, HEAD, pitch - 4)),
  };
}

/** Room for a heading on two lines, or for its longest word. */
function widthOf(canvas: Canvas, label: string): number {
  const measured = (text: string): number => canvas.measure(HEAD.face, text, HEAD.size);
  return Math.max(measured(label) * HALF, ...label.split(' ').map(measured)) + HEAD_GAP;
}

function headBand(canvas: Canvas, content: Matrix, layout: Layout): Band {
  return {
    height: headHeight(content, layout),
    before: 10,
    glued: true,
    draw(top) {
      canvas.tags.begin('TR');
      drawHead(canvas, content, layout, top, false);
      canvas.tags.end();
    },
  };
}

function headHeight({ ends }: Matrix, { heads }: Layout): number {
  const labels = Math.max(...heads.map((lines) => lines.length)) * HEAD.lead;
  return labels + (ends ? HEAD.lead : 0) + 4;
}

function drawHead(canvas: Canvas, content: Matrix, layout: Layout, top: number, again: boolean): void {
  const { tags, grid } = canvas;
  const bottom = top + headHeight(content, layout);
  const cell = (scope: 'Column' | 'Row', paint: () => void): void => {
    if (again) tags.artifact(paint);
    else tags.leaf('TH', paint, { scope });
  };
  if (!again) tags.element('TD').end();
  for (const [index, lines] of layout.heads.entries()) {
    const middle = layout.middles[index] ?? 0;
    cell('Column', () => {
      lines.forEach((line, at) => {
        const y = bottom - 4 - (lines.length - at) * HEAD.lead;
        canvas.line(line, HEAD, middle - line.width / 2, y);
      });
      drawEnd(canvas, content, layout, index, top);
    });
  }
  canvas.rule('head', bottom, grid.left, grid.width);
}

/** The first column's meaning begins there and runs to the right, the last one's ends at the last. */
function drawEnd(
  canvas: Canvas,
  { ends, columns }: Matrix,
  layout: Layout,
  index: number,
  top: number,
): void {
  if (!ends) return;
  const { middles, pitch } = layout;
  // Beside the numbers there may be a last column for what does not apply.
  const numbers = columns.filter(({ label }) => /^-?\d+$/u.test(label)).length;
  const room = (pitch * numbers) / 2;
  if (index === 0) {
    const line = canvas.fitLine(ends.low, HEAD, room);
    canvas.line(line, HEAD, (middles[0] ?? 0) - 4, top);
  }
  if (index === numbers - 1) {
    const line = canvas.fitLine(ends.high, HEAD, room);
    canvas.line(line, HEAD, (middles[index] ?? 0) + 4 - line.width, top);
  }
}

function lineBand(
  canvas: Canvas,
  { columns }: Matrix,
  { number, text, only, name }: MatrixLine,
  { textAt, textWidth, middles }: Layout,
  fillable: boolean,
): Band {
  const { tags, grid } = canvas;
  const lines = canvas.wrap(text, TEXT, textWidth);
  const asides = only === undefined ? [] : canvas.wrap(only, ONLY, textWidth);
  const textHeight = lines.length * TEXT.lead + asides.length * ONLY.lead;
  const height = Math.max(textHeight, MARK) + 2 * PADDING;
  return {
    height,
    draw(top) {
      tags.begin('TR');
      tags.leaf(
        'TH',
        () => {
          if (number !== undefined) {
            canvas.line(canvas.fitLine(number, NUMBER, GUTTER), NUMBER, grid.left, top + PADDING);
          }
          lines.forEach((line, at) => canvas.line(line, TEXT, textAt, top + PADDING + at * TEXT.lead));
          const below = top + PADDING + lines.length * TEXT.lead;
          asides.forEach((line, at) => canvas.line(line, ONLY, textAt, below + at * ONLY.lead));
        },
        { scope: 'Row' },
      );
      const group = fillable ? AcroForm.of(canvas).radio({ name, label: text }) : undefined;
      const markTop = top + PADDING + (lines.length * TEXT.lead - MARK) / 2;
      for (const [index, column] of columns.entries()) {
        const box = { x: (middles[index] ?? 0) - MARK / 2, y: markTop, width: MARK, height: MARK };
        tags.begin('TD');
        circle(canvas, box.x, box.y);
        group?.button(box, column);
        tags.end();
      }
      tags.end();
      canvas.rule('hair', top + height);
    },
  };
}
