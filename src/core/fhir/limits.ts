import { EXTENSION } from './kept.js';

/** Values and names that a resource may hold: many times what the longest questionnaires we know of have. */
export const MAX_NODES = 200_000;
/** Characters of all its texts together. */
export const MAX_CHARACTERS = 4_000_000;
/** How deep lists and objects may stand in one another: some fourteen levels of items. */
export const MAX_DEPTH = 32;
/** Items of a questionnaire, at every level together. */
export const MAX_ITEMS = 2_000;
/** Entries of one list of options or conditions. */
export const MAX_LIST = 500;

// What an import comes to, beyond what it holds itself: each of these takes some tenths of a second to read and some
// two megabytes to store at the very most. A battery of 300 questions with six weighed answers each stays below.

/** Options of all items together, a value set counting for each item that names it. */
export const MAX_OPTIONS = 10_000;
/** Characters of the same, as JSON. */
export const MAX_OPTION_CHARACTERS = 400_000;
/** Characters of the conditions of all items together, as JSON, those of a group counting for each item inside. */
export const MAX_CONDITION_CHARACTERS = 400_000;

/**
 * Why a resource cannot be looked at, or undefined when it is plain JSON of a bearable size. Takes anything, also what
 * holds itself, and walks without recursion.
 */
export function whyUnfit(resource: unknown): string | undefined {
  let nodes = 0;
  let characters = 0;
  const left: (readonly [value: unknown, depth: number])[] = [[resource, 0]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [value, depth] = next;
    nodes += 1;
    if (nodes > MAX_NODES) return `This holds more than ${MAX_NODES} values.`;
    if (typeof value === 'string') characters += value.length;
    else if (typeof value === 'object' && value !== null) {
      if (depth === MAX_DEPTH) return `This is nested more than ${MAX_DEPTH} deep.`;
      for (const [name, inner] of Object.entries(value)) {
        characters += name.length;
        if (name.startsWith(EXTENSION)) return `No element is called ${EXTENSION}….`;
        left.push([inner, depth + 1]);
      }
    } else if (!isPlain(value)) return 'This is no JSON.';
    if (characters > MAX_CHARACTERS) return `This holds more than ${MAX_CHARACTERS} characters.`;
  }
  return undefined;
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || value === undefined || typeof value === 'boolean';
}
