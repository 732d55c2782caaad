import { DOES_NOT_APPLY } from '../../core/worksheet/answers.js';
import type { ChoiceItem, Item, Scale } from '../../core/worksheet/definition.js';
import type { FieldOption } from '../../platform/pdf/form/acro-form.js';
import type { Entry } from '../../platform/pdf/form/entry.js';
import type { Paper } from '../../platform/pdf/paper.js';
import { typeset } from '../summary.answers.js';

/** How each kind of item is filled in on paper. */

/** Lines for a long answer where nothing says how long it may be; a page with room to spare gives it more. */
const LINES = 4;
const MOST_LINES = 10;
/** Letters that an adult writes on one line of 150 mm. */
const LETTERS_A_LINE = 65;
/** A text that may not be longer is written on a short line. */
const SHORT_TEXT = 12;
/** More steps than this are written as a number. */
const MOST_STEPS = 21;

const STOP_HERE = 'then stop here';
const MARK_ALL = 'Mark all that fit.';
const OWN_ANSWER = 'Something else:';

/** What the letters below the cells of a date say. Where paper is A4 the day comes first. */
export function dateGroups(paper: Paper): readonly string[] {
  return paper === 'LETTER' ? ['mm', 'dd', 'yyyy'] : ['dd', 'mm', 'yyyy'];
}

/** The place for an answer, in a column of the whole width; undefined for an item that is drawn in another way. */
export function entryOf(item: Item, paper: Paper): Entry | undefined {
  switch (item.type) {
    case 'long':
      return { kind: 'lines', lines: linesFor(item.maxLength), ...limit(item.maxLength) };
    case 'text':
      if (item.format === 'time') return { kind: 'digits', groups: ['hh', 'mm'] };
      return { kind: 'line', ...limit(item.maxLength), short: (item.maxLength ?? Infinity) <= SHORT_TEXT };
    case 'choice':
    case 'multi':
      return optionsEntry(item);
    case 'scale':
      return scaleEntry(item.scale);
    case 'number':
      return { kind: 'line', short: true, ...(item.unit !== undefined && { unit: item.unit }) };
    case 'date':
      return { kind: 'digits', groups: dateGroups(paper) };
    case 'year':
      return { kind: 'digits', groups: ['yyyy'] };
    case 'consent':
      return { kind: 'options', several: true, options: [{ value: 'agreed', label: 'I agree' }] };
    case 'sign':
      return { kind: 'signature', name: 'Name', date: 'Date', groups: dateGroups(paper) };
    case 'link':
    case 'links':
      return { kind: 'line' };
    case 'grid':
    case 'group':
    case 'dynamic':
    case 'info':
    case 'computed':
      return undefined;
  }
}

function limit(maxLength: number | undefined): { maxLength?: number } {
  return maxLength === undefined ? {} : { maxLength };
}

function linesFor(maxLength: number | undefined): number {
  if (maxLength === undefined) return LINES;
  return Math.min(MOST_LINES, Math.max(2, Math.ceil(maxLength / LETTERS_A_LINE)));
}

function optionsEntry({ type, options, open }: ChoiceItem): Entry {
  return {
    kind: 'options',
    several: type === 'multi',
    options: options.map(({ value, label, closes }) => ({
      value,
      label: typeset(label),
      ...(closes && { note: STOP_HERE }),
    })),
    ...(open && { own: OWN_ANSWER }),
  };
}

function scaleEntry(scale: Scale): Entry {
  const values = valuesOf(scale);
  return values.length > MOST_STEPS
    ? { kind: 'line', short: true }
    : { kind: 'scale', values, low: typeset(scale.low), high: typeset(scale.high) };
}

/** The numbers of a scale, smallest first. */
export function valuesOf({ min, max, step }: Scale): readonly number[] {
  return Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, index) => min + index * step);
}

/** What helps to fill an item in: its own words, and what a page shows by how it behaves. */
export function helpOf(item: Item): string | undefined {
  const said = [item.help, ...ruleOf(item)].filter((part) => part !== undefined);
  return said.length > 0 ? typeset(said.join(' ')) : undefined;
}

function ruleOf(item: Item): readonly string[] {
  switch (item.type) {
    case 'multi':
      return [MARK_ALL];
    case 'number':
      return rangeOf(item.min, item.max);
    case 'scale': {
      const { min, max, low, high } = item.scale;
      return valuesOf(item.scale).length > MOST_STEPS
        ? [`A number from ${min} (${low}) to ${max} (${high}).`]
        : [];
    }
    default:
      return [];
  }
}

function rangeOf(min: number | undefined, max: number | undefined): readonly string[] {
  if (min !== undefined && max !== undefined) return [`From ${min} to ${max}.`];
  // That nothing is counted below nought goes without saying.
  if (min !== undefined && min !== 0) return [`${min} or more.`];
  return max === undefined ? [] : [`${max} or less.`];
}

/** The columns of a row of numbers. */
export function numberColumns(scale: Scale): readonly FieldOption[] {
  return valuesOf(scale).map((value) => ({ value: String(value), label: String(value) }));
}

/** The column for what has no number. */
export const NOT_APPLYING: FieldOption = { value: DOES_NOT_APPLY, label: 'Does not apply' };
