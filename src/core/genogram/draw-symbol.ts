import type { Stroke } from '../drawing/scene.js';
import type { Point } from './laid.js';
import type { HabitState, Person, PersonSymbol } from './family.js';
import { SIZE } from './metrics.js';
import type { PathPart, PathStyle, Pen } from './pen.js';

/** How thick the lines of a symbol are: well above what a fax keeps. */
const OUTLINE: Stroke = { ink: 'ink', width: 1.1 };
const CROSS: Stroke = { ink: 'ink', width: 0.9 };
const CROSS_ON_FILL: Stroke = { ink: 'paper', width: 1.1 };
const HATCH_GAP = 2.6;
/** The age stands in the upper part of a symbol whose lower half is filled or whose middle is crossed. */
const AGE_RAISED = -4.6;
const AGE_MIDDLE = 2.9;

export interface SymbolLook {
  readonly symbol: PersonSymbol;
  readonly index: boolean;
  readonly ghost: boolean;
  readonly crossed: boolean;
  readonly habit?: HabitState;
  readonly age?: string;
}

/** How a person looks: the gravest state counts where habits differ. */
export function lookOf(person: Person, age: number | undefined, deathInWords: boolean): SymbolLook {
  const states = new Set(person.habits.map(({ state }) => state));
  const habit = (['returned', 'known', 'recovery', 'suspected'] as const).find((state) => states.has(state));
  return {
    symbol: person.symbol,
    index: person.index,
    ghost: person.ghost,
    crossed: person.alive === false && !deathInWords,
    ...(habit && { habit }),
    ...(age !== undefined && { age: String(age) }),
  };
}

/** Thinner in a small symbol, where two outlines would run together. */
function thinner(stroke: Stroke, factor: number): Stroke {
  return factor < 1 ? { ...stroke, width: 0.75 } : stroke;
}

/** Draws a symbol round `middle`. `factor` is 1 in full size; the legend draws smaller ones. */
export function drawSymbol(pen: Pen, middle: Point, look: SymbolLook, factor = 1): void {
  const outer = reachOf(look.symbol) * factor;
  if (look.index)
    outline(pen, middle, look.symbol, outer + SIZE.outline * Math.max(factor, 0.8), {
      stroke: thinner(OUTLINE, factor),
      fill: { ink: 'paper' },
    });
  outline(pen, middle, look.symbol, outer, { fill: { ink: 'paper' } });
  if (look.habit) habitFill(pen, middle, look.symbol, outer, look.habit);
  if (look.crossed) cross(pen, middle, look, outer);
  const stroke: Stroke = look.ghost ? { ink: 'mid', width: 0.8, dash: [2.2, 1.8] } : thinner(OUTLINE, factor);
  outline(pen, middle, look.symbol, outer, { stroke });
  if (look.ghost) inside(pen, middle, '?', AGE_MIDDLE, factor);
  else if (look.age !== undefined) {
    inside(pen, middle, look.age, look.habit || look.crossed ? AGE_RAISED : AGE_MIDDLE, factor);
  }
}

function reachOf(symbol: PersonSymbol): number {
  return symbol === 'man' || symbol === 'woman' ? SIZE.half : SIZE.diamond;
}

function inside(pen: Pen, { x, y }: Point, text: string, drop: number, factor: number): void {
  pen.text({ x, y: y + drop * factor }, text, {
    size: SIZE.small * Math.max(factor, 0.8),
    face: 'sans',
    ink: 'ink',
    anchor: 'middle',
  });
}

function outline(pen: Pen, middle: Point, symbol: PersonSymbol, reach: number, style: PathStyle): void {
  if (symbol === 'woman') pen.circle(middle, reach, style);
  else pen.through(cornersOf(middle, symbol, reach), style, true);
}

function cornersOf({ x, y }: Point, symbol: PersonSymbol, reach: number): readonly Point[] {
  return symbol === 'man'
    ? [
        { x: x - reach, y: y - reach },
        { x: x + reach, y: y - reach },
        { x: x + reach, y: y + reach },
        { x: x - reach, y: y + reach },
      ]
    : [
        { x, y: y - reach },
        { x: x + reach, y },
        { x, y: y + reach },
        { x: x - reach, y },
      ];
}

/** Known: the lower half dark. Suspected: hatched. In recovery: its left part dark. Came back: dark, parted by a white line. */
function habitFill(pen: Pen, middle: Point, symbol: PersonSymbol, reach: number, state: HabitState): void {
  const parts = lowerPart(middle, symbol, reach, state === 'recovery');
  pen.path(parts, { fill: state === 'suspected' ? { hatch: 'ink', gap: HATCH_GAP } : { ink: 'mid' } });
  pen.line({ x: middle.x - reach, y: middle.y }, { x: middle.x + reach, y: middle.y }, CROSS);
  if (state !== 'recovery' && state !== 'returned') return;
  const foot = middle.y + reach;
  const white = state === 'returned';
  pen.line({ x: middle.x, y: middle.y }, { x: middle.x, y: foot }, white ? CROSS_ON_FILL : CROSS);
}

function lowerPart(
  { x, y }: Point,
  symbol: PersonSymbol,
  reach: number,
  leftOnly: boolean,
): readonly PathPart[] {
  const [left, right, foot] = [
    { x: x - reach, y },
    { x: x + reach, y },
    { x, y: y + reach },
  ];
  const middle: Point = { x, y };
  if (symbol === 'woman') {
    return leftOnly
      ? [['M', left], ['A', reach, 0, foot], ['L', middle], ['Z']]
      : [['M', left], ['A', reach, 0, right], ['Z']];
  }
  if (symbol === 'man') {
    const end = leftOnly ? middle : right;
    return [['M', left], ['L', { x: left.x, y: foot.y }], ['L', { x: end.x, y: foot.y }], ['L', end], ['Z']];
  }
  return leftOnly
    ? [['M', left], ['L', foot], ['L', middle], ['Z']]
    : [['M', left], ['L', foot], ['L', right], ['Z']];
}

/** Two strokes from edge to edge, white where they cross a dark half; the upper part leaves the age free. */
function cross(pen: Pen, { x, y }: Point, { symbol, habit }: SymbolLook, reach: number): void {
  const end = symbol === 'man' ? reach : symbol === 'woman' ? reach * Math.SQRT1_2 : reach / 2;
  const dark = habit === 'known' || habit === 'returned';
  for (const side of [-1, 1]) {
    pen.line({ x: x + side * end, y: y - end }, { x, y }, CROSS);
    pen.line(
      { x, y },
      { x: x + side * end, y: y + end },
      dark || (habit === 'recovery' && side < 0) ? CROSS_ON_FILL : CROSS,
    );
  }
}
