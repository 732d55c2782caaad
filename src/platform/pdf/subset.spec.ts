import { expect, test } from '@jest/globals';
import { array, assert, nat, property } from 'fast-check';
import { face } from './fonts.js';
import type { GlyphSubset } from './internals.js';
import { takeGlyphsFromMemory } from './subset.js';

type Subset = GlyphSubset & { encode(): Uint8Array };

function encoded(name: Parameters<typeof face>[0], ids: readonly number[], fromMemory: boolean): Buffer {
  const { font } = face(name);
  const subset = font.createSubset() as unknown as Subset;
  if (fromMemory) takeGlyphsFromMemory(subset, font);
  for (const id of ids) subset.includeGlyph(id);
  return Buffer.from(subset.encode());
}

test.each([
  'sans',
  'sansItalic',
  'sansSemi',
  'serif',
  'serifSemi',
  'arabic',
  'devanagari',
  'hebrew',
] as const)(
  'glyphs of %s from memory give the same bytes, whatever glyphs are used and however often',
  (name) => {
    const glyph = nat(face(name).font.numGlyphs - 1);
    assert(
      property(array(glyph, { maxLength: 60 }), (ids) => {
        expect(encoded(name, ids, true).equals(encoded(name, ids, false))).toBe(true);
      }),
      { numRuns: 25 },
    );
  },
);

test('what one subset does to composed glyphs is not seen by the next', () => {
  const accented = face('sans')
    .font.layout('Éé')
    .glyphs.map(({ id }) => id);
  const before = encoded('sans', accented, true);
  encoded('sans', [70, 71, ...accented.toReversed()], true);
  expect(encoded('sans', accented, true).equals(before)).toBe(true);
});
