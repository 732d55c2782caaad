/** In JSON: U+0000 and the halves of characters, which Postgres does not take. */
const UNKEEPABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

/** What to say of data that cannot be kept. */
export const UNKEPT =
  'There are characters in it that cannot be kept: U+0000, or halves of characters. Take them out.';

/** Can this plain data be kept as JSON, letter for letter? */
export function isKeepable(value: unknown): boolean {
  return !UNKEEPABLE.test(JSON.stringify(value) ?? '');
}
