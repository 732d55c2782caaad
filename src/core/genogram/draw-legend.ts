import type { Point } from './laid.js';
import { childLine, coupleStroke, drawSlashes } from './draw-lines.js';
import { drawBond } from './draw-bond.js';
import { drawSecret } from './draw-marks.js';
import { drawSymbol, type SymbolLook } from './draw-symbol.js';
import { LEGEND, type Legend, type LegendSign } from './legend.js';
import { SIZE } from './metrics.js';
import type { Pen } from './pen.js';

const SYMBOL_FACTOR = 0.46;
const SOLID = { ink: 'ink', width: 1 } as const;

/** Draws the legend with its top left corner at the pen's origin. */
export function drawLegend(pen: Pen, { cells, notes, width }: Legend): void {
  if (cells.length > 0) pen.line({ x: 0, y: 0.5 }, { x: width, y: 0.5 }, { ink: 'rule', width: 0.75 });
  for (const { sign, text, x, y } of cells) {
    drawSign(pen, { x: x + LEGEND.sign / 2, y }, sign);
    pen.text({ x: x + LEGEND.sign + LEGEND.beforeText, y: y + 2.8 }, text, {
      size: SIZE.small,
      face: 'sans',
      ink: 'mid',
      anchor: 'start',
    });
  }
  for (const { text, x, y } of notes) {
    pen.text({ x, y }, text, { size: SIZE.small, face: 'sansSemi', ink: 'ink', anchor: 'start' });
  }
}

function drawSign(pen: Pen, at: Point, sign: LegendSign): void {
  const [left, right] = [
    { x: at.x - 12, y: at.y },
    { x: at.x + 12, y: at.y },
  ];
  switch (sign.kind) {
    case 'person':
      drawSymbol(
        pen,
        at,
        { ...PLAIN, symbol: sign.symbol, index: sign.index ?? false, crossed: sign.dead ?? false },
        SYMBOL_FACTOR,
      );
      break;
    case 'ghost':
      drawSymbol(pen, at, { ...PLAIN, symbol: 'unknown', ghost: true }, SYMBOL_FACTOR);
      break;
    case 'habit':
      drawSymbol(pen, at, { ...PLAIN, habit: sign.state }, SYMBOL_FACTOR);
      break;
    case 'text':
      pen.text({ x: at.x, y: at.y + 2.8 }, sign.text, {
        size: SIZE.small,
        face: 'sansSemi',
        ink: 'ink',
        anchor: 'middle',
      });
      break;
    case 'secret':
      drawSecret(pen, { x: at.x, y: at.y + 5 });
      break;
    case 'union':
      pen.line(left, right, coupleStroke(sign.union, false));
      drawSlashes(pen, at, sign.slashes);
      break;
    case 'child':
      childLine(pen, { x: at.x, y: at.y - 6 }, { x: at.x, y: at.y + 6 }, sign.child, false);
      break;
    case 'twins':
      drawTwins(pen, at, sign.identical);
      break;
    case 'inferred':
      pen.line(left, right, { ink: 'ink', width: 0.6 });
      break;
    case 'bond':
      drawBond(pen, between(left, right), sign.bond, 'a_b');
      break;
  }
}

const PLAIN: SymbolLook = { symbol: 'man', index: false, ghost: false, crossed: false };

function drawTwins(pen: Pen, { x, y }: Point, identical: boolean): void {
  for (const side of [-1, 1]) pen.line({ x, y: y - 6 }, { x: x + side * 7, y: y + 6 }, SOLID);
  if (identical) pen.line({ x: x - 3.5, y }, { x: x + 3.5, y }, SOLID);
}

function between(from: Point, to: Point): readonly Point[] {
  return Array.from({ length: 9 }, (_, nth) => ({ x: from.x + ((to.x - from.x) * nth) / 8, y: from.y }));
}
