import type { Canvas } from './canvas.js';
import { enclose } from './enclose.js';
import type { Band, Block } from './flow.js';
import { rowBands, TICK_BOX, type Cell } from './row.js';
import { STYLE } from './style.js';

const BOX_INDENT = TICK_BOX + 7;
const BULLET_INDENT = 12;
const PADDING = 2;

/** Things to do, a box to tick before each. */
export function tickList(entries: readonly string[]): Block {
  return (canvas) =>
    listBands(canvas, entries, (entry) => [
      { ...entryCell(canvas, entry, BOX_INDENT), tickBox: { hangs: BOX_INDENT }, opens: 'LI' },
    ]);
}

/** Things said one by one, a dash before each. */
export function bulletList(entries: readonly string[]): Block {
  return (canvas) => {
    const dash: Cell = {
      x: canvas.grid.left,
      width: BULLET_INDENT,
      lines: canvas.wrap('–', STYLE.body, BULLET_INDENT),
      style: STYLE.body,
      tag: 'Lbl',
      opens: 'LI',
    };
    return listBands(canvas, entries, (entry) => [dash, entryCell(canvas, entry, BULLET_INDENT)]);
  };
}

/** Entries below each other. Neither the first nor the last stands alone on a page. */
function listBands(
  canvas: Canvas,
  entries: readonly string[],
  cells: (entry: string) => readonly Cell[],
): readonly Band[] {
  const last = entries.length - 1;
  const rows = entries.flatMap((entry, index) =>
    rowBands(canvas, cells(entry), {
      paddingTop: PADDING,
      paddingBottom: PADDING,
      glued: (index === 0 || index === last - 1) && index < last,
    }),
  );
  return enclose(canvas.tags, 'L', rows);
}

function entryCell(canvas: Canvas, entry: string, indent: number): Cell {
  const { left, width } = canvas.grid;
  const room = width - indent;
  return {
    x: left + indent,
    width: room,
    lines: canvas.wrap(entry, STYLE.body, room),
    style: STYLE.body,
    tag: 'LBody',
  };
}
