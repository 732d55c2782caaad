import type { Item } from '../../core/worksheet/definition.js';
import type { FieldOption } from '../../platform/pdf/form/acro-form.js';
import { typeset } from '../summary.answers.js';
import { numberColumns, valuesOf } from './entries.js';

/** Statements that are answered alike stand in one table: how to tell, and what its columns are. */

const MOST_COLUMNS = 6;
const LONGEST_LABEL = 28;
const LONGEST_TEXT = 200;
const MOST_NUMBERS = 11;
/** Fewer in a row stand better by themselves. */
const FEWEST = 3;

export interface Answering {
  readonly columns: readonly FieldOption[];
  readonly ends?: { readonly low: string; readonly high: string };
}

/** How a statement is answered, if it can be a line of a table. */
export function answeringOf(item: Item): Answering | undefined {
  if (item.help !== undefined || item.card !== undefined || item.text.length > LONGEST_TEXT) return undefined;
  if (item.type === 'scale') {
    const { low, high } = item.scale;
    if (valuesOf(item.scale).length > MOST_NUMBERS) return undefined;
    return { columns: numberColumns(item.scale), ends: { low: typeset(low), high: typeset(high) } };
  }
  if (item.type !== 'choice' || item.open || item.options.length > MOST_COLUMNS) return undefined;
  if (item.options.some(({ label, closes }) => closes || label.length > LONGEST_LABEL)) return undefined;
  return { columns: item.options.map(({ value, label }) => ({ value, label: typeset(label) })) };
}

/** Items one after the other, those that are answered alike together. */
export function runsOf<T extends { readonly item: Item }>(entries: readonly T[]): readonly (readonly T[])[] {
  const runs: { key: string; own: T[] }[] = [];
  for (const entry of entries) {
    const answering = answeringOf(entry.item);
    const key = answering === undefined ? '' : JSON.stringify(answering);
    const last = runs.at(-1);
    if (last && key !== '' && last.key === key) last.own.push(entry);
    else runs.push({ key, own: [entry] });
  }
  return runs.flatMap(({ own }) => (own.length < FEWEST ? own.map((entry) => [entry]) : [own]));
}
