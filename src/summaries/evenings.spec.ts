import { expect, test } from '@jest/globals';
import { dayToReady, nextEvening } from './evenings.js';

const CHICAGO = 'America/Chicago';
const at = (moment: string): Date => new Date(moment);

test('the next evening is today’s until it has come, and then tomorrow’s', () => {
  // Six in the evening is midnight in UTC.
  expect(nextEvening(at('2026-11-24T23:59:59Z'), 18, CHICAGO)).toEqual(at('2026-11-25T00:00:00Z'));
  expect(nextEvening(at('2026-11-25T00:00:00Z'), 18, CHICAGO)).toEqual(at('2026-11-26T00:00:00Z'));
});

test('an evening stays at its hour when clocks change', () => {
  expect(nextEvening(at('2026-10-31T23:00:00Z'), 18, CHICAGO)).toEqual(at('2026-11-02T00:00:00Z'));
});

test('from the evening on tomorrow is made ready, by the calendar of the practice', () => {
  expect(dayToReady(at('2026-11-25T00:00:00Z'), 18, CHICAGO)).toBe('2026-11-25');
  expect(dayToReady(at('2026-11-25T05:59:59Z'), 18, CHICAGO)).toBe('2026-11-25');
  expect(dayToReady(at('2026-12-31T20:00:00Z'), 18, 'Europe/Berlin')).toBe('2027-01-01');
});

test('before it, nothing is: neither early nor for an evening that was slept through', () => {
  expect(dayToReady(at('2026-11-24T23:59:59Z'), 18, CHICAGO)).toBeUndefined();
  expect(dayToReady(at('2026-11-25T06:00:00Z'), 18, CHICAGO)).toBeUndefined();
});
