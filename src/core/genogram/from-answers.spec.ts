import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Answers } from '../worksheet/answers.js';
import { compile } from '../worksheet/compile.js';
import { parseLibrary } from '../worksheet/library.js';
import { parseWorksheet } from '../worksheet/parse.js';
import { draftProblems } from '../worksheet/validation.js';
import {
  familyAnswers,
  largeFamily,
  PATCHWORK,
  RELATIONS_ONLY,
  THREE_GENERATIONS,
} from './families.fixtures.js';
import type { Child, Family, Person } from './family.js';
import { familyFromAnswers } from './from-answers.js';
import { validateFamily } from './validate-family.js';

function person(family: Family, id: string): Person {
  const found = family.persons.find((one) => one.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

/** The parents of a person, by kind and whether they were worked out. */
function parentsOf(family: Family, id: string): readonly unknown[] {
  const idsOf = ({ of }: Child): readonly string[] => {
    if ('parent' in of) return [of.parent];
    const union = family.unions.find((one) => one.id === of.union);
    return union ? [union.a, union.b].toSorted() : [];
  };
  return family.children
    .filter((child) => child.person === id)
    .map((child) => [...idsOf(child), child.kind, ...(child.inferred ? ['worked out'] : [])]);
}

function withMe(
  members: Readonly<Record<string, Readonly<Record<string, string | number | readonly string[]>>>>,
): Family {
  return familyFromAnswers(familyAnswers({ me: { label: 'Me', relation: 'me' }, ...members }));
}

describe('the fixtures', () => {
  const read = (name: string): string =>
    readFileSync(new URL(`../../../worksheets/${name}`, import.meta.url), 'utf8');
  const library = parseLibrary(read('common.yaml'), 'common.yaml');
  const worksheet = compile(parseWorksheet(read('family-history.yaml'), 'family-history.yaml', library));

  test.each([
    ['three generations', THREE_GENERATIONS],
    ['a patchwork', PATCHWORK],
    ['relations only', RELATIONS_ONLY],
    ['forty people', largeFamily(40)],
  ])('are answers that the worksheet takes: %s', (_, answers) => {
    expect(draftProblems(worksheet, answers)).toEqual([]);
    expect(validateFamily(familyFromAnswers(answers), { today: 2026 })).toEqual([]);
  });
});

describe('what a client said', () => {
  const family = familyFromAnswers(THREE_GENERATIONS);

  test('of a person is kept as a fact', () => {
    expect(person(family, 'jos')).toMatchObject({
      label: 'Joseph',
      symbol: 'man',
      birth: 1955,
      death: 2014,
      alive: false,
      habits: [{ kind: 'alcohol', state: 'known' }],
      breaks: ['lies', 'broken_promises'],
    });
    expect(person(family, 'me').index).toBe(true);
    expect(person(family, 'rut').secret).toBe(true);
  });

  test('of couples and parents makes unions with their children', () => {
    expect(family.unions).toContainEqual({ id: 'c1', a: 'jos', b: 'rut', kind: 'married', from: 1986 });
    expect(family.unions).toContainEqual({
      id: 'c5',
      a: 'lui',
      b: 'car',
      kind: 'married',
      from: 1987,
      divorced: 1999,
    });
    expect(parentsOf(family, 'noa')).toEqual([['dan', 'me', 'birth']]);
  });

  test.each([
    ['warm_and_close', 'close', 'none'],
    ['so_close_it_was_hard_to_be_myself', 'fused', 'none'],
    ['distant', 'distant', 'none'],
    ['tense_or_full_of_conflict', 'conflict', 'none'],
    ['close_and_full_of_conflict', 'close_conflict', 'none'],
    ['no_contact', 'cut_off', 'none'],
    ['no_contact_then_mended', 'mended', 'none'],
    ['they_hurt_me', 'harm', 'a_b'],
    ['i_took_care_of_them', 'caretaker', 'b_a'],
    ['mixed_or_hard_to_say', 'mixed', 'none'],
  ])('of a bond, "%s", is drawn as %s', (bond, kind, direction) => {
    const { bonds } = withMe({ m: { relation: 'mother', bond } });
    expect(bonds).toEqual([{ id: 'with-m', a: 'm', b: 'me', kind, direction }]);
  });

  test('about three parents keeps the couple together', () => {
    const { children, unions } = familyFromAnswers(
      familyAnswers(
        { me: { relation: 'me', parents: ['x', 'y', 'z'] }, x: {}, y: {}, z: {} },
        { c: { a: 'z', b: 'x' } },
      ),
    );
    expect(children.map(({ of }) => of)).toEqual([{ union: 'c' }, { parent: 'y' }]);
    expect(unions).toHaveLength(1);
  });

  test('counts each person, also two rows of one id', () => {
    const rows = [
      { id: 'm', answers: { label: { value: 'One' } } },
      { id: 'm', answers: { label: { value: 'Two' } } },
    ];
    const labels = familyFromAnswers({ members: { rows } }).persons.map(({ label }) => label);
    expect(labels).toEqual(['One', 'Two', 'Me']);
  });

  test.each([
    [{}],
    [{ members: { skipped: true } }],
    [{ members: { value: 'x' } }],
    [null as unknown as Answers],
  ])('may be nothing: %j', (answers) => {
    expect(familyFromAnswers(answers as Answers).persons).toEqual([]);
  });

  test('of any kind is read without a throw', () => {
    const members = {
      rows: [
        {
          id: 'a',
          answers: {
            label: { value: 7 },
            birth: { value: 'x' },
            parents: { value: ['a', 3] },
            habit: { value: 'no' },
          },
        },
      ],
    };
    expect(() => familyFromAnswers({ members } as unknown as Answers)).not.toThrow();
  });
});

describe('what the relation says', () => {
  const family = familyFromAnswers(RELATIONS_ONLY);

  test('joins parents, brothers and sisters, and marks that nobody said so', () => {
    expect(parentsOf(family, 'r1')).toEqual([['r2', 'r3', 'birth', 'worked out']]);
    expect(parentsOf(family, 'r4')).toEqual([['r2', 'r3', 'birth', 'worked out']]);
  });

  test('joins grandparents, aunts and uncles by their side', () => {
    expect(parentsOf(family, 'r2')).toEqual([['r5', 'birth', 'worked out']]);
    expect(parentsOf(family, 'r6')).toEqual([['r5', 'birth', 'worked out']]);
    expect(parentsOf(family, 'r7')).toEqual(parentsOf(family, 'r3'));
    expect(family.persons.filter(({ ghost }) => ghost)).toHaveLength(2);
  });

  test('joins a stepparent to the parent, a stepsibling and a child to the couple, a half-sibling to one parent', () => {
    expect(family.unions).toContainEqual({ id: '?r2+r8', a: 'r2', b: 'r8', kind: 'other', inferred: true });
    expect(parentsOf(family, 'r9')).toEqual([['r2', 'r8', 'step', 'worked out']]);
    expect(parentsOf(family, 'r11')).toEqual([['r1', 'r10', 'birth', 'worked out']]);
    expect(parentsOf(family, 'r12')).toEqual([['r3', 'birth', 'worked out']]);
  });

  test('never overrules what was said', () => {
    const said = withMe({
      m: { relation: 'mother' },
      f: { relation: 'father' },
      s: { relation: 'sister', parents: ['m'] },
    });
    expect(parentsOf(said, 's')).toEqual([['m', 'birth']]);
  });

  test('leaves open what cannot be known', () => {
    const open = withMe({
      m: { relation: 'mother' },
      f: { relation: 'father' },
      g: { relation: 'grandmother' },
      h: { relation: 'half_sibling' },
    });
    expect(open.children.map((child) => child.person)).toEqual(['me']);
    expect(open.persons.some(({ ghost }) => ghost)).toBe(false);
  });

  test('puts somebody unknown where two others need it', () => {
    const siblings = withMe({ s: { relation: 'sister' } });
    expect(siblings.persons.filter(({ ghost }) => ghost)).toHaveLength(2);
    expect(parentsOf(siblings, 's')).toEqual(parentsOf(siblings, 'me'));
    const grand = withMe({ g: { relation: 'grandmother', side: 'my_mothers_side' } });
    expect(parentsOf(grand, '?mother')).toEqual([['g', 'birth', 'worked out']]);
    expect(parentsOf(grand, 'me')).toEqual([['?mother', 'birth', 'worked out']]);
  });

  test('makes a twin one', () => {
    const { children } = withMe({ m: { relation: 'mother' }, t: { relation: 'twin' } });
    expect(children.map(({ twinGroup }) => twinGroup)).toEqual(['twins-me', 'twins-me']);
  });

  test('gives a past partner an end, and a child to the couple of its years', () => {
    const family2 = familyFromAnswers(
      familyAnswers(
        {
          me: { relation: 'me' },
          p: { relation: 'past_partner' },
          q: { relation: 'partner' },
          k: { relation: 'child', birth: 2001 },
        },
        {
          c: { a: 'me', b: 'q', kind: 'married', from: 2010 },
          d: { a: 'me', b: 'p', kind: 'married', from: 1999, div: 2005 },
        },
      ),
    );
    expect(parentsOf(family2, 'k')).toEqual([['me', 'p', 'birth', 'worked out']]);
    expect(withMe({ p: { relation: 'past_partner' } }).unions).toEqual([
      { id: '?me+p', a: 'me', b: 'p', kind: 'other', end: 'broken_up', inferred: true },
    ]);
  });

  test('is the same whatever the order of the rows', () => {
    const rows =
      RELATIONS_ONLY.members && 'rows' in RELATIONS_ONLY.members ? RELATIONS_ONLY.members.rows : [];
    const turned = familyFromAnswers({ members: { rows: rows.toReversed() } });
    const key = (one: Family): unknown => [
      one.unions.map(({ id }) => id).toSorted(),
      one.persons.map(({ id }) => id).toSorted(),
    ];
    expect(key(turned)).toEqual(key(family));
    for (const { id } of family.persons) expect(parentsOf(turned, id)).toEqual(parentsOf(family, id));
  });
});
