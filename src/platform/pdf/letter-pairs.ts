import type { Font } from 'fontkit';

/** Letters that are remembered for one font; words with others are shaped by fontkit each time. */
const MOST_LETTERS = 512;
/** Only code points below this are looked up: Latin, Greek, Cyrillic and common punctuation lie there. */
const LIMIT = 0x2300;
/** A ligature of more letters is no ligature but a word. */
const LONGEST_LIGATURE = 4;
const UNKNOWN = 0x7fff;
const ENTANGLED = 0x7ffe;
const SPACE = ' ';

/** Letters that stand side by side: no marks, no joiners, nothing that is written from right to left. */
const SIMPLE =
  /^(?=[\p{L}\p{N}\p{P}\p{S}\p{Zs}])[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]$/u;
/** Alternative shapes depend on the script of a word, so a word of several scripts is not put together from pairs. */
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u];

/** A glyph and the text that it stands for. Lengths are in the font's own units. */
export interface LetterGlyph {
  readonly id: number;
  readonly text: string;
  /** How far the pen moves on, up to the next glyph of the same letter. */
  readonly advance: number;
  readonly width: number;
}

/** A letter of one font, or letters that make a ligature. */
export interface Letter {
  readonly text: string;
  readonly glyphs: readonly LetterGlyph[];
  readonly advance: number;
  /** One bit for each script that it decides on; common signs have none. */
  readonly scripts: number;
  /** Its place in the table of pairs. */
  readonly index: number;
}

/**
 * What two letters beside each other do in one font: how far they move together, or that they become a ligature.
 * Simple words are put together from these, which is all that shaping does to them and costs next to nothing. Pairs
 * are learnt from fontkit as they come up and are kept for all documents: a pair of letters gives away no word.
 */
export class LetterPairs {
  private readonly letters: (Letter | null)[] = [];
  private readonly ligatures = new Map<string, Letter | null>();
  private kerning: Int16Array | undefined;
  private count = 0;

  constructor(private readonly font: Font) {}

  /** The letter of a code point (below U+10000), unless shaping it takes more than looking at pairs. */
  letter(codePoint: number): Letter | undefined {
    if (codePoint >= LIMIT) return undefined;
    return (this.letters[codePoint] ?? this.learn(codePoint)) || undefined;
  }

  /** How much closer (below 0) or further apart the two stand; undefined where they become something else. */
  between(left: Letter, right: Letter): number | undefined {
    this.kerning ??= new Int16Array(MOST_LETTERS * MOST_LETTERS).fill(UNKNOWN);
    const at = left.index * MOST_LETTERS + right.index;
    let known = this.kerning[at] ?? UNKNOWN;
    if (known === UNKNOWN) {
      known = this.learnPair(left, right);
      this.kerning[at] = known;
    }
    return known === ENTANGLED ? undefined : known;
  }

  /** The letters of a word, ligatures as one; undefined where shaping it takes more than that. */
  lettersOf(word: string): readonly Letter[] | undefined {
    const letters: Letter[] = [];
    for (let at = 0; at < word.length; at += 1) {
      let letter = this.letter(word.charCodeAt(at));
      let before = letters.at(-1);
      while (letter && before && this.between(before, letter) === undefined) {
        letter = this.ligature(before.text + letter.text);
        letters.pop();
        before = letters.at(-1);
      }
      if (!letter) return undefined;
      letters.push(letter);
    }
    return letters;
  }

  private learn(codePoint: number): Letter | null {
    const text = String.fromCodePoint(codePoint);
    const letter = SIMPLE.test(text) && this.font.hasGlyphForCodePoint(codePoint) ? this.shape(text) : null;
    this.letters[codePoint] = letter;
    return letter;
  }

  private ligature(text: string): Letter | undefined {
    let known = this.ligatures.get(text);
    if (known === undefined) {
      known = text.length <= LONGEST_LIGATURE ? this.shape(text) : null;
      // What is too long was typed by someone: it is not kept.
      if (known) this.ligatures.set(text, known);
    }
    return known ?? undefined;
  }

  private shape(text: string): Letter | null {
    if (this.count >= MOST_LETTERS) return null;
    const { glyphs, positions } = this.font.layout(text);
    const shaped = glyphs.map(({ id, codePoints, advanceWidth }, index) => ({
      id,
      text: String.fromCodePoint(...codePoints),
      advance: positions[index]?.xAdvance ?? 0,
      width: advanceWidth,
    }));
    const whole = shaped.map(({ text: part }) => part).join('') === text;
    if (!whole || shaped.some(({ text: part }) => part === '') || !positions.every(stands)) return null;
    const scripts = SCRIPTS.reduce((bits, script, at) => bits | (script.test(text) ? 1 << at : 0), 0);
    const advance = shaped.reduce((sum, glyph) => sum + glyph.advance, 0);
    this.count += 1;
    return { text, glyphs: shaped, advance, scripts, index: this.count - 1 };
  }

  private learnPair(left: Letter, right: Letter): number {
    // Words are measured one by one, so what a space would do to them is left out.
    if (left.text === SPACE || right.text === SPACE) return 0;
    const { glyphs, positions } = this.font.layout(left.text + right.text);
    const apart = [...left.glyphs, ...right.glyphs];
    const same = glyphs.length === apart.length && glyphs.every(({ id }, index) => id === apart[index]?.id);
    if (!same || !positions.every(stands)) return ENTANGLED;
    const last = left.glyphs.length - 1;
    const moved = apart.map(({ advance }, index) => (positions[index]?.xAdvance ?? 0) - advance);
    const kerning = moved[last] ?? 0;
    const elsewhere = moved.some((by, index) => by !== 0 && index !== last);
    return elsewhere || !Number.isInteger(kerning) ? ENTANGLED : kerning;
  }
}

function stands({ xOffset, yOffset }: { xOffset: number; yOffset: number }): boolean {
  return xOffset === 0 && yOffset === 0;
}
