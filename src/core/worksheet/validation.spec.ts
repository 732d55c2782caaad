import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DOES_NOT_APPLY, MAX_ROWS, MAX_TEXT, type Answers, type ProblemCode, type Row } from './answers.js';
import { drawn } from './drawn.fixtures.js';
import { draftProblems, submitProblems } from './validation.js';
import {
  compiledOf,
  EVERY_ITEM,
  EVERY_TYPE,
  PEOPLE,
  saidYes,
  SKIPPED,
  YES,
  yesNo,
} from './worksheet.fixtures.js';

function withHabit(habit: string): Answers {
  return {
    people: { rows: [{ id: 'r1', answers: { habit: { value: habit }, state: { value: 'maybe' } } }] },
  };
}

/** Answers as they may come from outside, whatever their type says. */
function untrusted(json: unknown): Answers;
function untrusted(json: unknown): unknown {
  return json;
}

function codes(json: unknown): readonly ProblemCode[] {
  return draftProblems(EVERY_TYPE, untrusted(json)).map(({ code }) => code);
}

const TWO_PEOPLE = {
  rows: [
    { id: 'r1', answers: {} },
    { id: 'r2', answers: {} },
  ],
};

describe('a value that fits', () => {
  test.each<[string, unknown]>([
    ['text', ''],
    ['text', 'One line, ünïcode, 👩‍👩‍👧, a tab\tand\r\nline ends'],
    ['long', 'x'.repeat(MAX_TEXT)],
    ['choice', 'yes'],
    ['multi', ['no', 'yes']],
    ['scale', 0],
    ['scale', 10],
    ['number', -0.5],
    ['date', '2024-02-29'],
    ['year', 1800],
    ['year', 2100],
    ['consent', true],
    ['sign', { name: 'Ann Example', date: '2026-11-24' }],
    ['grid', { yes: 3, no: DOES_NOT_APPLY }],
    ['dynamic', { 'promise-1': 'yes' }],
    ['dynamic', { constructor: 'yes' }],
    ['link', 'r2'],
    ['links', ['r1', 'r2']],
  ])('is accepted: %s %j', (item, value) =>
    expect(codes({ people: TWO_PEOPLE, [item]: { value } })).toEqual([]),
  );
});

describe('a value that does not fit', () => {
  test.each<[string, unknown, ProblemCode]>([
    ['text', 5, 'wrong_type'],
    ['text', 'x'.repeat(MAX_TEXT + 1), 'too_long'],
    ['long', 'a\0b', 'unreadable_text'],
    ['long', 'a\u001bb', 'unreadable_text'],
    ['long', 'a\ud83d', 'unreadable_text'],
    ['long', '\udc00a', 'unreadable_text'],
    ['choice', 'maybe', 'unknown_option'],
    ['choice', ['yes'], 'wrong_type'],
    ['multi', 'yes', 'wrong_type'],
    ['multi', ['yes', 'maybe'], 'unknown_option'],
    ['multi', ['yes', 'yes'], 'wrong_type'],
    ['scale', 11, 'out_of_range'],
    ['scale', -1, 'out_of_range'],
    ['scale', 2.5, 'out_of_range'],
    ['scale', '5', 'wrong_type'],
    ['number', Number.NaN, 'wrong_type'],
    ['number', Number.POSITIVE_INFINITY, 'wrong_type'],
    ['number', '5', 'wrong_type'],
    ['date', '2026-02-30', 'not_a_date'],
    ['date', '2025-02-29', 'not_a_date'],
    ['date', '24.11.2026', 'not_a_date'],
    ['date', '2026-11-24T00:00:00Z', 'not_a_date'],
    ['date', 20261124, 'wrong_type'],
    ['year', 1799, 'out_of_range'],
    ['year', 2101, 'out_of_range'],
    ['year', 1980.5, 'out_of_range'],
    ['year', '1980', 'wrong_type'],
    ['consent', false, 'wrong_type'],
    ['sign', { name: 'Ann Example' }, 'wrong_type'],
    ['sign', { name: ' ', date: '2026-11-24' }, 'wrong_type'],
    ['sign', { name: 'Ann\0', date: '2026-11-24' }, 'unreadable_text'],
    ['sign', { name: 'Ann Example', date: '2026-13-01' }, 'not_a_date'],
    ['grid', { maybe: 3 }, 'unknown_option'],
    ['grid', { yes: 11 }, 'out_of_range'],
    ['grid', { yes: 'a lot' }, 'wrong_type'],
    ['grid', [3, 4], 'wrong_type'],
    ['dynamic', { 'promise-1': 'maybe' }, 'unknown_option'],
    ['dynamic', { 'a row': 'yes' }, 'wrong_type'],
    ['dynamic', JSON.parse('{"__proto__": "yes"}'), 'wrong_type'],
    ['dynamic', Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, 'yes'])), 'too_many_rows'],
    ['link', 'r9', 'unknown_row'],
    ['link', ['r1'], 'wrong_type'],
    ['links', ['r1', 'r9'], 'unknown_row'],
    ['links', ['r1', 'r1'], 'wrong_type'],
    ['info', 'yes', 'wrong_type'],
    ['computed', 'yes', 'wrong_type'],
  ])('is refused: %s %j', (item, value, code) => {
    expect(codes({ people: TWO_PEOPLE, [item]: { value } })).toEqual([code]);
  });

  test('is refused on a scale that goes by steps', () => {
    const steps = compiledOf({
      id: 's',
      type: 'scale',
      text: 'S',
      scale: { min: 1, max: 9, step: 4, low: 'L', high: 'H' },
    });
    const problems = (value: number): unknown =>
      draftProblems(steps, { s: { value } }).map(({ message }) => message);
    expect([problems(1), problems(5), problems(9)]).toEqual([[], [], []]);
    expect(problems(4)).toEqual(['Choose a whole number from 1 to 9 in steps of 4.']);
  });
});

