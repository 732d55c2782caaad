import { enclose } from '../enclose.js';
import type { Block } from '../flow.js';
import { rowBands, type Cell } from '../row.js';
import { STYLE, type TextStyle } from '../style.js';

const LABEL: TextStyle = { ...STYLE.cellStrong, size: 8, lead: 11 };
const TEXT: TextStyle = { ...STYLE.cell, size: 8, lead: 11 };
const COLUMNS = 2;
const COLUMN_GAP = 20;

/** Short facts in two columns, each label above its text: whom to call. */
export function pairList(pairs: readonly { readonly label: string; readonly text: string }[]): Block {
  return (canvas) => {
    const { left, width } = canvas.grid;
    const column = (width - COLUMN_GAP) / COLUMNS;
    const rows = Array.from({ length: Math.ceil(pairs.length / COLUMNS) }, (_, row) =>
      pairs.slice(row * COLUMNS, (row + 1) * COLUMNS),
    );
    const bands = rows.flatMap((row) => {
      const cells = row.flatMap(({ label, text }, index): Cell[] => {
        const x = left + index * (column + COLUMN_GAP);
        const lines = canvas.wrap(label, LABEL, column);
        return [
          { x, width: column, lines, style: LABEL, tag: 'Lbl', opens: 'LI' },
          {
            x,
            width: column,
            lines: canvas.wrap(text, TEXT, column),
            style: TEXT,
            offset: lines.length * LABEL.lead,
            tag: 'LBody',
          },
        ];
      });
      return rowBands(canvas, cells, { before: 3, glued: true });
    });
    return enclose(canvas.tags, 'L', bands);
  };
}
