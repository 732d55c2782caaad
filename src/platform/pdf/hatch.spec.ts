import { expect, test } from '@jest/globals';
import { addHatchLines, pathBounds } from './hatch.js';
import type { Pdf } from './internals.js';

test.each([
  ['M10 10H60V50H10Z', [10, 10, 60, 50]],
  ['M10,10L-5.5,20', [-5.5, 10, 10, 20]],
  ['M0 0C10 -20 30 40 40 0', [0, -20, 40, 40]],
  ['M0 0Q5 9 10 0', [0, 0, 10, 9]],
  ['M1e1 0L2e1 5', [10, 0, 20, 5]],
])('%s lies within its bounds', (d, [left, top, right, bottom]) => {
  expect(pathBounds(d)).toEqual({ left, top, right, bottom });
});

test('a circle of two arcs lies within its bounds', () => {
  const { left, top, right, bottom } = pathBounds('M10 25A15 15 0 1 0 40 25A15 15 0 1 0 10 25Z');
  expect(left).toBeLessThanOrEqual(10);
  expect(right).toBeGreaterThanOrEqual(40);
  expect(top).toBeLessThanOrEqual(10);
  expect(bottom).toBeGreaterThanOrEqual(40);
});

test('lines lie a gap apart, in the same places for neighbouring areas', () => {
  const sums = (left: number): number[] => {
    const found: number[] = [];
    const doc = {
      moveTo(x: number, y: number) {
        found.push(x + y);
        return doc;
      },
      lineTo: () => doc,
    };
    addHatchLines(doc as unknown as Pdf, { left, top: 0, right: left + 50, bottom: 50 }, 5);
    return found;
  };
  const [one, other] = [sums(0), sums(20)];
  const step = 5 * Math.SQRT2;
  expect((one[1] ?? 0) - (one[0] ?? 0)).toBeCloseTo(step);
  for (const sum of [...one, ...other]) expect(sum / step).toBeCloseTo(Math.round(sum / step));
});
