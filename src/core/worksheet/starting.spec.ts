import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { drawnWithFacets } from './drawn.fixtures.js';
import { startingAnswers } from './starting.js';
import { draftProblems } from './validation.js';
import { EVERY_ITEM, yesNo } from './worksheet.fixtures.js';

test('a new draft begins with the initial values that fit', () => {
  const items = [
    { ...EVERY_ITEM.text, initial: 'Words' },
    { ...yesNo('choice'), initial: 'yes', readOnly: true },
    { ...yesNo('lost'), initial: 'maybe' },
    { ...EVERY_ITEM.long, initial: ' ' },
    { ...EVERY_ITEM.info, initial: 'Words' },
    EVERY_ITEM.scale,
  ];
  expect(startingAnswers(items)).toEqual({ text: { value: 'Words' }, choice: { value: 'yes' } });
});

test('any new draft fits', () => {
  fc.assert(
    fc.property(drawnWithFacets, ({ worksheet, compiled }) => {
      const started = startingAnswers(worksheet.sections.flatMap(({ items }) => items));
      expect(draftProblems(compiled, started)).toEqual([]);
    }),
  );
});
