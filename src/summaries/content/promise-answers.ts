import type { GroupItem } from '../../core/worksheet/definition.js';
import { answerOf, ROW_ANSWER, rowsFor, valueOf } from '../../core/worksheet/reading.js';
import { typeset } from '../summary.answers.js';
import { type Answered, shownAnswer, shownItem } from './answered.js';

/** What a client says of one promise. */
export interface SaidOfPromise {
  /** The promise's row in the agreement. */
  readonly id: string;
  readonly promise: string;
  /** The chosen answer's value and its words; undefined where it was skipped or left open. */
  readonly chosen?: { readonly value: string; readonly label: string };
  /** In the client's words; empty where there are none. */
  readonly note: string;
}

/** What a sheet asks of the promises in force, if it asks of them: rows that were given, a choice for each. */
export function promisesAsked(answered: Answered): GroupItem | undefined {
  for (const { item } of answered.compiled.items.values()) {
    if (item.type === 'group' && item.given !== undefined && shownItem(answered, item.id)) return item;
  }
  return undefined;
}

/** What the client says of each promise, in the order of the agreement. */
export function saidOfPromises(answered: Answered, group: GroupItem): readonly SaidOfPromise[] {
  const choice = group.fields.find(({ id }) => id === ROW_ANSWER);
  const options = choice?.type === 'choice' ? choice.options : [];
  const rows = rowsFor(group, shownAnswer(answered, group.id));
  return (group.given ?? []).map(({ id, label }) => {
    const row = rows.find((one) => one.id === id);
    const value = valueOf(answerOf(row?.answers, ROW_ANSWER));
    const option = options.find((one) => one.value === value);
    const note = valueOf(answerOf(row?.answers, 'note'));
    return {
      id,
      promise: label,
      ...(option && { chosen: { value: option.value, label: typeset(option.label) } }),
      note: typeof note === 'string' ? note.trim() : '',
    };
  });
}
