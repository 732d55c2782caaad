import { describe, expect, test } from '@jest/globals';
import type { Answers } from './answers.js';
import { meets, readerOf, referencedItems, rowReader } from './conditions.js';
import type { Condition } from './definition.js';

const answers: Answers = {
  choice: { value: 'often' },
  multi: { value: ['lies', 'left'] },
  scale: { value: 4 },
  each: {
    rows: [
      { id: 'p1', answers: { answer: { value: 'kept' } } },
      { id: 'p2', answers: { answer: { value: 'not_kept' }, note: { value: 'On Monday' } } },
    ],
  },
  before: { value: 7 },
  commit: { rows: [{ id: 'r1', answers: { promise: { value: 'I will never Ｔrack you' } } }] },
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
    ['in: the choice made in any given row', { item: 'each', op: 'in', values: ['not_kept'] }, true],
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
    ['notIn: what no given row says', { item: 'each', op: 'notIn', values: ['on monday', 'in_part'] }, true],
    ['dropGte: by just as much', { item: 'scale', op: 'dropGte', value: 3, against: 'before' }, true],
    ['dropGte: by less', { item: 'scale', op: 'dropGte', value: 4, against: 'before' }, false],
    ['dropGte: a rise', { item: 'before', op: 'dropGte', value: 1, against: 'scale' }, false],
    ['dropGte: from no number', { item: 'scale', op: 'dropGte', value: 0, against: 'choice' }, false],
    ['dropGte: from nothing', { item: 'scale', op: 'dropGte', value: 0, against: 'absent' }, false],
    [
      'dropGte: from an unknown time before',
      { item: 'scale', op: 'dropGte', value: 0, against: 'previous' },
      false,
    ],
    [
      'matchesTerms: whatever the case and width',
      { item: 'commit', op: 'matchesTerms', field: 'promise', terms: ['gps', 'TRACK'] },
      true,
    ],
    ['matchesTerms: none', { item: 'commit', op: 'matchesTerms', field: 'promise', terms: ['t.ack'] }, false],
    [
      'matchesTerms: in another field',
      { item: 'commit', op: 'matchesTerms', field: 'note', terms: ['track'] },
      false,
    ],
    [
      'matchesTerms: of no group',
      { item: 'choice', op: 'matchesTerms', field: 'choice', terms: ['often'] },
      false,
    ],
    ['role, before it is settled', { op: 'role', value: 'hurt' }, false],
    ['agreementHasKind, before it is settled', { op: 'agreementHasKind', value: 'time' }, false],
    ['flag, before it is settled', { op: 'flag', code: 'SAFETY' }, false],
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

test('dropGte against `previous` looks at the same item of the time before', () => {
  const fell: Condition = { op: 'dropGte', value: 3, against: 'previous' };
  const before = (value: number): boolean =>
    meets(fell, readerOf(answers), 'scale', readerOf({ scale: { value }, before: { value: 100 } }));
  expect([before(6), before(7), before(8)]).toEqual([false, true, true]);
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
  const drops: Condition = {
    all: [
      { item: 'b', op: 'dropGte', value: 1, against: 'a' },
      { op: 'role', value: 'hurt' },
    ],
  };
  expect(referencedItems(drops)).toEqual(['b', 'a']);
  expect(referencedItems({ item: 'b', op: 'dropGte', value: 1, against: 'previous' })).toEqual(['b']);
  expect(referencedItems(condition)).toEqual(['b', 'a']);
  expect(referencedItems(condition, 'self')).toEqual(['b', 'a', 'self']);
});
