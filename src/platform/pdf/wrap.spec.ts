import { expect, test } from '@jest/globals';
import type { TextStyle } from './style.js';
import { fitLine, wrap, wrapList, type Line, type Measure } from './wrap.js';

/** Every character is as wide as the size. */
const measure: Measure = (_face, text, size) => text.length * size;
const style: TextStyle = { face: 'serif', size: 1, lead: 2, ink: 'ink' };

function texts(lines: readonly Line[]): readonly string[] {
  return lines.map(({ runs }) => runs.map(({ text }) => text).join(''));
}

test('words move to the next line at a space', () => {
  expect(texts(wrap('one two three four', style, 9, measure))).toEqual(['one two', 'three', 'four']);
});

test('a line as wide as the measure fits', () => {
  expect(texts(wrap('12345 789', style, 9, measure))).toEqual(['12345 789']);
});

test('the width of a line leaves out the space after it', () => {
  expect(wrap('one two three', style, 9, measure).map(({ width }) => width)).toEqual([7, 5]);
});

test('a word wider than the measure breaks between letters, and no line is wider', () => {
  const lines = wrap('x'.repeat(20_000), style, 70, measure);
  expect(lines).toHaveLength(286);
  expect(Math.max(...lines.map(({ width }) => width))).toBe(70);
  expect(texts(lines).join('')).toHaveLength(20_000);
});

test('a word may break after a hyphen between letters, not inside a number or a date', () => {
  expect(texts(wrap('a self-made one', style, 7, measure))).toEqual(['a self-', 'made', 'one']);
  expect(texts(wrap('on 2026-11-24', style, 11, measure))).toEqual(['on', '2026-11-24']);
});

test('a last line that is too short takes a word from the line above', () => {
  const words = 'aaaa bbbb cccc dddd eeee ffff g';
  expect(texts(wrap(words, style, 29, measure))).toEqual(['aaaa bbbb cccc dddd eeee', 'ffff g']);
});

test('spaces are kept inside a line and dropped where it turns', () => {
  expect(texts(wrap('a   b     c', style, 6, measure))).toEqual(['a   b', 'c']);
});

test('five thousand spaces make neither a line nor an overflow', () => {
  const lines = wrap(`${' '.repeat(5000)}word`, style, 20, measure);
  expect(texts(lines)).toEqual(['        word']);
});

test('empty text is no line or an empty one', () => {
  expect(texts(wrap('', style, 20, measure))).toEqual(['']);
});

test('the entries of a list have a dash, their further lines are set in', () => {
  const lines = wrapList(['one two', 'three'], style, 7, measure);
  expect(texts(lines)).toEqual(['– one', 'two', '– three']);
  expect(lines.map(({ indent }) => indent)).toEqual([undefined, 2, undefined]);
});

test('fitLine cuts with an ellipsis, inside a word if need be', () => {
  expect(texts([fitLine('short', style, 10, measure)])).toEqual(['short']);
  expect(texts([fitLine('a very long line', style, 10, measure)])).toEqual(['a very lo…']);
  expect(fitLine('x'.repeat(300), style, 10, measure).width).toBe(10);
});
