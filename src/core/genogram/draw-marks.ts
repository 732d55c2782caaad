import type { Point } from './laid.js';
import type { LaidPerson } from './laid.js';
import { SIZE } from './metrics.js';
import type { Pen } from './pen.js';
import { MARK_LEADING, SECRET_SIDE } from './place-boxes.js';

/** A small triangle with an S, standing on `foot`. */
export function drawSecret(pen: Pen, foot: Point): void {
  const half = SECRET_SIDE / 2;
  pen.through(
    [
      { x: foot.x - half, y: foot.y },
      { x: foot.x, y: foot.y - SECRET_SIDE + 1 },
      { x: foot.x + half, y: foot.y },
    ],
    { stroke: { ink: 'ink', width: 0.8 }, fill: { ink: 'paper' } },
    true,
  );
  // The one text below 8 points: a letter inside its sign, which the legend spells out.
  pen.text({ x: foot.x, y: foot.y - 1.4 }, 'S', { size: 6, face: 'sansSemi', ink: 'ink', anchor: 'middle' });
}

/** What stands at the left of a symbol: a secret, how often trust was broken, letters of habits. */
export function drawMarks(pen: Pen, { marks, marksBox }: LaidPerson): void {
  if (!marksBox) return;
  if (marks.secret)
    drawSecret(pen, { x: marksBox.right - SECRET_SIDE / 2, y: marksBox.top + SECRET_SIDE - 1 });
  const first = marksBox.bottom - marks.lines.length * MARK_LEADING;
  marks.lines.forEach((line, nth) => {
    pen.text({ x: marksBox.right, y: first + (nth + 1) * MARK_LEADING - 1.6 }, line, {
      size: SIZE.small,
      face: 'sansSemi',
      ink: 'ink',
      anchor: 'end',
    });
  });
}
