import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { drawn } from './drawn.fixtures.js';
import { canonicalJson, contentHash } from './hash.js';
import { isRecord } from './reading.js';
import { sheetOf, yesNo } from './worksheet.fixtures.js';

const SHEET = sheetOf({ id: 'only', title: 'Only', items: [yesNo('a')] });

test('is the SHA-256 of the canonical JSON, in hex', () => {
  expect(contentHash(SHEET)).toBe(createHash('sha256').update(canonicalJson(SHEET)).digest('hex'));
});

test('canonical JSON sorts keys at every depth and keeps the order of lists', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 'ü' }, 2], a: undefined, A: null })).toBe(
    '{"A":null,"b":[{"c":"ü","d":1},2]}',
  );
});

test('does not change with the order of keys', () => {
  fc.assert(
    fc.property(drawn, ({ worksheet }) =>
      expect(contentHash(backwards(worksheet))).toBe(contentHash(worksheet)),
    ),
  );
});

test('changes with every word', () => {
  expect(contentHash({ ...SHEET, intro: 'A sample!' })).not.toBe(contentHash(SHEET));
  expect(contentHash({ ...SHEET, closing: 'Thanks.' })).not.toBe(contentHash(SHEET));
});

function backwards<T>(value: T): T;
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => backwards(one));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, backwards(inner)]),
  );
}
