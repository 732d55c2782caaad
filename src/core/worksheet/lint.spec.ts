import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Condition, Item, Section, Worksheet } from './definition.js';
import { drawn } from './drawn.fixtures.js';
import { lintWorksheet } from './lint.js';
import { EVERY_TYPE, PEOPLE, saidYes, sheetOf, yesNo } from './worksheet.fixtures.js';

function one(...items: readonly Item[]): Worksheet {
  return sheetOf(sectionOf('only', ...items));
}

function sectionOf(id: string, ...items: readonly Item[]): Section {
  return { id, title: id, items };
}

/** The faults as `path: message`. */
function faults(worksheet: Worksheet): readonly string[] {
  return lintWorksheet(worksheet).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('ids', () => {
  test('of items are there once in the whole worksheet', () => {
    expect(faults(sheetOf(sectionOf('s', yesNo('a')), sectionOf('t', yesNo('b'), yesNo('a'))))).toEqual([
      'sections.1.items.1.id: The id `a` is there twice. Give one of them another id.',
    ]);
  });

  test('of sections, fields and options are there once', () => {
    const twice = {
      ...yesNo('a'),
      options: [
        { value: 'x', label: 'X' },
        { value: 'x', label: 'Y' },
      ],
    };
    const group = { ...PEOPLE, fields: [yesNo('f'), yesNo('f'), twice] };
    expect(faults(sheetOf(sectionOf('s', group), sectionOf('s', twice)))).toEqual([
      expect.stringMatching(/^sections.1.id: The id `s`/),
      expect.stringMatching(/^sections.0.items.0.fields.1.id: The id `f`/),
      expect.stringMatching(/^sections.1.items.0.options.1.value: The option `x`/),
      expect.stringMatching(/^sections.0.items.0.fields.2.options.1.value: The option `x`/),
    ]);
  });

  test('of a field may be those of an item, and of a section too', () => {
    expect(faults(one(yesNo('only'), yesNo('f'), { ...PEOPLE, fields: [yesNo('f')] }))).toEqual([]);
  });
});

describe('conditions', () => {
  test('name items that there are, wherever they stand', () => {
    const lost: Condition = { all: [saidYes('a'), { not: { item: 'lost', op: 'answered' } }] };
    const flagged: Item = { ...yesNo('a'), flags: [{ code: 'X', level: 'note', when: lost }] };
    const group: Item = { ...PEOPLE, fields: [yesNo('f', lost)] };
    expect(
      faults(sheetOf({ ...sectionOf('s', yesNo('b', lost), group), showIf: lost }, sectionOf('t', flagged))),
    ).toEqual([
      'sections.0.showIf.all.1.not: No item has the id `lost`. Correct the id.',
      'sections.0.items.0.showIf.all.1.not: No item has the id `lost`. Correct the id.',
      'sections.1.items.0.flags.0.when.all.1.not: No item has the id `lost`. Correct the id.',
      'sections.0.items.1.fields.0.showIf.all.1.not: No item has the id `lost`. Correct the id.',
    ]);
  });

  test('name options that there are, of the nearest item of that name', () => {
    const maybe: Condition = { any: [{ item: 'a', op: 'notIn', values: ['yes', 'maybe'] }] };
    const near: Item = { ...PEOPLE, fields: [{ id: 'a', type: 'text', text: 'A' }, yesNo('f', maybe)] };
    expect(faults(one(yesNo('a'), yesNo('b', maybe), near))).toEqual([
      'sections.0.items.1.showIf.any.0: `a` has no option `maybe`. It has: yes, no.',
    ]);
  });

  test('of a flag may leave the item out; those of a section or an item may not', () => {
    const self: Condition = { op: 'in', values: ['yes'] };
    const flagged: Item = { ...yesNo('a'), flags: [{ code: 'X', level: 'note', when: self }] };
    expect(faults(one(flagged))).toEqual([]);
    expect(faults(sheetOf({ ...sectionOf('s', yesNo('a')), showIf: self }))).toEqual([
      'sections.0.showIf: Name the item that this looks at: `item: <id>`.',
    ]);
    expect(faults(one(yesNo('a', self)))).toContain(
      'sections.0.items.0.showIf: Name the item that this looks at: `item: <id>`.',
    );
  });

  test('may look ahead', () => {
    expect(faults(one(yesNo('a', saidYes('c')), yesNo('b', saidYes('a')), yesNo('c')))).toEqual([]);
  });
});

describe('circles', () => {
  test('of items are found', () => {
    expect(faults(one(yesNo('a', saidYes('c')), yesNo('b', saidYes('a')), yesNo('c', saidYes('b'))))).toEqual(
      [
        'sections.0.items.0: These wait for one another in a circle: `a` → `c` → `b` → `a`. Take one of the conditions out.',
      ],
    );
    expect(faults(one(yesNo('a', saidYes('a'))))).toHaveLength(1);
  });

  test('that go through a section are found', () => {
    const circular = { ...sectionOf('s', yesNo('a')), showIf: saidYes('a') };
    expect(faults(sheetOf(circular))).toEqual([expect.stringContaining('`s` → `a` → `s`')]);
    const later = { ...sectionOf('t', yesNo('b')), showIf: saidYes('a') };
    expect(faults(sheetOf(sectionOf('s', yesNo('a', saidYes('b'))), later))).toHaveLength(1);
  });

  test('of fields, and of a group with its own fields, are found', () => {
    const circular: Item = { ...PEOPLE, fields: [yesNo('f', saidYes('g')), yesNo('g', saidYes('f'))] };
    expect(faults(one(circular))).toEqual([expect.stringContaining('`f` → `g` → `f`')]);
    const own: Item = { ...PEOPLE, fields: [yesNo('f', { item: 'people', op: 'answered' })] };
    expect(faults(one(own))).toEqual([expect.stringContaining('`people` → `people`')]);
    const through: Item = { ...PEOPLE, fields: [yesNo('f', saidYes('a'))] };
    expect(faults(one(yesNo('a', { item: 'people', op: 'answered' }), through))).toHaveLength(1);
  });

  test('are none where two groups link to each other', () => {
    const a: Item = { ...PEOPLE, id: 'a', fields: [{ id: 'f', type: 'link', text: 'F', of: 'b' }] };
    const b: Item = { ...PEOPLE, id: 'b', fields: [{ id: 'f', type: 'link', text: 'F', of: 'a' }] };
    expect(faults(one(a, b))).toEqual([]);
  });
});

test('links point to groups', () => {
  const link: Item = { id: 'l', type: 'link', text: 'L', of: 'a' };
  expect(faults(one(yesNo('a'), link, { ...PEOPLE, fields: [{ ...link, of: 'nowhere' }] }))).toEqual([
    'sections.0.items.1.of: `a` is no group. Name the group whose rows can be chosen.',
    'sections.0.items.2.fields.0.of: `nowhere` is no group. Name the group whose rows can be chosen.',
  ]);
});

test('sums count items that there are', () => {
  const sums = [{ name: 'S', rule: 'count', items: ['a', 'lost'], values: ['yes'] }] as const;
  expect(faults({ ...one(yesNo('a')), sums })).toEqual([
    'sums.0.items.1: No item has the id `lost`. Correct the id.',
  ]);
});

test('what is well is left in peace', () => {
  expect(faults(EVERY_TYPE.worksheet)).toEqual([]);
  fc.assert(fc.property(drawn, ({ worksheet }) => expect(faults(worksheet)).toEqual([])));
});
