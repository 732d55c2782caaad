import { describe, expect, test } from '@jest/globals';
import type { Answers } from './answers.js';
import { meets, readerOf, referencedItems, rowReader } from './conditions.js';
import type { Condition } from './definition.js';

const answers: Answers = {
  choice: { value: 'often' },
  multi: { value: ['lies', 'left'] },
  scale: { value: 4 },
  each: { value: { 'promise-1': 'kept', 'promise-2': 'not_kept' } },
  blank: { value: '  ' },
  skipped: { skipped: true },
  people: { rows: [{ id: 'r1', answers: { name: { value: 'Ann' } } }] },
  nobody: { rows: [{ id: 'r1', answers: { name: { skipped: true } } }] },
};
const met = (condition: Condition): boolean => meets(condition, readerOf(answers));

describe('a comparison', () => {
  test.each<[string, Condition, boolean]>([
    ['in: one of them', { item: 'choice', op: 'in', values: ['never', 'often'] }, true],
    ['in: none of them', { item: 'choice', op: 'in', values: ['never'] }, false],
    ['in: any of several chosen', { item: 'multi', op: 'in', values: ['left'] }, true],
    ['in: the answer of any line', { item: 'each', op: 'in', values: ['not_kept'] }, true],
    ['includesAny: one of them', { item: 'multi', op: 'includesAny', values: ['left', 'none'] }, true],
    ['includesAny: none of them', { item: 'multi', op: 'includesAny', values: ['none'] }, false],
    ['notIn: something else', { item: 'choice', op: 'notIn', values: ['never'] }, true],
    ['notIn: that very thing', { item: 'choice', op: 'notIn', values: ['often'] }, false],
    ['notIn: that very thing among others', { item: 'multi', op: 'notIn', values: ['left'] }, false],
    ['gte: equal', { item: 'scale', op: 'gte', value: 4 }, true],
    ['gte: less', { item: 'scale', op: 'gte', value: 5 }, false],
    ['lte: equal', { item: 'scale', op: 'lte', value: 4 }, true],
    ['lte: more', { item: 'scale', op: 'lte', value: 3 }, false],
    ['gte: of words', { item: 'choice', op: 'gte', value: 0 }, false],
    ['answered: words', { item: 'choice', op: 'answered' }, true],
    ['answered: white space', { item: 'blank', op: 'answered' }, false],
    ['answered: a row that says something', { item: 'people', op: 'answered' }, true],
    ['answered: a row that says nothing', { item: 'nobody', op: 'answered' }, false],
  ])('%s', (_name, condition, expected) => expect(met(condition)).toBe(expected));

  test.each(['absent', 'skipped', 'blank', 'constructor', '__proto__'])(
    'is never met by what is %s',
    (item) => {
      expect(met({ item, op: 'answered' })).toBe(false);
      expect(met({ item, op: 'in', values: ['often'] })).toBe(false);
      expect(met({ item, op: 'notIn', values: ['often'] })).toBe(false);
      expect(met({ item, op: 'gte', value: -1 })).toBe(false);
      expect(met({ item, op: 'lte', value: 1 })).toBe(false);
    },
  );

  test('without an item looks at the one that it belongs to', () => {
    expect(meets({ op: 'gte', value: 4 }, readerOf(answers), 'scale')).toBe(true);
    expect(meets({ op: 'gte', value: 4 }, readerOf(answers))).toBe(false);
  });
});

test('all, any and not combine', () => {
  const yes: Condition = { item: 'choice', op: 'answered' };
  const no: Condition = { item: 'absent', op: 'answered' };
  expect([met({ all: [yes, yes] }), met({ all: [yes, no] }), met({ all: [] })]).toEqual([true, false, true]);
  expect([met({ any: [no, yes] }), met({ any: [no, no] }), met({ any: [] })]).toEqual([true, false, false]);
  expect([met({ not: no }), met({ not: yes })]).toEqual([true, false]);
});

test('in a row the fields are looked at first, and outside only for what is no field', () => {
  const row: Answers = { choice: { value: 'never' } };
  const read = rowReader(new Set(['choice', 'scale']), readerOf(row), readerOf(answers));
  expect(read('choice')).toEqual({ value: 'never' });
  expect(read('scale')).toBeUndefined();
  expect(read('multi')).toEqual(answers.multi);
});

test('the items of a condition are named once each, in the order of reading', () => {
  const condition: Condition = {
    all: [
      { item: 'b', op: 'answered' },
      {
        any: [{ not: { item: 'a', op: 'answered' } }, { item: 'b', op: 'gte', value: 1 }, { op: 'answered' }],
      },
    ],
  };
  expect(referencedItems(condition)).toEqual(['b', 'a']);
  expect(referencedItems(condition, 'self')).toEqual(['b', 'a', 'self']);
});
