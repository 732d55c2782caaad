import type { NamedEntry } from './entry.js';

/** One field of a row: its heading and what is filled in below it. */
export interface RowField {
  readonly label: string;
  /** When to fill it in, after the label. */
  readonly only?: string;
  readonly named: NamedEntry;
}

/** One row: a person, a promise. `title` is printed where the row is known, or is numbered. */
export interface EntryRow {
  readonly title: string;
  readonly fields: readonly RowField[];
}

/** Words to choose from, for fields that have no room for them. */
export interface WordList {
  readonly label: string;
  readonly words: readonly string[];
}
