import type { Stroke } from '../drawing/scene.js';
import { evenly } from './bonds.js';
import type { Point } from './laid.js';
import type { Bond, BondKind } from './family.js';
import type { Pen } from './pen.js';

const LINE: Stroke = { ink: 'accent', width: 1 };
const ZIGZAG = { step: 3.4, reach: 2.8 };
const ARROW = { length: 6.5, half: 3.2 };
const BREAK = { half: 2.8, bar: 5, circle: 2.6 };
const BESIDE = 1.7;

/** How a bond is drawn along its way: which lines, and what is in its middle. */
interface BondLook {
  /** Distances of the lines from the way; a zigzag is a line of its own. */
  readonly lines: readonly number[];
  readonly zigzag?: boolean;
  readonly dash?: readonly number[];
  readonly middle?: 'break' | 'mended' | 'question';
  readonly arrow?: 'filled' | 'open';
}

const LOOKS: Readonly<Record<BondKind, BondLook>> = {
  close: { lines: [-BESIDE, BESIDE] },
  fused: { lines: [-2.6, 0, 2.6] },
  distant: { lines: [0], dash: [1.3, 3] },
  conflict: { lines: [], zigzag: true },
  close_conflict: { lines: [-4.6, 4.6], zigzag: true },
  cut_off: { lines: [0], middle: 'break' },
  mended: { lines: [0], middle: 'mended' },
  harm: { lines: [], zigzag: true, arrow: 'filled' },
  caretaker: { lines: [0], arrow: 'open' },
  focused: { lines: [0], arrow: 'filled' },
  mixed: { lines: [0], dash: [1.3, 3], middle: 'question' },
};

/** Draws a bond along `points`, which run from its first to its second person. */
export function drawBond(
  pen: Pen,
  points: readonly Point[],
  kind: BondKind,
  direction: Bond['direction'],
): void {
  const look = LOOKS[kind];
  const arrows = look.arrow ? direction : 'none';
  const atStart = arrows === 'b_a' || arrows === 'both';
  const atEnd = arrows === 'a_b' || arrows === 'both';
  const body = look.arrow ? shortened(points, atStart, atEnd) : points;
  const stroke: Stroke = { ...LINE, ...(look.dash && { dash: look.dash }) };
  const isBroken = look.middle !== undefined;
  const pieces = isBroken ? halves(body) : [body];
  for (const aside of look.lines) for (const piece of pieces) pen.through(beside(piece, aside), { stroke });
  if (look.zigzag) pen.through(zigzag(body), { stroke: LINE });
  if (look.middle) drawMiddle(pen, body, look.middle);
  if (look.arrow && atEnd) drawArrow(pen, points, look.arrow);
  if (look.arrow && atStart) drawArrow(pen, points.toReversed(), look.arrow);
}

function lengthOf(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, { x, y }, nth) => {
    const before = points[nth] ?? { x, y };
    return sum + Math.hypot(x - before.x, y - before.y);
  }, 0);
}

/** The way without its ends, where the heads of arrows will be. */
function shortened(points: readonly Point[], start: boolean, end: boolean): readonly Point[] {
  const fine = evenly(points, 200);
  const cut = Math.min(80, Math.round((200 * ARROW.length * 0.8) / Math.max(1, lengthOf(points))));
  return fine.slice(start ? cut : 0, fine.length - (end ? cut : 0));
}

function headingAt(points: readonly Point[], nth: number): Point {
  const before = points[Math.max(0, nth - 1)] ?? { x: 0, y: 0 };
  const after = points[Math.min(points.length - 1, nth + 1)] ?? before;
  const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
  return { x: (after.x - before.x) / length, y: (after.y - before.y) / length };
}

function beside(points: readonly Point[], aside: number): readonly Point[] {
  if (aside === 0) return points;
  return points.map(({ x, y }, nth) => {
    const along = headingAt(points, nth);
    return { x: x - along.y * aside, y: y + along.x * aside };
  });
}

/** Teeth of one size whatever the length, with a short straight piece at either end. */
function zigzag(points: readonly Point[]): readonly Point[] {
  const count = Math.max(4, Math.round(lengthOf(points) / ZIGZAG.step));
  const even = evenly(points, count);
  return even.map(({ x, y }, nth) => {
    if (nth === 0 || nth === count) return { x, y };
    const along = headingAt(even, nth);
    const reach = nth % 2 === 0 ? ZIGZAG.reach : -ZIGZAG.reach;
    return { x: x - along.y * reach, y: y + along.x * reach };
  });
}

function halves(points: readonly Point[]): readonly (readonly Point[])[] {
  const fine = evenly(points, 120);
  const gap = Math.min(30, Math.max(2, Math.round((120 * BREAK.half) / Math.max(1, lengthOf(points)))));
  return [fine.slice(0, 61 - gap), fine.slice(60 + gap)];
}

function drawMiddle(pen: Pen, points: readonly Point[], middle: 'break' | 'mended' | 'question'): void {
  const fine = evenly(points, 120);
  const at = fine[60] ?? { x: 0, y: 0 };
  const along = headingAt(fine, 60);
  if (middle === 'question') {
    pen.text({ x: at.x, y: at.y + 2.9 }, '?', {
      size: 8.5,
      face: 'sansSemi',
      ink: 'accent',
      anchor: 'middle',
    });
    return;
  }
  for (const side of [-BREAK.half, BREAK.half]) {
    const foot = { x: at.x + along.x * side, y: at.y + along.y * side };
    pen.line(
      { x: foot.x - along.y * BREAK.bar, y: foot.y + along.x * BREAK.bar },
      { x: foot.x + along.y * BREAK.bar, y: foot.y - along.x * BREAK.bar },
      { ...LINE, width: 1.2 },
    );
  }
  if (middle === 'mended') pen.circle(at, BREAK.circle, { stroke: LINE, fill: { ink: 'paper' } });
}

function drawArrow(pen: Pen, points: readonly Point[], head: 'filled' | 'open'): void {
  const tip = points.at(-1) ?? { x: 0, y: 0 };
  const along = headingAt(points, points.length - 1);
  const foot = { x: tip.x - along.x * ARROW.length, y: tip.y - along.y * ARROW.length };
  const corners: readonly Point[] = [
    { x: foot.x - along.y * ARROW.half, y: foot.y + along.x * ARROW.half },
    tip,
    { x: foot.x + along.y * ARROW.half, y: foot.y - along.x * ARROW.half },
  ];
  if (head === 'filled')
    pen.through(corners, { fill: { ink: 'accent' }, stroke: { ...LINE, width: 0.6 } }, true);
  else {
    pen.through(corners, { stroke: LINE });
    pen.line({ x: foot.x, y: foot.y }, tip, LINE);
  }
}
