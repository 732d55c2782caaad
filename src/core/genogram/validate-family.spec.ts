import { describe, expect, test } from '@jest/globals';
import { familyAnswers } from './families.fixtures.js';
import { MOST_PERSONS, NO_FAMILY, type Family } from './family.js';
import { familyFromAnswers } from './from-answers.js';
import { validateFamily, type Finding } from './validate-family.js';

type Rows = Parameters<typeof familyAnswers>[0];

function findings(members: Rows, couples: Rows = {}, bonds: Rows = {}): readonly Finding[] {
  const family = familyFromAnswers(
    familyAnswers({ me: { label: 'Me', relation: 'me' }, ...members }, couples, bonds),
  );
  return validateFamily(family, { today: 2026 });
}

function told(found: readonly Finding[]): readonly unknown[] {
  return found.map(({ code, level, persons }) => [code, level, [...persons].toSorted().join(' ')]);
}

describe('a family is refused', () => {
  test('where somebody is their own ancestor, each circle once', () => {
    const circle = {
      a: { parents: ['b'] },
      b: { parents: ['c'] },
      c: { parents: ['a'] },
      d: { parents: ['d'] },
    };
    expect(told(findings(circle))).toEqual([
      ['OWN_ANCESTOR', 'refused', 'a b c'],
      ['OWN_ANCESTOR', 'refused', 'd'],
    ]);
  });

  test('with more than 200 people, by a message that states the limit; 200 may be', () => {
    const of = (count: number): Family => ({
      ...NO_FAMILY,
      persons: familyFromAnswers(
        familyAnswers(
          Object.fromEntries(
            Array.from({ length: count }, (_, nth) => [
              `p${nth}`,
              { relation: nth === 0 ? 'me' : 'chosen_family' },
            ]),
          ),
        ),
      ).persons,
    });
    const [finding, ...others] = validateFamily(of(MOST_PERSONS + 1), { today: 2026 });
    expect(finding).toMatchObject({ code: 'TOO_MANY', level: 'refused' });
    expect(finding?.message).toContain('at most 200 people, and this one has 201');
    expect(others).toEqual([]);
    expect(validateFamily(of(MOST_PERSONS), { today: 2026 })).toEqual([]);
  });
});

describe('a family is kept with a warning', () => {
  test.each<[string, Rows, Rows, readonly unknown[]]>([
    [
      'parents eleven years older',
      { a: { birth: 1980 }, b: { birth: 1991, parents: ['a'] } },
      {},
      ['PARENT_TOO_YOUNG', 'warning', 'a b'],
    ],
    ['birth after death', { a: { birth: 1990, death: 1980 } }, {}, ['BORN_AFTER_DEATH', 'warning', 'a']],
    ['death in the future', { a: { death: 2027 } }, {}, ['DEATH_IN_FUTURE', 'warning', 'a']],
    ['birth in the future', { a: { birth: 2027 } }, {}, ['BIRTH_IN_FUTURE', 'warning', 'a']],
    [
      'living with a year of death',
      { a: { alive: 'yes', death: 2000 } },
      {},
      ['ALIVE_AND_DEAD', 'warning', 'a'],
    ],
    ['a couple of one', { a: {} }, { c: { a: 'a', b: 'a' } }, ['UNION_WITH_SELF', 'warning', 'a']],
    ['a couple with nobody', { a: {} }, { c: { a: 'a' } }, ['UNKNOWN_PERSON', 'warning', 'a']],
    ['a parent who is not there', { a: { parents: ['gone'] } }, {}, ['UNKNOWN_PERSON', 'warning', 'a']],
    [
      'one couple twice in one time',
      { a: {}, b: {} },
      { c: { a: 'a', b: 'b', from: 1990 }, d: { a: 'b', b: 'a', from: 1995 } },
      ['UNION_TWICE', 'warning', 'a b'],
    ],
    [
      'a couple that ends first',
      { a: {}, b: {} },
      { c: { a: 'a', b: 'b', from: 1990, div: 1980 } },
      ['UNION_ENDS_FIRST', 'warning', 'a b'],
    ],
    [
      'a couple of parent and child',
      { a: {}, b: { parents: ['a'] } },
      { c: { a: 'a', b: 'b' } },
      ['CHILD_OF_PARTNER', 'warning', 'a b'],
    ],
    [
      'a third parent by birth',
      { a: {}, b: {}, c: {}, d: { parents: ['a', 'b', 'c'] } },
      {},
      ['TOO_MANY_BIRTH_PARENTS', 'warning', 'd'],
    ],
    ['a second "me"', { a: { relation: 'me' } }, {}, ['SEVERAL_INDEX', 'warning', 'a me']],
  ])('for %s', (_, members, couples, expected) => {
    expect(told(findings(members, couples))).toEqual([expected]);
  });

  test('for two entries of one person', () => {
    const { persons } = familyFromAnswers(familyAnswers({ me: { relation: 'me' } }));
    const found = validateFamily({ ...NO_FAMILY, persons: [...persons, ...persons] }, { today: 2026 });
    expect(found.map(({ code }) => code)).toContain('SAME_PERSON_TWICE');
  });
});

describe('nothing is amiss', () => {
  test.each<[string, Rows, Rows]>([
    ['with parents of twelve years more', { a: { birth: 1980 }, b: { birth: 1992, parents: ['a'] } }, {}],
    [
      'with young parents by adoption',
      { a: { birth: 1990 }, b: { birth: 1992, parents: ['a'], parentkind: 'adoption' } },
      {},
    ],
    ['with unknown parents, and two trees', { a: { birth: 1950 }, b: { parents: ['a'] } }, {}],
    [
      'with a couple that came together again',
      { a: {}, b: {} },
      { c: { a: 'a', b: 'b', from: 1990, div: 1995 }, d: { a: 'a', b: 'b', from: 1999 } },
    ],
  ])('%s', (_, members, couples) => {
    expect(told(findings(members, couples))).toEqual([]);
  });

  test('and no message names anybody', () => {
    const found = findings({ a: { label: 'Zebulon', birth: 2030, death: 1990, parents: ['a'] } });
    expect(found.length).toBeGreaterThan(1);
    expect(JSON.stringify(found.map(({ message }) => message))).not.toContain('Zebulon');
  });
});
