/** A pdfkit document, as far as its types describe it. */
export type Pdf = PDFKit.PDFDocument;

/**
 * What we use of pdfkit beyond its types, in one place. The version is pinned, and `internals.spec.ts`
 * names each of these, so that an upgrade that moves one fails there first.
 */
export interface PdfInternals {
  /** The font chosen last. */
  readonly _font: EmbeddedFont;
  /** Writes the XMP packet from `info`, without escaping it. */
  _addInfo(): void;
  info: Record<string, string | Date>;
  readonly page: { readonly fonts: Record<string, unknown> };
  readonly outline: PdfOutline;
}

/** A font inside one document. */
export interface EmbeddedFont {
  readonly id: string;
  ref(): unknown;
  widthOfString(text: string, size: number): number;
  /** Glyph ids as four hex digits each, and where each glyph goes, in thousandths of the size. */
  encode(text: string): readonly [readonly string[], readonly GlyphPosition[]];
}

/** Where one glyph goes, in thousandths of the font size. */
export interface GlyphPosition {
  readonly xAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
  /** The glyph's own width; the difference to `xAdvance` is kerning. */
  readonly advanceWidth: number;
}

export interface PdfOutline {
  readonly children: readonly unknown[];
  readonly outlineData: { Count?: number };
  addItem(title: string, options: { top: number; left: number; zoom: number }): PdfOutline;
}

/** A node of the structure tree. */
export type StructureElement = PDFKit.PDFStructureElement;

/** The document, seen with what its types leave out. */
export function internalsOf(doc: Pdf): PdfInternals {
  return doc as unknown as PdfInternals;
}
