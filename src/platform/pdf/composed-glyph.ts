import type { Font } from 'fontkit';
import type { GlyphSubset } from './internals.js';

/** A glyph of a font and where it stands, in the font's units. */
export interface Part {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** Glyph ids of a font end below this; composed ones begin here. */
const FIRST_COMPOSED = 0x10000;

const HEADER = 10;
const PART = 8;
const WORDS = 0x1;
const OFFSETS = 0x2;
const MORE = 0x20;

/**
 * Puts glyphs that belong together, a letter with its dots and vowel signs, into the file as one glyph made of the
 * font's own (TrueType's composite glyphs). A reader of the file then meets one glyph where one letter was typed,
 * and no glyph that stands off the line.
 */
export class ComposedGlyphs {
  private readonly composed: { readonly parts: readonly Part[]; readonly width: number }[] = [];

  constructor(
    private readonly subset: GlyphSubset,
    private readonly font: Font,
  ) {}

  /** Adds a glyph of the given width, in the font's units. Returns its id in the subset's list of glyphs. */
  add(parts: readonly Part[], width: number): number {
    if (this.composed.length === 0) this.takeOver();
    this.composed.push({ parts, width });
    return FIRST_COMPOSED + this.composed.length - 1;
  }

  /** fontkit asks for each glyph of the subset in turn; those composed here are written here. */
  private takeOver(): void {
    const { subset } = this;
    const add = subset._addGlyph.bind(subset);
    subset._addGlyph = (id) => {
      const composed = this.composed[id - FIRST_COMPOSED];
      if (!composed) return add(id);
      const { bytes, left } = this.encode(composed.parts);
      subset.glyf.push(bytes);
      subset.loca.offsets.push(subset.offset);
      subset.hmtx.metrics.push({ advance: composed.width, bearing: left });
      subset.offset += bytes.length;
      return subset.glyf.length - 1;
    };
    subset.font = Object.create(this.font, { maxp: { get: () => this.limits() } }) as Font;
  }

  private encode(parts: readonly Part[]): { readonly bytes: Uint8Array; readonly left: number } {
    const view = new DataView(new ArrayBuffer(HEADER + PART * parts.length));
    const boxes = parts.map(({ id, x, y }) => {
      const { minX, minY, maxX, maxY } = this.font.getGlyph(id).bbox;
      return { minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y };
    });
    const left = Math.round(Math.min(...boxes.map(({ minX }) => minX)));
    view.setInt16(0, -1);
    view.setInt16(2, left);
    view.setInt16(4, Math.round(Math.min(...boxes.map(({ minY }) => minY))));
    view.setInt16(6, Math.round(Math.max(...boxes.map(({ maxX }) => maxX))));
    view.setInt16(8, Math.round(Math.max(...boxes.map(({ maxY }) => maxY))));
    for (const [index, { id, x, y }] of parts.entries()) {
      const at = HEADER + PART * index;
      view.setUint16(at, WORDS | OFFSETS | (index < parts.length - 1 ? MORE : 0));
      view.setUint16(at + 2, this.subset.includeGlyph(id));
      view.setInt16(at + 4, x);
      view.setInt16(at + 6, y);
    }
    return { bytes: new Uint8Array(view.buffer), left };
  }

  /** The font's table of largest values, with room for what is composed here. */
  private limits(): Record<string, number> {
    const { maxp } = this.font as Font & { readonly maxp: Record<string, number> };
    const most = Math.max(...this.composed.map(({ parts }) => parts.length));
    const larger = (name: string, simple: string): number =>
      Math.max(maxp[name] ?? 0, maxp[simple] ?? 0) * most;
    return {
      ...maxp,
      maxComponentElements: Math.max(maxp.maxComponentElements ?? 0, most),
      maxComponentDepth: (maxp.maxComponentDepth ?? 0) + 1,
      maxCompositePoints: larger('maxCompositePoints', 'maxPoints'),
      maxCompositeContours: larger('maxCompositeContours', 'maxContours'),
    };
  }
}
