import { expect, test } from '@jest/globals';
import type { QuestionnaireResponse } from '../../core/fhir/types.js';
import { evaluateAll } from './evaluate.js';
import type { FhirpathRequest, Outcome } from './fhirpath.types.js';
import { MAX_CHARACTERS, MAX_EXPRESSION, MAX_ITEMS, MAX_VALUES } from './limits.js';

const resource: QuestionnaireResponse = {
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  item: [
    { linkId: 'cups', answer: [{ valueInteger: 3 }] },
    { linkId: 'price', answer: [{ valueDecimal: 0.1 }, { valueDecimal: 0.2 }] },
    { linkId: 'words', answer: [{ valueString: 'x'.repeat(MAX_CHARACTERS) }] },
    { linkId: 'kind', answer: [{ valueCoding: { code: 'green' } }] },
  ],
};

function outcomes(request: Partial<FhirpathRequest>): readonly Outcome[] {
  const heard: Outcome[] = [];
  evaluateAll({ resource, variables: [], expressions: [], ...request }, (each) => heard.push(each));
  return heard;
}

function outcome(expression: string, variables: FhirpathRequest['variables'] = []): Outcome | undefined {
  return outcomes({ variables, expressions: [{ linkId: 'a', expression }] })[0];
}

const cups = "where(linkId = 'cups').answer.value";

test.each([
  ['from the response', `item.${cups} + 1`, 4],
  ['by the name of its type', `QuestionnaireResponse.item.${cups}`, 3],
  ['by %resource', `%resource.item.${cups}`, 3],
  ['by %context, within a parameter', `(1 | 2).select(%context.item.${cups} * $this).sum()`, 9],
  ['a text', `'cups: ' & item.${cups}.toString()`, 'cups: 3'],
  ['a truth', `item.${cups} > 2`, true],
  ['a day', '@2024-02-28 + 2 days', '2024-03-01'],
  ['decimals as people reckon', "item.where(linkId = 'price').answer.value.sum()", 0.3],
  ['a part of a coding', "item.where(linkId = 'kind').answer.value.code", 'green'],
])('finds %s', (_, expression, value) => {
  expect(outcome(expression)).toEqual({ values: [value] });
});

test('nothing to compute from is no failure', () => {
  expect(outcome("item.where(linkId = 'other').answer.value + 1")).toEqual({ values: [] });
});

test('%questionnaire is there when it was given', () => {
  const expressions = [{ linkId: 'a', expression: '%questionnaire.title' }];
  const questionnaire = { resourceType: 'Questionnaire', title: 'Cups' } as const;

  expect(outcomes({ expressions, questionnaire })).toEqual([{ values: ['Cups'] }]);
  expect(outcomes({ expressions })).toEqual([{ failed: 'refused' }]);
});

test('variables use those before them, and keep what they found in its place', () => {
  const variables = [
    { name: 'begin', expression: '@2024-01-30' },
    { name: 'early', expression: '%price.count()' },
    { name: 'price', expression: "item.where(linkId = 'price')" },
    { name: 'both', expression: '%price.answer.value' },
    { name: 'both-twice', expression: '%both | %both.select($this * 2)' },
    { name: 'both', expression: '%both.count()' },
  ];

  expect(outcome('%price.linkId', variables)).toEqual({ values: ['price'] });
  expect(outcome('%`both-twice`.sum()', variables)).toEqual({ values: [0.7] });
  expect(outcome('%both', variables)).toEqual({ values: [2] });
  expect(outcome('%begin + 2 days', variables)).toEqual({ values: ['2024-02-01'] });
  expect(outcome('%early', variables)).toEqual({ failed: 'refused' });
});

test('what stands on a variable that failed, fails as it did', () => {
  const variables = [
    { name: 'wrong', expression: '1 +' },
    { name: 'pattern', expression: "'a'.matches('a')" },
    { name: 'on', expression: '%wrong + 1' },
  ];

  expect(outcome('%on', variables)).toEqual({ failed: 'error' });
  expect(outcome('%pattern', variables)).toEqual({ failed: 'refused' });
  expect(outcome('1', variables)).toEqual({ values: [1] });
});

test.each(['resource', 'context', '__proto__', 'constructor ', '', 'a'.repeat(65)])(
  'no variable is called %j',
  (name) => {
    const expression = `%\`${name}\`.exists()`;
    const given = ['resource', 'context'].includes(name);

    expect(outcome(expression, [{ name, expression: '{}' }])).toEqual(
      given ? { values: [true] } : expect.any(Object),
    );
    if (!given) expect(outcome(expression, [{ name, expression: '1' }])).not.toEqual({ values: [true] });
  },
);

test.each(['constructor', 'toString', 'terminologies', 'factory', 'fhirServerUrl', 'patient'])(
  'what was not given is not known: %s',
  (name) => {
    expect(outcome(`%${name}.exists()`)).toEqual({ failed: 'refused' });
    expect(outcome(`%'${name.replace('o', '\\u006f')}'.exists()`)).toEqual({ failed: 'refused' });
  },
);

test('a variable may have the name of what every object has', () => {
  expect(outcome('%constructor + 1', [{ name: 'constructor', expression: '1' }])).toEqual({ values: [2] });
});

test.each([
  ['is no FHIRPath', '1 +', 'error'],
  ['does not fit', "'a' + 1", 'error'],
  ['gives what is no plain value', "item.where(linkId = 'kind').answer.value", 'error'],
  ['leaves the numbers', '1000.exp()', 'error'],
  ['leaves the calendar', '@2024-01-01 + 999999999999 years', 'error'],
  ['is too long', `1${' '.repeat(MAX_EXPRESSION)}`, 'refused'],
  [
    'gathers too many items',
    `item.where(linkId = 'words').answer.value.substring(0, ${MAX_ITEMS + 1}).toChars().count()`,
    'refused',
  ],
  [
    'gives too many values',
    `item.where(linkId = 'words').answer.value.substring(0, ${MAX_VALUES + 1}).toChars()`,
    'refused',
  ],
  ['gives too long a text', "item.where(linkId = 'words').answer.value & '.'", 'refused'],
  ['grows by doubling a list', `(${ten()}).select(${ten()}).aggregate($total.combine($total), 1)`, 'refused'],
  ['grows by doubling a text', `(${ten()}).select(${ten()}).aggregate($total & $total, 'aaaa')`, 'refused'],
  [
    'nests loops',
    `(${ten()}).select((${ten()}).select((${ten()}).select((${ten()}).select((${ten()})))))`,
    'refused',
  ],
])('what %s fails', (_, expression, failed) => {
  expect(outcome(expression)).toEqual({ failed });
});

test('as many items, values and characters as an answer may have are fine', () => {
  const words = "item.where(linkId = 'words').answer.value";

  expect(outcome(words)).toEqual({ values: ['x'.repeat(MAX_CHARACTERS)] });
  expect(outcome(`${words}.substring(0, ${MAX_VALUES}).toChars()`)).toEqual({
    values: Array(MAX_VALUES).fill('x'),
  });
  expect(outcome(`${words}.substring(0, ${MAX_ITEMS}).toChars().count()`)).toEqual({ values: [MAX_ITEMS] });
});

test('one that fails does not stop the others', () => {
  const expressions = ['1', '1 +', "'a'.matches('a')", '2'].map((expression) => ({
    linkId: 'a',
    expression,
  }));

  expect(outcomes({ expressions })).toEqual([
    { values: [1] },
    { failed: 'error' },
    { failed: 'refused' },
    { values: [2] },
  ]);
});

function ten(): string {
  return '1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10';
}
