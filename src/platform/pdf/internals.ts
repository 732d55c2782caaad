import type { Font } from 'fontkit';

/** A pdfkit document, as far as its types describe it. */
export type Pdf = PDFKit.PDFDocument;

/**
 * What we use of pdfkit beyond its types, in one place. The version is pinned, and `internals.spec.ts`
 * names each of these, so that an upgrade that moves one fails there first.
 */
export interface PdfInternals extends PdfObjects {
  /** The font chosen last. */
  readonly _font: EmbeddedFont;
  /** Writes the XMP packet from `info`, without escaping it. */
  _addInfo(): void;
  info: Record<string, string | Date>;
  readonly page: {
    write(content: Uint8Array): void;
    readonly content: {
      compress: boolean;
      readonly uncompressedLength: number;
      readonly data: { Filter?: string };
    };
    /** What is marked and not closed yet. */
    readonly markings: readonly unknown[];
    readonly fonts: Record<string, unknown>;
    /** The page as other objects refer to it. */
    readonly dictionary: unknown;
    /** What `annotate` has placed on the page, the last one last. */
    readonly annotations: readonly PdfReference[];
  };
  readonly outline: PdfOutline;
  /** Writes a line, or bytes as they are, and counts them in `_offset`. */
  _write(data: string | Uint8Array): void;
  _offset: number;
  /** Writes a line of the page's content. */
  addContent(content: string): Pdf;
  /** Ends the pages that are there. */
  flushPages(): void;
  push(data: Uint8Array | null): boolean;
  /** The document's catalogue; its form is ended with the document. */
  readonly _root: { readonly data: { AcroForm?: PdfReference; OutputIntents?: unknown[] } };
  /** Fonts of the form, asked for when the document ends. */
  _acroform?: { readonly fonts: Readonly<Record<string, PdfReference>>; readonly defaultFont: string };
}

/** An object of the file, to be referred to by others. */
export interface PdfReference {
  /** Writes it, with a stream where it has one. Not to be changed any more. */
  end(content?: string): void;
}

/** Whoever makes objects of a file: its document. */
export interface PdfObjects {
  /** Makes an object of the file. */
  ref(data?: Record<string, unknown>): PdfStream;
}

/** An object of the file with a stream. */
export interface PdfStream extends PdfReference {
  write(bytes: Uint8Array): void;
}

/** A font inside one document. */
export interface EmbeddedFont {
  readonly id: string;
  readonly document: PdfObjects;
  /** Writes the font's objects when the document ends. */
  embed(): void;
  ref(): unknown;
  /** The glyphs that the file will hold; a glyph's place is its code. `mapping` finds parts of composed glyphs. */
  readonly subset: GlyphSubset;
  /** The width of each code in thousandths of the size. */
  readonly widths: number[];
  /** The characters that each code stands for. */
  readonly unicode: (readonly number[])[];
}

/** The glyphs of one font that a document uses, and the tables that are written from them when it ends. */
export interface GlyphSubset {
  readonly glyphs: number[];
  readonly mapping: Record<number, number>;
  font: Font;
  /** The place of a glyph, which is added where it is not there yet. */
  includeGlyph(id: number): number;
  /** Writes the outline of a glyph. */
  _addGlyph(id: number): number;
  readonly glyf: Uint8Array[];
  readonly loca: { readonly offsets: number[] };
  readonly hmtx: { readonly metrics: { advance: number; bearing: number }[] };
  /** Bytes of outlines so far. */
  offset: number;
}

export interface PdfOutline {
  readonly children: readonly PdfOutline[];
  readonly outlineData: { Count?: number };
  addItem(title: string, options: { top: number; left: number; zoom: number }): PdfOutline;
}

/** A node of the structure tree. */
export type StructureElement = PDFKit.PDFStructureElement;

/** The document, seen with what its types leave out. */
export function internalsOf(doc: Pdf): PdfInternals {
  return doc as unknown as PdfInternals;
}