describe('an answer', () => {
  test('may be a skip wherever an answer can be given', () => {
    const skippable = Object.values(EVERY_ITEM).filter(({ type }) => type !== 'info' && type !== 'computed');
    expect(codes(Object.fromEntries(skippable.map(({ id }) => [id, SKIPPED])))).toEqual([]);
    expect(codes({ info: SKIPPED, computed: SKIPPED })).toEqual(['wrong_type', 'wrong_type']);
  });

  test.each([
    null,
    'yes',
    [],
    {},
    { value: undefined },
    { skipped: false },
    { value: 'yes', skipped: true },
    { rows: [] },
  ])('has the shape of one: not %j', (answer) => expect(codes({ choice: answer })).toEqual(['wrong_type']));

  test('belongs to an item that there is', () => {
    expect(draftProblems(EVERY_TYPE, { nowhere: YES })).toMatchObject([
      { item: 'nowhere', code: 'unknown_item' },
    ]);
    expect(codes(JSON.parse('{"__proto__": {"value": "yes"}, "constructor": {"value": "yes"}}'))).toEqual([
      'unknown_item',
      'unknown_item',
    ]);
  });

  test('is looked for in an object', () => {
    for (const garbage of [null, [], 'yes', 5]) expect(codes(garbage)).toEqual(['wrong_type']);
  });
});

describe('rows', () => {
  test('hold answers that fit their fields, and problems name row and field', () => {
    const rows = [{ id: 'r1', answers: { name: { value: 'Ann' }, trust: { value: 11 }, age: { value: 5 } } }];
    expect(draftProblems(EVERY_TYPE, { people: { rows } })).toMatchObject([
      { item: 'people', row: 'r1', field: 'trust', code: 'out_of_range' },
      { item: 'people', row: 'r1', field: 'age', code: 'unknown_field' },
    ]);
  });

  test.each<[string, unknown]>([
    ['no list', 'r1'],
    ['no object', ['r1']],
    ['no answers', [{ id: 'r1' }]],
    ['an unfit id', [{ id: 'r 1', answers: {} }]],
    ['too long an id', [{ id: 'r'.repeat(37), answers: {} }]],
    ['more than id and answers', [{ id: 'r1', answers: {}, note: 'x' }]],
    [
      'one id twice',
      [
        { id: 'r1', answers: {} },
        { id: 'r1', answers: {} },
      ],
    ],
  ])('are refused with %s', (_name, rows) => expect(codes({ people: { rows } })).toEqual(['wrong_type']));

  test('are at most as many as the worksheet says, or a hundred', () => {
    const rows = Array.from({ length: MAX_ROWS + 1 }, (_, index) => ({ id: `r${index}`, answers: {} }));
    expect(codes({ people: { rows } })).toEqual(['too_many_rows']);
    expect(codes({ people: { rows: rows.slice(1) } })).toEqual([]);
    const few = compiledOf({ ...PEOPLE, maxRows: 2 });
    expect(draftProblems(few, { people: { rows: rows.slice(0, 3) } })).toMatchObject([
      { code: 'too_many_rows' },
    ]);
  });
});

