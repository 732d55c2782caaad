import { expect, test } from '@jest/globals';
import { tellGlyphs } from './glyph-set.js';
import type { EmbeddedFont, PdfStream } from './internals.js';

/** The list that a font of so many glyphs tells, as bits. */
function told(glyphs: number): string {
  let bits = '';
  const document = {
    ref: (): PdfStream => ({
      write: (bytes) => (bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')),
      end: () => undefined,
    }),
  };
  const font = {
    document,
    subset: { glyf: { length: glyphs } },
    embed: (): unknown => (font.document.ref as (data: object) => unknown)({ Type: 'FontDescriptor' }),
  };
  tellGlyphs(font as unknown as EmbeddedFont);
  font.embed();
  return bits;
}

test.each([1, 7, 8, 9, 16])('%i glyphs have a bit each, and no other', (glyphs) => {
  expect(told(glyphs).replace(/0*$/u, '')).toBe('1'.repeat(glyphs));
});
