import type { Answer, Answers } from './answers.js';
import type { Comparison, Condition } from './definition.js';
import { answerOf, isAnswered, isRecord, ROW_ANSWER, rowsOf, valueOf } from './reading.js';

/** Where a condition finds the answer to an item: undefined when there is none, or none to be seen. */
export type ReadAnswer = (item: string) => Answer | undefined;

/** What `dropGte` names in place of an item: the same item when the client last handed this worksheet in. */
export const PREVIOUS = 'previous';

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

const NOTHING: ReadAnswer = () => undefined;

/**
 * Do the answers meet the condition? `self` is the item that the condition belongs to, for comparisons that name
 * none; `previous` reads what was handed in the last time. Unanswered and skipped items meet no comparison, so `not`
 * of one is met by them. What only `tailor` can settle (`role`, `agreementHasKind`, `flag`) is not met.
 */
export function meets(condition: Condition, read: ReadAnswer, self = '', previous = NOTHING): boolean {
  if ('all' in condition) return condition.all.every((part) => meets(part, read, self, previous));
  if ('any' in condition) return condition.any.some((part) => meets(part, read, self, previous));
  if ('not' in condition) return !meets(condition.not, read, self, previous);
  return isComparison(condition) && compares(condition, read, condition.item ?? self, previous);
}

/** Does this part of a condition look at an answer, and not at what is known before the first one? */
export function isComparison(condition: Condition): condition is Comparison {
  if (!('op' in condition)) return false;
  return condition.op !== 'flag' && condition.op !== 'role' && condition.op !== 'agreementHasKind';
}

function compares(comparison: Comparison, read: ReadAnswer, item: string, previous: ReadAnswer): boolean {
  const answer = read(item);
  switch (comparison.op) {
    case 'answered':
      return isAnswered(answer);
    case 'in':
    case 'includesAny':
      return namesOneOf(answer, comparison.values);
    case 'notIn':
      return isAnswered(answer) && !namesOneOf(answer, comparison.values);
    case 'gte':
      return numberIn(answer) >= comparison.value;
    case 'lte':
      return numberIn(answer) <= comparison.value;
    case 'dropGte': {
      const before = comparison.against === PREVIOUS ? previous(item) : read(comparison.against);
      return numberIn(before) - numberIn(answer) >= comparison.value;
    }
    case 'matchesTerms':
      return holdsTerm(answer, comparison.field, comparison.terms);
  }
}

/** NaN where there is none, which no comparison of numbers is true of. */
function numberIn(answer: Answer | undefined): number {
  const value = valueOf(answer);
  return typeof value === 'number' ? value : Number.NaN;
}

function namesOneOf(answer: Answer | undefined, values: readonly string[]): boolean {
  return chosen(answer).some((choice) => values.includes(choice));
}

/** The options that an answer names: one of a choice, several of a list, those of all rows that are given. */
function chosen(answer: Answer | undefined): readonly string[] {
  const value = valueOf(answer);
  if (typeof value === 'string') return [value];
  const given = rowsOf(answer).map((row) => valueOf(answerOf(row.answers, ROW_ANSWER)));
  const values: readonly unknown[] = isRecord(value) ? Object.values(value) : [value].flat();
  return [...given, ...values].filter((one) => typeof one === 'string');
}

function holdsTerm(answer: Answer | undefined, field: string, terms: readonly string[]): boolean {
  const wanted = terms.map(folded);
  return rowsOf(answer).some((row) => {
    const words = valueOf(answerOf(row.answers, field));
    if (typeof words !== 'string') return false;
    const text = folded(words);
    return wanted.some((term) => text.includes(term));
  });
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * The ids of items whose answers a condition looks at, each once, in the order of reading; `self` stands for a
 * comparison that names none. `previous` is no item of this sheet.
 */
export function referencedItems(condition: Condition, self?: string): readonly string[] {
  const named = leavesOf(condition)
    .filter(isComparison)
    .flatMap((leaf) => [leaf.item ?? self, 'against' in leaf ? leaf.against : undefined]);
  return [...new Set(named.filter((id) => id !== undefined).filter((id) => id !== PREVIOUS))];
}

/** The parts of a condition that look at something, without the logic between them. */
export function leavesOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  if ('not' in condition) return leavesOf(condition.not);
  return [condition];
}
