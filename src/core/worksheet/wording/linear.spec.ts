import { afterEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { attacksOn, repeated } from './attacks.fixtures.js';
import { countSteps, type Pattern, readPattern } from './steps.fixtures.js';
import { twin } from './twin.fixtures.js';
import { hasCrisisWords, markWording } from './wording.js';

/**
 * That no text can make the helper slow, told by counting work and not by a clock: twice the text costs twice the
 * steps. Growth compares the steps a character of a text with those of one a quarter as long: 1 where work is linear,
 * 4 where it is quadratic, a little over 1 where the short text ends before a rule has looked as far as it would.
 */
const MOST_GROWTH = 1.15;
const MOST_STEPS_A_CHARACTER = 200;
const LONG = 20_000;

const patterns = [
  ...twin.rules.map(({ code, pattern }) => [code, pattern] as const),
  ['The crisis pattern', twin.crisis_pattern] as const,
];

afterEach(() => {
  jest.restoreAllMocks();
});

test.each(patterns)('%s repeats nothing without an end, but a word up to its space', (_, source) => {
  const loops = loopsOf(readPattern(source.replaceAll(String.raw`\w+ `, 'word ')));
  expect(Math.max(0, ...loops.map(({ max }) => max))).toBeLessThanOrEqual(80);
});

test.each(patterns)('%s takes steps in proportion to the text', (_, source) => {
  const pattern = readPattern(source);
  const costs = attacksOn(source).map((piece) => ({ piece, steps: stepsACharacter(pattern, piece, 2000) }));
  expect(costs.length).toBeGreaterThan(50);
  const grown = costs.filter(
    ({ piece, steps }) => steps > MOST_GROWTH * stepsACharacter(pattern, piece, 500),
  );
  expect(grown).toEqual([]);
  const [worst = { piece: '', steps: NaN }] = costs.toSorted((a, b) => b.steps - a.steps);
  const steps = stepsACharacter(pattern, worst.piece, LONG);
  expect(steps / worst.steps).toBeLessThan(MOST_GROWTH);
  expect(steps).toBeLessThan(MOST_STEPS_A_CHARACTER);
});

test.each(patterns)(
  '%s, attacked with 20,000 characters: each rule is asked six times at most',
  (_, source) => {
    const exec = jest.spyOn(RegExp.prototype, 'exec');
    for (const piece of attacksOn(source)) {
      const text = repeated(piece, LONG);
      exec.mockClear();
      expect(markWording(text).length).toBeLessThanOrEqual(5);
      const asked = exec.mock.contexts.filter((by) => by instanceof RegExp && by.flags === 'gi').length;
      expect(asked).toBeGreaterThanOrEqual(twin.rules.length);
      expect(asked).toBeLessThanOrEqual(6 * twin.rules.length);
      expect(typeof hasCrisisWords(text)).toBe('boolean');
    }
  },
);

test.each([String.raw`\w+x`, String.raw`(?:\w+ )+x`])('the count sees that %s is not linear', (source) => {
  const pattern = readPattern(source);
  const growths = attacksOn(source).map(
    (piece) => stepsACharacter(pattern, piece, 400) / stepsACharacter(pattern, piece, 100),
  );
  expect(Math.max(...growths)).toBeGreaterThan(2);
});

test.each(patterns)('%s: what the count finds is what the engine finds', (_, source) => {
  const pattern = readPattern(source);
  const pieces = attacksOn(source).filter((piece) => piece.length < 100);
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const found = [...text.matchAll(new RegExp(source, 'gi'))].map((match) => [
        match.index,
        match[0].length,
      ]);
      expect(countSteps(pattern, text).found).toEqual(found);
    }),
    { numRuns: 300 },
  );
});

function stepsACharacter(pattern: Pattern, piece: string, length: number): number {
  return countSteps(pattern, repeated(piece, length)).steps / length;
}

function loopsOf(pattern: Pattern): (Pattern & { kind: 'repeat' })[] {
  switch (pattern.kind) {
    case 'char':
    case 'edge':
      return [];
    case 'repeat':
      return [pattern, ...loopsOf(pattern.of)];
    case 'sequence':
    case 'either':
      return pattern.of.flatMap(loopsOf);
  }
}
