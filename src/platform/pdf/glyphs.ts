import { ComposedGlyphs } from './composed-glyph.js';
import type { Face } from './fonts.js';
import type { EmbeddedFont } from './internals.js';
import { tellGlyphs } from './glyph-set.js';
import { simpleLetters, type ShapedGlyph, type Shaper } from './shaping.js';
import type { Letter, LetterGlyph } from './letter-pairs.js';
import { takeGlyphsFromMemory } from './subset.js';

/** Gaps below this do not show, in thousandths of the size. */
const SMALLEST_GAP = 0.005;
/** A code has two bytes. */
const MOST_CODES = 60_000;

/**
 * A font inside one document, as far as text is set with it. A code of the file stands for a glyph and a text, not for
 * a glyph alone: the same glyph gets a second code where it stands for other letters, so that every code tells what
 * was typed.
 */
export class DocumentFont {
  private readonly codes = new Map<string, string>();
  private readonly letterCodes: string[] = [];
  private readonly composed: ComposedGlyphs;

  constructor(
    private readonly face: Face,
    readonly embedded: EmbeddedFont,
    private readonly shaper: Shaper,
  ) {
    takeGlyphsFromMemory(embedded.subset, face.font);
    tellGlyphs(embedded);
    this.composed = new ComposedGlyphs(embedded.subset, face.font);
  }

  /** Are its codes used up, all but those that one more line may need? */
  get isFull(): boolean {
    return this.embedded.subset.glyphs.length > MOST_CODES;
  }

  /**
   * Operators that show a text at the pen. pdfkit's own `text` writes eight lines for it, and saves and restores the
   * graphics state around each; a page of tables is a third of the size and of the time this way.
   */
  show(text: string, rightToLeft = false): string {
    if (this.face.script === undefined && !rightToLeft) {
      const simple = this.showLetters(text);
      if (simple !== undefined) return simple;
    }
    return this.showGlyphs(this.shaper.shape(this.face, text, rightToLeft).glyphs);
  }

  private showLetters(text: string): string | undefined {
    const { pairs, scale } = this.face;
    const letters = simpleLetters(pairs, text);
    if (!letters) return undefined;
    let shown = '[<';
    let last;
    for (const letter of letters) {
      const kerning = last ? (pairs.between(last, letter) ?? 0) : 0;
      if (kerning !== 0) shown += `>${short(-kerning * scale)}<`;
      shown += this.letterCodes[letter.index] ?? this.letterCode(letter);
      last = letter;
    }
    return `${shown}>] TJ`;
  }

  private letterCode({ glyphs, index }: Letter): string {
    const code = glyphs.map((glyph) => this.glyph(plain(glyph))).join('');
    this.letterCodes[index] = code;
    return code;
  }

  private showGlyphs(glyphs: readonly ShapedGlyph[]): string {
    let shown = '[<';
    for (const glyph of glyphs) shown += this.glyph(glyph);
    return `${shown}>] TJ`;
  }

  private glyph(glyph: ShapedGlyph): string {
    const gap = (glyph.advance - glyph.width) * this.face.scale;
    const code = this.glyphCode(glyph);
    return Math.abs(gap) < SMALLEST_GAP ? code : `${code}>${short(-gap)}<`;
  }

  private glyphCode({ parts, text, width }: ShapedGlyph): string {
    const [only] = parts;
    const single = parts.length === 1 && only?.x === 0 && only.y === 0;
    const key = `${single ? only.id : parts.map(({ id, x, y }) => `${id},${x},${y}`).join(' ')} ${text}`;
    let code = this.codes.get(key);
    if (code === undefined) {
      code = this.newCode(single ? only.id : this.composed.add(parts, width), text, width);
      this.codes.set(key, code);
    }
    return code;
  }

  private newCode(id: number, text: string, width: number): string {
    const { subset, widths, unicode } = this.embedded;
    const place = subset.glyphs.push(id) - 1;
    subset.mapping[id] ??= place;
    widths[place] = width * this.face.scale;
    unicode[place] = Array.from(text, (character) => character.codePointAt(0) ?? 0);
    return place.toString(16).padStart(4, '0');
  }
}

function plain({ id, ...glyph }: LetterGlyph): ShapedGlyph {
  return { ...glyph, parts: [{ id, x: 0, y: 0 }] };
}

/** A number as short as it can be written, to hundredths. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
