import { expect, test } from '@jest/globals';
import { emptyWeek } from '../../../test/fixtures/session-summary.js';
import { summaryDates } from '../summary.dates.js';
import { weekOf } from './header.js';

const dates = summaryDates('America/Chicago');
const session = new Date('2026-11-24T21:00:00Z');
const week = (beganAt: string | null): number =>
  weekOf(
    { ...emptyWeek, session: { startsAt: session }, beganAt: beganAt === null ? null : new Date(beganAt) },
    dates,
  );

test.each([
  ['the day itself is in the first week', '2026-11-24T15:00:00Z', 1],
  ['six days on it is still the first', '2026-11-18T21:00:00Z', 1],
  ['the same weekday begins the next', '2026-11-17T21:00:00Z', 2],
  ['by the calendar of the practice, not by hours', '2026-11-18T04:30:00Z', 2],
  ['across the change of clocks', '2026-10-27T20:00:00Z', 5],
])('%s', (_name, beganAt, expected) => {
  expect(week(beganAt)).toBe(expected);
});

test('without a beginning, and with one after the session, it is the first week', () => {
  expect([week(null), week('2026-12-24T21:00:00Z')]).toEqual([1, 1]);
});
