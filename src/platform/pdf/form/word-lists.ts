import { enclose } from '../enclose.js';
import type { Block } from '../flow.js';
import { rowBands, type Cell } from '../row.js';
import { STYLE, type TextStyle } from '../style.js';
import { GUTTER } from './prompt.js';
import type { WordList } from './rows.js';

const LABEL = STYLE.label;
const WORDS: TextStyle = { ...STYLE.cell, size: 8.5, lead: 11.5 };

/** Lists of words to choose from, one after the other. @param glued stays with what follows */
export function wordLists(lists: readonly WordList[], glued: boolean): Block {
  return (canvas) => {
    const { left, width } = canvas.grid;
    const x = left + GUTTER;
    const room = width - GUTTER;
    const labelWidth = room * 0.3;
    const last = lists.length - 1;
    const bands = lists.flatMap(({ label, words }, index) => {
      const cells: Cell[] = [
        {
          x,
          width: labelWidth - 10,
          lines: canvas.wrap(label, LABEL, labelWidth - 10),
          style: LABEL,
          tag: 'Lbl',
          opens: 'LI',
        },
        {
          x: x + labelWidth,
          width: room - labelWidth,
          lines: canvas.wrap(words.join('\u00A0· '), WORDS, room - labelWidth),
          style: WORDS,
          tag: 'LBody',
        },
      ];
      return rowBands(canvas, cells, { before: 3, glued: glued || index < last });
    });
    return enclose(canvas.tags, 'L', bands);
  };
}
