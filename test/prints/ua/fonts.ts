import { codesIn, type FontFacts } from '../raw/fonts.js';
import { nameOf } from '../raw/raw-pdf.js';
import type { UaDocument } from '../raw/ua-document.js';
import type { Rule } from './rule.js';

/** Text that is in a font but never shown: a layer of words under a picture. */
const NOT_SHOWN = 3;
const WIDTH_TOLERANCE = 1;
/** Standard encodings of simple fonts, whose codes need no map of their own. */
const ENCODINGS = ['WinAnsiEncoding', 'MacRomanEncoding'];

/** Fonts: all in the file, every glyph there, as wide as the file says, and of known meaning. */
export const FONT_RULES: readonly Rule[] = [
  fontRule('7.21.4.1-1', 'each font is in the file', ({ file }) => file !== undefined),
  fontRule(
    'program',
    'each font has outlines that the checks can read',
    ({ program }) => program !== undefined,
  ),
  fontRule('7.21.3.1-1', 'a composite font takes glyphs by their number', ({ composite, dict }) => {
    return !composite || nameOf(dict['/Encoding']) === 'Identity-H';
  }),
  fontRule('7.21.3.2-1', 'a composite font says which glyph a number means', ({ inner, composite }) => {
    return (
      !composite ||
      nameOf(inner['/Subtype']) !== 'CIDFontType2' ||
      nameOf(inner['/CIDToGIDMap']) === 'Identity'
    );
  }),
  fontRule('7.21.4.2-2', 'a list of the glyphs in a font names all of them', listsAllGlyphs),
  codeRule('7.21.4.1-3', 'each glyph that is shown is in its font', ({ program, composite }, code) => {
    return !composite || !program || code < program.glyphs;
  }),
  codeRule('7.21.5-1', 'each glyph is as wide as the file says', ({ program, composite, width }, code) => {
    return !composite || !program || Math.abs(program.width(code) - width(code)) <= WIDTH_TOLERANCE;
  }),
  codeRule('7.21.7-1', 'each glyph has a meaning', ({ unicode, composite, dict }, code) => {
    if (!composite && ENCODINGS.includes(nameOf(dict['/Encoding']) ?? '')) return true;
    return (unicode.get(code)?.length ?? 0) > 0;
  }),
  codeRule('7.21.7-2', 'no glyph means a sign that means nothing', ({ unicode }, code) => {
    return !['\u0000', '\uFEFF', '\uFFFE'].some((sign) => unicode.get(code)?.includes(sign));
  }),
  codeRule('7.21.8-1', 'no missing glyph is shown', ({ composite }, code) => !composite || code !== 0),
];

function fontRule(
  id: string,
  title: string,
  keeps: (font: FontFacts, document: UaDocument) => boolean,
): Rule {
  return {
    id,
    title,
    check: (document) =>
      [...document.fonts.values()].filter((font) => !keeps(font, document)).map(({ name }) => name),
  };
}

function codeRule(id: string, title: string, keeps: (font: FontFacts, code: number) => boolean): Rule {
  return {
    id,
    title,
    check: (document) =>
      [...usedCodes(document)].flatMap(([font, codes]) =>
        [...codes].filter((code) => !keeps(font, code)).map((code) => `${font.name} ${code}`),
      ),
  };
}

const used = new WeakMap<UaDocument, ReadonlyMap<FontFacts, ReadonlySet<number>>>();

/** The codes that are shown with each font. */
function usedCodes(document: UaDocument): ReadonlyMap<FontFacts, ReadonlySet<number>> {
  const known = used.get(document);
  if (known) return known;
  const found = new Map<FontFacts, Set<number>>();
  for (const drawing of [...document.pages.map((page) => page.drawing), ...document.looks])
    for (const { font: reference, shown, rendering } of drawing.painted) {
      const font = reference === undefined ? undefined : document.fonts.get(reference);
      if (!font || !shown || rendering === NOT_SHOWN) continue;
      const codes = found.get(font) ?? new Set();
      found.set(font, codes);
      for (const code of codesIn(font, shown)) codes.add(code);
    }
  used.set(document, found);
  return found;
}

/** A CIDSet, where there is one, has a bit for each glyph of the program and none beyond. */
function listsAllGlyphs({ descriptor, program }: FontFacts, { pdf }: UaDocument): boolean {
  const set = pdf.stream(descriptor['/CIDSet']);
  if (!set || !program) return true;
  const listed = (cid: number): boolean => (((set[cid >> 3] ?? 0) << (cid & 7)) & 0x80) !== 0;
  return (
    Array.from({ length: set.length * 8 }, (_none, cid) => cid).every(
      (cid) => listed(cid) === cid < program.glyphs,
    ) && set.length * 8 >= program.glyphs
  );
}
