import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { drawValue } from './drawn-answers.fixtures.js';
import { drawnWithFacets } from './drawn.fixtures.js';
import type { Item, Worksheet } from './definition.js';
import { diffWorksheets, keepsOf, type WorksheetDiff } from './diff.js';
import { valueFault } from './values.js';
import { EVERY_ITEM, EVERY_TYPE, PEOPLE, sheetOf, yesNo } from './worksheet.fixtures.js';

const NOTHING: WorksheetDiff = {
  added: [],
  removed: [],
  reworded: [],
  retyped: [],
  optionsChanged: [],
  moved: [],
};

function one(...items: readonly Item[]): Worksheet {
  return sheetOf({ id: 'only', title: 'Only', items });
}

function group(...fields: typeof PEOPLE.fields): Worksheet {
  return one({ ...PEOPLE, fields });
}

describe('a diff', () => {
  test('of a worksheet and itself is empty', () => {
    expect(diffWorksheets(EVERY_TYPE.worksheet, EVERY_TYPE.worksheet)).toEqual(NOTHING);
  });

  test('names what came and went, and a group without its fields', () => {
    const from = one(yesNo('a'), PEOPLE);
    const to = one(yesNo('b'), yesNo('a'));
    expect(diffWorksheets(from, to)).toEqual({ ...NOTHING, added: ['b'], removed: ['people'] });
    expect(diffWorksheets(to, from)).toEqual({ ...NOTHING, added: ['people'], removed: ['b'] });
  });

  test('names the fields of a group that stays', () => {
    expect(diffWorksheets(group(yesNo('a')), group(yesNo('b')))).toEqual({
      ...NOTHING,
      added: ['people.b'],
      removed: ['people.a'],
    });
  });

  test('quotes other words', () => {
    const from = one({ ...yesNo('a'), help: 'Think of today.' }, yesNo('b'));
    const to = one({ ...yesNo('a'), text: 'Well?' }, { ...yesNo('b'), help: 'Take your time.' });
    expect(diffWorksheets(from, to)).toEqual({
      ...NOTHING,
      reworded: [
        { item: 'a', part: 'text', from: 'Is it so: a?', to: 'Well?' },
        { item: 'a', part: 'help', from: 'Think of today.' },
        { item: 'b', part: 'help', to: 'Take your time.' },
      ],
    });
  });

  test('names another type, of items and of fields, and leaves its options be', () => {
    const scale: Item = { ...EVERY_ITEM.scale, id: 'a', text: 'Is it so: a?' };
    expect(diffWorksheets(one(yesNo('a')), one(scale))).toEqual({
      ...NOTHING,
      retyped: [{ item: 'a', from: 'choice', to: 'scale' }],
    });
    expect(diffWorksheets(group(yesNo('a')), group({ ...yesNo('a'), type: 'multi' }))).toEqual({
      ...NOTHING,
      retyped: [{ item: 'people.a', from: 'choice', to: 'multi' }],
    });
  });

  test('names options that came, went and are called otherwise', () => {
    const options = [
      { value: 'yes', label: 'Yes, often' },
      { value: 'never', label: 'Never' },
    ];
    expect(diffWorksheets(one(yesNo('a')), one({ ...yesNo('a'), options }))).toEqual({
      ...NOTHING,
      optionsChanged: [
        {
          item: 'a',
          added: ['never'],
          removed: ['no'],
          relabelled: [{ value: 'yes', from: 'Yes', to: 'Yes, often' }],
        },
      ],
    });
  });

  test('names what stands in another section, and a new order not', () => {
    const sections = (first: readonly Item[], second: readonly Item[]): Worksheet =>
      sheetOf({ id: 'one', title: 'One', items: first }, { id: 'two', title: 'Two', items: second });
    const from = sections([yesNo('a'), yesNo('b'), PEOPLE], [yesNo('c')]);
    expect(diffWorksheets(from, sections([yesNo('b'), yesNo('a')], [yesNo('c'), PEOPLE]))).toEqual({
      ...NOTHING,
      moved: [{ item: 'people', from: 'one', to: 'two' }],
    });
  });
});

