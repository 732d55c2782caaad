import { expect, test } from '@jest/globals';
import { countdown, moment } from './dates.js';

test.each([
  [600_000, '10:00'],
  [600_900, '10:00'],
  [599_999, '9:59'],
  [59_000, '0:59'],
  [999, '0:00'],
  [0, '0:00'],
  [-5_000, '0:00'],
])('%d ms are %s', (left, text) => {
  expect(countdown(left)).toBe(text);
});

test('a moment of this day is today’s', () => {
  const now = new Date(2026, 10, 3, 15, 5);
  expect(moment(new Date(2026, 10, 3, 9, 40).toISOString(), now)).toMatch(/^today at 9:40/);
  expect(moment(new Date(2026, 10, 2, 9, 40).toISOString(), now)).toMatch(/^Nov 2, 2026 at 9:40/);
});
