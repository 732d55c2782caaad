import { describe, expect, test } from '@jest/globals';
import type { HomeLine } from '../model.js';
import { dueIn, handedIn, inOrder, toldApart } from './home-lines.js';

const line = (id: string, more: Partial<HomeLine> = {}): HomeLine => ({
  id,
  title: id,
  minutes: 5,
  state: 'new',
  dueOn: null,
  givenAt: '2026-06-01T15:00:00.000Z',
  submittedAt: null,
  ...more,
});
const ids = (lines: readonly HomeLine[]): readonly string[] => lines.map(({ id }) => id);

describe('the order of what is open', () => {
  test('begins with what was begun, then what came back, and leaves out what is done', () => {
    const lines = [
      line('new'),
      line('done', { state: 'done' }),
      line('back', { state: 'returned' }),
      line('begun', { state: 'begun' }),
    ];
    expect(ids(inOrder(lines))).toEqual(['begun', 'back', 'new']);
  });

  test('has what is wanted soonest first, and what has no day after what has one', () => {
    const lines = [
      line('never'),
      line('later', { dueOn: '2026-07-01' }),
      line('soon', { dueOn: '2026-06-05' }),
    ];
    expect(ids(inOrder(lines))).toEqual(['soon', 'later', 'never']);
  });

  test('has what was given first before what was given after it', () => {
    const lines = [line('second', { givenAt: '2026-06-02T00:00:00.000Z' }), line('first')];
    expect(ids(inOrder(lines))).toEqual(['first', 'second']);
  });
});

test('of what is done the latest is on top', () => {
  const lines = [
    line('old', { state: 'done', submittedAt: '2026-06-01T00:00:00.000Z' }),
    line('open'),
    line('new', { state: 'done', submittedAt: '2026-06-08T00:00:00.000Z' }),
  ];
  expect(ids(handedIn(lines))).toEqual(['new', 'old']);
});

test.each([
  ['2026-06-04', 'past'],
  ['2026-06-05', 'today'],
  ['2026-06-06', 'tomorrow'],
  ['2026-06-07', 'later'],
] as const)('on June 5, %s is %s', (dueOn, said) => {
  expect(dueIn(dueOn, '2026-06-05')).toBe(said);
});

describe('lines of one title', () => {
  const dayOf = ({ givenAt }: HomeLine): string => givenAt.slice(0, 10);
  const twice = { title: 'Twice' };

  test('are told apart by the day that they were given', () => {
    const lines = [
      line('a', twice),
      line('b', { ...twice, givenAt: '2026-06-08T15:00:00.000Z' }),
      line('other'),
    ];
    expect(toldApart(lines, dayOf)).toEqual(
      new Map([
        ['a', { day: '2026-06-01', number: null }],
        ['b', { day: '2026-06-08', number: null }],
      ]),
    );
  });

  test('and by their number where the day is the same', () => {
    const lines = [line('a', twice), line('b', { ...twice, givenAt: '2026-06-01T16:00:00.000Z' })];
    expect(toldApart(lines, dayOf)).toEqual(
      new Map([
        ['a', { day: '2026-06-01', number: 1 }],
        ['b', { day: '2026-06-01', number: 2 }],
      ]),
    );
  });
});
