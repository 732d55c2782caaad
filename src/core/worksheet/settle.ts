import { isComparison } from './conditions.js';
import type { CircumstanceTest, Comparison, Condition } from './definition.js';

/** A condition of which some is known already: all of it (yes or no), or what is left to be asked of the answers. */
export type Settled = Condition | boolean;

/** What is known when a condition is settled. */
export interface Known {
  holds(test: CircumstanceTest): boolean;
  /** The condition under which a flag is raised. */
  raised(code: string): Settled;
  /** Can this item never be answered, since it was left out? */
  isGone(item: string): boolean;
}

/**
 * Settles what is known and keeps the rest. `self` is the item that the condition belongs to. What looks at an item
 * that is gone is settled as looking at an unanswered one.
 */
export function settle(condition: Condition, known: Known, self?: string): Settled {
  if ('all' in condition) return allOf(condition.all.map((part) => settle(part, known, self)));
  if ('any' in condition) return anyOf(condition.any.map((part) => settle(part, known, self)));
  if ('not' in condition) return opposite(settle(condition.not, known, self));
  if (isComparison(condition))
    return itemsOf(condition, self).some((item) => known.isGone(item)) ? false : condition;
  return condition.op === 'flag' ? known.raised(condition.code) : known.holds(condition);
}

function itemsOf(comparison: Comparison, self: string | undefined): readonly string[] {
  const named = [comparison.item ?? self, 'against' in comparison ? comparison.against : undefined];
  return named.filter((id) => id !== undefined);
}

/** Met when all parts are; one that cannot be met settles it. */
export function allOf(parts: readonly Settled[]): Settled {
  const open = parts.filter((part) => typeof part !== 'boolean');
  if (parts.includes(false)) return false;
  return open.length > 1 ? { all: open } : (open[0] ?? true);
}

/** Met when one part is. */
export function anyOf(parts: readonly Settled[]): Settled {
  const open = parts.filter((part) => typeof part !== 'boolean');
  if (parts.includes(true)) return true;
  return open.length > 1 ? { any: open } : (open[0] ?? false);
}

function opposite(settled: Settled): Settled {
  return typeof settled === 'boolean' ? !settled : { not: settled };
}

/** The same condition with `item` in the place of every comparison that names none, or that names `instead`. */
export function about(condition: Condition, item: string, instead?: string): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => about(part, item, instead)) };
  if ('any' in condition) return { any: condition.any.map((part) => about(part, item, instead)) };
  if ('not' in condition) return { not: about(condition.not, item, instead) };
  const toBeNamed = isComparison(condition) && (condition.item ?? instead) === instead;
  return toBeNamed ? { ...condition, item } : condition;
}

/** Can this be met only where `item` is answered? */
export function asksFor(condition: Condition, item: string): boolean {
  if ('all' in condition) return condition.all.some((part) => asksFor(part, item));
  if ('any' in condition)
    return condition.any.length > 0 && condition.any.every((part) => asksFor(part, item));
  return isComparison(condition) && condition.item === item;
}
