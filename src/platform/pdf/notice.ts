import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import { hugged } from './hug.js';
import { keptWhole } from './kept-whole.js';
import { quoted } from './quote.js';
import { rowBands, TICK_BOX, type Cell } from './row.js';
import { STYLE } from './style.js';
import { enclose } from './enclose.js';

/** Something that must be read first. */
export interface Notice {
  /** How much it presses: `urgent` has a thick bar, `plain` a thin one. */
  readonly weight: 'urgent' | 'plain';
  /** A strong word before the title: "URGENT". */
  readonly lead?: string;
  /** A heading of the third level. */
  readonly title: string;
  /** Small, at the right: where and when it was said. */
  readonly note?: string;
  /** What the client said, in their own words: serif, in quotation marks. */
  readonly quote?: string;
  /** What the print says of it, a paragraph each. */
  readonly body?: readonly string[];
  /** What to do; before the boxes on their line where there is room, else above them. */
  readonly action?: string;
  /** Boxes in a row, to be ticked by hand: "contacted". */
  readonly ticks?: readonly string[];
}

const BAR = { urgent: 5, plain: 1.5 };
const INDENT = 16;
const SPACE_ABOVE = 6;
const LEAD_GAP = 7;
const NOTE_GAP = 14;
const NOTE_SHARE = 0.4;
const TICK_INDENT = TICK_BOX + 5;
const TICK_GAP = 20;
const TICK_SPACE = 2;
/** A notice up to this height is never parted. */
const KEPT_WHOLE = 260;

/** A notice behind a bar: how much it presses is said by the bar's weight and in words, never by colour. */
export function noticeBlock(notice: Notice): Block {
  return (canvas) => {
    const x = canvas.grid.left + INDENT;
    const width = canvas.grid.width - INDENT;
    const bands = [
      ...rowBands(canvas, headCells(canvas, notice, x, width), { glued: true }),
      ...(notice.quote === undefined
        ? []
        : rowBands(canvas, [
            quoted(canvas, notice.quote, STYLE.words, x + QUOTE_INDENT, width - QUOTE_INDENT),
          ])),
      ...(notice.body ?? []).flatMap((text) =>
        rowBands(
          canvas,
          [{ x, width, lines: canvas.wrap(text, STYLE.fact, width), style: STYLE.fact, tag: 'P' }],
          { paddingTop: 0.5 },
        ),
      ),
      ...doneRows(canvas, notice, x, width),
    ];
    return barred(canvas, keptWhole(bands, KEPT_WHOLE), BAR[notice.weight]);
  };
}

/** Room for the hanging mark. */
const QUOTE_INDENT = 5;

function headCells(canvas: Canvas, { lead, title, note }: Notice, x: number, width: number): readonly Cell[] {
  const noteLines = note === undefined ? [] : canvas.wrap(note, STYLE.label, width * NOTE_SHARE);
  const noteWidth = Math.max(0, ...noteLines.map((line) => line.width));
  const leadLine = lead === undefined ? undefined : canvas.fitLine(lead, STYLE.lead, width * NOTE_SHARE);
  const indent = leadLine ? leadLine.width + LEAD_GAP : 0;
  const room = width - indent - (noteWidth > 0 ? noteWidth + NOTE_GAP : 0);
  const cells: Cell[] = [];
  if (leadLine) cells.push({ x, width: indent, lines: [leadLine], style: STYLE.lead, tag: 'H3' });
  const lines = canvas.wrap(title, STYLE.strong, room);
  cells.push({
    x: x + indent,
    width: room,
    lines,
    style: STYLE.strong,
    tag: 'H3',
    joins: leadLine !== undefined,
  });
  if (noteLines.length > 0) {
    cells.push({ x, width, lines: noteLines, style: STYLE.label, align: 'right', tag: 'P' });
  }
  return cells;
}

/** What to do, and the boxes that say that it was done. */
function doneRows(canvas: Canvas, { action, ticks = [] }: Notice, x: number, width: number): readonly Band[] {
  if (action === undefined) return tickRows(canvas, ticks, x, width);
  const boxes = ticks.reduce((sum, tick) => sum + tickWidth(canvas, tick) + TICK_GAP, 0);
  const lines = canvas.wrap(action, STYLE.fact, width);
  const [line, ...more] = lines;
  const doing: Cell = { x, width, lines, style: STYLE.fact, tag: 'P' };
  if (ticks.length === 0 || !line || more.length > 0 || line.width + boxes > width)
    return [...rowBands(canvas, [doing], { paddingTop: 1.5 }), ...tickRows(canvas, ticks, x, width)];
  const beside = tickRows(canvas, ticks, x + width - boxes + TICK_GAP, boxes);
  const [row] = rowBands(canvas, [doing], { paddingTop: TICK_SPACE });
  return beside.map((band) => ({
    ...band,
    height: Math.max(band.height, row?.height ?? 0),
    draw(top, height) {
      row?.draw(top, height);
      band.draw(top, height);
    },
  }));
}

function tickWidth(canvas: Canvas, tick: string): number {
  return TICK_INDENT + hugged(canvas.wrap(tick, STYLE.fact, Infinity)).width;
}

/** Boxes side by side, in as many rows as they need. */
function tickRows(canvas: Canvas, ticks: readonly string[], x: number, width: number): readonly Band[] {
  const rows: Cell[][] = [];
  let at = Infinity;
  for (const tick of ticks) {
    const { lines, width: own } = hugged(canvas.wrap(tick, STYLE.fact, width - TICK_INDENT));
    const needed = TICK_INDENT + own;
    if (at + needed > x + width) {
      rows.push([]);
      at = x;
    }
    rows.at(-1)?.push({
      x: at + TICK_INDENT,
      width: own,
      lines,
      style: STYLE.fact,
      tickBox: { hangs: TICK_INDENT },
      tag: 'LBody',
      opens: 'LI',
    });
    at += needed + TICK_GAP;
  }
  const bands = rows.flatMap((cells) => rowBands(canvas, cells, { paddingTop: TICK_SPACE }));
  return enclose(canvas.tags, 'L', bands);
}

function barred(canvas: Canvas, bands: readonly Band[], weight: number): readonly Band[] {
  return bands.map((band, index) => ({
    ...band,
    before: index === 0 ? SPACE_ABOVE : 0,
    draw(top, height) {
      canvas.bar(canvas.grid.left, top, weight, height);
      band.draw(top, height);
    },
  }));
}
