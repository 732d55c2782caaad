import { straighten } from './straighten.js';

const CRISIS =
  /\b(?:kill(?:ing)? myself|end (?:my life|it all)|want to die|better off (?:dead|without me)|can'?t go on|don'?t want to (?:live|be here))\b/i;

/** The same in other forms, and the word itself: a false alarm costs a look, a missed one may cost a life. */
const OTHER_FORMS =
  /\b(?:kill(?:ed|ing)? my ?self|end(?:ed|ing)? (?:my (?:own )?life|it all)|want(?:ed|ing|s)? to (?:die|be dead)|can ?not go on|(?:do(?:es)? not|did(?:n'?t| not)) want to (?:live|be here)|suicid(?:es?|al))\b/i;

/**
 * Does `text` hold words that speak of dying or of not going on? The page then shows the writer where help is, at
 * once, and handing the sheet in raises SELF-HARM for the clinician. It never blocks and tells the partner nothing.
 * English only; a text without such words says nothing about how safe its writer is.
 */
export function hasCrisisWords(text: string): boolean {
  const words = straighten(text).replace(/\s+/g, ' ');
  return CRISIS.test(words) || OTHER_FORMS.test(words);
}
