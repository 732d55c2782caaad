import { describe, expect, test } from '@jest/globals';
import type { Condition, Item } from '../worksheet/definition.js';
import { EVERY_ITEM, sheetOf } from '../worksheet/worksheet.fixtures.js';
import { readEnablement, saysExactly, writeEnablement } from './enable-when.js';
import { scopesOf } from './targets.js';
import type { EnableWhen } from './types.js';

const THREE = ['one', 'two', 'three'].map((value) => ({ value, label: value }));
const ITEMS: readonly Item[] = [
  ...Object.values(EVERY_ITEM),
  { id: 'of3', type: 'choice', text: 'Of three', options: THREE },
  { id: 'some', type: 'multi', text: 'Some of three', options: THREE },
  { id: 'whole', type: 'number', text: 'Whole', whole: true },
  { id: 'clock', type: 'text', text: 'When', format: 'time' },
];
const scopes = scopesOf(sheetOf({ id: 'only', title: 'Only', items: ITEMS }));
const coding = (code: string): Partial<EnableWhen> => ({ answerCoding: { code } });

/** A condition, and the words that FHIR has for it. */
const SAID: readonly (readonly [string, Condition, readonly EnableWhen[], ('all' | 'any')?])[] = [
  [
    'answered',
    { item: 'text', op: 'answered' },
    [{ question: 'text', operator: 'exists', answerBoolean: true }],
  ],
  [
    'not answered',
    { not: { item: 'long', op: 'answered' } },
    [{ question: 'long', operator: 'exists', answerBoolean: false }],
  ],
  [
    'a tick',
    { item: 'consent', op: 'answered' },
    [{ question: 'consent', operator: 'exists', answerBoolean: true }],
  ],
  [
    'one option',
    { item: 'of3', op: 'in', values: ['one'] },
    [{ question: 'of3', operator: '=', ...coding('one') }],
  ],
  [
    'not one option',
    { item: 'of3', op: 'notIn', values: ['one'] },
    [{ question: 'of3', operator: '!=', ...coding('one') }],
  ],
  [
    'one of several options',
    { item: 'of3', op: 'in', values: ['one', 'two'] },
    [
      { question: 'of3', operator: '=', ...coding('one') },
      { question: 'of3', operator: '=', ...coding('two') },
    ],
    'any',
  ],
  [
    'none of several',
    { item: 'of3', op: 'notIn', values: ['one', 'two'] },
    [
      { question: 'of3', operator: '!=', ...coding('one') },
      { question: 'of3', operator: '!=', ...coding('two') },
    ],
    'all',
  ],
  [
    'any of a list',
    { item: 'some', op: 'includesAny', values: ['one'] },
    [{ question: 'some', operator: '=', ...coding('one') }],
  ],
  [
    'at least, on a scale',
    { item: 'scale', op: 'gte', value: 3 },
    [{ question: 'scale', operator: '>=', answerInteger: 3 }],
  ],
  [
    'at most, of decimals',
    { item: 'number', op: 'lte', value: 2.5 },
    [{ question: 'number', operator: '<=', answerDecimal: 2.5 }],
  ],
  [
    'more than',
    { all: [{ item: 'whole', op: 'answered' }, { not: { item: 'whole', op: 'lte', value: 3 } }] },
    [{ question: 'whole', operator: '>', answerInteger: 3 }],
  ],
  [
    'less than',
    { all: [{ item: 'year', op: 'answered' }, { not: { item: 'year', op: 'gte', value: 2000 } }] },
    [{ question: 'year', operator: '<', answerInteger: 2000 }],
  ],
  [
    'a number',
    {
      all: [
        { item: 'whole', op: 'gte', value: 3 },
        { item: 'whole', op: 'lte', value: 3 },
      ],
    },
    [{ question: 'whole', operator: '=', answerInteger: 3 }],
  ],
  [
    'another number',
    {
      all: [
        { item: 'whole', op: 'answered' },
        {
          not: {
            all: [
              { item: 'whole', op: 'gte', value: 3 },
              { item: 'whole', op: 'lte', value: 3 },
            ],
          },
        },
      ],
    },
    [{ question: 'whole', operator: '!=', answerInteger: 3 }],
  ],
  [
    'a day',
    { item: 'date', op: 'in', values: ['2026-01-01'] },
    [{ question: 'date', operator: '=', answerDate: '2026-01-01' }],
  ],
  [
    'a word',
    { item: 'text', op: 'in', values: ['yes'] },
    [{ question: 'text', operator: '=', answerString: 'yes' }],
  ],
  [
    'all',
    {
      all: [
        { item: 'text', op: 'answered' },
        { item: 'scale', op: 'gte', value: 1 },
      ],
    },
    [
      { question: 'text', operator: 'exists', answerBoolean: true },
      { question: 'scale', operator: '>=', answerInteger: 1 },
    ],
    'all',
  ],
  [
    'any',
    { any: [{ item: 'of3', op: 'in', values: ['one', 'two'] }, { not: { item: 'text', op: 'answered' } }] },
    [
      { question: 'of3', operator: '=', ...coding('one') },
      { question: 'of3', operator: '=', ...coding('two') },
      { question: 'text', operator: 'exists', answerBoolean: false },
    ],
    'any',
  ],
];

