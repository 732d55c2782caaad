import { beforeAll, expect, test } from '@jest/globals';

/** The functions as Safari 14 gets them. A spec has a realm to itself, so what the engine has of its own may go. */

const LISTS = ['at', 'toSorted', 'toReversed', 'findLastIndex'] as const;
const engines = new Set<unknown>([Object.hasOwn, ...LISTS.map((name) => Array.prototype[name])]);

beforeAll(async () => {
  for (const name of LISTS) Reflect.deleteProperty(Array.prototype, name);
  Reflect.deleteProperty(Object, 'hasOwn');
  await import('./old-browsers.js');
});

test('they are not the engine’s own', () => {
  for (const provided of [Object.hasOwn, ...LISTS.map((name) => Array.prototype[name])]) {
    expect(provided).toBeInstanceOf(Function);
    expect(engines.has(provided)).toBe(false);
  }
});

test('sorting goes by what it is told, else by letters, and leaves the list as it was', () => {
  const years = [1990, 203, 1950];
  expect(years.toSorted((one, other) => one - other)).toEqual([203, 1950, 1990]);
  expect(years.toSorted((one, other) => other - one)).toEqual([1990, 1950, 203]);
  // oxlint-disable-next-line typescript/require-array-sort-compare -- what comes of it without one is the point
  expect(years.toSorted()).toEqual([1950, 1990, 203]);
  expect(years).toEqual([1990, 203, 1950]);
});

test('reversing leaves the list as it was', () => {
  const rows = ['a', 'b', 'c'];
  expect(rows.toReversed()).toEqual(['c', 'b', 'a']);
  expect(rows).toEqual(['a', 'b', 'c']);
});

test('a place counts from either end', () => {
  const rows = ['a', 'b', 'c'];
  expect([rows.at(0), rows.at(-1), rows.at(3), rows.at(-4)]).toEqual(['a', 'c', undefined, undefined]);
});

test('the last of those that fit is found, also by its place', () => {
  expect([1, 2, 3, 4].findLastIndex((value) => value % 2 === 1)).toBe(2);
  expect([1, 2, 3, 4].findLastIndex((_, index) => index < 2)).toBe(1);
  expect([1, 2].findLastIndex((value) => value > 2)).toBe(-1);
});

test('what an object has of its own is told from what it inherits', () => {
  expect(Object.hasOwn({ line: 1 }, 'line')).toBe(true);
  expect(Object.hasOwn({}, 'toString')).toBe(false);
});
