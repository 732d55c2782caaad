import { expect, test } from '@jest/globals';
import type { Item, Sum } from '../definition.js';
import { lintErrors } from '../lint.js';
import { EVERY_ITEM, sheetOf, yesNo } from '../worksheet.fixtures.js';

const CLOSED: Item = { ...yesNo('closed'), open: false };
const WEIGHED: Item = { ...yesNo('weighed'), options: [{ value: 'yes', label: 'Yes', weight: 3 }] };

function faults(sum: Partial<Sum>): readonly string[] {
  const items = [...Object.values(EVERY_ITEM), WEIGHED, CLOSED];
  const sums = [{ name: 'S', rule: 'sum', items: [], ...sum }] as const;
  return lintErrors({ ...sheetOf({ id: 's', title: 'S', items }), sums }).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

const ofNumbers = { items: ['scale', 'number', 'year', 'grid', 'weighed'] };
const map = { yes: 1, no: 0 };

test.each<[string, Partial<Sum>]>([
  ['numbers', { rule: 'sum', ...ofNumbers }],
  ['numbers as lines', { rule: 'lines', ...ofNumbers }],
  ['choices with a map', { rule: 'mean', items: ['choice', 'multi', 'dynamic'], map }],
  ['a rate over some of the answers', { rule: 'rate', items: ['dynamic'], map: { yes: 1 } }],
  ['a count', { rule: 'count', items: ['choice', 'dynamic'], values: ['yes'] }],
  ['a count over a grid, of the numbers', { rule: 'count', items: ['grid'], values: ['10'] }],
])('well: %s', (_name, sum) => {
  expect(faults(sum)).toEqual([]);
});

test.each<[string, string, Partial<Sum>]>([
  ['an item that is not there', 'sums.0.items.0: No item has the id `lost`', { items: ['lost'] }],
  ['an item twice', 'sums.0.items.1: `scale` is there twice', { items: ['scale', 'scale'] }],
  [
    'a choice without a map',
    'sums.0.items.0: Answers to `choice` are no numbers. Say in `map`',
    { items: ['choice'] },
  ],
  [
    'a text',
    'sums.0.items.0: Answers to `text` are no numbers. Name another',
    { rule: 'bars', items: ['text'] },
  ],
  [
    'a group',
    'sums.0.items.0: `people` has no answer that could be counted',
    { rule: 'count', items: ['people'], values: ['yes'] },
  ],
  [
    'a map of something else',
    'sums.0.map.maybe: No item of this sum has the option `maybe`',
    { items: ['choice'], map: { ...map, maybe: 2 } },
  ],
  [
    'a value of something else',
    'sums.0.values.1: No item of this sum has the option `maybe`',
    { rule: 'count', items: ['choice'], values: ['yes', 'maybe'] },
  ],
  [
    'an item with none of the values',
    'sums.0.items.1: `weighed` has none of these `values`',
    { rule: 'count', items: ['choice', 'weighed'], values: ['no'] },
  ],
  [
    'none of the values, though it says that it is not open',
    'sums.0.items.1: `closed` has none of these `values`',
    { rule: 'count', items: ['text', 'closed'], values: ['maybe'] },
  ],
])('told: %s', (_name, message, sum) => {
  expect(faults(sum)).toEqual([expect.stringContaining(message)]);
});
