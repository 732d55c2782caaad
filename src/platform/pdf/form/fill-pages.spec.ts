import { expect, test } from '@jest/globals';
import { gridFor } from '../paper.js';
import { grown, type GrowingBand } from './fill-pages.js';

const grid = gridFor('LETTER');
const first = grid.bodyBottom - grid.top;
const later = grid.bodyBottom - grid.bodyTop;

function band(height: number, more: Partial<GrowingBand> = {}): GrowingBand {
  return { height, draw: () => undefined, ...more };
}

const heights = (...bands: readonly GrowingBand[]): readonly number[] =>
  grown(bands, grid).map(({ height }) => height);

test('what is left at the foot of a page goes to the place to write on it, in whole steps', () => {
  const rest = first - 300;
  const [head, place, next] = heights(band(200), band(100, { step: 20 }), band(later - 10));
  expect([head, next]).toEqual([200, later - 10]);
  // No more than eight lines.
  expect(place).toBe(100 + Math.min(8, Math.floor(rest / 20)) * 20);
});

test('the last place of a page comes first', () => {
  const rest = 50;
  const one = band(100, { step: 20 });
  const two = band(first - 100 - rest, { step: 20 });
  const three = band(later);
  expect(heights(one, two, three)).toEqual([120, two.height + 20, later]);
  expect(heights(one, band(two.height + 25, { step: 20 }), three)).toEqual([100, two.height + 45, later]);
});

test('at the end of all a place grows by four lines at most', () => {
  expect(heights(band(100, { step: 20 }))).toEqual([180]);
});

test('answers lose a line or two where that saves a page, and no more than it takes', () => {
  const place = band(100, { step: 20, least: 40 });
  expect(heights(band(first - 90), place)).toEqual([first - 90, 80]);
  expect(heights(band(first - 70), place)).toEqual([first - 70, 60]);
  expect(heights(band(first - 50), place)).toEqual([first - 50, 180]);
});

test('bands that hang together count as one where they fit a page', () => {
  const chain = [band(60, { glued: true, before: 10 }), band(60, { before: 10 })];
  const place = band(first - 100, { step: 20 });
  // The chain does not fit below the place, so all of the rest is the place's.
  expect(heights(place, ...chain)[0]).toBe(first - 100 + 80 + 20);
});

test('a page that is asked for begins there', () => {
  expect(heights(band(100, { step: 20 }), band(50, { newPage: true }))[0]).toBe(260);
});