describe('a draft keeps', () => {
  test('everything in the same worksheet; what takes no answer is not spoken of', () => {
    const { keeps, loses } = keepsOf(EVERY_TYPE.worksheet, EVERY_TYPE.worksheet);
    expect(loses).toEqual([]);
    const silent = ['info', 'computed'];
    const ids = Object.values(EVERY_ITEM).map(({ id }) => id);
    expect(keeps.filter((id) => !id.startsWith('people.'))).toEqual(ids.filter((id) => !silent.includes(id)));
    expect(keeps).toContain('people.trust');
  });

  const number: Item = { id: 'a', type: 'number', text: 'N', min: 0, max: 9 };
  const long: Item = { id: 'a', type: 'long', text: 'L', maxLength: 100 };
  const scale: Item = {
    id: 'a',
    type: 'scale',
    text: 'S',
    scale: { min: 0, max: 10, step: 2, low: 'L', high: 'H' },
  };
  const steps = (min: number, max: number, step: number): Item => ({
    ...scale,
    type: 'scale',
    scale: { min, max, step, low: 'L', high: 'H' },
  });
  test.each<[string, Item, Item | undefined, string | undefined]>([
    ['gone', yesNo('a'), undefined, 'removed'],
    ['fixed', yesNo('a'), { ...yesNo('a'), readOnly: true }, 'removed'],
    ['asked of one partner alone', yesNo('a'), { ...yesNo('a'), apart: 'B' }, 'removed'],
    ['of another type', yesNo('a'), { ...yesNo('a'), type: 'multi' }, 'retyped'],
    ['a longer text', { ...long, type: 'text' }, long, undefined],
    ['shorter', long, { ...long, maxLength: 99 }, 'narrower'],
    ['bound to a form', { ...long, type: 'text' }, { ...long, type: 'text', format: 'url' }, 'narrower'],
    [
      'with an option less',
      yesNo('a'),
      { ...yesNo('a'), options: [{ value: 'yes', label: 'Yes' }] },
      'options',
    ],
    ['with an option less but open', yesNo('a'), { ...yesNo('a'), options: [], open: true }, undefined],
    ['no longer open', { ...yesNo('a'), open: true }, yesNo('a'), 'options'],
    ['with wider bounds', number, { ...number, min: undefined, max: 10 }, undefined],
    ['with a lower end', number, { ...number, max: 8 }, 'narrower'],
    ['in whole numbers', number, { ...number, whole: true }, 'narrower'],
    ['on a finer scale', scale, steps(-2, 10, 1), undefined],
    ['on a coarser scale', scale, steps(0, 12, 4), 'narrower'],
    ['on a shifted scale', scale, steps(-1, 11, 2), 'narrower'],
    [
      'with fewer rows',
      { ...PEOPLE, id: 'a', fields: [] },
      { ...PEOPLE, id: 'a', fields: [], maxRows: 5 },
      'narrower',
    ],
    [
      'pointing elsewhere',
      { ...EVERY_ITEM.link, id: 'a' },
      { id: 'a', type: 'link', text: 'L', of: 'b' },
      'options',
    ],
  ])('or loses what is %s', (_what, from, to, why) => {
    expect(keepsOf(one(from), one(...(to ? [to] : [])))).toEqual(
      why === undefined ? { keeps: ['a'], loses: [] } : { keeps: [], loses: [{ item: 'a', why }] },
    );
  });

  test('nothing of a section that has become the clinician’s', () => {
    const clinician = sheetOf({ id: 'only', title: 'Only', audience: 'clinician', items: [yesNo('a')] });
    expect(keepsOf(one(yesNo('a')), clinician).loses).toEqual([{ item: 'a', why: 'removed' }]);
    expect(keepsOf(clinician, one(yesNo('a')))).toEqual({ keeps: [], loses: [] });
  });

  test('rows, less the fields that are lost', () => {
    expect(keepsOf(group(yesNo('a'), yesNo('b')), group(yesNo('b')))).toEqual({
      keeps: ['people', 'people.b'],
      loses: [{ item: 'people.a', why: 'removed' }],
    });
  });

  test('no field of a group that the page no longer shows', () => {
    const [before] = group(yesNo('a')).sections[0]?.items ?? [];
    const hidden = { ...before, hidden: true } as Item;
    expect(keepsOf(group(yesNo('a')), one(hidden)).loses.map(({ item }) => item)).toEqual([
      'people',
      'people.a',
    ]);
  });

  test('only what truly fits: any value of a kept item is one of the new', () => {
    fc.assert(
      fc.property(drawnWithFacets, drawnWithFacets, fc.gen(), (from, to, draw) => {
        for (const id of keepsOf(from.worksheet, to.worksheet).keeps) {
          const was = from.compiled.items.get(id)?.item;
          const now = to.compiled.items.get(id)?.item;
          if (was === undefined || now === undefined || was.type === 'group') continue;
          const rows = new Map(['of' in was ? [was.of, ['r1']] : ['', []]] as [string, string[]][]);
          const value = drawValue(draw, was, rows);
          const fault = value === undefined ? undefined : valueFault(now, value, () => new Set(['r1']));
          expect([was, now, value, fault]).toEqual([was, now, value, undefined]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
