import { mirrored } from './bidi.js';
import { clustersOf } from './clusters.js';
import type { Part } from './composed-glyph.js';
import type { Face } from './fonts.js';
import type { Letter, LetterPairs } from './letter-pairs.js';
import { inDrawingOrder } from './mark-order.js';
import { typedTexts } from './typed-text.js';

/** A glyph, or some that stand for a letter together, in the order of drawing from left to right. */
export interface ShapedGlyph {
  readonly parts: readonly Part[];
  /** The part of the typed text that it stands for, never empty. */
  readonly text: string;
  /** How far the pen moves on, in the font's units. */
  readonly advance: number;
  /** The glyph's own width, in the font's units. */
  readonly width: number;
}

/** A text in one font, shaped. */
export interface Shaped {
  readonly glyphs: readonly ShapedGlyph[];
  readonly advance: number;
}

/**
 * Shapes texts for one document and remembers words for as long as it lives: a word is measured before it is drawn.
 * Simple words are put together from pairs of letters and need no memory.
 */
export class Shaper {
  private readonly words = new Map<Face, Map<string, Shaped>>();

  /** The width of a text in thousandths of the size. */
  width(face: Face, text: string, rightToLeft = false): number {
    if (face.script === undefined && !rightToLeft) {
      const simple = simpleWidth(face.pairs, text);
      if (simple !== undefined) return simple * face.scale;
    }
    return this.shape(face, text, rightToLeft).advance;
  }

  /** The glyphs of a text, word by word: what stands in one word is shaped as a whole. */
  shape(face: Face, text: string, rightToLeft = false): Shaped {
    const pieces = face.apart ? clustersOf(text) : text.split(/(?<= )|(?= )/u);
    const words = pieces.map((word) => this.word(face, word, rightToLeft));
    if (words.length === 1 && words[0]) return words[0];
    return {
      glyphs: (rightToLeft ? words.toReversed() : words).flatMap(({ glyphs }) => glyphs),
      advance: words.reduce((sum, { advance }) => sum + advance, 0),
    };
  }

  private word(face: Face, word: string, rightToLeft: boolean): Shaped {
    let known = this.words.get(face);
    if (!known) this.words.set(face, (known = new Map()));
    const key = rightToLeft ? `<${word}` : word;
    let shaped = known.get(key);
    if (!shaped) known.set(key, (shaped = shapeWord(face, word, rightToLeft)));
    return shaped;
  }
}

/** The width of a text of simple letters, in the font's units; undefined for any other. */
export function simpleWidth(pairs: LetterPairs, text: string): number | undefined {
  let width = 0;
  let scripts = 0;
  let last;
  for (let at = 0; at < text.length; at += 1) {
    const letter = pairs.letter(text.charCodeAt(at));
    if (!letter) return undefined;
    scripts |= letter.scripts;
    if (last) {
      const kerning = pairs.between(last, letter);
      if (kerning === undefined) return widthWithLigatures(pairs, text);
      width += kerning;
    }
    width += letter.advance;
    last = letter;
  }
  return oneScript(scripts) ? width : undefined;
}

function widthWithLigatures(pairs: LetterPairs, text: string): number | undefined {
  const letters = simpleLetters(pairs, text);
  return letters?.reduce((sum, letter, index) => {
    const before = letters[index - 1];
    return sum + letter.advance + (before ? (pairs.between(before, letter) ?? 0) : 0);
  }, 0);
}

/** The letters of a simple text, ligatures as one; undefined for any other. */
export function simpleLetters(pairs: LetterPairs, text: string): readonly Letter[] | undefined {
  const letters = pairs.lettersOf(text);
  return letters && oneScript(letters.reduce((bits, { scripts }) => bits | scripts, 0)) ? letters : undefined;
}

/** Is at most one bit set? */
function oneScript(scripts: number): boolean {
  return (scripts & (scripts - 1)) === 0;
}

/** Looks at texts ahead of time, so that the first document does not pay for learning the pairs of letters in them. */
export function learnPairs(faces: readonly Face[], texts: Iterable<string>): void {
  for (const text of texts) {
    for (const word of text.split(/\s+/u)) {
      for (const { pairs } of faces) simpleWidth(pairs, word);
    }
  }
}

function shapeWord(face: Face, word: string, rightToLeft: boolean): Shaped {
  const shown = rightToLeft ? mirrored(inDrawingOrder(word)) : word;
  const direction = rightToLeft ? 'rtl' : 'ltr';
  const { glyphs, positions } = face.shaping.layout(shown, [], face.script, undefined, direction);
  const texts = typedTexts({
    // The glyph for what is missing is never drawn.
    glyphs: glyphs.map(({ id, codePoints }) => (id === 0 ? undefined : codePoints)),
    typed: Array.from(word),
    shown: Array.from(shown, (character) => character.codePointAt(0) ?? 0),
    rightToLeft,
  });
  const drawn: DrawnGlyph[] = [];
  for (const [index, { id, advanceWidth }] of glyphs.entries()) {
    const position = positions[index];
    const text = texts[index];
    if (!position || text === undefined) continue;
    drawn.push({ ...position, id, width: advanceWidth, text });
  }
  const advance = drawn.reduce((sum, { xAdvance }) => sum + xAdvance, 0) * face.scale;
  return { glyphs: composed(drawn, rightToLeft), advance };
}

/** A glyph as fontkit placed it, with the text that it stands for. */
interface DrawnGlyph {
  readonly id: number;
  readonly text: string;
  readonly width: number;
  readonly xAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/**
 * Puts together what stands for one letter: dots that have no text of their own, and, where text runs to the left,
 * vowel signs, which would else be met before their letter.
 */
function composed(glyphs: readonly DrawnGlyph[], rightToLeft: boolean): ShapedGlyph[] {
  const groups: DrawnGlyph[][] = [];
  const belongs = ({ text, xAdvance }: DrawnGlyph): boolean => text === '' || (rightToLeft && xAdvance === 0);
  // Read from its letter on, a sign follows it.
  for (const glyph of rightToLeft ? glyphs.toReversed() : glyphs) {
    const group = groups.at(-1);
    if (group && (belongs(glyph) || group.every(({ text }) => text === ''))) group.push(glyph);
    else groups.push([glyph]);
  }
  return rightToLeft
    ? groups.toReversed().map((group) => together(group.toReversed()))
    : groups.map((group) => together(group));
}

function together(group: readonly DrawnGlyph[]): ShapedGlyph {
  let pen = 0;
  let width = 0;
  const parts = group.map(({ id, width: own, xAdvance, xOffset, yOffset }): Part => {
    const part = { id, x: pen + xOffset, y: yOffset };
    pen += xAdvance;
    width += own;
    return part;
  });
  return { parts, text: group.map(({ text }) => text).join(''), advance: pen, width };
}
