import { canonicalJson } from '../worksheet/hash.js';
import type { Element, Extension } from './types.js';
import { ourExtension } from './urls.js';

/** How a value of ours is written in an extension. `json` is data as JSON text: conditions, flags and the like. */
export type Kind = 'string' | 'code' | 'integer' | 'boolean' | 'json';

/** Where a key of ours is found: the name of its extension, how it is written, and whether it is a list, one for each entry. */
export interface Word {
  readonly name: string;
  readonly kind: Kind;
  readonly list?: boolean;
}

/** Keys of a worksheet, section, item or option that FHIR has no element for. */
export type Words = Readonly<Record<string, Word>>;

/** A value of an extension of ours that could not be read. It has no equal in JSON, so no schema takes it. */
const UNREADABLE: unique symbol = Symbol('unreadable');

/** Every extension of an element that has this address. */
export function extensionsOf(element: Element, url: string): readonly Extension[] {
  return (element.extension ?? []).filter((extension) => extension.url === url);
}

/** The first extension of an element that has this address. */
export function extensionOf(element: Element, url: string): Extension | undefined {
  return element.extension?.find((extension) => extension.url === url);
}

/** The extensions for those keys of `part` that have words here. */
export function writeWords(part: object, words: Words): readonly Extension[] {
  const values = new Map<string, unknown>(Object.entries(part));
  return Object.entries(words).flatMap(([key, word]) => {
    const value = values.get(key);
    if (value === undefined) return [];
    return (word.list && Array.isArray(value) ? (value as unknown[]) : [value]).map((one) =>
      writeWord(word, one),
    );
  });
}

/** One extension of ours. */
export function writeWord({ name, kind }: Word, value: unknown): Extension {
  const url = ourExtension(name);
  switch (kind) {
    case 'string':
      return { url, valueString: String(value) };
    case 'code':
      return { url, valueCode: String(value) };
    case 'integer':
      return { url, valueInteger: Number(value) };
    case 'boolean':
      return { url, valueBoolean: value === true };
    case 'json':
      return { url, valueString: canonicalJson(value) };
  }
}

/**
 * The keys that an element's extensions give a part of ours. What is read is whatever the extension holds:
 * it is for the worksheet's schema to judge.
 */
export function readWords(element: Element, words: Words): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, word]) => {
      const values = extensionsOf(element, ourExtension(word.name)).map((one) => readValue(word.kind, one));
      if (values.length === 0) return [];
      return [[key, word.list ? values : values[0]]];
    }),
  );
}

function readValue(kind: Kind, extension: Extension): unknown {
  switch (kind) {
    case 'string':
      return extension.valueString ?? UNREADABLE;
    case 'code':
      return extension.valueCode ?? UNREADABLE;
    case 'integer':
      return extension.valueInteger ?? UNREADABLE;
    case 'boolean':
      return extension.valueBoolean ?? UNREADABLE;
    case 'json':
      return parsed(extension.valueString);
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return UNREADABLE;
  }
}
