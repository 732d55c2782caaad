import { straighten } from './straighten.js';

const CRISIS =
  /\b(?:kill(?:ing)? myself|end (?:my life|it all)|want to die|better off (?:dead|without me)|can'?t go on|don'?t want to (?:live|be here))\b/i;

/** The same words written out in full, and the word itself: a false alarm costs a look, a missed one may cost a life. */
const WRITTEN_OUT = /\b(?:can ?not go on|do not want to (?:live|be here)|suicid(?:e|al))\b/i;

/**
 * Does `text` hold words that speak of dying or of not going on? The page then shows the writer where help is, at
 * once, and handing the sheet in raises SELF-HARM for the clinician. It never blocks and tells the partner nothing.
 * English only; a text without such words says nothing about how safe its writer is.
 */
export function hasCrisisWords(text: string): boolean {
  const words = straighten(text).replace(/\s+/g, ' ');
  return CRISIS.test(words) || WRITTEN_OUT.test(words);
}
