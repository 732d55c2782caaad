const CONTROL = /[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu;
const HALF = /\p{Cs}/gu;

/**
 * Text as a plain string of the file: an outline's entry, an alternative text. Such strings hold no marks of ours,
 * so what must not take effect becomes a space, and half of a character the sign for a lost one.
 */
export function plainString(text: string): string {
  return text.replace(CONTROL, ' ').replace(HALF, '\uFFFD').trim();
}
