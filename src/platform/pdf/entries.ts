import type { Canvas } from './canvas.js';
import type { Block } from './flow.js';
import { rowBands, TICK_BOX, type Cell } from './row.js';
import { STYLE, type TextStyle } from './style.js';
import { enclose } from './enclose.js';

/** One thing that is told, and what there is to know of it. */
export interface Entry {
  readonly title: string;
  /** Small, at the right; below where there is no room. */
  readonly detail: string;
  /** A person's own words on it, below, between quotation marks. */
  readonly words?: string;
}

export interface EntryOptions {
  /** A box before each, to tick by hand. */
  readonly tickBox?: boolean;
  /** Whether titles are names, which stand out, or sentences. */
  readonly weight?: 'strong' | 'plain';
}

const BOX_INDENT = TICK_BOX + 6;
const GAP = 10;
const SMALL_WORDS: TextStyle = { ...STYLE.words, size: 9.5, lead: 12.5 };
const PADDING = 1.25;

/** Short entries below each other, a hairline between them, each with its detail in small letters. */
export function entryList(entries: readonly Entry[], options: EntryOptions = {}): Block {
  return (canvas) => {
    const last = entries.length - 1;
    const rows = entries.flatMap((entry, index) =>
      rowBands(canvas, entryCells(canvas, entry, options), {
        paddingTop: PADDING,
        paddingBottom: PADDING,
        ...(index < last && { rule: 'hair' as const }),
        glued: (index === 0 || index === last - 1) && index < last,
      }),
    );
    return enclose(canvas.tags, 'L', rows);
  };
}

function entryCells(canvas: Canvas, { title, detail, words }: Entry, options: EntryOptions): readonly Cell[] {
  const indent = options.tickBox ? BOX_INDENT : 0;
  const x = canvas.grid.left + indent;
  const width = canvas.grid.width - indent;
  const style = options.weight === 'plain' ? STYLE.cell : STYLE.cellStrong;
  const lines = canvas.wrap(title, style, width);
  const name: Cell = {
    x,
    width,
    lines,
    style,
    ...(options.tickBox && { tickBox: { hangs: indent } }),
    // What stands alone in its entry is its body.
    tag: detail === '' && words === undefined ? 'LBody' : 'Lbl',
    opens: 'LI',
  };
  const small = detail === '' ? [] : canvas.wrap(detail, STYLE.label, width);
  const used = [...lines, ...small].reduce((sum, line) => sum + line.width, GAP);
  const isBeside = lines.length === 1 && small.length === 1 && used <= width;
  const below = lines.length * style.lead;
  const cells: Cell[] = [name];
  if (small.length > 0)
    cells.push({
      x,
      width,
      lines: small,
      style: STYLE.label,
      tag: 'LBody',
      ...(isBeside ? { align: 'right' } : { offset: below }),
    });
  if (words !== undefined)
    cells.push({
      x,
      width,
      lines: canvas.wrap(`“${words}”`, SMALL_WORDS, width),
      style: SMALL_WORDS,
      tag: 'LBody',
      offset: isBeside ? below : below + small.length * STYLE.label.lead,
      joins: small.length > 0,
    });
  return cells;
}
