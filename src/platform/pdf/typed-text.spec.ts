import { expect, test } from '@jest/globals';
import { typedTexts } from './typed-text.js';

function texts(
  typed: string,
  glyphs: readonly (string | undefined)[],
  rightToLeft = false,
): readonly (string | undefined)[] {
  const points = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return typedTexts({
    glyphs: glyphs.map((glyph) => (glyph === undefined ? undefined : points(glyph))),
    typed: Array.from(typed),
    shown: points(typed),
    rightToLeft,
  });
}

test('glyphs in the order of the letters stand for them, a ligature for several', () => {
  expect(texts('office', ['o', 'ffi', 'c', 'e'])).toEqual(['o', 'ffi', 'c', 'e']);
});

test('where letters change places, each place stands for the letter typed there', () => {
  expect(texts('abcde', ['a', 'c', 'b', 'd', 'e'])).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('the last glyph of such a stretch takes the rest', () => {
  expect(texts('abcdef', ['d', 'abc', 'ef'])).toEqual(['a', 'bcd', 'ef']);
});

test('a glyph beyond the letters stands for nothing of its own', () => {
  expect(texts('ab', ['a', '', 'b'])).toEqual(['a', '', 'b']);
});

test('what a glyph has lost is given back to it', () => {
  expect(texts('ab', ['a'])).toEqual(['ab']);
});

test('joiners and glyphs for what is missing are not drawn, their text goes to a neighbour', () => {
  expect(texts('a\u200Db', ['a', '\u200D', 'b'])).toEqual(['a', undefined, '\u200Db']);
  expect(texts('a\u200D', ['a', '\u200D'])).toEqual(['a\u200D', undefined]);
  expect(texts('ab', ['a', undefined])).toEqual(['ab', undefined]);
});

test('from right to left glyphs are turned round, letters of one glyph as well', () => {
  expect(texts('אבג', ['ג', 'אב'], true)).toEqual(['ג', 'בא']);
  expect(texts('א\u200Cב', ['ב', '\u200C', 'א'], true)).toEqual(['ב', undefined, '\u200Cא']);
});

test('an accent leaves the first glyph of a word to the next', () => {
  expect(texts('क्षत', ['क्ष', 'त'])).toEqual(['क', '्षत']);
  expect(texts('क्ष', ['क्ष'])).toEqual(['क्ष']);
});
