import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { create, type Font } from 'fontkit';
import { fontForDocument, rememberWords, type ShapingMemo } from './shaping.js';

const file = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
);
const font = create(readFileSync(file)) as Font;

function codePoints(of: Font, text: string): readonly (readonly number[])[] {
  return of.layout(text).glyphs.map((glyph) => [...glyph.codePoints]);
}

test('what one document writes does not change the characters of another', () => {
  const memo: ShapingMemo = new Map();
  // A space and a no-break space share a glyph; the first to ask for it names it.
  expect(codePoints(fontForDocument(font, memo), '\u00A0')).toEqual([[0xa0]]);
  expect(codePoints(fontForDocument(font, memo), ' ')).toEqual([[0x20]]);
});

test('only words named as public are remembered', () => {
  const memo: ShapingMemo = new Map();
  rememberWords(['How are you?']);
  const document = fontForDocument(font, memo);
  for (const word of ['How ', 'you? ', 'Walter ', 'how ']) document.layout(word);
  expect([...memo.keys()]).toEqual(['How ', 'you? ']);
});

test('a remembered word is shaped as it was, and spoiling it does not reach the next document', () => {
  const memo: ShapingMemo = new Map();
  rememberWords(['Tofu office']);
  const first = fontForDocument(font, memo).layout('office ');
  const expected = first.positions.map(({ xAdvance }) => xAdvance);
  for (const position of fontForDocument(font, memo).layout('office ').positions) position.xAdvance = 0;
  const third = fontForDocument(font, memo).layout('office ');
  expect(third.positions.map(({ xAdvance }) => xAdvance)).toEqual(expected);
  expect(third.advanceWidth).toBe(first.advanceWidth);
  expect(third.glyphs.map(({ id }) => id)).toEqual(first.glyphs.map(({ id }) => id));
});
