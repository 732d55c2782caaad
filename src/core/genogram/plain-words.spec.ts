import { describe, expect, test } from '@jest/globals';
import { plainMeasure } from './families.fixtures.js';
import { plainWords, wrapWords } from './plain-words.js';

function wrapped(text: string, width: number, lines: number): readonly string[] {
  return wrapWords(text, { width, lines, face: 'sans', size: 8, measure: plainMeasure });
}

describe('words of a label', () => {
  test('are on one line, without what cannot be seen', () => {
    expect(plainWords(' a\n\tb\u0000\u202Ec\u200B ')).toBe('a b c');
    expect(plainWords('a\uD800b')).toBe('a\uFFFDb');
  });

  test('break at spaces, then inside a word', () => {
    expect(wrapped('Mary Ann', 60, 2)).toEqual(['Mary Ann']);
    expect(wrapped('Mary Annabel', 35, 2)).toEqual(['Mary', 'Annabel']);
    expect(wrapped('nnnnnnnnnnnn', 30, 2)).toEqual(['nnnnnnn', 'nnnnn']);
  });

  test('are never cut without a mark, and keep whole characters', () => {
    expect(wrapped('one two three four five', 30, 2).at(-1)).toMatch(/…$/u);
    expect(wrapped('👩‍👩‍👧'.repeat(20), 30, 1)[0]).toMatch(/^(👩‍👩‍👧)+…$/u);
  });

  test('come to an end where nothing fits', () => {
    expect(wrapped('abc', 0, 2)).toHaveLength(2);
    expect(wrapped('', 50, 2)).toEqual([]);
  });
});
