import { expect, test } from '@jest/globals';
import { ComposedGlyphs } from './composed-glyph.js';
import { face } from './fonts.js';
import type { GlyphSubset } from './internals.js';

function subsetOf(name: Parameters<typeof face>[0]): GlyphSubset & { encode(): Uint8Array } {
  return face(name).font.createSubset() as unknown as GlyphSubset & { encode(): Uint8Array };
}

test('a composed glyph names its parts by their places in the file, with their offsets and a box around them', () => {
  const { font } = face('hebrew');
  const [shin, dot] = ['ש', '\u05C1'].map((text) => font.glyphForCodePoint(text.codePointAt(0) ?? 0).id);
  const subset = subsetOf('hebrew');
  const parts = [
    { id: shin ?? 0, x: 0, y: 0 },
    { id: dot ?? 0, x: 540, y: -7 },
  ];
  subset.glyphs.push(new ComposedGlyphs(subset, font).add(parts, 730));
  subset.encode();

  expect(subset.glyphs.slice(2)).toEqual([shin, dot]);
  const view = new DataView(Uint8Array.from(subset.glyf[1] ?? []).buffer);
  const words = Array.from({ length: view.byteLength / 2 }, (_, at) => view.getInt16(2 * at));
  const { minX, minY, maxX, maxY } = font.getGlyph(shin ?? 0).bbox;
  const sign = font.getGlyph(dot ?? 0).bbox;
  expect(words.slice(0, 5)).toEqual([
    -1,
    Math.min(minX, sign.minX + 540),
    Math.min(minY, sign.minY - 7),
    Math.max(maxX, sign.maxX + 540),
    Math.max(maxY, sign.maxY - 7),
  ]);
  // Offsets as words; more parts follow the first.
  expect(words.slice(5)).toEqual([0x23, 2, 0, 0, 0x03, 3, 540, -7]);
  expect(subset.hmtx.metrics[1]?.advance).toBe(730);
});

test('the file says how many parts its glyphs have at most', () => {
  const subset = subsetOf('sans');
  const { font } = face('sans');
  const parts = Array.from({ length: 9 }, (_, index) => ({ id: 40 + index, x: 10 * index, y: 0 }));
  new ComposedGlyphs(subset, font).add(parts, 500);
  const { maxp } = subset.font as unknown as { maxp: Record<string, number> };
  expect(maxp.maxComponentElements).toBe(9);
});
