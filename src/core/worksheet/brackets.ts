/** Is there a part in square brackets, such as an insert replaces? */
export function hasBrackets(text: string): boolean {
  return bracketsIn(text) !== undefined;
}

/** `words` in the place of the first part of `text` that stands in square brackets. */
export function inBrackets(text: string, words: string): string {
  const found = bracketsIn(text);
  return found ? `${text.slice(0, found.from)}${words}${text.slice(found.to)}` : text;
}

/** Not by a pattern: one would try each of a hundred thousand opening brackets to the end. */
function bracketsIn(text: string): { readonly from: number; readonly to: number } | undefined {
  const from = text.indexOf('[');
  const to = from < 0 ? -1 : text.indexOf(']', from);
  return to < 0 ? undefined : { from, to: to + 1 };
}
