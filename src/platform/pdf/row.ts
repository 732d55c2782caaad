import type { Canvas } from './canvas.js';
import type { Band } from './flow.js';
import type { StructureElement } from './internals.js';
import { baselineOf, type RuleName, type TextStyle } from './style.js';
import type { StructureType, TagOptions } from './tags.js';
import type { Line } from './wrap.js';

/** One column of a row: lines of text, or a box to tick. */
export interface Cell {
  readonly x: number;
  readonly width: number;
  readonly lines: readonly Line[];
  readonly style: TextStyle;
  readonly align?: 'left' | 'right';
  /** Starts this far below the row's upper edge instead of on the common baseline. */
  readonly offset?: number;
  /** A box to tick: at the cell's edge, or so many points left of its lines. */
  readonly tickBox?: boolean | { readonly hangs: number };
  readonly tag: StructureType;
  readonly tagOptions?: TagOptions;
  /** Opens an element around this cell and those after it, up to the next that opens one: an `LI` around its parts. */
  readonly opens?: StructureType;
  /** Goes on with the element of the cell before it: a strong word and the title that follows it. */
  readonly joins?: boolean;
}

/** How a row stands among others. */
export interface RowOptions {
  readonly paddingTop?: number;
  readonly paddingBottom?: number;
  /** Drawn along the row's lower edge. */
  readonly rule?: RuleName;
  /** Element around the whole row. */
  readonly group?: StructureType;
  readonly before?: number;
  readonly glued?: boolean;
  /** Drawn wherever the row opens a page. */
  readonly repeat?: Band['repeat'];
  /** Drawn, instead of `repeat`, where the row itself goes on over a page, from this far below its upper edge. */
  readonly continued?: { readonly from: number; readonly repeat: NonNullable<Band['repeat']> };
}

/** A row up to this height, about ten lines, is never split. */
const UNSPLIT = 140;

/** Side of a box to tick. */
export const TICK_BOX = 9;

/** A line of a cell, its box measured from the row's upper edge. */
interface Placed {
  readonly cell: Cell;
  readonly line: Line;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Cells side by side on one first baseline. A tall row may break over pages between lines, two lines at least
 * staying together at either end; each cell stays one element of the structure tree.
 */
export function rowBands(canvas: Canvas, cells: readonly Cell[], options: RowOptions = {}): readonly Band[] {
  if (cells.length === 0) return [];
  const placed = placeLines(cells);
  const height = placed.reduce((lowest, { bottom }) => Math.max(lowest, bottom), 0);
  const pitch = Math.max(...cells.map(({ style }) => style.lead));
  const count = height <= UNSPLIT ? 1 : Math.floor(height / pitch);
  const slices = sliced(placed, pitch, count);
  const painter = new RowPainter(canvas, cells, options);
  return slices.map((lines, index): Band => {
    const from = index * pitch;
    const first = index === 0;
    const last = index === count - 1;
    const to = last ? height : from + pitch;
    const top = first ? (options.paddingTop ?? 0) : 0;
    const bottom = last ? (options.paddingBottom ?? 0) : 0;
    const { continued } = options;
    const repeat = continued && !first && from >= continued.from ? continued.repeat : options.repeat;
    return {
      height: top + to - from + bottom,
      before: first ? (options.before ?? 0) : 0,
      glued: last ? (options.glued ?? false) : first || index === count - 2,
      ...(repeat && { repeat }),
      draw: (y, full) => {
        if (first) painter.begin(y + top);
        painter.paint(lines, y + top - from);
        if (last) painter.end(y + full);
      },
    };
  });
}

function placeLines(cells: readonly Cell[]): readonly Placed[] {
  const sharing = cells.filter((cell) => cell.lines.length > 0 && cell.offset === undefined);
  const baseline = Math.max(...sharing.map(({ style }) => baselineOf(style)));
  return cells.flatMap((cell) => {
    const { lead } = cell.style;
    const start = cell.offset ?? baseline - baselineOf(cell.style);
    return cell.lines.map((line, index) => {
      const top = start + index * lead;
      return { cell, line, top, bottom: top + lead };
    });
  });
}

/** The lines that begin in each slice of the row, `pitch` points high; the last slice takes the rest. */
function sliced(placed: readonly Placed[], pitch: number, count: number): readonly (readonly Placed[])[] {
  const slices = Array.from({ length: count }, (): Placed[] => []);
  for (const line of placed) slices[Math.min(count - 1, Math.floor(line.top / pitch))]?.push(line);
  return slices;
}

class RowPainter {
  private readonly elements: StructureElement[] = [];
  private readonly wrappers: StructureElement[] = [];

  constructor(
    private readonly canvas: Canvas,
    private readonly cells: readonly Cell[],
    private readonly options: RowOptions,
  ) {}

  /** Opens the elements of all cells, in reading order. */
  begin(top: number): void {
    const { tags } = this.canvas;
    if (this.options.group) tags.begin(this.options.group);
    for (const { tag, tagOptions, opens, joins } of this.cells) {
      if (opens) this.wrappers.push(tags.element(opens));
      const before = joins ? this.elements.at(-1) : undefined;
      this.elements.push(before ?? tags.element(tag, tagOptions, this.wrappers.at(-1)));
    }
    for (const { tickBox, x, width, style, align } of this.cells) {
      if (!tickBox) continue;
      const edge = align === 'right' ? x + width - TICK_BOX : x;
      const at = typeof tickBox === 'object' ? x - tickBox.hangs : edge;
      this.canvas.tickBox(at, top + (style.lead - TICK_BOX) / 2, TICK_BOX);
    }
  }

  paint(lines: readonly Placed[], origin: number): void {
    for (const [index, cell] of this.cells.entries()) {
      const own = lines.filter((line) => line.cell === cell);
      const element = this.elements[index];
      if (own.length === 0 || element === undefined) continue;
      const align = cell.align === 'right' ? { right: cell.width } : undefined;
      this.canvas.tags.draw(element, () => {
        for (const { line, top } of own) this.canvas.line(line, cell.style, cell.x, origin + top, align);
      });
    }
  }

  end(bottom: number): void {
    for (const element of [...this.elements, ...this.wrappers]) element.end();
    if (this.options.group) this.canvas.tags.end();
    if (this.options.rule) this.canvas.rule(this.options.rule, bottom);
  }
}
