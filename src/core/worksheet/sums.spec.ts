import { describe, expect, test } from '@jest/globals';
import { DOES_NOT_APPLY, type Answers } from './answers.js';
import { compile } from './compile.js';
import type { Item, Sum } from './definition.js';
import { sumUp, type SumResult } from './sums.js';
import { EVERY_ITEM, promises, saidYes, sheetOf, SKIPPED, YES, yesNo } from './worksheet.fixtures.js';

const NO = { value: 'no' };

function summed(sum: Omit<Sum, 'name'>, items: readonly Item[], answers: Answers): SumResult | undefined {
  const sheet = sheetOf({ id: 'only', title: 'Only', items });
  return sumUp(compile({ ...sheet, sums: [{ name: 'Sum', ...sum }] }), answers)[0];
}

function scale(id: string): Item {
  return { ...EVERY_ITEM.scale, id };
}

test('a count is of the items answered by one of the values', () => {
  const items = [yesNo('a'), yesNo('b'), yesNo('c'), yesNo('d', saidYes('a'))];
  const count = { rule: 'count', items: ['a', 'b', 'c', 'd'], values: ['yes'] } as const;
  expect(summed(count, items, { a: NO, b: YES, c: SKIPPED, d: YES })).toEqual({
    name: 'Sum',
    rule: 'count',
    validated: false,
    value: 1,
    answered: 2,
    of: 4,
    parts: [
      { item: 'a', text: 'Is it so: a?', value: 0 },
      { item: 'b', text: 'Is it so: b?', value: 1 },
      { item: 'c', text: 'Is it so: c?', value: null },
      { item: 'd', text: 'Is it so: d?', value: null },
    ],
  });
  expect(summed(count, items, { a: SKIPPED })).toMatchObject({ value: null, answered: 0, of: 4 });
  expect(summed(count, items, { a: NO })).toMatchObject({ value: 0, answered: 1 });
});

test('a sum and a mean are over what is answered, and say of how many', () => {
  const items = [scale('a'), scale('b'), scale('c')];
  const over = (rule: 'sum' | 'mean'): unknown =>
    summed({ rule, items: ['a', 'b', 'c'] }, items, { a: { value: 3 }, b: { value: 0 } });
  expect(over('sum')).toMatchObject({ value: 3, answered: 2, of: 3 });
  expect(over('mean')).toMatchObject({ value: 1.5, answered: 2, of: 3 });
  expect(summed({ rule: 'mean', items: ['a', 'b'] }, items, {})).toMatchObject({ value: null, answered: 0 });
});

describe('the number of a choice', () => {
  const items: readonly Item[] = [
    { ...yesNo('a'), open: true },
    { ...yesNo('many'), type: 'multi' },
  ];
  const map = { yes: 4, no: 1 };
  const value = (answers: Answers, more: Partial<Sum> = { map }): unknown =>
    summed({ rule: 'sum', items: ['a', 'many'], ...more }, items, answers)?.value;

  test('is what the map says, and of several their sum', () => {
    expect(value({ a: YES })).toBe(4);
    expect(value({ a: NO, many: { value: ['yes', 'no'] } })).toBe(6);
  });

  test('is none where the map says nothing, as of the client’s own words', () => {
    expect(value({ a: { value: 'Only on Mondays' } })).toBeNull();
    expect(value({ a: { value: 'constructor' } })).toBeNull();
    expect(value({ a: YES }, {})).toBeNull();
  });

  test('is the weight of the option where there is no map', () => {
    const options = [
      { value: 'yes', label: 'Yes', weight: 2.5 },
      { value: 'no', label: 'No' },
    ];
    const weighed: readonly Item[] = [{ ...EVERY_ITEM.choice, type: 'choice', id: 'a', options }];
    const sum = { rule: 'mean', items: ['a'] } as const;
    expect(summed(sum, weighed, { a: YES })?.value).toBe(2.5);
    expect(summed(sum, weighed, { a: NO })?.value).toBeNull();
  });
});

test('a rate is the mean over the rows that came up', () => {
  const rate = { rule: 'rate', items: ['each'], map: { kept: 1, in_part: 0.5, no: 0 } } as const;
  const said = (...values: readonly string[]): Answers => ({
    each: {
      rows: values.map((value, index) => ({ id: `p${index + 1}`, answers: { answer: { value } } })),
    },
  });
  expect(summed(rate, [promises()], said('kept', 'in_part'))).toEqual({
    name: 'Sum',
    rule: 'rate',
    validated: false,
    value: 0.75,
    answered: 2,
    of: 2,
    parts: [
      { item: 'each', option: 'p1', text: 'Call when late', value: 1 },
      { item: 'each', option: 'p2', text: 'Share the calendar', value: 0.5 },
    ],
  });
  expect(summed(rate, [promises()], said('none', 'no'))).toMatchObject({ value: 0, answered: 1, of: 2 });
  expect(summed(rate, [promises()], said('none'))).toMatchObject({ value: null, answered: 0, of: 2 });
  expect(summed(rate, [promises({ given: [] })], {})).toMatchObject({ value: null, of: 0, parts: [] });
});

test('bars and lines are their parts, a grid gives one for each option', () => {
  const grid: Item = { ...EVERY_ITEM.grid, id: 'areas' };
  const answers = { areas: { value: { yes: 7, no: DOES_NOT_APPLY } }, n: { value: 2 } };
  const items = [grid, scale('x'), { ...EVERY_ITEM.number, id: 'n' }];
  for (const rule of ['bars', 'lines'] as const) {
    expect(summed({ rule, items: ['areas', 'x', 'n'] }, items, answers)).toMatchObject({
      value: null,
      answered: 2,
      of: 4,
      parts: [
        { item: 'areas', option: 'yes', text: 'Yes', value: 7 },
        { item: 'areas', option: 'no', text: 'No', value: null },
        { item: 'x', text: 'Scale', value: null },
        { item: 'n', text: 'Number', value: 2 },
      ],
    });
  }
});

test('what a sum says of itself goes with it', () => {
  const told = summed({ rule: 'sum', items: ['a'], how: 'H', note: 'N' }, [scale('a')], {});
  expect(told).toMatchObject({ how: 'H', note: 'N', validated: false });
});

test('items that are gone have no part, and a worksheet may have no sums', () => {
  expect(summed({ rule: 'sum', items: ['a', 'gone'] }, [scale('a')], { a: { value: 1 } })).toMatchObject({
    value: 1,
    of: 1,
  });
  expect(sumUp(compile(sheetOf()), {})).toEqual([]);
});
