import { expect, test } from '@jest/globals';
import { daysAfter, localDay, localMoment } from './local-day.js';

test.each([
  ['2026-11-24', 18, 'America/Chicago', '2026-11-25T00:00:00.000Z'],
  ['2026-07-01', 18, 'America/Chicago', '2026-07-01T23:00:00.000Z'],
  ['2026-11-24', 0, 'Asia/Kathmandu', '2026-11-23T18:15:00.000Z'],
  ['2026-11-24', 24, 'Pacific/Auckland', '2026-11-24T11:00:00.000Z'],
  // Clocks go forward at two on this day, and back at two on the other.
  ['2026-03-08', 0, 'America/Chicago', '2026-03-08T06:00:00.000Z'],
  ['2026-03-08', 18, 'America/Chicago', '2026-03-08T23:00:00.000Z'],
  ['2026-11-01', 0, 'America/Chicago', '2026-11-01T05:00:00.000Z'],
  ['2026-11-01', 24, 'America/Chicago', '2026-11-02T06:00:00.000Z'],
])('%s at %i in %s is %s', (day, hour, zone, moment) => {
  expect(localMoment(day, hour, zone).toISOString()).toBe(moment);
});

test('a day of a zone is the one that its calendars show', () => {
  expect(localDay(new Date('2026-11-25T05:59:59Z'), 'America/Chicago')).toBe('2026-11-24');
  expect(localDay(new Date('2026-11-25T06:00:00Z'), 'America/Chicago')).toBe('2026-11-25');
});

test('days are counted over months and years', () => {
  expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
  expect(daysAfter('2026-11-24', -1)).toBe('2026-11-23');
});
