import { syllable } from 'syllable';

/** Words in a sentence at least: what is shorter, such as a label, is read on into the next. */
const SHORTEST_SENTENCE = 5;
/** Letters of a word that are looked at: more than any word of English has. */
const LONGEST_WORD = 45;

/**
 * The Flesch-Kincaid grade of English texts: the years of school that it takes to read them, below 0 for the very
 * easy. Labels and short prompts are joined to what follows, since each taken for a sentence would make any text look
 * easy. 0 where there are no words. Takes time in proportion to the length.
 */
export function gradeOf(texts: readonly string[]): number {
  let sentences = 0;
  let words = 0;
  let syllables = 0;
  let wordsOfSentence = 0;
  for (const sentence of texts.flatMap(sentencesIn)) {
    const found = wordsIn(sentence);
    words += found.length;
    syllables += found.reduce((sum, word) => sum + syllablesOf(word), 0);
    wordsOfSentence += found.length;
    if (wordsOfSentence < SHORTEST_SENTENCE) continue;
    sentences += 1;
    wordsOfSentence = 0;
  }
  if (words === 0) return 0;
  return 0.39 * (words / Math.max(sentences, 1)) + 11.8 * (syllables / words) - 15.59;
}

/** The words of a text, without marks. */
export function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu) ?? [];
}

function sentencesIn(text: string): readonly string[] {
  return text.split(/(?<=[.?!:…]["'”’)]?)\s+/u);
}

function syllablesOf(word: string): number {
  return Math.max(1, syllable(word.slice(0, LONGEST_WORD)));
}
