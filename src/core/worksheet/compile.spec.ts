import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compile } from './compile.js';
import { drawn } from './drawn.fixtures.js';
import { EVERY_TYPE, PEOPLE, saidYes, sheetOf, YES, yesNo } from './worksheet.fixtures.js';
import { visibility } from './visibility.js';

test('items and sections are found by id, with their place and their fields', () => {
  const people = EVERY_TYPE.items.get('people');
  expect(people?.item).toBe(PEOPLE);
  expect(people?.section.id).toBe('only');
  expect([...(people?.fields.keys() ?? [])]).toEqual(['name', 'trust', 'parents']);
  expect(EVERY_TYPE.items.get('text')?.fields.size).toBe(0);
  expect(EVERY_TYPE.sections.get('only')?.title).toBe('Only');
  expect(EVERY_TYPE.items.get('constructor')).toBeUndefined();
});

test('every section and every item has one place in the order, after what it looks at', () => {
  fc.assert(
    fc.property(drawn, ({ worksheet, compiled }) => {
      const order = compiled.order.map((step) => ('section' in step ? step.section : step.entry.item));
      const all = worksheet.sections.flatMap((section) => [section, ...section.items]);
      expect(new Set(order)).toEqual(new Set(all));
      expect(order).toHaveLength(all.length);
    }),
  );
});

test('a worksheet that lint would refuse is compiled all the same', () => {
  const twice = compile(
    sheetOf({ id: 's', title: 'S', showIf: saidYes('a'), items: [yesNo('a'), yesNo('a')] }),
  );
  expect(visibility(twice, { a: YES }).item('a')).toBe(false);
});
