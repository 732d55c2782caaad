import { isAlias, isMap, isScalar, isSeq, Parser, visit, type Document, type YAMLError } from 'yaml';
import type { DefinitionPath } from './lint/problem.js';

/** A fault of the YAML itself, `offset` characters into the file. */
export interface SyntaxFault {
  readonly message: string;
  readonly offset: number;
}

/** How deep lists and maps may stand in one another: three times what a worksheet needs. */
const MAX_DEPTH = 48;
/** Keys that one map may have: five times what a worksheet needs. */
const MAX_KEYS = 100;

/** Uses of anchors in a file: plenty for shared options, too few for a file that explodes when it is read. */
export const MAX_ALIASES = 200;
const TOO_MANY_ALIASES = `More than ${MAX_ALIASES} uses of \`*\`. Write some of the lists out.`;

const PLAIN_WORDS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'This key is there twice. Keep one of them.',
  TAB_AS_INDENT: 'Indent with spaces, not with tabs.',
  MULTIPLE_DOCS: 'A file holds one worksheet. Take out this `---` and what follows it.',
  BLOCK_AS_IMPLICIT_KEY: 'Put this text in quotes: it has a colon in it.',
  UNEXPECTED_TOKEN:
    'From here on this cannot be read as YAML. Look here and in the line above for a dash, a colon, a quote or an indent too many or too few.',
  TAG_RESOLVE_FAILED: 'Take out this `!` tag: worksheets are plain text, numbers, true and false.',
};

/**
 * Why the file is no worksheet from afar, if so. Asked before anything else: the later steps go down by recursion
 * and compare keys with one another, so that a hostile file could exhaust stack or time. This one does neither.
 */
export function unfitShape(source: string): string | undefined {
  const waiting: { readonly token: unknown; readonly depth: number }[] = [];
  for (const token of new Parser().parse(source)) waiting.push({ token, depth: 0 });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { keys, inner } = insideOf(next.token);
    if (next.depth > MAX_DEPTH)
      return 'Lists and maps stand too deep in one another. A worksheet is flatter.';
    if (keys > MAX_KEYS) return `More than ${MAX_KEYS} keys stand side by side. A worksheet knows far fewer.`;
    for (const token of inner) waiting.push({ token, depth: next.depth + 1 });
  }
  return undefined;
}

/** The tokens within a token (the content of a document, what is in a collection) and how many keys it has. */
function insideOf(token: unknown): { readonly keys: number; readonly inner: readonly unknown[] } {
  if (typeof token !== 'object' || token === null) return { keys: 0, inner: [] };
  const content = 'value' in token && typeof token.value === 'object' ? [token.value] : [];
  const items = 'items' in token && Array.isArray(token.items) ? (token.items as readonly object[]) : [];
  const keys = items.flatMap((item) => ('key' in item && item.key ? [item.key] : []));
  const values = items.flatMap((item) => ('value' in item ? [item.value] : []));
  return { keys: keys.length, inner: [...content, ...keys, ...values] };
}

/** What is wrong with the YAML. `readable` tells whether the rest can be judged all the same. */
export function syntaxFaults(document: Document): {
  readonly faults: readonly SyntaxFault[];
  readonly readable: boolean;
} {
  const lost = document.errors.findIndex(({ code }) => code === 'UNEXPECTED_TOKEN');
  // What comes after the place where the reader lost its way is about that place again.
  const told = lost < 0 ? [...document.errors, ...document.warnings] : document.errors.slice(0, lost + 1);
  const faults = told.map(inPlainWords);
  const readable = document.errors.every((error) => error.code === 'DUPLICATE_KEY');
  if (!readable) return { faults, readable };
  const aliases = aliasFaults(document);
  return { faults: [...faults, ...aliases], readable: aliases.length === 0 };
}

function inPlainWords(error: YAMLError): SyntaxFault {
  return { offset: error.pos[0], message: PLAIN_WORDS[error.code] ?? `${error.message}.` };
}

function aliasFaults(document: Document): readonly SyntaxFault[] {
  const faults: SyntaxFault[] = [];
  const anchors = new Set<string>();
  let aliases = 0;
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
        return;
      }
      const offset = node.range?.[0] ?? 0;
      aliases += 1;
      if (aliases === MAX_ALIASES + 1) faults.push({ offset, message: TOO_MANY_ALIASES });
      if (anchors.has(node.source)) return;
      const message = `No \`&${node.source}\` stands before this. Write the list out, or correct the name.`;
      faults.push({ offset, message });
    },
  });
  return faults;
}

/** Finds where in the file a path of the definition stands, in characters from its beginning. */
export type Places = (path: DefinitionPath) => number;

/**
 * Places of a document: the key of a map's entry, the start of a list's entry. Where a path leads to nothing,
 * as for a key that is missing, the nearest thing around it.
 */
export function placesIn(document: Document): Places {
  const anchored = new Map<string, unknown>();
  visit(document, {
    Value(_key, node) {
      if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return (path) => {
    let node: unknown = document.contents;
    let offset = startOf(node) ?? 0;
    for (const key of path) {
      const [found, place] = step(isAlias(node) ? anchored.get(node.source) : node, key);
      if (place === undefined) return offset;
      [node, offset] = [found, place];
    }
    return offset;
  };
}

function step(node: unknown, key: string | number): readonly [unknown, number | undefined] {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return [item, startOf(item)];
  }
  const pair = isMap(node) ? node.items.find((one) => isScalar(one.key) && one.key.value === key) : undefined;
  return [pair?.value, startOf(pair?.key)];
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isAlias(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}
