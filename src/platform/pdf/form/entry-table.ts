import type { Canvas } from '../canvas.js';
import { enclose } from '../enclose.js';
import type { Band, Block } from '../flow.js';
import { STYLE, type TextStyle } from '../style.js';
import type { Line } from '../wrap.js';
import { AcroForm } from './acro-form.js';
import type { Entry, NamedEntry } from './entry.js';
import { insetOf, type Inset } from './inset.js';
import { typingBox, upright } from './pens.js';
import { GUTTER } from './prompt.js';
import type { EntryRow, RowField } from './rows.js';

const HEAD: TextStyle = { ...STYLE.columnHead, lead: 10.5 };
const CELL_PADDING = 4;
const LEAST_ROW = 40;
const TITLED = STYLE.statement;
const TITLE_SHARE = 1.2;

/** How wide a column is against the others, by what is written in it. */
const SHARES: Record<Entry['kind'], number> = {
  lines: 3,
  line: 3,
  word: 2.4,
  digits: 1.5,
  options: 2,
  scale: 3,
  signature: 3,
};

/** Rows to fill in below headings. All rows have the same fields. */
export function entryTable(
  title: string,
  rows: readonly EntryRow[],
  fillable: boolean,
  titled: boolean,
): Block {
  return (canvas) => {
    const [first] = rows;
    if (first === undefined) return [];
    const slots = slotsOf(canvas, first.fields, titled);
    const head = tableHead(canvas, slots, title);
    const repeat = { height: head.height, draw: (top: number) => drawTableHead(canvas, slots, top, true) };
    const last = rows.length - 1;
    const bands = rows.map((row, index) => ({
      ...tableRow(canvas, row, slots, fillable),
      repeat,
      glued: (index === 0 || index === last - 1) && index < last,
    }));
    const body = enclose(canvas.tags, 'TBody', bands);
    return enclose(canvas.tags, 'Table', [...enclose(canvas.tags, 'THead', [head]), ...body], { title });
  };
}

interface Slot {
  readonly x: number;
  readonly width: number;
  readonly lines: readonly Line[];
}

function slotsOf(canvas: Canvas, fields: readonly RowField[], titled: boolean): readonly Slot[] {
  const { left, width } = canvas.grid;
  const labels = [...(titled ? [''] : []), ...fields.map(({ label }) => label)];
  const shares = [...(titled ? [TITLE_SHARE] : []), ...fields.map(({ named }) => shareOf(named.entry))];
  const sum = shares.reduce((total, share) => total + share, 0);
  const from = left + GUTTER;
  let x = from;
  return labels.map((label, index) => {
    const own = ((shares[index] ?? 1) / sum) * (width - GUTTER);
    const slot = { x, width: own, lines: canvas.wrap(label, HEAD, own - 2 * CELL_PADDING) };
    x += own;
    return slot;
  });
}

function shareOf(entry: Entry): number {
  return entry.kind === 'line' && entry.short ? 1 : SHARES[entry.kind];
}

function tableHead(canvas: Canvas, slots: readonly Slot[], title: string): Band {
  return {
    height: Math.max(...slots.map(({ lines }) => lines.length)) * HEAD.lead + 4,
    before: 8,
    glued: true,
    draw(top) {
      canvas.tags.begin('TR', { title });
      drawTableHead(canvas, slots, top, false);
      canvas.tags.end();
    },
  };
}

function drawTableHead(canvas: Canvas, slots: readonly Slot[], top: number, again: boolean): void {
  const rows = Math.max(...slots.map(({ lines }) => lines.length));
  for (const { x, lines } of slots) {
    const paint = (): void =>
      lines.forEach((line, at) =>
        canvas.line(line, HEAD, x + CELL_PADDING, top + (rows - lines.length + at) * HEAD.lead),
      );
    if (again) canvas.tags.artifact(paint);
    else canvas.tags.leaf('TH', paint, { scope: 'Column' });
  }
  const [first] = slots;
  const from = first?.x ?? canvas.grid.left;
  canvas.rule('head', top + rows * HEAD.lead + 4, from, canvas.grid.left + canvas.grid.width - from);
}

function tableRow(canvas: Canvas, row: EntryRow, slots: readonly Slot[], fillable: boolean): Band {
  const { tags, grid } = canvas;
  const titled = slots.length > row.fields.length;
  const [titleSlot] = slots;
  const title = titled && titleSlot ? canvas.wrap(row.title, TITLED, titleSlot.width - 2 * CELL_PADDING) : [];
  const insets = row.fields.map(({ named }, index) => {
    const { x = 0, width = 0 } = slots[index + (titled ? 1 : 0)] ?? {};
    return cellInset(canvas, named, { x: x + CELL_PADDING, width: width - 2 * CELL_PADDING }, fillable);
  });
  const tallest = Math.max(title.length * TITLED.lead, ...insets.map(({ height }) => height));
  const height = Math.max(LEAST_ROW, tallest + 2 * CELL_PADDING);
  return {
    height,
    draw(top) {
      tags.begin('TR');
      if (titled) {
        const paint = (): void =>
          title.forEach((line, at) =>
            canvas.line(
              line,
              TITLED,
              grid.left + GUTTER + CELL_PADDING,
              top + CELL_PADDING + at * TITLED.lead,
            ),
          );
        tags.leaf('TH', paint, { scope: 'Row' });
      }
      for (const inset of insets) {
        tags.begin('TD');
        inset.draw(top + CELL_PADDING, height - 2 * CELL_PADDING);
        tags.end();
      }
      tags.end();
      for (const { x } of slots.slice(1)) upright(canvas, x, top, top + height);
      const from = slots[0]?.x ?? grid.left;
      canvas.rule('writing', top + height, from, grid.left + grid.width - from);
    },
  };
}

/** A cell is written in as a whole, so words have no line of their own there. */
function cellInset(
  canvas: Canvas,
  named: NamedEntry,
  { x, width }: { readonly x: number; readonly width: number },
  fillable: boolean,
): Inset {
  const { entry, name, label } = named;
  const written =
    entry.kind === 'line' ||
    entry.kind === 'lines' ||
    (entry.kind === 'word' && (!fillable || entry.several));
  if (!written) return insetOf(canvas, named, { x, width, fillable });
  return {
    height: 0,
    draw(top, height) {
      if (!fillable) return;
      typingBox(canvas, x - 1, top, width + 2, height);
      const maxLength = 'maxLength' in entry ? entry.maxLength : undefined;
      const box = { x, y: top + 1, width, height: height - 2 };
      AcroForm.of(canvas).text(box, { name, label, multiline: true, ...(maxLength && { maxLength }) });
    },
  };
}
