import type { Answer, Answers } from './answers.js';
import type { Condition } from './definition.js';
import { answerOf, isAnswered, isRecord, valueOf } from './reading.js';

/** Where a condition finds the answer to an item: undefined when there is none, or none to be seen. */
export type ReadAnswer = (item: string) => Answer | undefined;

/** A condition that looks at one item. */
export type Comparison = Extract<Condition, { readonly op: string }>;

/** Reads from answers as they stand, such as those of a submission. */
export function readerOf(answers: Answers): ReadAnswer {
  return (item) => answerOf(answers, item);
}

/** Reads the fields of one row first, then what is outside. A field without an answer is not looked for outside. */
export function rowReader(
  fields: { has(id: string): boolean },
  inRow: ReadAnswer,
  outside: ReadAnswer,
): ReadAnswer {
  return (item) => (fields.has(item) ? inRow(item) : outside(item));
}

/**
 * Do the answers meet the condition? `self` is the item that the condition belongs to, for comparisons that
 * name none. Unanswered and skipped items meet no comparison; so `not` of one is met by them.
 */
export function meets(condition: Condition, read: ReadAnswer, self = ''): boolean {
  if ('all' in condition) return condition.all.every((part) => meets(part, read, self));
  if ('any' in condition) return condition.any.some((part) => meets(part, read, self));
  if ('not' in condition) return !meets(condition.not, read, self);
  return compares(condition, read(condition.item ?? self));
}

function compares(comparison: Comparison, answer: Answer | undefined): boolean {
  if (comparison.op === 'answered') return isAnswered(answer);
  const value = valueOf(answer);
  if (value === undefined) return false;
  if ('value' in comparison) {
    if (typeof value !== 'number') return false;
    return comparison.op === 'gte' ? value >= comparison.value : value <= comparison.value;
  }
  const named = chosen(value).some((choice) => comparison.values.includes(choice));
  return comparison.op === 'notIn' ? !named : named;
}

/** The options that a value names: one of a choice, several of a list, those of all rows of a dynamic item. */
function chosen(value: unknown): readonly string[] {
  const values = isRecord(value) ? Object.values(value) : [value].flat();
  return values.filter((one) => typeof one === 'string');
}

/** The ids that a condition names, each once, in the order of reading; `self` stands for a comparison without one. */
export function referencedItems(condition: Condition, self?: string): readonly string[] {
  const named = comparisonsIn(condition).map((comparison) => comparison.item ?? self);
  return [...new Set(named.filter((id) => id !== undefined))];
}

function comparisonsIn(condition: Condition): readonly Comparison[] {
  if ('all' in condition) return condition.all.flatMap(comparisonsIn);
  if ('any' in condition) return condition.any.flatMap(comparisonsIn);
  if ('not' in condition) return comparisonsIn(condition.not);
  return [condition];
}
