import { expect, test } from '@jest/globals';
import { summaryDates, writtenDay } from './summary.dates.js';

const afternoon = new Date('2026-11-24T21:00:00Z');

test('a moment reads in the practice’s zone', () => {
  expect(summaryDates('America/Chicago').moment(afternoon)).toBe('Tue 24 Nov 2026, 3:00 pm');
  expect(summaryDates('Asia/Tokyo').moment(afternoon)).toBe('Wed 25 Nov 2026, 6:00 am');
});

test('midnight and noon are twelve', () => {
  const utc = summaryDates('UTC');
  expect(utc.moment(new Date('2026-03-01T00:05:00Z'))).toBe('Sun 1 Mar 2026, 12:05 am');
  expect(utc.moment(new Date('2026-03-01T12:05:00Z'))).toBe('Sun 1 Mar 2026, 12:05 pm');
});

test('a record is written the ISO way, with midnight as hour zero', () => {
  expect(summaryDates('America/Chicago').record(afternoon)).toBe('2026-11-24 15:00');
  expect(summaryDates('UTC').record(new Date('2026-03-01T00:05:00Z'))).toBe('2026-03-01 00:05');
});

test('the day changes with the zone', () => {
  const late = new Date('2026-11-25T03:00:00Z');
  expect(summaryDates('America/Chicago').isoDay(late)).toBe('2026-11-24');
  expect(summaryDates('UTC').day(late)).toBe('Wed 25 Nov 2026');
});

test('a due day belongs to no zone', () => {
  expect(writtenDay('2026-11-28')).toBe('Sat 28 Nov 2026');
});

test('what is no day stays as it is', () => {
  expect(writtenDay('soon')).toBe('soon');
});

test('a zone that does not exist is refused', () => {
  expect(() => summaryDates('Mars/Olympus')).toThrow(RangeError);
});
