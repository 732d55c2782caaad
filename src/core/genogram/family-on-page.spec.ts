import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { drawnFamilies } from './drawn-families.fixtures.js';
import { familyAnswers, largeFamily, plainMeasure, THREE_GENERATIONS } from './families.fixtures.js';
import type { Family } from './family.js';
import { familyOfPage, familyOnPage } from './family-on-page.js';
import { shownFacts, shownFamily } from './shown-family.js';

const on = (family: Family, width = 220) =>
  familyOnPage(family, { measure: plainMeasure, today: 2026, width });
const textsOf = (family: Family): readonly string[] =>
  (on(family).drawing?.map.shapes ?? []).flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

test('a map keeps its full size however little room there is, and says nothing of a size', () => {
  const family = familyOfPage(largeFamily(40));
  const drawing = on(family).drawing;
  expect(drawing?.map.width).toBeGreaterThan(500);
  const sizes = (drawing?.map.shapes ?? []).flatMap((shape) => (shape.kind === 'text' ? [shape.size] : []));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(8);
  expect(drawing?.words.description).not.toContain('full size');
  expect(drawing?.legend.width).toBe(220);
});

test('the person whose map it is can be found on it', () => {
  const { drawing } = on(familyOfPage(THREE_GENERATIONS));
  expect(drawing?.middle.x).toBeGreaterThan(0);
  expect(drawing?.middle.x).toBeLessThan(drawing?.map.width ?? 0);
  expect(drawing?.middle.y).toBeGreaterThan(0);
});

test('deaths stand in words, without a cross through anybody', () => {
  const family = familyOfPage(
    familyAnswers({ a: { label: 'Ana', relation: 'mother', alive: 'no', death: 1998 } }),
  );
  expect(textsOf(family)).toContain('d. 1998');
  expect(JSON.stringify(on(family).drawing?.legend)).not.toContain('Has died');
});

test.each([
  [
    'harm',
    { a: { label: 'Me', relation: 'me' }, b: { label: 'Bo', relation: 'father', bond: 'they_hurt_me' } },
  ],
  ['habits', { a: { label: 'Me', relation: 'me', habit: ['alcohol'], habitstate: 'it_was_known' } }],
  ['secrets', { a: { label: 'Me', relation: 'me', secret: 'yes' } }],
  ['breaks', { a: { label: 'Me', relation: 'me', breaks: ['lies', 'hurt_my_body'] } }],
  ['illness', { a: { label: 'Me', relation: 'me', health: 'Sad for years' } }],
] as const)('of %s nothing is drawn or told', (_what, members) => {
  const bare = Object.fromEntries(
    Object.entries(members).map(([id, { label, relation }]) => [id, { label, relation }]),
  );
  expect(on(familyOfPage(familyAnswers(members)))).toEqual(on(familyOfPage(familyAnswers(bare))));
});

test('of an affair nothing is drawn or told', () => {
  const members = {
    a: { label: 'Mum', relation: 'mother' },
    b: { label: 'Neighbor' },
    c: { label: 'Me', relation: 'me' },
  };
  const family = familyOfPage(
    familyAnswers(members, { u: { a: 'a', b: 'b', kind: 'in_an_affair', from: 1990 } }),
  );
  expect(JSON.stringify(on(family))).not.toMatch(/affair|Neighbor/);
});

test('a couple of whom one is not chosen yet is no reason to doubt', () => {
  const family = familyOfPage(familyAnswers({ a: { label: 'Ana' } }, { u: { a: 'a', kind: 'married' } }));
  expect(on(family).doubts).toEqual([]);
  expect(on(family).drawing).toBeDefined();
});

test('an ancestor of oneself is not drawn but listed, with one gentle sentence', () => {
  const family = familyOfPage(
    familyAnswers({ a: { label: 'Ana', parents: ['b'] }, b: { label: 'Bo', parents: ['a'] } }),
  );
  expect(on(family)).toEqual({
    names: ['Ana', 'Bo', 'Me'],
    doubts: [expect.stringContaining('Check who the parents are.')],
  });
});

test('ages that cannot be are drawn all the same, and said once', () => {
  const family = familyOfPage(
    familyAnswers({
      a: { label: 'Ana', birth: 1990 },
      b: { label: 'Bo', birth: 1992, parents: ['a'] },
      c: { label: 'Cy', birth: 1993, parents: ['a'] },
    }),
  );
  expect(on(family).drawing).toBeDefined();
  expect(on(family).doubts).toEqual([expect.stringContaining('less than 12 years older')]);
});

test('nobody is no map', () => {
  expect(on(familyOfPage({}))).toEqual({ names: [], doubts: [] });
});

test('whatever is typed, everybody is told once and no shape leaves the map', () => {
  fc.assert(
    fc.property(drawnFamilies(24, { circles: true }), fc.integer({ min: 160, max: 500 }), (drawn, width) => {
      const family = shownFamily(drawn, shownFacts('client', new Set()));
      const { drawing, names } = on(family, width);
      expect(names).toHaveLength(family.persons.filter(({ ghost }) => !ghost).length);
      if (!drawing) return;
      const people = drawing.words.parts.find(({ heading }) => heading === 'People');
      expect(people?.items).toHaveLength(family.persons.length);
      for (const shape of drawing.map.shapes) {
        if (shape.kind !== 'text') continue;
        expect(shape.x).toBeGreaterThanOrEqual(0);
        expect(shape.x).toBeLessThanOrEqual(drawing.map.width);
        expect(shape.y).toBeLessThanOrEqual(drawing.map.height);
      }
    }),
    { numRuns: 40 },
  );
});
