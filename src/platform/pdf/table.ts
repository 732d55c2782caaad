import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import { rowBands, type Cell } from './row.js';
import { STYLE, type TextStyle } from './style.js';
import { enclose } from './enclose.js';

/** One column: its heading, its share of the width, and how its cells are set. */
export interface Column {
  readonly heading: string;
  readonly share: number;
  readonly align?: 'left' | 'right';
  /** Set apart: `strong` names the row and is its heading, `quiet` steps back. */
  readonly weight?: 'strong' | 'quiet';
}

/** A cell: text, or a box to tick. */
export type TableCell = string | { readonly tickBox: true };

export interface TableSpec {
  /** Says what the table holds, to those who cannot see it. */
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Sets rows close together: numbers below a drawing. */
  readonly dense?: boolean;
}

interface Slot {
  readonly column: Column;
  readonly x: number;
  readonly width: number;
}

const GAP = 14;
const PADDING = 5;
const DENSE_PADDING = 1.5;
/** A heading of more lines than this is repeated as one line, cut with an ellipsis. */
const LINES_REPEATED = 4;

/** A table with hairlines between rows. Its heading row is repeated where it goes on over a page. */
export function table(spec: TableSpec): Block {
  return (canvas) => {
    const slots = slotsOf(canvas, spec.columns);
    const head = enclose(canvas.tags, 'THead', headBands(canvas, slots));
    const repeat = repeatedHead(canvas, slots);
    const padding = spec.dense ? DENSE_PADDING : PADDING;
    const last = spec.rows.length - 1;
    const rows = spec.rows.flatMap((row, index) =>
      rowBands(
        canvas,
        slots.map((slot, column) => tableCell(canvas, slot, row[column] ?? '')),
        {
          paddingTop: padding,
          paddingBottom: padding,
          rule: 'hair',
          group: 'TR',
          repeat,
          // Neither the first row nor the last stands alone on a page.
          glued: (index === 0 || index === last - 1) && index < last,
        },
      ),
    );
    const body = enclose(canvas.tags, 'TBody', rows);
    return enclose(canvas.tags, 'Table', [...head, ...body], { title: spec.title });
  };
}

function slotsOf(canvas: Canvas, columns: readonly Column[]): Slot[] {
  const { left, width } = canvas.grid;
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x = left;
  return columns.map((column, index) => {
    const full = (column.share / shares) * width;
    const slot = { column, x, width: index === columns.length - 1 ? full : full - GAP };
    x += full;
    return slot;
  });
}

function headCells(canvas: Canvas, slots: readonly Slot[]): Cell[] {
  return slots.map(({ column, x, width }) => ({
    x,
    width,
    lines: canvas.wrap(column.heading, STYLE.columnHead, width),
    style: STYLE.columnHead,
    align: column.align ?? 'left',
    tag: 'TH',
    tagOptions: { scope: 'Column' },
  }));
}

function headBands(canvas: Canvas, slots: readonly Slot[]): readonly Band[] {
  return rowBands(canvas, headCells(canvas, slots), {
    paddingBottom: 3,
    rule: 'head',
    group: 'TR',
    glued: true,
  });
}

/** The heading row once more, as decoration: it has been read out on the page before. */
function repeatedHead(canvas: Canvas, slots: readonly Slot[]): Band['repeat'] {
  const style = STYLE.columnHead;
  const cells = headCells(canvas, slots).map((cell, index) =>
    cell.lines.length <= LINES_REPEATED
      ? cell
      : { ...cell, lines: [canvas.fitLine(slots[index]?.column.heading ?? '', style, cell.width)] },
  );
  const height = Math.max(...cells.map(({ lines }) => lines.length)) * style.lead + 3;
  return {
    height,
    draw(top) {
      canvas.tags.artifact(() => {
        for (const { lines, x, width, align } of cells) {
          lines.forEach((line, index) =>
            canvas.line(
              line,
              style,
              x,
              top + index * style.lead,
              align === 'right' ? { right: width } : undefined,
            ),
          );
        }
      });
      canvas.rule('head', top + height);
    },
  };
}

function tableCell(canvas: Canvas, { column, x, width }: Slot, content: TableCell): Cell {
  const style = styleOf(column);
  const heading = column.weight === 'strong';
  return {
    x,
    width,
    lines: typeof content === 'string' ? canvas.wrap(content, style, width) : [],
    style,
    align: column.align ?? 'left',
    tickBox: typeof content !== 'string',
    tag: heading ? 'TH' : 'TD',
    ...(heading && { tagOptions: { scope: 'Row' as const } }),
  };
}

function styleOf({ weight }: Column): TextStyle {
  if (weight === 'strong') return STYLE.cellStrong;
  return weight === 'quiet' ? STYLE.cellQuiet : STYLE.cell;
}
