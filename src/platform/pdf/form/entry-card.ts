import type { Canvas } from '../canvas.js';
import { enclose } from '../enclose.js';
import type { Band, Block } from '../flow.js';
import { rowBands, type Cell } from '../row.js';
import { STYLE, type TextStyle } from '../style.js';
import { insetOf, type Column } from './inset.js';
import { GUTTER } from './prompt.js';
import type { EntryRow, RowField } from './rows.js';

const CARD_TITLE: TextStyle = { ...STYLE.groupHeading, ink: 'ink' };
const LABEL = STYLE.label;
const DENSE_LABEL: TextStyle = { ...LABEL, lead: 10 };
const ONLY: TextStyle = { ...STYLE.aside, size: 8, lead: 10.5 };
const COLUMN_GAP = 20;
const PAIR_GAP = 7;
const DENSE_GAP = 1.25;
const DENSE_LINE = 22;
/** A label beside its place takes this share of the column. */
const LABEL_SHARE = 0.46;
const WIDEST_LABEL = 120;
const LABEL_GAP = 6;
/** What is filled in beside its label is no higher than two lines of options. */
const DENSE_HEIGHT = 34;
const CARD_TOP = 8;
const CARD_BOTTOM = 7;

/**
 * One row as a card: labels and their places in two columns, a hairline below. It is not parted. Where there is much
 * to say (`dense`), labels stand beside their places instead of above.
 */
export function entryCard(row: EntryRow, fillable: boolean, dense: boolean): Block {
  return (canvas) => {
    const { tags, grid } = canvas;
    // Where there is much to say, the whole width is needed.
    const x = dense ? grid.left : grid.left + GUTTER;
    const width = grid.left + grid.width - x;
    const column = { x, width, fillable, dense, ...(dense && { line: DENSE_LINE }) };
    const lines = pairLines(canvas, row.fields, column);
    const title = canvas.wrap(row.title, CARD_TITLE, width);
    const head: Cell = { x, width, lines: title, style: CARD_TITLE, tag: 'H4' };
    const bands = lines.map((pairs, index): Band => ({
      height: Math.max(...pairs.map(({ height }) => height)),
      before: dense ? DENSE_GAP : PAIR_GAP,
      glued: index < lines.length - 1,
      draw(top) {
        for (const pair of pairs) pair.draw(top);
      },
    }));
    const last = bands.at(-1);
    const closing: readonly Band[] = last
      ? [
          {
            height: CARD_BOTTOM,
            draw: (top) => canvas.rule('hair', top + CARD_BOTTOM, x, width),
          },
        ]
      : [];
    const glued = bands.map((band) => ({ ...band, glued: true }));
    return [
      ...rowBands(canvas, [head], { before: CARD_TOP, glued: true }),
      ...enclose(tags, 'L', glued),
      ...closing,
    ];
  };
}

interface Pair {
  readonly height: number;
  draw(top: number): void;
}

/** Two fields a line; one that needs the width has a line of its own, and before it a line may stay half full. */
function pairLines(
  canvas: Canvas,
  fields: readonly RowField[],
  { x, width, ...how }: Column & { readonly dense: boolean },
): readonly (readonly Pair[])[] {
  const column = (width - COLUMN_GAP) / 2;
  const lines: Pair[][] = [];
  let open: Pair[] | undefined;
  for (const field of fields) {
    if (isWide(canvas, field, column)) {
      lines.push([pairOf(canvas, field, { ...how, x, width })]);
      open = undefined;
    } else if (open) {
      open.push(pairOf(canvas, field, { ...how, x: x + column + COLUMN_GAP, width: column }));
      open = undefined;
    } else {
      open = [pairOf(canvas, field, { ...how, x, width: column })];
      lines.push(open);
    }
  }
  return lines;
}

function isWide(canvas: Canvas, { named, label }: RowField, column: number): boolean {
  const { entry } = named;
  if (entry.kind === 'lines' || entry.kind === 'signature') return true;
  if (entry.kind === 'options') {
    return insetOf(canvas, named, { x: 0, width: column, fillable: false }).height > 3 * LABEL.lead;
  }
  return canvas.wrap(label, LABEL, column).length > 2;
}

function pairOf(canvas: Canvas, field: RowField, column: Column & { readonly dense: boolean }): Pair {
  return (column.dense ? pairBeside(canvas, field, column) : undefined) ?? pairBelow(canvas, field, column);
}

function pairBelow(canvas: Canvas, { label, only, named }: RowField, column: Column): Pair {
  const heading = labelOf(canvas, label, only, column.width);
  const inset = insetOf(canvas, named, column);
  const gap = named.entry.kind === 'line' || named.entry.kind === 'word' ? 0 : 3;
  return {
    height: heading.height + gap + inset.height,
    draw(top) {
      drawPair(
        canvas,
        () => heading.draw(column.x, top),
        () => inset.draw(top + heading.height + gap, inset.height),
      );
    },
  };
}

/** The label ends where one writes. Undefined where there is no room for both. */
function pairBeside(canvas: Canvas, { label, only, named }: RowField, column: Column): Pair | undefined {
  const labelWidth = Math.min(column.width * LABEL_SHARE, WIDEST_LABEL);
  const heading = labelOf(canvas, label, only, labelWidth - LABEL_GAP, DENSE_LABEL);
  const own = { ...column, x: column.x + labelWidth, width: column.width - labelWidth };
  const inset = insetOf(canvas, named, own);
  const height = Math.max(heading.height, inset.height, DENSE_LINE);
  if (height > DENSE_HEIGHT) return undefined;
  // On paper a label ends level with its line; a box or a row of circles has it at its middle.
  const onLine = !column.fillable && (named.entry.kind === 'line' || named.entry.kind === 'word');
  const share = onLine ? 1 : 0.5;
  return {
    height,
    draw(top) {
      drawPair(
        canvas,
        () => heading.draw(column.x, top + (height - heading.height) * share),
        () => inset.draw(top + (height - inset.height) * share, inset.height),
      );
    },
  };
}

interface Heading {
  readonly height: number;
  draw(x: number, top: number): void;
}

function labelOf(
  canvas: Canvas,
  label: string,
  only: string | undefined,
  width: number,
  style: TextStyle = LABEL,
): Heading {
  const lines = canvas.wrap(label, style, width);
  const asides = only === undefined ? [] : canvas.wrap(only, ONLY, width);
  const below = lines.length * style.lead;
  return {
    height: below + asides.length * ONLY.lead,
    draw(x, top) {
      lines.forEach((line, at) => canvas.line(line, style, x, top + at * style.lead));
      asides.forEach((line, at) => canvas.line(line, ONLY, x, top + below + at * ONLY.lead));
    },
  };
}

function drawPair(canvas: Canvas, label: () => void, place: () => void): void {
  const { tags } = canvas;
  tags.begin('LI');
  tags.leaf('Lbl', label);
  tags.begin('LBody');
  place();
  tags.end();
  tags.end();
}
