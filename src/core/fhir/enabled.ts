import { isRecord } from '../worksheet/reading.js';
import { meetsOperator } from './compare.js';
import { extensionOf } from './extensions.js';
import type { EnableWhen, QuestionnaireItem } from './types.js';
import { ENABLE_WHEN_EXPRESSION } from './urls.js';
import { valueIn, type TypedValue } from './values.js';

/** Of each item, by linkId, the linkIds of all that it stands inside. */
export type Ancestry = ReadonlyMap<string, ReadonlySet<string>>;

/** The ancestry of every item of a Questionnaire. */
export function ancestryOf(
  items: readonly QuestionnaireItem[],
  around: ReadonlySet<string> = new Set(),
  found = new Map<string, ReadonlySet<string>>(),
): Ancestry {
  for (const { linkId, item = [] } of items) {
    found.set(linkId, around);
    ancestryOf(item, new Set([...around, linkId]), found);
  }
  return found;
}

/** A part of a response that conditions look at: all of it, one row, or what stands inside one answer. */
export class Frame {
  readonly #linkId: string | undefined;
  readonly #items: readonly unknown[];
  readonly #outer: Frame | undefined;
  #answers: ReadonlyMap<unknown, readonly TypedValue[]> | undefined;

  /** `items` are those of the response in this part, `linkId` is of what has them; nothing for the whole response. */
  constructor(items: readonly unknown[], linkId?: string, outer?: Frame) {
    this.#items = items;
    this.#linkId = linkId;
    this.#outer = outer;
  }

  /** The answers to a question: those of the nearest row around, where it stands in one. */
  answersTo(question: string, ancestry: Ancestry): readonly TypedValue[] {
    const holds = this.#linkId === undefined || ancestry.get(question)?.has(this.#linkId) === true;
    if (!holds && this.#outer) return this.#outer.answersTo(question, ancestry);
    this.#answers ??= answersIn(this.#items);
    return this.#answers.get(question) ?? [];
  }
}

function answersIn(items: readonly unknown[]): ReadonlyMap<unknown, readonly TypedValue[]> {
  const found = new Map<unknown, TypedValue[]>();
  const gather = (item: unknown): void => {
    if (!isRecord(item)) return;
    for (const answer of listOf(item.answer)) {
      const value = isRecord(answer) ? valueIn(answer) : undefined;
      const before = found.get(item.linkId);
      if (value && before) before.push(value);
      else if (value) found.set(item.linkId, [value]);
      if (isRecord(answer)) listOf(answer.item).forEach(gather);
    }
    listOf(item.item).forEach(gather);
  };
  items.forEach(gather);
  return found;
}

/** The entries of a list; none where there is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Is the item to be answered, as far as its own conditions go? `unknown` where an expression decides it. */
export function enabledIn(item: QuestionnaireItem, frame: Frame, ancestry: Ancestry): boolean | 'unknown' {
  if (extensionOf(item, ENABLE_WHEN_EXPRESSION)) return 'unknown';
  const { enableWhen = [], enableBehavior = 'all' } = item;
  if (enableWhen.length === 0) return true;
  const isMet = (one: EnableWhen): boolean => isConditionMet(one, frame.answersTo(one.question, ancestry));
  return enableBehavior === 'any' ? enableWhen.some(isMet) : enableWhen.every(isMet);
}

/** `!=` is met where there is an answer and none is that one. */
function isConditionMet(condition: EnableWhen, answers: readonly TypedValue[]): boolean {
  const wanted = valueIn(condition, 'answer');
  if (!wanted) return false;
  if (condition.operator === 'exists') return wanted.value === answers.length > 0;
  if (condition.operator === '!=') {
    return answers.length > 0 && !answers.some((answer) => meetsOperator(answer, '=', wanted));
  }
  return answers.some((answer) => meetsOperator(answer, condition.operator, wanted));
}
