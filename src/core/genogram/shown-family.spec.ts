import { describe, expect, test } from '@jest/globals';
import { familyAnswers, plainMeasure } from './families.fixtures.js';
import type { Family, Person, Union } from './family.js';
import { familyFromAnswers } from './from-answers.js';
import { genogram } from './genogram.js';
import { shownFacts, shownFamily, type FamilyTick } from './shown-family.js';

const person = (id: string, index = false): Person => ({
  id,
  label: id.toUpperCase(),
  symbol: 'unknown',
  index,
  ghost: false,
  habits: [],
  secret: false,
  breaks: [],
});
const union = (a: string, b: string, kind: Union['kind'], from = 2001): Union => ({
  id: `${a}-${b}`,
  a,
  b,
  kind,
  from,
});
const facts: Family = {
  persons: [person('me', true), person('spouse'), person('lover'), person('other'), person('child')],
  unions: [
    union('me', 'spouse', 'married'),
    union('me', 'lover', 'affair', 2024),
    union('spouse', 'other', 'affair', 2019),
  ],
  children: [{ person: 'child', of: { union: 'spouse-other' }, kind: 'birth' }],
  bonds: [{ id: 'b', a: 'me', b: 'lover', kind: 'close', direction: 'none' }],
};
const shown = (...ticks: FamilyTick[]): Family => shownFamily(facts, shownFacts('client', new Set(ticks)));

describe('an affair, on the copy that the client takes home', () => {
  test('is not told, nor who is there for nothing else', () => {
    const { persons, unions, bonds } = shown();
    expect(unions).toEqual([
      union('me', 'spouse', 'married'),
      { id: 'spouse-other', a: 'spouse', b: 'other', kind: 'other' },
    ]);
    expect(persons.map(({ id }) => id)).toEqual(['me', 'spouse', 'other', 'child']);
    expect(bonds).toEqual([]);
  });

  test('is told with the secrets', () => {
    expect(shown('secrets').unions).toEqual(facts.unions);
    expect(shown('secrets').persons).toHaveLength(5);
  });

  test('leaves no word of itself in the drawing, its legend and its description', () => {
    const family = familyFromAnswers(
      familyAnswers(
        { me: { label: 'Ash', relation: 'me' }, x: { label: 'Rowan', relation: 'partner' } },
        { c: { a: 'me', b: 'x', kind: 'in_an_affair', from: 2025 } },
      ),
    );
    const options = { measure: plainMeasure, today: 2026 };
    const said = (mode: 'client' | 'clinician'): string =>
      JSON.stringify(genogram(family, { ...options, mode }).map(({ scene }) => scene));
    expect(said('clinician')).toMatch(/affair/i);
    expect(said('clinician')).toMatch(/Rowan/);
    expect(said('client')).not.toMatch(/affair|Rowan|2025/i);
  });
});
