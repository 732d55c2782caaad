import type { AnswerValue, Patch } from '../core/worksheet/answers.js';

function person(row: string, fields: Readonly<Record<string, AnswerValue>>): Patch[] {
  return Object.entries(fields).map(([field, value]) => ({ item: 'members', row, field, answer: { value } }));
}

/** What an invented client has written so far: a few people, some lines, and a break in the middle. */
export const draftPatches: readonly Patch[] = [
  ...person('me', { label: 'Wren', relation: 'me', birth: 1986, alive: 'yes' }),
  ...person('mum', {
    label: 'Marisol',
    relation: 'mother',
    symbol: 'woman',
    birth: 1961,
    alive: 'yes',
    home: 'yes',
    bond: 'warm_and_close',
    trustthen: 8,
    trustnow: 8,
    good: 'She kept every drawing I ever made, in date order.',
  }),
  ...person('dad', {
    label: 'Tomas',
    relation: 'father',
    symbol: 'man',
    birth: 1958,
    alive: 'not_sure',
    home: 'some_of_the_time',
    ages: 'Until I was seven',
    bond: 'distant',
    trustthen: 3,
    trustnow: 1,
    breaks: ['broken_promises', 'left'],
  }),
  ...person('grandma', {
    label: 'Abuela Pilar',
    relation: 'grandmother',
    side: 'my_mothers_side',
    symbol: 'woman',
    birth: 1934,
    alive: 'no',
    death: 2006,
    home: 'yes',
    bond: 'warm_and_close',
    trustthen: 10,
    trustnow: 10,
    good: 'The kitchen light was always on.',
  }),
  { item: 'home.secrets', answer: { value: 'sometimes' } },
  { item: 'home.broken', answer: { value: 'often' } },
  { item: 'home.denied', answer: { value: 'sometimes' } },
  { item: 'home.late', answer: { value: 'often' } },
  { item: 'home.affair', answer: { skipped: true } },
  { item: 'learn.longed', answer: { value: 'That when somebody said Saturday, it would be Saturday.' } },
];