describe('handing in', () => {
  const needed = compiledOf(yesNo('open'), { ...yesNo('needed', saidYes('open')), required: true });

  test('asks for what is required and shown, and for nothing else', () => {
    expect(submitProblems(needed, {})).toEqual([]);
    expect(submitProblems(needed, { open: YES })).toMatchObject([{ item: 'needed', code: 'required' }]);
    expect(submitProblems(needed, { open: YES, needed: YES })).toEqual([]);
  });

  test('does not take a skip for an answer where one is required, and says so once', () => {
    expect(draftProblems(needed, { open: YES, needed: SKIPPED })).toMatchObject([{ code: 'required' }]);
    expect(submitProblems(needed, { open: YES, needed: SKIPPED })).toHaveLength(1);
  });

  test('does not hold against anyone what is hidden', () => {
    const wrong = { needed: { value: 'maybe' } };
    expect(draftProblems(needed, wrong)).toHaveLength(1);
    expect(submitProblems(needed, wrong)).toEqual([]);
    expect(submitProblems(needed, { ...wrong, open: YES })).toMatchObject([{ code: 'unknown_option' }]);
  });

  test('does not hold against anyone what is hidden in a row', () => {
    const compiled = compiledOf({ ...PEOPLE, fields: [yesNo('habit'), yesNo('state', saidYes('habit'))] });
    expect(submitProblems(compiled, withHabit('no'))).toEqual([]);
    expect(submitProblems(compiled, withHabit('yes'))).toMatchObject([{ row: 'r1', field: 'state' }]);
  });

  test('does not take white space for words', () => {
    const words = compiledOf({ id: 'words', type: 'text', text: 'Words', required: true });
    expect(submitProblems(words, { words: { value: ' \n' } })).toMatchObject([{ code: 'required' }]);
  });

  test('asks for the required fields of every row that says something', () => {
    const named = compiledOf({
      ...PEOPLE,
      required: true,
      fields: PEOPLE.fields.map((field) => ({ ...field, required: field.id === 'name' })),
    });
    const rows: readonly Row[] = [
      { id: 'r1', answers: {} },
      { id: 'r2', answers: { trust: { value: 3 } } },
    ];
    expect(submitProblems(named, { people: { rows } })).toMatchObject([
      { row: 'r2', field: 'name', code: 'required' },
    ]);
    expect(submitProblems(named, { people: { rows: rows.slice(0, 1) } })).toMatchObject([
      { item: 'people', code: 'required' },
    ]);
  });

  test('still refuses what the worksheet does not know', () => {
    expect(submitProblems(needed, { nowhere: YES })).toMatchObject([{ code: 'unknown_item' }]);
  });
});

describe('any answers', () => {
  test('that are made to fit are accepted', () => {
    fc.assert(
      fc.property(drawn, ({ compiled, answers }) => expect(draftProblems(compiled, answers)).toEqual([])),
    );
  });

  test('are judged without a throw, and no problem repeats them', () => {
    const secret = '·my secret·';
    const json = fc.jsonValue({ maxDepth: 5 });
    const answer = fc.oneof(
      json,
      fc.record({ value: json }),
      fc.record({ rows: json }),
      fc.constant({ value: secret }),
    );
    const byItem = fc.dictionary(
      fc.constantFrom(...Object.keys(EVERY_ITEM), 'people', secret, '__proto__'),
      answer,
    );
    const row = fc.record({
      id: fc.constantFrom('r1', 'r2', secret),
      answers: fc.dictionary(fc.constantFrom('name', 'trust', 'parents', secret), answer),
    });
    const inRows = fc.record({ people: fc.record({ rows: fc.array(row) }) });
    fc.assert(
      fc.property(fc.oneof(json, byItem, inRows), (garbage) => {
        const problems = [
          ...draftProblems(EVERY_TYPE, untrusted(garbage)),
          ...submitProblems(EVERY_TYPE, untrusted(garbage)),
        ];
        expect(JSON.stringify(problems)).not.toContain('secret');
      }),
      { numRuns: 1000 },
    );
  });

  test('never find their way into a message', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(EVERY_ITEM)), fc.string({ minLength: 4 }), (item, word) => {
        const unusual = `~${word}~`;
        const problems = draftProblems(
          EVERY_TYPE,
          untrusted({ [item]: { value: [unusual, { [unusual]: unusual }] }, [unusual]: YES }),
        );
        expect(problems.length).toBeGreaterThan(0);
        for (const problem of problems) expect(Object.values(problem).join('\n')).not.toContain(unusual);
      }),
    );
  });
});
