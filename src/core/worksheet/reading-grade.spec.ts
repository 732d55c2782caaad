import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { gradeOf } from './reading-grade.js';

test('is the grade of Flesch and Kincaid: 0.39 × words a sentence + 11.8 × syllables a word − 15.59', () => {
  const cat = 'The cat sat on the mat.';
  expect(gradeOf([cat])).toBeCloseTo(0.39 * 6 + 11.8 - 15.59, 5);
  expect(gradeOf([cat, cat])).toBeCloseTo(gradeOf([cat]), 5);
  const longer = 'A therapist remembers every difficult conversation.';
  expect(gradeOf([longer])).toBeCloseTo(0.39 * 6 + 11.8 * (16 / 6) - 15.59, 5);
});

test('joins labels to what follows, so that they do not count as sentences', () => {
  const labels = ['Never', 'Rarely', 'Sometimes', 'Often', 'Almost always'];
  const joined = gradeOf([labels.join(' ')]);
  expect(gradeOf(labels)).toBeCloseTo(joined, 5);
});

test('parts sentences at their marks, in quotes too', () => {
  const parts = ['We went out for a walk.', '"Did you see that bird?" It sat up in a tree.'];
  expect(gradeOf([parts.join(' ')])).toBeCloseTo(
    gradeOf(['We went out for a walk.', '"Did you see that bird?"', 'It sat up in a tree.']),
    5,
  );
  expect(gradeOf([parts.join(' ').replaceAll(/[.?]/g, '')])).toBeGreaterThan(gradeOf(parts));
});

test('takes any text for what it is', () => {
  expect(gradeOf([])).toBe(0);
  expect(gradeOf(['', '…', '— —'])).toBe(0);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => Number.isFinite(gradeOf(texts))),
  );
});

test.each([
  ['one word without end', 'ed'.repeat(100_000)],
  ['consonants without end', 'x'.repeat(200_000)],
  ['marks without end', '.'.repeat(200_000)],
  ['spaces without end', `a.${' '.repeat(200_000)}b`],
  ['apostrophes without end', "a'".repeat(100_000)],
])('comes to an end on %s', (_name, text) => {
  expect(gradeOf([text])).toBeLessThan(1000);
});
