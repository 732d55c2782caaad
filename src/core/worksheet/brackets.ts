/** The first part of `text` that stands in square brackets, brackets included: what an insert replaces. */
const BRACKETS = /\[[^\]]*\]/;

/** Is there a part in square brackets? */
export function hasBrackets(text: string): boolean {
  return BRACKETS.test(text);
}

/** `words` in the place of the first part of `text` that stands in square brackets. */
export function inBrackets(text: string, words: string): string {
  // As a function, so that `$&` in what a practice wrote stays two characters.
  return text.replace(BRACKETS, () => words);
}
