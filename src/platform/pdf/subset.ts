import type { Font } from 'fontkit';
import type { GlyphSubset } from './internals.js';

/** What we use of a TrueType font of fontkit's beyond its types; `subset.spec.ts` compares what comes of it. */
interface TrueType {
  readonly loca: { readonly offsets: readonly number[] };
  getGlyph(id: number): {
    readonly advanceWidth: number;
    _decode(): { readonly components?: readonly Component[] } | null;
    _getMetrics(): { readonly leftBearing: number };
  };
  _getTableStream(tag: 'glyf'): { readonly buffer: Uint8Array; readonly pos: number };
}

/** A glyph that another is put together from, and where in that one's outline it is named. */
interface Component {
  readonly glyphID: number;
  readonly pos: number;
}

/** One glyph as it stands in the font's file. */
interface GlyphRecord {
  readonly outline: Uint8Array;
  readonly components: readonly Component[];
  readonly metrics: { readonly advance: number; readonly bearing: number };
}

/** Which glyphs were looked up says nothing of who wrote what: they are kept with their font. */
const glyphsOf = new WeakMap<Font, Map<number, GlyphRecord>>();

/**
 * Lets a subset take the glyphs of its font from memory. fontkit reads and takes apart every glyph once more for every
 * document, which is a tenth of the time of a whole one. The bytes are the same.
 */
export function takeGlyphsFromMemory(subset: GlyphSubset, font: Font): void {
  const known = glyphsOf.get(font) ?? new Map<number, GlyphRecord>();
  glyphsOf.set(font, known);
  subset._addGlyph = (id) => {
    const record = known.get(id) ?? readGlyph(font as unknown as TrueType, id);
    known.set(id, record);
    const outline = renumbered(record, subset);
    subset.glyf.push(outline);
    subset.loca.offsets.push(subset.offset);
    subset.hmtx.metrics.push(record.metrics);
    subset.offset += outline.length;
    return subset.glyf.length - 1;
  };
}

/** Components join the subset, and the outline names them by their places there. */
function renumbered({ outline, components }: GlyphRecord, subset: GlyphSubset): Uint8Array {
  if (components.length === 0) return outline;
  const own = Uint8Array.from(outline);
  const view = new DataView(own.buffer);
  for (const { glyphID, pos } of components) view.setUint16(pos, subset.includeGlyph(glyphID));
  return own;
}

function readGlyph(font: TrueType, id: number): GlyphRecord {
  const { buffer, pos } = font._getTableStream('glyf');
  const [from = 0, to = 0] = font.loca.offsets.slice(id, id + 2);
  const glyph = font.getGlyph(id);
  return {
    outline: buffer.subarray(pos + from, pos + to),
    components: glyph._decode()?.components ?? [],
    metrics: { advance: glyph.advanceWidth, bearing: glyph._getMetrics().leftBearing },
  };
}
