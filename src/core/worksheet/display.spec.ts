import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DOES_NOT_APPLY, type Answer, type Answers, type AnswerValue } from './answers.js';
import { displayAnswer, progress, rowLabel } from './display.js';
import { drawnWithFacets } from './drawn.fixtures.js';
import {
  compiledOf,
  EVERY_ITEM,
  EVERY_TYPE,
  PEOPLE,
  promises,
  saidYes,
  sheetOf,
  SKIPPED,
  YES,
  yesNo,
} from './worksheet.fixtures.js';
import { compile } from './compile.js';

const PEOPLE_THERE: Answer = {
  rows: [
    { id: 'r1', answers: { name: { value: ' Ann ' } } },
    { id: 'r2', answers: { trust: { value: 3 }, parents: { value: ['r1', 'r2'] } } },
  ],
};
const ROWS: Answers = { people: PEOPLE_THERE };

describe('an answer reads', () => {
  test.each<[string, Answer, unknown]>([
    ['text', { value: 'Words' }, { kind: 'text', text: 'Words' }],
    ['long', { value: 'Many\nwords' }, { kind: 'text', text: 'Many\nwords' }],
    ['choice', YES, { kind: 'text', text: 'Yes' }],
    ['multi', { value: ['no', 'yes'] }, { kind: 'list', items: ['No', 'Yes'] }],
    ['scale', { value: 7 }, { kind: 'text', text: '7 of 10' }],
    ['number', { value: 0 }, { kind: 'text', text: '0' }],
    ['date', { value: '2026-11-24' }, { kind: 'text', text: '2026-11-24' }],
    ['year', { value: 1980 }, { kind: 'text', text: '1980' }],
    ['consent', { value: true }, { kind: 'text', text: 'Agreed' }],
    [
      'sign',
      { value: { name: 'Ann Example', date: '2026-11-24' } },
      { kind: 'text', text: 'Ann Example, 2026-11-24' },
    ],
    [
      'grid',
      { value: { no: DOES_NOT_APPLY, yes: 6 } },
      { kind: 'list', items: ['Yes: 6', 'No: Does not apply'] },
    ],
    ['dynamic', YES, { kind: 'none' }],
    ['link', { value: 'r1' }, { kind: 'text', text: 'Ann' }],
    ['links', { value: ['r2', 'r1'] }, { kind: 'list', items: ['Person 2', 'Ann'] }],
    ['link', { value: 'gone' }, { kind: 'none' }],
    ['people', PEOPLE_THERE, { kind: 'list', items: ['Ann', 'Person 2'] }],
    ['info', YES, { kind: 'none' }],
    ['computed', YES, { kind: 'none' }],
    ['text', { value: ' ' }, { kind: 'none' }],
    ['text', SKIPPED, { kind: 'skipped' }],
    ['people', SKIPPED, { kind: 'skipped' }],
    ['nowhere', YES, { kind: 'none' }],
  ])('%s %j', (item, answer, expected) => {
    expect(displayAnswer(EVERY_TYPE, item, answer, ROWS)).toEqual(expected);
  });

  test('with its unit, and in the client’s own words where a choice is open', () => {
    const open = compiledOf(
      { ...EVERY_ITEM.number, type: 'number', unit: 'hours' },
      { ...yesNo('choice'), open: true },
      { ...yesNo('multi'), type: 'multi', open: true },
    );
    const shown = (item: string, value: AnswerValue): unknown => displayAnswer(open, item, { value }, {});
    expect(shown('number', 7.5)).toEqual({ kind: 'text', text: '7.5 hours' });
    expect(shown('choice', 'Only on Mondays')).toEqual({ kind: 'text', text: 'Only on Mondays' });
    expect(shown('multi', ['Only on Mondays', 'yes'])).toEqual({
      kind: 'list',
      items: ['Only on Mondays', 'Yes'],
    });
  });

  test('row by row where rows are given, in their order', () => {
    const compiled = compiledOf(promises(), { id: 'which', type: 'link', text: 'Which?', of: 'each' });
    const each: Answer = {
      rows: [
        { id: 'p2', answers: { note: SKIPPED } },
        { id: 'p1', answers: { answer: { value: 'in_part' }, note: { value: 'Twice' } } },
        { id: 'p9', answers: { answer: { value: 'kept' } } },
      ],
    };
    expect(displayAnswer(compiled, 'each', each, { each })).toEqual({
      kind: 'list',
      items: ['Call when late: Kept in part; Twice', 'Share the calendar'],
    });
    expect(displayAnswer(compiled, 'which', { value: 'p2' }, {})).toEqual({
      kind: 'text',
      text: 'Share the calendar',
    });
  });

  test('as nothing when there is none', () => {
    expect(displayAnswer(EVERY_TYPE, 'text', undefined, {})).toEqual({ kind: 'none' });
  });

  test('by its field in a row', () => {
    expect(fieldOf({ value: 3 }, 'trust')).toEqual({ kind: 'text', text: '3 of 10' });
    expect(fieldOf({ value: ['r1'] }, 'parents')).toEqual({ kind: 'list', items: ['Ann'] });
    expect(fieldOf({ value: 3 }, 'age')).toEqual({ kind: 'none' });
  });

  test('whatever it is, without a throw', () => {
    fc.assert(
      fc.property(drawnWithFacets, ({ compiled, answers }) => {
        for (const [item, answer] of Object.entries(answers)) {
          const { kind } = displayAnswer(compiled, item, answer, answers);
          expect([item, kind === 'none']).toEqual([item, false]);
        }
      }),
    );
  });
});

