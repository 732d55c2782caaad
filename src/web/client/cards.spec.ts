import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { clientView } from '../../core/worksheet/client-view.js';
import { compile } from '../../core/worksheet/compile.js';
import type { Item } from '../../core/worksheet/definition.js';
import { parseLibrary } from '../../core/worksheet/library.js';
import { parseWorksheet } from '../../core/worksheet/parse.js';
import { tailor } from '../../core/worksheet/tailor.js';
import { visibility } from '../../core/worksheet/visibility.js';
import { cardAt, mayHaveCard } from './cards.js';

const read = (name: string): string =>
  readFileSync(new URL(`../../../worksheets/${name}`, import.meta.url), 'utf8');
const library = parseLibrary(read('common.yaml'), 'common.yaml');

/** A worksheet as a client's page has it, in a practice with a risk protocol. */
function sheet(id: string) {
  const parsed = parseWorksheet(read(`${id}.yaml`), `${id}.yaml`, library);
  return compile(clientView(tailor(parsed, { role: 'repairing', decisions: ['risk_protocol'] })));
}

function cardFor(id: string, item: string, value: unknown) {
  const compiled = sheet(id);
  const entry = compiled.items.get(item);
  if (!entry) throw new Error(`There is no ${item}.`);
  const shown = visibility(compiled, { [item]: { value: value as string } });
  return cardAt(shown, entry.item, { item })?.kind;
}

test.each([
  ['step5-responsibility', 'risk.self', 'no', undefined],
  ['step5-responsibility', 'risk.self', 'yes_but_not_today', 'help'],
  ['step5-responsibility', 'risk.self', 'yes_today', 'help'],
  ['step5-responsibility', 'risk.self', 'i_would_rather_talk_about_it', 'help'],
  ['step5-responsibility', 'risk.other', 'no', undefined],
  ['step5-responsibility', 'risk.other', 'yes', 'help'],
  ['step5-responsibility', 's5.after', 'ashamed_and_i_can_bear_it', undefined],
  ['step5-responsibility', 's5.after', 'so_ashamed_that_i_cannot_see_a_way_forwa', 'help'],
  ['step5-responsibility', 'close.safe', 'yes_i_may_be_in_danger_now', 'help'],
  ['step5-responsibility', 'open.steady', 2, 'said'],
  ['step5-responsibility', 'open.steady', 3, undefined],
  ['private-checkin', 'ps.throat', 'never', undefined],
  ['private-checkin', 'ps.throat', 'yes_in_the_past_month', 'help'],
  ['private-checkin', 'ps.afraid', 'never', undefined],
  ['apology-builder', 'ap.draft', 'I lied. It was my choice.', undefined],
  ['apology-builder', 'ap.draft', 'I want to die.', 'help'],
  ['apology-builder', 'ap.name', 'I want to die.', undefined],
] as const)('%s: %s %j → %s', (id, item, value, kind) => {
  expect(cardFor(id, item, value)).toBe(kind);
});

test('an unanswered question opens nothing, and one that can open nothing is not asked', () => {
  const compiled = sheet('step5-responsibility');
  const shown = visibility(compiled, {});
  const items: readonly Item[] = [...compiled.items.values()].map(({ item }) => item);
  expect(items.filter((item) => cardAt(shown, item, { item: item.id }))).toEqual([]);
  expect(items.filter(mayHaveCard).map(({ id }) => id)).toEqual([
    'open.steady',
    's5.after',
    'risk.self',
    'risk.other',
    'close.steady',
    'close.safe',
  ]);
});

test('words of dying in a row bring help in that row alone', () => {
  const compiled = sheet('step5-responsibility');
  const answers = {
    's5.rewrite': {
      rows: [
        { id: 'a', answers: { new: { value: 'I want to die.' } } },
        { id: 'b', answers: { new: { value: 'I lied.' } } },
      ],
    },
  };
  const shown = visibility(compiled, answers);
  const field = compiled.items.get('s5.rewrite')?.fields.get('new');
  if (!field) throw new Error('There is no such field.');
  const at = (row: string) => cardAt(shown, field, { item: 's5.rewrite', row, field: 'new' })?.kind;
  expect([at('a'), at('b')]).toEqual(['help', undefined]);
});
