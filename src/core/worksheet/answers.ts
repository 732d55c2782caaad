/** What comes back: answers by item id. Skipped differs from absent; a repeating group's rows have ids of their own. */

/** `sign` items. `date` is YYYY-MM-DD. */
export interface Signature {
  readonly name: string;
  readonly date: string;
}
/** `grid` items: by option, a number or "does not apply". */
export type GridValue = Readonly<Record<string, number | string>>;

/**
 * The value by item type: text, long, date, choice, link → string; number, scale, year → number;
 * consent → true; multi, links → string[]; grid → GridValue; sign → Signature. Where a choice is open, a string that
 * is none of its options is the client's own words.
 */
export type AnswerValue = string | number | boolean | readonly string[] | GridValue | Signature;

export interface Row {
  /** Stable from the moment the row is added, chosen by whoever adds it: 1 to 36 of [A-Za-z0-9-]. */
  readonly id: string;
  readonly answers: Answers;
}

export type Answer =
  { readonly value: AnswerValue } | { readonly rows: readonly Row[] } | { readonly skipped: true };

/** By item id; in a row, by field id. */
export type Answers = Readonly<Record<string, Answer>>;

/**
 * One change to a draft, so that a long sheet does not travel at every keystroke.
 * - `{ item, answer }` sets an answer, `answer: null` clears it (never for a group's rows);
 * - `{ item, row }` adds an empty row at the end unless it is there;
 * - `{ item, row, field, answer }` sets or clears one field, adding the row where it is missing;
 * - `{ item, row, remove: true }` takes a row away, and links to it elsewhere with it.
 */
export type Patch =
  | { readonly item: string; readonly answer: Answer | null }
  | { readonly item: string; readonly row: string }
  | { readonly item: string; readonly row: string; readonly field: string; readonly answer: Answer | null }
  | { readonly item: string; readonly row: string; readonly remove: true };

export type ProblemCode =
  | 'unknown_item'
  | 'unknown_field'
  | 'unknown_row'
  | 'wrong_type'
  | 'unknown_option'
  | 'out_of_range'
  | 'too_long'
  | 'too_many_rows'
  | 'unreadable_text'
  | 'not_a_date'
  | 'wrong_format'
  | 'required';

/** What is wrong with one answer, where, and in plain words the way out. Never carries the answer itself. */
export interface Problem {
  readonly item: string;
  readonly row?: string;
  readonly field?: string;
  readonly code: ProblemCode;
  readonly message: string;
}

/** UTF-16 code units that one text may hold. */
export const MAX_TEXT = 20_000;
/** UTF-16 code units that one answer of the client's own may hold, where a choice is open. */
export const MAX_OWN_WORDS = 1_000;
/** Rows that a repeating group may hold where the worksheet does not say less. */
export const MAX_ROWS = 100;
/** In a grid's answer, what stands in place of the number where a row does not apply. */
export const DOES_NOT_APPLY = 'does_not_apply';
