import { expect, test } from '@jest/globals';
import type { Condition, GroupItem, Item, Section } from '../definition.js';
import { lintErrors } from '../lint.js';
import { EVERY_ITEM, PEOPLE, sheetOf, yesNo } from '../worksheet.fixtures.js';

const LOWER = { op: 'dropGte', value: 3, against: 'previous' } as const;
const SCALE = {
  id: 'calm',
  type: 'scale',
  text: 'How calm?',
  scale: { min: 0, max: 10, step: 1, low: 'Not', high: 'Fully' },
} as const;

const places = (section: Partial<Section>): readonly string[] =>
  lintErrors(sheetOf({ id: 's', title: 'S', items: [yesNo('a'), SCALE], ...section })).map(({ path }) =>
    path.join('.'),
  );

test('a section does not wait for another worksheet', () => {
  expect(places({ gate: [{ decision: 'talked' }] })).toEqual([]);
  expect(places({ gate: [{ decision: 'talked' }, { worksheet: 'other', state: 'reviewed' }] })).toEqual([
    'sections.0.gate.1.worksheet',
  ]);
});

test('flags alone look back at what was handed in before', () => {
  const flags = [{ code: 'TREND', level: 'read', when: LOWER }] as const;
  expect(places({ items: [{ ...SCALE, flags }] })).toEqual([]);
  expect(places({ showIf: { ...LOWER, item: 'b' }, items: [SCALE] })).toContain('sections.0.showIf');
  const items = [
    { ...SCALE, card: { when: { any: [LOWER, { op: 'lte', value: 2 }] }, text: 'Breathe.' } },
    { ...yesNo('b'), showIf: { not: { ...LOWER, item: 'calm' } } },
  ] as const;
  expect(places({ items })).toEqual(['sections.0.items.0.card.when', 'sections.0.items.1.showIf']);
});

test('no flag waits for another', () => {
  const flags = [{ code: 'TREND', level: 'read', when: { not: { op: 'flag', code: 'DISTRESS' } } }] as const;
  const raises = [{ code: 'DISTRESS', level: 'read', when: { op: 'answered' } }] as const;
  const items = [
    { ...yesNo('a'), flags: raises },
    { ...SCALE, flags },
  ] as const;
  expect(places({ items })).toEqual(['sections.0.items.1.flags.0.when']);
});

test('nothing waits for a flag that looks back', () => {
  const flags = [{ code: 'TREND', level: 'read', when: LOWER }] as const;
  const waits = { ...yesNo('b'), showIf: { not: { op: 'flag', code: 'TREND' } } } as const;
  expect(places({ items: [{ ...SCALE, flags }, waits] })).toEqual(['sections.0.items.1.showIf']);
});

test('a field of a row does not look back, and its flag is waited for by nothing', () => {
  const raises = (when: Condition): GroupItem => ({
    ...PEOPLE,
    fields: [{ ...SCALE, flags: [{ code: 'LOW', level: 'read', when }] }],
  });
  const waits = { ...yesNo('b'), showIf: { op: 'flag', code: 'LOW' } } as const;
  expect(places({ items: [raises({ op: 'lte', value: 2 })] })).toEqual([]);
  expect(places({ items: [raises(LOWER)] })).toEqual(['sections.0.items.0.fields.0.flags.0.when']);
  expect(places({ items: [raises({ op: 'lte', value: 2 }), waits] })).toEqual(['sections.0.items.1.showIf']);
});

test('what is hidden raises no flag', () => {
  const flags = [{ code: 'H', level: 'read', when: { op: 'answered' } }] as const;
  expect(places({ items: [{ ...yesNo('a'), hidden: true, initial: 'yes', flags }] })).toEqual([
    'sections.0.items.0.flags.0.when',
  ]);
});

test('of rows that other data brings, a flag says which answers raise it', () => {
  const raised = (when: Condition): readonly string[] =>
    places({ items: [{ ...EVERY_ITEM.dynamic, flags: [{ code: 'BROKEN', level: 'read', when }] }] });
  expect(raised({ op: 'in', values: ['no'] })).toEqual([]);
  expect(raised({ op: 'notIn', values: ['yes'] })).toEqual(['sections.0.items.0.flags.0.when']);
  expect(raised({ any: [{ not: { op: 'in', values: ['yes'] } }] })).toEqual([
    'sections.0.items.0.flags.0.when',
  ]);
});

test('nothing waits for what stands on another sheet', () => {
  const apart = { ...yesNo('q'), apart: 'A' } as const;
  const waiting = (item: Item, on: string): Item => ({ ...item, showIf: { item: on, op: 'answered' } });
  expect(places({ items: [yesNo('z'), waiting(apart, 'z')] })).toEqual(['sections.0.items.1.showIf']);
  expect(places({ items: [apart, waiting(yesNo('j'), 'q')] })).toEqual(['sections.0.items.1.showIf']);
  expect(places({ items: [apart, waiting({ ...yesNo('r'), apart: 'A' }, 'q')] })).toEqual([]);
  const around = [{ id: 'open', title: 'Open', items: [yesNo('calm.now')] }];
  const section = { id: 's', title: 'S', items: [waiting(apart, 'calm.now')] };
  expect(lintErrors(sheetOf(section), { blocks: around })).toEqual([]);
});
