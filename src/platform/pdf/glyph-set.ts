import type { EmbeddedFont, PdfObjects, PdfStream } from './internals.js';

/**
 * Has a font tell which glyphs its file holds (`CIDSet`), as archives ask for (ISO 19005-1, 6.3.5). pdfkit's own list
 * leaves out the parts of composed glyphs, which validators refuse.
 */
export function tellGlyphs(embedded: EmbeddedFont): void {
  const embed = embedded.embed.bind(embedded);
  embedded.embed = () => {
    const { document, subset } = embedded;
    const ref = document.ref.bind(document);
    // The descriptor is made within, and ended at once.
    document.ref = (data) => {
      if (data?.Type === 'FontDescriptor') data.CIDSet = glyphSet(ref, subset.glyf.length);
      return ref(data);
    };
    try {
      embed();
    } finally {
      document.ref = ref;
    }
  };
}

/** One bit a glyph, the highest first; a glyph's place is its code. */
function glyphSet(ref: PdfObjects['ref'], count: number): PdfStream {
  const bits = new Uint8Array(Math.ceil(count / 8)).fill(0xff);
  const unused = bits.length * 8 - count;
  bits[bits.length - 1] = (0xff << unused) & 0xff;
  const set = ref();
  set.write(bits);
  set.end();
  return set;
}
