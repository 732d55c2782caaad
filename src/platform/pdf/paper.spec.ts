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

test.each<[Paper]>([['LETTER'], ['A4']])(
  'on %s on its side 250 by 180 mm keep 14.5 mm from every edge',
  (paper) => {
    const grid = gridFor(paper, 'landscape');
    const margin = mm(14.5);
    expect([grid.width, grid.pageWidth > grid.pageHeight]).toEqual([mm(250), true]);
    for (const distance of [grid.left, grid.pageWidth - grid.left - grid.width, grid.top]) {
      expect(distance).toBeGreaterThanOrEqual(margin);
    }
    expect(grid.pageHeight - 2 * grid.top).toBeCloseTo(mm(180));
  },
);
