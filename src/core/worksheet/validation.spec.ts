import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  DOES_NOT_APPLY,
  MAX_OWN_WORDS,
  MAX_ROWS,
  MAX_TEXT,
  type Answers,
  type Problem,
  type ProblemCode,
  type Row,
} from './answers.js';
import type { Item } from './definition.js';
import { drawnWithFacets } from './drawn.fixtures.js';
import { takesAnswer } from './starting.js';
import { draftProblems, submitProblems } from './validation.js';
import {
  compiledOf,
  EVERY_ITEM,
  EVERY_TYPE,
  PEOPLE,
  promises,
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
    ['grid', JSON.parse('{"__proto__": 3}'), 'unknown_option'],
    ['grid', Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, 3])), 'too_many_rows'],
    ['link', 'r9', 'unknown_row'],
    ['link', ['r1'], 'wrong_type'],
    ['links', ['r1', 'r9'], 'unknown_row'],
    ['links', ['r1', 'r1'], 'wrong_type'],
    ['info', 'yes', 'wrong_type'],
    ['computed', 'yes', 'wrong_type'],
    ['dynamic', 'yes', 'wrong_type'],
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

describe('a value within bounds of its own', () => {
  const bounded = compiledOf(
    { id: 'long', type: 'long', text: 'L', maxLength: 5 },
    { id: 'url', type: 'text', text: 'U', format: 'url' },
    { id: 'time', type: 'text', text: 'T', format: 'time' },
    { id: 'moment', type: 'text', text: 'M', format: 'dateTime' },
    { id: 'number', type: 'number', text: 'N', min: -1, max: 4 },
    { id: 'whole', type: 'number', text: 'W', whole: true, min: 0 },
    { ...yesNo('choice'), open: true },
    { ...yesNo('multi'), type: 'multi', open: true },
  );
  const problems = (item: string, value: unknown): readonly Problem[] =>
    draftProblems(bounded, untrusted({ [item]: { value } }));

  test.each<[string, unknown]>([
    ['long', '12345'],
    ['url', 'https://example.org/a'],
    ['url', ' '],
    ['time', '14:30:00'],
    ['moment', '2026-11'],
    ['number', -1],
    ['number', 3.5],
    ['whole', 7],
    ['choice', 'yes'],
    ['choice', 'Only on Mondays'],
    ['choice', 'x'.repeat(MAX_OWN_WORDS)],
    ['multi', ['yes', 'Only on Mondays', 'And on Sundays']],
  ])('is accepted: %s %j', (item, value) => expect(problems(item, value)).toEqual([]));

  test.each<[string, unknown, ProblemCode]>([
    ['long', '123456', 'too_long'],
    ['url', 'ftp://example.org/', 'wrong_format'],
    ['time', '14:30', 'wrong_format'],
    ['moment', '2026-02-30', 'wrong_format'],
    ['number', -1.5, 'out_of_range'],
    ['number', 5, 'out_of_range'],
    ['whole', 1.5, 'out_of_range'],
    ['whole', -1, 'out_of_range'],
    ['choice', ' ', 'unknown_option'],
    ['choice', 'x'.repeat(MAX_OWN_WORDS + 1), 'too_long'],
    ['choice', 'a\0b', 'unreadable_text'],
    ['choice', 5, 'wrong_type'],
    ['multi', ['yes', ''], 'unknown_option'],
    ['multi', ['Mondays', 'Mondays'], 'wrong_type'],
    ['multi', Array.from({ length: 501 }, (_, index) => `Own ${index}`), 'too_many_rows'],
  ])('is refused beyond them: %s %j', (item, value, code) =>
    expect(problems(item, value).map((problem) => problem.code)).toEqual([code]),
  );

  test('says what they are', () => {
    expect(problems('number', 9)[0]?.message).toBe('Type a number from -1 to 4.');
    expect(problems('whole', -2)[0]?.message).toBe('Type a whole number, 0 or more.');
    expect(problems('long', '123456')[0]?.message).toBe('Shorten this text to 5 characters or fewer.');
  });

  test('is never longer than any text may be', () => {
    const loose = compiledOf({ id: 'long', type: 'long', text: 'L', maxLength: MAX_TEXT * 2 });
    expect(draftProblems(loose, { long: { value: 'x'.repeat(MAX_TEXT + 1) } })).toMatchObject([
      { code: 'too_long' },
    ]);
  });
});

describe('what is fixed', () => {
  const set: Item = {
    ...EVERY_ITEM.sign,
    id: 'set',
    readOnly: true,
    initial: { name: 'A', date: '2026-01-02' },
  };
  const compiled = compiledOf(set, { ...yesNo('hidden'), hidden: true, required: true });

  test('may be sent as it was set and not otherwise', () => {
    const sent = (answer: unknown): unknown =>
      draftProblems(compiled, untrusted({ set: answer })).map(({ code }) => code);
    expect(sent({ value: { name: 'A', date: '2026-01-02' } })).toEqual([]);
    expect(sent({ value: { name: 'B', date: '2026-01-02' } })).toEqual(['wrong_type']);
    expect(sent(SKIPPED)).toEqual(['wrong_type']);
    expect(draftProblems(compiled, { hidden: YES })).toMatchObject([{ code: 'wrong_type' }]);
  });

  test('is asked of nobody', () => expect(submitProblems(compiled, {})).toEqual([]));
});

describe('given rows', () => {
  const compiled = compiledOf(promises({ required: true }), {
    id: 'which',
    type: 'links',
    text: 'Which?',
    of: 'each',
  });
  const answered = (id: string): Answers => ({
    each: { rows: [{ id, answers: { answer: { value: 'kept' } } }] },
  });

  test('are the only ones', () => {
    expect(draftProblems(compiled, answered('p2'))).toEqual([]);
    expect(draftProblems(compiled, answered('p3'))).toMatchObject([
      { item: 'each', row: 'p3', code: 'unknown_row' },
    ]);
  });

  test('can be pointed to before they are answered', () => {
    expect(draftProblems(compiled, { which: { value: ['p2', 'p1'] } })).toEqual([]);
    expect(draftProblems(compiled, { which: { value: ['p3'] } })).toMatchObject([{ code: 'unknown_row' }]);
  });

  test('can be required, but not where there are none', () => {
    expect(submitProblems(compiled, {})).toMatchObject([{ item: 'each', code: 'required' }]);
    expect(submitProblems(compiled, answered('p1'))).toEqual([]);
    expect(submitProblems(compiledOf(promises({ required: true, given: [] })), {})).toEqual([]);
  });
});

describe('an answer', () => {
  test('may be a skip wherever an answer can be given', () => {
    const skippable = Object.values(EVERY_ITEM).filter(takesAnswer);
    expect(codes(Object.fromEntries(skippable.map(({ id }) => [id, SKIPPED])))).toEqual([]);
    expect(codes({ info: SKIPPED, computed: SKIPPED, dynamic: SKIPPED })).toEqual(
      Array(3).fill('wrong_type'),
    );
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
      fc.property(drawnWithFacets, ({ compiled, answers }) =>
        expect(draftProblems(compiled, answers)).toEqual([]),
      ),
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
