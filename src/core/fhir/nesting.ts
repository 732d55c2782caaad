import type { Condition, Item } from '../worksheet/definition.js';
import { hintOf } from './hints.js';
import { same } from './kept.js';

/**
 * FHIR's items nest, ours do not: what stood inside a heading or a question follows it, remembers it by `fhir.inside`,
 * and is shown only where that is. So its condition holds first those of everything around it, then its own.
 */

/** The condition of something with these conditions around it and of its own. */
export function allOf(conditions: readonly Condition[]): Condition | undefined {
  const [first, ...more] = conditions;
  return more.length > 0 ? { all: conditions } : first;
}

/** Takes a condition apart again. One that has been changed since counts as its own from end to end. */
export function partedFrom(
  around: readonly Condition[],
  showIf: Condition | undefined,
): { readonly own?: Condition; readonly all: readonly Condition[] } {
  if (showIf === undefined) return { all: [] };
  if (same(showIf, allOf(around))) return { all: around };
  const parts = 'all' in showIf && around.length > 0 ? showIf.all : [];
  const own = parts.at(-1);
  if (own !== undefined && same(parts.slice(0, -1), around)) return { own, all: parts };
  return { own: showIf, all: [showIf] };
}

/** Which earlier item of the list an item stood inside, by their ids. Groups hold fields and nothing else. */
export function parentsOf(items: readonly Item[]): ReadonlyMap<string, string> {
  const before = new Set<string>();
  const parents = new Map<string, string>();
  for (const item of items) {
    const parent = hintOf(item, 'inside');
    if (parent !== undefined && before.has(parent)) parents.set(item.id, parent);
    if (canHoldItems(item)) before.add(item.id);
  }
  return parents;
}

function canHoldItems({ type }: Item): boolean {
  return type !== 'group' && type !== 'sign' && type !== 'grid' && type !== 'dynamic';
}
