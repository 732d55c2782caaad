/**
 * The order in which fonts expect the signs on one letter, from the letter outwards. Unicode's own order (NFC) puts
 * the vowel before the sign of doubling (shadda, dagesh) and it would be drawn inside. As HarfBuzz has it.
 */
const FROM_THE_LETTER =
  '\u05C1\u05C2\u05BC\u05BF\u05B9\u05BA\u05B1\u05B2\u05B3\u05B5\u05B6\u05B7\u05B8\u05C7\u05B0\u05B4\u05BB\u05BD' +
  '\u0651\u064B\u08F0\u064C\u08F1\u064D\u08F2\u064E\u064F\u0650\u0652\u0670';

const SEVERAL = new RegExp(`[${FROM_THE_LETTER}]{2,}`, 'gu');

/** The text with the signs on each Hebrew and Arabic letter in the order in which they are drawn. */
export function inDrawingOrder(text: string): string {
  return text.replace(SEVERAL, (signs) =>
    Array.from(signs)
      .toSorted((one, other) => FROM_THE_LETTER.indexOf(one) - FROM_THE_LETTER.indexOf(other))
      .join(''),
  );
}
