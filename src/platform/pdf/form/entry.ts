import type { FieldOption } from './acro-form.js';

/** What is to be filled in at one place, by pen or on a screen. */
export type Entry =
  /** Several lines; on paper `lines` of them, more where the page has room. */
  | { readonly kind: 'lines'; readonly lines: number; readonly maxLength?: number }
  /** One line. `unit` is said after it; a short one takes a number or a few letters. */
  | { readonly kind: 'line'; readonly maxLength?: number; readonly unit?: string; readonly short?: boolean }
  /** A cell for each digit of a date, a year or a time: the letters that stand below, such as mm, dd and yyyy. */
  | { readonly kind: 'digits'; readonly groups: readonly string[] }
  /** One of these, or several. `own` is what stands before a line for words of one's own. */
  | {
      readonly kind: 'options';
      readonly several: boolean;
      readonly options: readonly EntryOption[];
      readonly own?: string;
    }
  /** The same where there is no room for the list: a word is written that stands in a list elsewhere. */
  | { readonly kind: 'word'; readonly several: boolean; readonly options: readonly FieldOption[] }
  /** A row of numbers with both ends named. */
  | {
      readonly kind: 'scale';
      readonly values: readonly number[];
      readonly low: string;
      readonly high: string;
    }
  /** A name written by hand, and the date of writing. */
  | {
      readonly kind: 'signature';
      readonly name: string;
      readonly date: string;
      readonly groups: readonly string[];
    };

/** An option; `note` follows it in a quieter tone. */
export interface EntryOption extends FieldOption {
  readonly note?: string;
}

/** An entry and the field for it. */
export interface NamedEntry {
  readonly entry: Entry;
  /** The field's name within the file. */
  readonly name: string;
  /** What is asked for, read out by screen readers. */
  readonly label: string;
}

/** How many characters a group of digits takes. */
export function digitsOf(groups: readonly string[]): number {
  return groups.reduce((sum, letters) => sum + letters.length, 0);
}
