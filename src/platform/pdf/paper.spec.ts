import { expect, test } from '@jest/globals';
import { gridFor, mm, type Paper } from './paper.js';

test.each<[Paper, number]>([
  ['LETTER', 15],
  ['A4', 15],
])('on %s the safe area of 180 by 245 mm keeps %d mm from every edge', (paper, millimetres) => {
  const grid = gridFor(paper);
  const margin = mm(millimetres) - 0.01;
  expect(grid.width).toBeCloseTo(mm(180));
  for (const distance of [grid.left, grid.pageWidth - grid.left - grid.width, grid.top]) {
    expect(distance).toBeGreaterThanOrEqual(margin);
  }
});

test('both papers hold the same height of text, so that pages break alike', () => {
  const [letter, a4] = [gridFor('LETTER'), gridFor('A4')];
  expect(a4.bodyBottom - a4.bodyTop).toBeCloseTo(letter.bodyBottom - letter.bodyTop);
});