describe('conditions that FHIR has words for', () => {
  test.each(
    SAID.map(([name, condition, enableWhen, enableBehavior]) => ({
      name,
      condition,
      enablement: { enableWhen, ...(enableBehavior && { enableBehavior }) },
    })),
  )('$name, both ways', ({ condition, enablement }) => {
    expect(writeEnablement(condition, scopes.items)).toEqual(enablement);
    expect(readEnablement(enablement, scopes.items)).toEqual(condition);
  });

  test.each<[string, Condition]>([
    [
      'all in all',
      {
        all: [
          { item: 'text', op: 'answered' },
          {
            all: [
              { item: 'long', op: 'answered' },
              { item: 'date', op: 'answered' },
            ],
          },
        ],
      },
    ],
    ['includesAny of one choice', { item: 'of3', op: 'includesAny', values: ['one'] }],
    ['one condition in all', { all: [{ item: 'text', op: 'answered' }] }],
  ])('%s, but not in the same shape', (_name, condition) => {
    const enablement = writeEnablement(condition, scopes.items);
    expect(enablement?.enableWhen.length).toBeGreaterThan(0);
    expect(enablement && saysExactly(enablement, condition, scopes.items)).toBe(false);
  });
});

test.each<[string, Condition]>([
  [
    'any in all',
    {
      all: [
        { item: 'text', op: 'answered' },
        {
          any: [
            { item: 'long', op: 'answered' },
            { item: 'date', op: 'answered' },
          ],
        },
      ],
    },
  ],
  ['a role', { op: 'role', value: 'hurt' }],
  ['a flag', { op: 'flag', code: 'SAFETY' }],
  ['a kind of promise', { op: 'agreementHasKind', value: 'money' }],
  ['a drop', { item: 'scale', op: 'dropGte', value: 3, against: 'previous' }],
  ['words in rows', { item: 'group', op: 'matchesTerms', field: 'name', terms: ['gps'] }],
  ['an answered group', { item: 'people', op: 'answered' }],
  ['an answered grid', { item: 'grid', op: 'answered' }],
  ['an answered signature', { item: 'sign', op: 'answered' }],
  ['what takes no answer', { item: 'info', op: 'answered' }],
  ['no option of it', { not: { item: 'of3', op: 'in', values: ['one'] } }],
  ['a half on whole numbers', { item: 'scale', op: 'gte', value: 2.5 }],
  ['an option that there is not', { item: 'of3', op: 'in', values: ['four'] }],
  ['an item that there is not', { item: 'nowhere', op: 'in', values: ['one'] }],
])('FHIR has no words for %s', (_name, condition) =>
  expect(writeEnablement(condition, scopes.items)).toBeUndefined(),
);

test.each<[string, EnableWhen]>([
  ['a question that there is not', { question: 'nowhere', operator: 'exists', answerBoolean: true }],
  ['a coding that is no option', { question: 'of3', operator: '=', answerCoding: { code: 'four' } }],
  ['an order of texts', { question: 'text', operator: '>', answerString: 'a' }],
  ['an order of days', { question: 'date', operator: '<', answerDate: '2026-01-01' }],
  ['a sentence', { question: 'text', operator: '=', answerString: 'two words' }],
  ['a time of day', { question: 'clock', operator: '=', answerTime: '09:00:00' }],
  ['no answer to compare with', { question: 'text', operator: '=' }],
  ['an answer of another kind', { question: 'text', operator: 'exists', answerString: 'true' }],
])('our conditions cannot ask for %s', (_name, one) =>
  expect(readEnablement({ enableWhen: [one] }, scopes.items)).toBeUndefined(),
);

test('in a row, fields are looked at before the items of the worksheet', () => {
  const fields = scopes.fields('people');
  const [name] = EVERY_ITEM.group.type === 'group' ? EVERY_ITEM.group.fields : [];
  const condition: Condition = { item: name?.id ?? '', op: 'answered' };
  expect(writeEnablement(condition, fields)?.enableWhen[0]?.question).toBe(`people/${name?.id}`);
  expect(writeEnablement({ item: 'text', op: 'answered' }, fields)?.enableWhen[0]?.question).toBe('text');
});
