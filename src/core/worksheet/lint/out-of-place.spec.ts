import { expect, test } from '@jest/globals';
import type { Section } from '../definition.js';
import { lintErrors } from '../lint.js';
import { sheetOf, yesNo } from '../worksheet.fixtures.js';

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
