/** Words that the front page quotes of one answer. */
export const MOST_WORDS = 40;
/** Characters that so many words hardly ever have. */
const MOST_CHARACTERS = 400;

/** A text, or its beginning. */
export interface CutText {
  readonly text: string;
  readonly cut: boolean;
}

const wordsIn = new Intl.Segmenter('en', { granularity: 'word' });
const lettersIn = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The first forty words as they were typed, then an ellipsis; what is shorter is left alone. Words are found in any
 * script, also where no spaces stand between them. What has no words in it, or very long ones, ends after 400
 * characters, never within one that is made of several.
 */
export function cutWords(text: string): CutText {
  const whole = text.trim();
  const end = Math.min(endOfWords(whole), endOfLetters(whole));
  if (end >= whole.length) return { text: whole, cut: false };
  return { text: `${whole.slice(0, end).trimEnd()} …`, cut: true };
}

/** Where the fortieth word and what closes it end, if another word follows. */
function endOfWords(text: string): number {
  let words = 0;
  let end = 0;
  // No word is looked for beyond what the characters allow: an answer may have twenty thousand of them.
  for (const { segment, index, isWordLike } of wordsIn.segment(text.slice(0, MOST_CHARACTERS * 2))) {
    if (isWordLike && ++words > MOST_WORDS) return end;
    end = /\S/u.test(segment) ? index + segment.length : end;
  }
  return text.length;
}

function endOfLetters(text: string): number {
  if (text.length <= MOST_CHARACTERS) return text.length;
  let end = 0;
  for (const { segment, index } of lettersIn.segment(text.slice(0, MOST_CHARACTERS * 2))) {
    if (index + segment.length > MOST_CHARACTERS) break;
    end = index + segment.length;
  }
  return end === 0 ? MOST_CHARACTERS : end;
}
