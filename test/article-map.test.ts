import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import type { Item } from '../src/core/worksheet/definition.js';
import { clientView } from '../src/core/worksheet/client-view.js';
import { RULES } from '../src/core/worksheet/wording/rules.js';
import { ARTICLE_MAP, type Idea } from './fixtures/article-map.js';

/** Every idea of the source lives somewhere: what the map names exists in the catalogue or in the software. */

const shipped = readWorksheets(shippedFolder());
const worksheets = shipped.worksheets.map(({ worksheet }) => worksheet);
const steps = shipped.programs.flatMap((program) => program.steps.map(({ worksheet }) => worksheet));
const ideas = Object.entries(ARTICLE_MAP);

/** The kinds of places that hold an idea today. */
const LIVE = [
  'items',
  'worksheets',
  'sections',
  'sums',
  'flags',
  'wording',
  'gates',
  'recurring',
  'order',
  'software',
] as const satisfies readonly (keyof Idea)[];

/** All names that a place of each kind can have. */
const KNOWN: Readonly<Record<Exclude<(typeof LIVE)[number], 'software'>, ReadonlySet<string>>> = {
  items: new Set(
    worksheets.flatMap(({ sections }) => sections.flatMap(({ items }) => items.flatMap(namesOf))),
  ),
  worksheets: new Set(worksheets.map(({ id }) => id)),
  sections: new Set(
    worksheets.flatMap(({ id, sections }) => sections.map((section) => `${id}/${section.id}`)),
  ),
  sums: new Set(worksheets.flatMap(({ id, sums = [] }) => sums.map(({ name }) => `${id}: ${name}`))),
  flags: new Set(
    worksheets.flatMap(({ sections }) =>
      sections.flatMap(({ items }) => items.flatMap(({ flags = [] }) => flags.map(({ code }) => code))),
    ),
  ),
  wording: new Set(RULES.map(({ code }) => code)),
  gates: new Set(worksheets.flatMap(({ id, gate }) => (gate ? [id] : []))),
  recurring: new Set(worksheets.flatMap(({ id, recurrence }) => (recurrence ? [id] : []))),
  order: new Set(steps),
};

/** `item`, `item=option`, and for a group `group.field` and `group.field=option`. */
function namesOf(item: Item): readonly string[] {
  const options = 'options' in item ? item.options.map(({ value }) => `${item.id}=${value}`) : [];
  const fields = item.type === 'group' ? item.fields.flatMap(namesOf) : [];
  return [item.id, ...options, ...fields.map((name) => `${item.id}.${name}`)];
}

test('the map has the ideas A01 to A60 and no other', () => {
  const all = Array.from({ length: 60 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`);
  expect(ideas.map(([id]) => id)).toEqual(all);
});

describe.each(ideas)('%s', (_id, idea) => {
  test('lives somewhere today, whatever comes later', () => {
    expect(LIVE.flatMap((kind) => idea[kind] ?? []).length).toBeGreaterThan(0);
  });

  test('names only what exists', () => {
    const missing = LIVE.flatMap((kind) =>
      (idea[kind] ?? []).filter((name) =>
        kind === 'software'
          ? !existsSync(new URL(`../src/${name}/`, import.meta.url))
          : !KNOWN[kind].has(name),
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe.each(ideas.flatMap(([id, { order }]) => (order ? [[id, order] as const] : [])))(
  '%s',
  (_id, order) => {
    test('has its steps in the order of the program', () => {
      const places = order.map((worksheet) => steps.indexOf(worksheet));
      expect(places.length).toBeGreaterThan(1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    });
  },
);

test('worksheets cite ideas of the map', () => {
  const cited = new Set(worksheets.flatMap(({ citations }) => citations));
  expect([...cited].filter((id) => !(id in ARTICLE_MAP))).toEqual([]);
  // The frame of the whole, which no single worksheet carries.
  const never = ideas.map(([id]) => id).filter((id) => !cited.has(id));
  expect(never).toEqual(['A26', 'A27', 'A28', 'A29', 'A30']);
});

test('nothing that a client reads names a disorder', () => {
  const read = JSON.stringify(worksheets.map(clientView));
  expect(read).not.toMatch(
    /narciss|gaslight|disorder|psychopath|sociopath|borderline|codepend|\bPTSD\b|diagnos/i,
  );
});
