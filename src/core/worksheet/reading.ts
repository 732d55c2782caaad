import type { Answer, Answers, AnswerValue, Row } from './answers.js';
import type { Item } from './definition.js';

/**
 * Reading answers that may have come from anywhere: nothing here throws, whatever it is given,
 * and nothing inherited (`constructor`, `__proto__`) is ever taken for an answer.
 */

/** In the rows of a tailored `dynamic` item, the field that holds the choice. */
export const ROW_ANSWER = 'answer';

/** Is this a plain object, as a JSON object is? */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The answer kept under `id`, if there is one. */
export function answerOf(answers: Answers | undefined, id: string): Answer | undefined {
  const answer: unknown = isRecord(answers) && Object.hasOwn(answers, id) ? answers[id] : undefined;
  return isAnswerLike(answer) ? answer : undefined;
}

function isAnswerLike(answer: unknown): answer is Answer {
  return isRecord(answer);
}

/** The rows of a group's answer; none when it was skipped or is not there. */
export function rowsOf(answer: Answer | undefined): readonly Row[] {
  const rows: unknown = answer && 'rows' in answer ? answer.rows : [];
  return Array.isArray(rows) ? rows.filter(isRow) : [];
}

/**
 * The rows that belong to the item: where rows are given, those alone and in the given order, as far as they have been
 * answered; otherwise all, in the order in which they were added.
 */
export function rowsFor(item: Item, answer: Answer | undefined): readonly Row[] {
  const rows = rowsOf(answer);
  if (item.type !== 'group' || item.given === undefined) return rows;
  return item.given.flatMap(({ id }) => rows.find((row) => row.id === id) ?? []);
}

function isRow(row: unknown): row is Row {
  return isRecord(row) && typeof row.id === 'string' && isRecord(row.answers);
}

/** The value of an answer, unless it is blank. */
export function valueOf(answer: Answer | undefined): AnswerValue | undefined {
  return answer && 'value' in answer && !isBlank(answer.value) ? answer.value : undefined;
}

/** Does this value say nothing? White space, an empty list and an empty grid are as good as no answer. */
export function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || (isRecord(value) && Object.keys(value).length === 0);
}

/** Was the question left out on purpose? */
export function isSkipped(answer: Answer | undefined): boolean {
  return answer !== undefined && 'skipped' in answer;
}

/** Is there anything to hand in: a value that says something, or a skip? */
export function saysOrSkips(answer: Answer | undefined): answer is Answer {
  return valueOf(answer) !== undefined || isSkipped(answer);
}

/** Does the answer say something? A group does when one of its rows has a value; a skipped item does not. */
export function isAnswered(answer: Answer | undefined): boolean {
  return valueOf(answer) !== undefined || rowsOf(answer).some(rowSaysSomething);
}

function rowSaysSomething(row: Row): boolean {
  return Object.keys(row.answers).some((field) => valueOf(answerOf(row.answers, field)) !== undefined);
}
