import { describe, expect, test } from '@jest/globals';
import type { Answers, AnswerValue } from '../core/worksheet/answers.js';
import type { ShareClass, Worksheet } from '../core/worksheet/definition.js';
import { agreementOn, promisesInForce } from './promises.js';

const agreement = (share: ShareClass, item: { share?: ShareClass } = {}): Worksheet =>
  ({
    id: 'trust-agreement',
    share,
    sections: [{ id: 'promises', title: 'Promises', items: [{ id: 'ta.commit', type: 'group', ...item }] }],
  }) as unknown as Worksheet;

const row = (
  id: string,
  fields: Readonly<Record<string, AnswerValue>>,
): { id: string; answers: Answers } => ({
  id,
  answers: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])),
});
const inForce = (...fields: Readonly<Record<string, AnswerValue>>[]): string[] =>
  promisesInForce(
    agreement('J'),
    { 'ta.commit': { rows: fields.map((one, index) => row(`r${index}`, one)) } },
    '2026-11-24',
  ).map(({ text }) => text);

test('a promise carries its row, its words and its kind', () => {
  const answers: Answers = {
    'ta.commit': {
      rows: [row('r1', { promise: ' Home by six ', kind: 'money' }), row('r2', { promise: 'Call' })],
    },
  };
  expect(promisesInForce(agreement('J'), answers, '2026-11-24')).toEqual([
    { id: 'r1', text: 'Home by six', kind: 'money' },
    { id: 'r2', text: 'Call' },
  ]);
});

test('a promise that one of the two said no to is none', () => {
  const said = (oka: string, okb: string): string[] => inForce({ promise: 'Call', oka, okb });
  expect([said('yes', 'no'), said('no', 'yes')]).toEqual([[], []]);
  expect([said('yes', 'with_changes'), inForce({ promise: 'Call' })]).toEqual([['Call'], ['Call']]);
});

test('a promise is in force from the day it begins to the day it is looked at again', () => {
  expect(inForce({ promise: 'Call', start: '2026-11-25' })).toEqual([]);
  expect(inForce({ promise: 'Call', start: '2026-11-24', end: '2026-11-24' })).toEqual(['Call']);
  expect(inForce({ promise: 'Call', end: '2026-11-23' })).toEqual([]);
});

test('a row without words is no promise', () => {
  expect(inForce({ who: 'both' }, { promise: '  ' })).toEqual([]);
});

test('only what is joint goes from one to the other', () => {
  const answers: Answers = { 'ta.commit': { rows: [row('r1', { promise: 'Call' })] } };
  const from = (share: ShareClass, item?: { share: ShareClass }): number =>
    promisesInForce(agreement(share, item), answers, '2026-11-24').length;
  expect([from('P'), from('R'), from('J', { share: 'P' })]).toEqual([0, 0, 0]);
  expect([from('J'), from('P', { share: 'J' })]).toEqual([1, 1]);
});

test('answers of another shape give no promises', () => {
  for (const odd of [{}, { 'ta.commit': { value: 'x' } }, { 'ta.commit': { skipped: true } }] as Answers[])
    expect(promisesInForce(agreement('J'), odd, '2026-11-24')).toEqual([]);
});

describe('the agreement as both may see it', () => {
  const sheet = (reviewShare?: ShareClass): Worksheet =>
    ({
      share: 'J',
      sections: [
        {
          id: 'all',
          title: 'All',
          items: [
            {
              id: 'ta.commit',
              type: 'group',
              fields: [
                { id: 'who', type: 'choice', options: [{ value: 'partner_a', label: 'Partner A' }] },
                { id: 'promise', type: 'text' },
              ],
            },
            { id: 'ta.review', type: 'date', ...(reviewShare && { share: reviewShare }) },
          ],
        },
      ],
    }) as unknown as Worksheet;
  const answers: Answers = {
    'ta.commit': {
      rows: [
        row('r1', { promise: 'Call', who: 'partner_a', end: '2026-12-01' }),
        row('r2', { promise: 'Walk' }),
      ],
    },
    'ta.review': { value: '2027-01-05' },
  };
  const submittedAt = new Date('2026-10-06T20:00:00Z');

  test('says whose each promise is, and when what is looked at again', () => {
    expect(agreementOn({ worksheet: sheet(), answers, submittedAt }, '2026-11-24')).toEqual({
      agreedAt: submittedAt,
      promises: [
        { id: 'r1', text: 'Call', who: 'Partner A', reviewOn: '2026-12-01' },
        { id: 'r2', text: 'Walk' },
      ],
      reviewOn: '2027-01-05',
    });
  });

  test('keeps back what is not joint', () => {
    const own = { ...sheet(), share: 'P' as const };
    expect(agreementOn({ worksheet: own, answers, submittedAt }, '2026-11-24')).toEqual({
      agreedAt: submittedAt,
      promises: [],
    });
    const kept = agreementOn({ worksheet: sheet('P'), answers, submittedAt }, '2026-11-24');
    expect(kept).not.toHaveProperty('reviewOn');
  });
});
