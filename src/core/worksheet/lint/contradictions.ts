import { isComparison } from '../conditions.js';
import type { Comparison, Condition } from '../definition.js';
import { isOpenChoice, optionsOf } from '../item-kinds.js';
import type { Located } from './survey.js';

/** Finds the item that a comparison looks at. */
export type Subject = (comparison: Comparison) => Located | undefined;

/**
 * The id of an item of which these conditions, taken together, want what no single answer can give; undefined where
 * none is found. Looks at what is plain to see: comparisons that all have to be met, and `not` of one comparison.
 */
export function contradictionIn(conditions: readonly Condition[], subject: Subject): string | undefined {
  const wanted = new Map<Located, Wishes>();
  for (const [comparison, isNegated] of together(conditions)) {
    const located = subject(comparison);
    if (located === undefined) continue;
    const wishes = wanted.get(located) ?? newWishes();
    wanted.set(located, wishes);
    if (isNegated) wishUnmet(wishes, comparison);
    else wishMet(wishes, comparison);
  }
  return [...wanted].find(([located, wishes]) => cannotBe(wishes, located))?.[0].item.id;
}

/** What is wanted of the answer to one item. */
interface Wishes {
  /** At least one option of each of these lists. */
  readonly among: (readonly string[])[];
  /** Of these lists nothing. */
  readonly noneOf: (readonly string[])[];
  isAnswered: boolean;
  isUnanswered: boolean;
  least: number;
  most: number;
}

function newWishes(): Wishes {
  return {
    among: [],
    noneOf: [],
    isAnswered: false,
    isUnanswered: false,
    least: Number.NEGATIVE_INFINITY,
    most: Number.POSITIVE_INFINITY,
  };
}

/** The comparisons that all have to be met, or, where negated, not to be. */
function together(conditions: readonly Condition[]): readonly (readonly [Comparison, boolean])[] {
  return conditions.flatMap((condition): readonly (readonly [Comparison, boolean])[] => {
    if ('all' in condition) return together(condition.all);
    if ('not' in condition) return isComparison(condition.not) ? [[condition.not, true]] : [];
    return isComparison(condition) ? [[condition, false]] : [];
  });
}

function wishMet(wishes: Wishes, comparison: Comparison): void {
  wishes.isAnswered = true;
  if (comparison.op === 'in' || comparison.op === 'includesAny') wishes.among.push(comparison.values);
  if (comparison.op === 'notIn') wishes.noneOf.push(comparison.values);
  if (comparison.op === 'gte') wishes.least = Math.max(wishes.least, comparison.value);
  if (comparison.op === 'lte') wishes.most = Math.min(wishes.most, comparison.value);
}

/** Only what says something for every answer; `not: { op: gte }` is met by no answer as well. */
function wishUnmet(wishes: Wishes, comparison: Comparison): void {
  if (comparison.op === 'answered') wishes.isUnanswered = true;
  if (comparison.op === 'in' || comparison.op === 'includesAny') wishes.noneOf.push(comparison.values);
}

function cannotBe(wishes: Wishes, { item }: Located): boolean {
  if (wishes.isAnswered && wishes.isUnanswered) return true;
  if (wishes.least > wishes.most) return true;
  const excluded = new Set(wishes.noneOf.flat());
  const left = wishes.among.map((values) => values.filter((value) => !excluded.has(value)));
  if (left.some((values) => values.length === 0)) return true;
  if (item.type !== 'choice') return false;
  if (left.length > 0) return inAll(left).length === 0;
  return (
    wishes.isAnswered && !isOpenChoice(item) && optionsOf(item).every(({ value }) => excluded.has(value))
  );
}

function inAll(lists: readonly (readonly string[])[]): readonly string[] {
  return lists.reduce((common, list) => {
    const here = new Set(list);
    return common.filter((value) => here.has(value));
  });
}
