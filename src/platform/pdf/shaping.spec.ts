import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { face, type Face, type FontName } from './fonts.js';
import { isJoiner } from './joiners.js';
import { Shaper, simpleWidth } from './shaping.js';

/** What a reader of the file gets from the glyphs: their texts, turned round where they run to the left. */
function readBack(of: Face, word: string, rightToLeft = false): string {
  const { glyphs } = new Shaper().shape(of, word, rightToLeft);
  const drawn = glyphs.map(({ text }) => text).join('');
  return rightToLeft ? Array.from(drawn).toReversed().join('') : drawn;
}

function ids(name: FontName, word: string, rightToLeft = false): readonly number[] {
  const { glyphs } = new Shaper().shape(face(name), word, rightToLeft);
  return glyphs.flatMap(({ parts }) => parts.map(({ id }) => id));
}

/** Words of characters that a font has. */
function wordsOf({ font, covers }: Face, kind: RegExp): fc.Arbitrary<string> {
  const characters = font.characterSet
    .filter((codePoint) => covers(codePoint) && !isJoiner(codePoint))
    .map((codePoint) => String.fromCodePoint(codePoint))
    .filter((character) => kind.test(character) && character.normalize('NFC') === character);
  return fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 8 }).map((all) => all.join(''));
}

const VISIBLE = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

describe('whatever is typed can be read back from the glyphs', () => {
  test.each<[FontName, boolean]>([
    ['sans', false],
    ['serifSemi', false],
    ['hebrew', true],
    ['arabic', true],
    ['arabic', false],
    ['devanagari', false],
    ['emoji', false],
    ['japanese', false],
    ['korean', false],
    ['chinese', false],
  ])('%s, from right to left: %s', (name, rightToLeft) => {
    const of = face(name);
    fc.assert(
      fc.property(wordsOf(of, VISIBLE), (word) => {
        expect(readBack(of, word, rightToLeft)).toBe(word);
      }),
      { numRuns: 60 },
    );
  });

  test('joiners too', () => {
    expect(readBack(face('arabic'), 'می‌خواهم', true)).toBe('می‌خواهم');
    expect(readBack(face('devanagari'), 'क्‍ष')).toBe('क्‍ष');
    expect(readBack(face('emoji'), '👩🏽‍🚀🇩🇪1️⃣')).toBe('👩🏽‍🚀🇩🇪1️⃣');
  });

  test('a word begins with a letter, since pdf.js loses its place after an accent', () => {
    const [first, second] = new Shaper().shape(face('devanagari'), 'श्रद्धा').glyphs;
    expect([first?.text, second?.text]).toEqual(['श', '्रद्ध']);
  });
});

describe('simple words', () => {
  const latin = fc
    .array(
      fc.constantFrom(
        ...Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:’“”()-–éüßŁőçñ½µ€'),
      ),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    .map((all) => all.join(''));
  const ligatures = fc
    .array(fc.constantFrom(...Array.from('fijltfkbhfTyf.')), { maxLength: 9 })
    .map((all) => all.join(''));
  const alphabets = ['αβγδεζηθικλμνξοπρςστυφχψωάΑΒΓΔΩ', 'абвгдежзийклмнопрстуфхцчшщъыьэюяАБВЯ'].map((all) =>
    fc
      .array(fc.constantFrom(...Array.from(all), '.', '-', '2'), { minLength: 1, maxLength: 12 })
      .map((some) => some.join('')),
  );

  test.each<FontName>(['sans', 'sansItalic', 'sansSemi', 'serif', 'serifSemi'])(
    'are as wide in %s when put together from pairs as when shaped as a whole',
    (name) => {
      const { pairs, shaping } = face(name);
      fc.assert(
        fc.property(fc.oneof(latin, ligatures, ...alphabets), (word) => {
          const width = simpleWidth(pairs, word);
          fc.pre(width !== undefined);
          expect(width).toBe(shaping.layout(word).advanceWidth);
        }),
        { numRuns: 400 },
      );
    },
  );

  test('a word with an accent of its own or with letters of two scripts is not simple', () => {
    const { pairs } = face('serif');
    for (const word of ['x\u0323', 'Ωmega', 'שלום']) expect(simpleWidth(pairs, word)).toBeUndefined();
  });
});

describe('scripts that join or stack', () => {
  const letter = (text: string): number => face('arabic').font.glyphForCodePoint(text.codePointAt(0) ?? 0).id;

  test('Arabic letters take the forms of their places, from left to right', () => {
    const word = ids('arabic', 'سلم', true);
    expect(word).toHaveLength(3);
    for (const [index, text] of ['م', 'ل', 'س'].entries()) expect(word[index]).not.toBe(letter(text));
    expect(ids('arabic', 'د', true)).toEqual([letter('د')]);
  });

  test('a non-joiner parts them', () => {
    expect(ids('arabic', 'سل', true)).not.toEqual(ids('arabic', 'س\u200Cل', true));
  });

  test('Arabic digits stand from left to right', () => {
    expect(ids('arabic', '١٢')).toEqual([letter('١'), letter('٢')]);
  });

  test('a vowel stands on the sign of doubling, though Unicode has it come first', () => {
    const typed = '\u0628\u0651\u064F';
    const sorted = typed.normalize('NFC');
    expect(sorted).toBe('\u0628\u064F\u0651');
    expect(ids('arabic', sorted, true)).toEqual(ids('arabic', typed, true));
    expect(readBack(face('arabic'), sorted, true)).toBe(sorted);
  });

  test('a letter and its signs are one glyph of the file', () => {
    const { glyphs } = new Shaper().shape(face('hebrew'), 'שָׁ', true);
    expect(glyphs).toHaveLength(1);
    expect(glyphs[0]?.parts.length).toBeGreaterThan(1);
  });

  test('brackets between right-to-left letters are turned round once', () => {
    for (const name of ['hebrew', 'arabic'] as const) {
      const { font } = face(name);
      expect(ids(name, '(', true)).toEqual([font.glyphForCodePoint(0x29).id]);
      expect(readBack(face(name), '(א)'.replace('א', name === 'arabic' ? 'ا' : 'א'), true)).toMatch(
        /^\(.\)$/u,
      );
    }
  });

  test('a vowel of Devanagari that is drawn before its letter is read after it', () => {
    const vowel = face('devanagari').font.glyphForCodePoint(0x939).id;
    expect(ids('devanagari', 'हि')[1]).toBe(vowel);
    expect(readBack(face('devanagari'), 'हिन्दी')).toBe('हिन्दी');
  });

  test('a family is one picture', () => {
    expect(ids('emoji', '👨‍👩‍👧‍👦')).toHaveLength(1);
  });
});

test('words measure the same alone and in a line', () => {
  const shaper = new Shaper();
  for (const [name, text, left] of [
    ['arabic', 'السلام عليكم ورحمة', true],
    ['devanagari', 'हिन्दी में लिखना', false],
    ['serif', 'an office affair', false],
  ] as const) {
    const words = text.split(/(?= )|(?<= )/u).map((word) => shaper.width(face(name), word, left));
    expect(shaper.width(face(name), text, left)).toBeCloseTo(words.reduce((sum, width) => sum + width, 0));
  }
});
