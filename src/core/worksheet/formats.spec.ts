import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isCalendarDate, isDateTime, isTime, isWebAddress } from './formats.js';

describe('a web address', () => {
  test.each([
    'https://example.org',
    'http://example.org:8080/a/b?c=d&e=%20#f',
    'HTTPS://WWW.Example.ORG/',
    'https://localhost/',
    'https://192.0.2.7/',
    'https://a-b.example/(x)',
  ])('is %s', (address) => expect(isWebAddress(address)).toBe(true));

  test.each([
    '',
    'example.org',
    'ftp://example.org/',
    'javascript:alert(1)',
    'https:/example.org',
    'https://',
    'https:///path',
    'https://someone@example.org/',
    'https://example.org@elsewhere.example/',
    'https://example..org/',
    'https://-example.org/',
    'https://exa mple.org/',
    'https://example.org/a b',
    'https://example.org/"',
    'https://example.org/\n',
    'https://example.org\\@elsewhere.example/',
    'https://exämple.org/',
    'https://example.org:99999/',
    'https://example.org:/',
    'https://1.2.3/',
    'https://256.1.1.1/',
    'https://0x7f.1/',
    ' https://example.org/',
    `https://example.org/${'a'.repeat(2048)}`,
  ])('is not %j', (address) => expect(isWebAddress(address)).toBe(false));

  test('is read in the same way by those who follow it', () => {
    const part = fc.string({
      unit: fc.constantFrom(...'aZ9-._~:/?#[]@!$&()*+,;=%0x '.split('')),
      maxLength: 24,
    });
    fc.assert(
      fc.property(part, (rest) => {
        const text = `https://${rest}`;
        if (!isWebAddress(text)) return;
        const { protocol, username, hostname } = new URL(text);
        expect([protocol, username]).toEqual(['https:', '']);
        expect(text.toLowerCase().startsWith(`https://${hostname}`)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a time', () => {
  test.each(['00:00:00', '23:59:59', '23:59:60', '14:30:00.125'])('is %s', (time) =>
    expect(isTime(time)).toBe(true),
  );
  test.each(['', '14:30', '24:00:00', '14:60:00', '14:30:61', '14:30:00Z', '14:30:00.', 'T14:30:00'])(
    'is not %j',
    (time) => expect(isTime(time)).toBe(false),
  );
});

describe('a moment', () => {
  test.each([
    '2026',
    '2026-11',
    '2026-11-24',
    '2026-11-24T14:30:00Z',
    '2024-02-29T14:30:00.5-06:00',
    '2026-11-24T14:30:00+14:00',
  ])('is %s', (moment) => expect(isDateTime(moment)).toBe(true));
  test.each([
    '',
    '26',
    '0000',
    '0000-05-01',
    '2026-13',
    '2026-02-30',
    '2026-11-24T14:30:00',
    '2026-11-24T14:30Z',
    '2026-02-30T14:30:00Z',
    '2026-11T14:30:00Z',
    '2026-11-24T14:30:00+15:00',
    '2026-11-24T14:30:00ZT',
    '2026-11-24 14:30:00Z',
  ])('is not %j', (moment) => expect(isDateTime(moment)).toBe(false));
});

test('a day is in the calendar', () => {
  expect(['2024-02-29', '2025-02-29', '2026-11-31', '2026-1-1'].map(isCalendarDate)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
