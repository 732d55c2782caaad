import { expect, test } from '@jest/globals';
import type { Condition, Item } from '../../core/worksheet/definition.js';
import { conditionWords } from './condition-words.js';

const options = ['never', 'rarely', 'sometimes', 'often', 'always'].map((value) => ({
  value,
  label: `${value.charAt(0).toUpperCase()}${value.slice(1)}`,
}));
const items: Readonly<Record<string, { readonly item: Item; readonly number?: number }>> = {
  one: { item: { id: 'one', type: 'choice', text: 'One', options }, number: 3 },
  two: { item: { id: 'two', type: 'choice', text: 'Two', options }, number: 7 },
  many: { item: { id: 'many', type: 'multi', text: 'Many', options }, number: 9 },
  dial: { item: { id: 'dial', type: 'long', text: 'Dial' }, number: 12 },
  field: { item: { id: 'field', type: 'choice', text: 'Still living?', options } },
};

const said = (condition: Condition, self = 'dial'): string =>
  conditionWords(condition, (id = self) => items[id]);

test.each<[string, Condition]>([
  ['you answered “Often” to question 3', { item: 'one', op: 'in', values: ['often'] }],
  ['you answered “Often” or “Always” to question 3', { item: 'one', op: 'in', values: ['often', 'always'] }],
  [
    'you marked “Never”, “Rarely” or “Often” in question 9',
    { item: 'many', op: 'includesAny', values: ['never', 'rarely', 'often'] },
  ],
  ['you gave an answer other than “Never” to question 3', { item: 'one', op: 'notIn', values: ['never'] }],
  [
    'you answered “Often” or “Always” to question 3',
    { item: 'one', op: 'notIn', values: ['never', 'rarely', 'sometimes'] },
  ],
  ['your answer to question 12 is 4 or more', { op: 'gte', value: 4 }],
  ['your answer to question 12 is 2 or less', { op: 'lte', value: 2 }],
  ['you answered question 3', { item: 'one', op: 'answered' }],
  ['you answered “Often” to “Still living?”', { item: 'field', op: 'in', values: ['often'] }],
  ['it is not so that you answered question 3', { not: { item: 'one', op: 'answered' } }],
  ['your answer to question 12 has dropped by 4 or more', { op: 'dropGte', value: 4, against: 'previous' }],
])('says: %s', (words, condition) => {
  expect(said(condition)).toBe(words);
});

test('questions that ask for the same answer are named together, in the order of their numbers', () => {
  const never = (item: string): Condition => ({ item, op: 'notIn', values: ['never'] });
  expect(said({ any: [never('two'), never('one'), { item: 'dial', op: 'answered' }] })).toBe(
    'you gave an answer other than “Never” to question 3 or 7 or you answered question 12',
  );
  expect(said({ all: [never('one'), never('two')] })).toBe(
    'you gave an answer other than “Never” to question 3 and you gave an answer other than “Never” to question 7',
  );
});

test('the terms that a flag looks for are not said', () => {
  const words = said({ item: 'dial', op: 'matchesTerms', field: 'promise', terms: ['password', 'gps'] });
  expect(words).toBe('it fits what you wrote in question 12');
});

test('what cannot be named is left out', () => {
  expect(said({ item: 'gone', op: 'answered' })).toBe('');
  expect(said({ all: [] })).toBe('');
  expect(said({ op: 'role', value: 'hurt' })).toBe('');
  expect(
    said({
      any: [
        { item: 'gone', op: 'answered' },
        { item: 'one', op: 'answered' },
      ],
    }),
  ).toBe('you answered question 3');
});
