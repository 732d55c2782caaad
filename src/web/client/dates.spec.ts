import { expect, test } from '@jest/globals';
import { formatDay, formatMoment } from './dates.js';

test('a moment is told by the day that it was in the practice’s zone', () => {
  const lateEvening = '2026-11-25T03:30:00.000Z';
  expect(formatMoment(lateEvening, 'en-US', 'America/Chicago')).toBe('November 24, 2026');
  expect(formatMoment(lateEvening, 'en-US', 'Europe/Berlin')).toBe('November 25, 2026');
});

test('a day has no zone, and what is no date is shown as it came', () => {
  expect(formatDay('2026-06-05', 'en-US')).toBe('Friday, June 5');
  expect(formatDay('soon', 'en-US')).toBe('soon');
  expect(formatMoment('soon', 'en-US', 'UTC')).toBe('');
});