function fieldOf(answer: Answer, id: string): unknown {
  return displayAnswer(EVERY_TYPE, 'people', answer, ROWS, id);
}

describe('a row is called', () => {
  const row = { id: 'r1', answers: {} };

  test('by its given label', () => {
    const named = { id: 'p2', answers: { note: { value: 'Words' } } };
    expect(rowLabel(promises(), named, 0)).toBe('Share the calendar');
  });

  test('by its first text, else by noun and number', () => {
    expect(rowLabel(PEOPLE, { ...row, answers: { name: { value: 'Ann' } } }, 0)).toBe('Ann');
    expect(rowLabel(PEOPLE, { ...row, answers: { name: SKIPPED } }, 2)).toBe('Person 3');
    expect(rowLabel({ ...PEOPLE, noun: undefined }, row, 0)).toBe('Row 1');
    expect(rowLabel({ ...PEOPLE, fields: PEOPLE.fields.slice(1) }, row, 1)).toBe('Person 2');
  });
});

describe('progress', () => {
  test('counts what is shown and can be answered, a group as one', () => {
    const answers: Answers = { ...ROWS, choice: YES, text: SKIPPED, long: { value: ' ' } };
    expect(progress(EVERY_TYPE, answers)).toEqual([{ section: 'only', answered: 2, skipped: 1, total: 14 }]);
  });

  test('leaves out what is not for the client to answer', () => {
    const compiled = compiledOf(
      { ...yesNo('a'), readOnly: true, initial: 'yes' },
      { ...yesNo('b'), hidden: true, initial: 'yes' },
      promises({ id: 'none', given: [] }),
      promises(),
    );
    expect(progress(compiled, {})).toEqual([{ section: 'only', answered: 0, skipped: 0, total: 1 }]);
  });

  test('leaves hidden items and sections out', () => {
    const compiled = compile(
      sheetOf(
        { id: 'one', title: 'One', items: [yesNo('a'), yesNo('b', saidYes('a'))] },
        { id: 'two', title: 'Two', showIf: saidYes('b'), items: [yesNo('c')] },
      ),
    );
    expect(progress(compiled, { b: YES })).toEqual([{ section: 'one', answered: 0, skipped: 0, total: 1 }]);
    expect(progress(compiled, { a: YES, b: YES })).toEqual([
      { section: 'one', answered: 2, skipped: 0, total: 2 },
      { section: 'two', answered: 0, skipped: 0, total: 1 },
    ]);
  });

  test('does not take a row without a word for an answer', () => {
    const compiled = compiledOf(PEOPLE);
    const empty = { people: { rows: [{ id: 'r1', answers: {} }] } };
    expect(progress(compiled, empty)).toEqual([{ section: 'only', answered: 0, skipped: 0, total: 1 }]);
  });

  test('never counts more than there is', () => {
    fc.assert(
      fc.property(drawnWithFacets, ({ compiled, answers }) => {
        const over = progress(compiled, answers).filter(
          ({ answered, skipped, total }) => answered + skipped > total,
        );
        expect(over).toEqual([]);
      }),
    );
  });
});
