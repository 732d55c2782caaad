import { describe, expect, test } from '@jest/globals';
import { familyAnswers, plainMeasure } from './families.fixtures.js';
import type { Family } from './family.js';
import { familyFromAnswers } from './from-answers.js';
import { genogram } from './genogram.js';
import { jointFamily, type ReleasedFact } from './joint-family.js';

const A = familyFromAnswers(
  familyAnswers(
    {
      me: { relation: 'me', label: 'A-CANARY-ME', symbol: 'woman', birth: 1990, habit: ['work'] },
      m: {
        relation: 'mother',
        label: 'Mum A',
        symbol: 'woman',
        birth: 1960,
        secret: 'yes',
        breaks: ['lies'],
        bond: 'they_hurt_me',
        habit: ['alcohol'],
        habitstate: 'it_was_known',
      },
      f: { relation: 'father', label: 'Dad A', symbol: 'man' },
      p: {
        relation: 'partner',
        label: 'CANARY-OF-B',
        symbol: 'man',
        birth: 1901,
        habit: ['gambling'],
        bond: 'no_contact',
        secret: 'yes',
      },
      pm: { label: 'CANARY-IN-LAW', symbol: 'woman' },
      x: { relation: 'past_partner', label: 'Past', symbol: 'man' },
      k: { relation: 'child', label: 'Kim', birth: 2015, parents: ['me', 'p'] },
    },
    {
      c: { a: 'me', b: 'p', kind: 'married', from: 2014 },
      d: { a: 'me', b: 'x', kind: 'in_an_affair', from: 2018 },
    },
  ),
);
const WITH_IN_LAW: Family = {
  ...A,
  children: [...A.children, { person: 'p', of: { parent: 'pm' }, kind: 'birth' }],
};
const B = familyFromAnswers(
  familyAnswers({
    me: { relation: 'me', label: 'B-CANARY-ME', symbol: 'man', birth: 1988 },
    m: { relation: 'mother', label: 'Mum B', symbol: 'woman' },
    w: { relation: 'partner', label: 'CANARY-OF-A', symbol: 'woman', bond: 'they_hurt_me' },
    k: { relation: 'child', label: 'kim', birth: 2015 },
  }),
);

function joint(a: readonly ReleasedFact[], b: readonly ReleasedFact[]): Family | undefined {
  return jointFamily(
    { family: WITH_IN_LAW, released: new Set(a), name: 'MO-1' },
    { family: B, released: new Set(b), name: 'MO-2' },
  );
}

const ALL: readonly ReleasedFact[] = ['people', 'years', 'couples', 'habits', 'secrets', 'breaks', 'bonds'];

describe('a joint map', () => {
  test('is none where nobody released the people of a map, whatever else', () => {
    expect(joint([], [])).toBeUndefined();
    expect(joint(['habits', 'bonds'], ['years'])).toBeUndefined();
  });

  test('has both sides, the two by code, and their child once', () => {
    const family = joint(ALL, ALL);
    const labels = family?.persons.map(({ label }) => label).toSorted();
    expect(labels).toEqual(['Dad A', 'Kim', 'MO-1', 'MO-2', 'Mum A', 'Mum B', 'Past']);
    expect(family?.unions.filter(({ a, b }) => [a, b].toSorted().join(' ') === 'a.me b.me')).toHaveLength(1);
  });

  test('never has what one said of the other, of in-laws, or of harm', () => {
    const text = JSON.stringify(joint(ALL, ALL));
    expect(text).not.toMatch(/CANARY|1901|gambling|"harm"/u);
  });

  test.each<[ReleasedFact, RegExp]>([
    ['years', /1960|2014|2018/u],
    ['couples', /affair|Past|married/u],
    ['habits', /alcohol|"work"/u],
    ['secrets', /"secret":true/u],
    ['breaks', /lies/u],
  ])('has no %s of a side that did not release them', (fact, traces) => {
    const without = joint(
      ALL.filter((one) => one !== fact),
      ['people'],
    );
    expect(JSON.stringify(joint(ALL, ['people']))).toMatch(traces);
    expect(JSON.stringify(without)).not.toMatch(traces);
  });

  test('shows of a side without release one symbol, and nothing of whether a map exists', () => {
    const empty: Family = { persons: [], unions: [], children: [], bonds: [] };
    const a = { family: WITH_IN_LAW, released: new Set(ALL), name: 'MO-1' };
    const withheld = jointFamily(a, {
      family: B,
      released: new Set(['years', 'bonds'] as const),
      name: 'MO-2',
    });
    const none = jointFamily(a, { family: empty, released: new Set(), name: 'MO-2' });
    expect(withheld?.persons.filter(({ file }) => file === 'b').map(({ label }) => label)).toEqual(['MO-2']);
    expect(none).toEqual(withheld);
  });

  test("is drawn with the first one's family left and the second one's right", () => {
    const family = joint(ALL, ALL);
    const pages = family ? genogram(family, { mode: 'couple', measure: plainMeasure, today: 2026 }) : [];
    const x = new Map(pages[0]?.laid.people.map(({ person, x: at }) => [person.label, at]));
    const order = ['Dad A', 'Mum A', 'Mum B'].map((label) => x.get(label) ?? NaN);
    expect(order).toEqual(order.toSorted((one, two) => one - two));
    expect(x.get('MO-1') ?? NaN).toBeLessThan(x.get('MO-2') ?? NaN);
  });
});
