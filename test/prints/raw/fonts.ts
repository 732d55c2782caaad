import { type RawDict, type RawPdf, isReference, nameOf } from './raw-pdf.js';

/** A font of a file, as far as it is drawn with. */
export interface FontFacts {
  readonly reference: string;
  readonly name: string;
  readonly dict: RawDict;
  /** Of a composite font the font below it, else itself. */
  readonly inner: RawDict;
  readonly descriptor: RawDict;
  readonly composite: boolean;
  /** What each code stands for, where the font says so. */
  readonly unicode: ReadonlyMap<number, string>;
  /** Width of a code in thousandths of the size. */
  readonly width: (code: number) => number;
  /** The embedded font program, where it is one of TrueType outlines. */
  readonly program: TrueType | undefined;
  /** Stream of the embedded font program. */
  readonly file: string | undefined;
}

/** The codes in a string that is shown with a font. */
export function codesIn(font: FontFacts, shown: Buffer): readonly number[] {
  if (!font.composite) return [...shown];
  return Array.from({ length: shown.length / 2 }, (_none, at) => shown.readUInt16BE(2 * at));
}

/** Reads a font and the program in it. */
export function fontOf(pdf: RawPdf, reference: string): FontFacts {
  const dict = pdf.dict(reference);
  const composite = nameOf(dict['/Subtype']) === 'Type0';
  const inner = composite ? pdf.dict(pdf.list(dict['/DescendantFonts'])[0]) : dict;
  const descriptor = pdf.dict(inner['/FontDescriptor']);
  const file = [descriptor['/FontFile2'], descriptor['/FontFile3'], descriptor['/FontFile']].find(
    isReference,
  );
  const bytes = pdf.stream(file);
  return {
    reference,
    name: nameOf(dict['/BaseFont']) ?? '',
    dict,
    inner,
    descriptor,
    composite,
    unicode: unicodeOf(pdf.stream(dict['/ToUnicode'])?.toString('latin1') ?? ''),
    width: composite ? compositeWidths(pdf, inner) : simpleWidths(pdf, dict, descriptor),
    program: bytes && TrueType.isOne(bytes) ? new TrueType(bytes) : undefined,
    file,
  };
}

function compositeWidths(pdf: RawPdf, inner: RawDict): (code: number) => number {
  const widths = new Map<number, number>();
  const list = pdf.list(inner['/W']);
  for (let at = 0; at < list.length;) {
    const first = Number(list[at]);
    const next = pdf.resolve(list[at + 1]);
    if (Array.isArray(next)) {
      next.forEach((width, index) => widths.set(first + index, Number(width)));
      at += 2;
    } else {
      for (let code = first; code <= Number(next); code += 1) widths.set(code, Number(list[at + 2]));
      at += 3;
    }
  }
  const standard = Number(inner['/DW'] ?? 1000);
  return (code) => widths.get(code) ?? standard;
}

function simpleWidths(pdf: RawPdf, dict: RawDict, descriptor: RawDict): (code: number) => number {
  const widths = pdf.list(dict['/Widths']).map(Number);
  const first = Number(dict['/FirstChar'] ?? 0);
  return (code) => widths[code - first] ?? Number(descriptor['/MissingWidth'] ?? 0);
}

/** Reads a ToUnicode map: single codes and ranges. */
function unicodeOf(map: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const utf16 = (hex: string): string =>
    Buffer.from(hex.replace(/\s/gu, ''), 'hex').swap16().toString('utf16le');
  for (const [, block = ''] of map.matchAll(/beginbfchar(.*?)endbfchar/gsu))
    for (const [, code = '', text = ''] of block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f\s]*)>/giu))
      found.set(Number.parseInt(code, 16), utf16(text));
  for (const [, block = ''] of map.matchAll(/beginbfrange(.*?)endbfrange/gsu))
    for (const [, from = '', to = '', list, single = ''] of block.matchAll(
      /<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:\[([^\]]*)\]|<([0-9a-f\s]*)>)/giu,
    )) {
      const first = Number.parseInt(from, 16);
      const texts = list?.match(/<[^>]*>/gu)?.map((text) => utf16(text.slice(1, -1)));
      for (let code = first; code <= Number.parseInt(to, 16); code += 1)
        found.set(code, texts?.[code - first] ?? shifted(utf16(single), code - first));
    }
  return found;
}

/** A text whose last UTF-16 unit is raised, as ranges of a ToUnicode map count. */
function shifted(text: string, by: number): string {
  return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + by);
}

/** What is asked of an embedded TrueType program: how many glyphs it has, and how wide they are. */
export class TrueType {
  private readonly tables = new Map<string, number>();
  readonly glyphs: number;

  constructor(private readonly bytes: Buffer) {
    for (let at = 0; at < bytes.readUInt16BE(4); at += 1) {
      const entry = 12 + 16 * at;
      this.tables.set(bytes.toString('latin1', entry, entry + 4), bytes.readUInt32BE(entry + 8));
    }
    this.glyphs = bytes.readUInt16BE(this.table('maxp') + 4);
  }

  static isOne(bytes: Buffer): boolean {
    return bytes.length > 12 && [0x00010000, 0x74727565].includes(bytes.readUInt32BE(0));
  }

  /** Width of a glyph in thousandths of the size. */
  width(glyph: number): number {
    const metrics = this.bytes.readUInt16BE(this.table('hhea') + 34);
    const unitsPerEm = this.bytes.readUInt16BE(this.table('head') + 18);
    const at = Math.min(glyph, metrics - 1);
    return (this.bytes.readUInt16BE(this.table('hmtx') + 4 * at) / unitsPerEm) * 1000;
  }

  private table(name: string): number {
    const found = this.tables.get(name);
    if (found === undefined) throw new Error(`a font program has no table ${name}`);
    return found;
  }
}
