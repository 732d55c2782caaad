import { answerCell, type Words } from './answers.js';
import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import { rowBands, type Cell } from './row.js';
import { STYLE } from './style.js';
import { enclose } from './enclose.js';
import { hugged } from './hug.js';
import { keptWhole } from './kept-whole.js';

/** One entry of many: a name in its writer's words, what it is, and labels with values below. */
export interface Card {
  readonly name: string;
  readonly role?: string;
  readonly pairs: readonly Pair[];
}

/** A label and its value. */
export interface Pair {
  readonly label: string;
  readonly value: Words;
}

const COLUMN_GAP = 20;
const LABEL_SHARE = 0.56;
const LABEL_GAP = 8;
const NAME_SHARE = 0.7;
const ROLE_GAP = 8;
/** A value that needs more lines than this in half a row gets a row of its own. */
const LINES_IN_COLUMN = 2;
/** A card up to this height moves to the next page whole. */
const KEPT_WHOLE = 190;
const ROW_PADDING = 1.5;
const VALUE = { ...STYLE.words, size: 9.5, lead: 12.5 };

/**
 * A card, its labels and values in two columns read from left to right, a hairline below. Where a tall card
 * goes on over a page its name is shown again.
 */
export function cardBlock(card: Card): Block {
  return (canvas) => {
    const head = headBands(canvas, card);
    const repeat = repeatedName(canvas, card);
    const rows = pairRows(canvas, card.pairs);
    const list = rows.flatMap((cells, index) => {
      const last = index === rows.length - 1;
      return rowBands(canvas, cells, {
        paddingTop: ROW_PADDING,
        paddingBottom: last ? 9 : ROW_PADDING,
        ...(last && { rule: 'hair' as const }),
        glued: index === 0,
        repeat,
      });
    });
    const bands = [...head, ...enclose(canvas.tags, 'L', list)];
    return keptWhole(bands, KEPT_WHOLE);
  };
}

function headBands(canvas: Canvas, { name, role, pairs }: Card): readonly Band[] {
  const { left, width } = canvas.grid;
  const room = width * (role === undefined ? 1 : NAME_SHARE);
  const { lines, width: nameWidth } = hugged(canvas.wrap(name, STYLE.entry, room));
  const cells: Cell[] = [{ x: left, width: nameWidth, lines, style: STYLE.entry, tag: 'H5' }];
  if (role !== undefined) {
    const x = left + nameWidth + ROLE_GAP;
    const rest = left + width - x;
    const style = STYLE.cellQuiet;
    cells.push({ x, width: rest, lines: canvas.wrap(role, style, rest), style, tag: 'P' });
  }
  const alone = pairs.length === 0;
  return rowBands(canvas, cells, {
    before: 8,
    paddingBottom: alone ? 9 : 1,
    ...(alone && { rule: 'hair' as const }),
    glued: !alone,
  });
}

function repeatedName(canvas: Canvas, { name }: Card): Band['repeat'] {
  const style = STYLE.label;
  return {
    height: style.lead + 4,
    draw(top) {
      const line = canvas.fitLine(`${name}, continued`, style, canvas.grid.width);
      canvas.tags.artifact(() => canvas.line(line, style, canvas.grid.left, top));
    },
  };
}

/** Two pairs a row. Before a value with a row of its own a row may stay half full, so that the order holds. */
function pairRows(canvas: Canvas, pairs: readonly Pair[]): Cell[][] {
  const { left, width } = canvas.grid;
  const column = (width - COLUMN_GAP) / 2;
  const rows: Cell[][] = [];
  let open: Cell[] | undefined;
  for (const pair of pairs) {
    const half = pairCells(canvas, pair, open ? left + column + COLUMN_GAP : left, column, column);
    if (half.some(({ lines }) => lines.length > LINES_IN_COLUMN)) {
      rows.push(pairCells(canvas, pair, left, width, column));
      open = undefined;
    } else if (open) {
      open.push(...half);
      open = undefined;
    } else {
      open = half;
      rows.push(open);
    }
  }
  return rows;
}

/** The label keeps the width it has in a column, so that values stand below each other. */
function pairCells(canvas: Canvas, { label, value }: Pair, x: number, width: number, column: number): Cell[] {
  const labelWidth = column * LABEL_SHARE;
  return [
    {
      x,
      width: labelWidth - LABEL_GAP,
      lines: canvas.wrap(label, STYLE.label, labelWidth - LABEL_GAP),
      style: STYLE.label,
      tag: 'Lbl',
      opens: 'LI',
    },
    answerCell(canvas, value, x + labelWidth, width - labelWidth, VALUE),
  ];
}
