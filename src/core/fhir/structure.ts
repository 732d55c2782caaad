import { sortByNeed } from '../worksheet/dependencies.js';
import { MAX_ITEMS } from './limits.js';
import { whyTooLarge } from './totals.js';
import type { Questionnaire, QuestionnaireItem } from './types.js';
import type { ValueSets } from './value-sets.js';

/** Why a Questionnaire cannot be used, and where: a linkId, or the way to the element. */
export interface ImportProblem {
  readonly where: string;
  readonly message: string;
}

/** How many circles of conditions are told at most, and how many names of each. */
const MAX_LOOPS = 10;
const MAX_NAMES = 8;

/** An item with the one that it stands inside. */
interface Placed {
  readonly element: QuestionnaireItem;
  readonly parent?: QuestionnaireItem;
}

/**
 * What is wrong with the items taken together: too many, with too many options or conditions in all, linkIds that are
 * there twice, conditions in a circle.
 */
export function structureProblems(
  { item = [] }: Questionnaire,
  valueSets: ValueSets,
): readonly ImportProblem[] {
  if (item.length === 0) return [{ where: '', message: 'There are no items in it.' }];
  const items = itemsIn(item);
  if (items.length > MAX_ITEMS) {
    return [{ where: '', message: `There are ${items.length} items. A worksheet can have ${MAX_ITEMS}.` }];
  }
  const tooLarge = whyTooLarge(item, valueSets);
  if (tooLarge.length > 0) return tooLarge.map((message) => ({ where: '', message }));
  const twice = repeatedIds(items);
  return twice.length > 0 ? twice : loops(items);
}

/** All items at every level, in reading order. */
function itemsIn(items: readonly QuestionnaireItem[], parent?: QuestionnaireItem): readonly Placed[] {
  return items.flatMap((element) => [
    { element, ...(parent && { parent }) },
    ...itemsIn(element.item ?? [], element),
  ]);
}

function repeatedIds(items: readonly Placed[]): readonly ImportProblem[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { element } of items) {
    if (seen.has(element.linkId)) repeated.add(element.linkId);
    seen.add(element.linkId);
  }
  return [...repeated].map((linkId) => ({ where: linkId, message: 'Several items have this linkId.' }));
}

/** An item waits for what its conditions look at, and for what it stands inside. */
function loops(items: readonly Placed[]): readonly ImportProblem[] {
  const graph = new Map(
    items.map(({ element, parent }) => [
      element.linkId,
      [...(parent ? [parent.linkId] : []), ...(element.enableWhen ?? []).map(({ question }) => question)],
    ]),
  );
  return sortByNeed(graph)
    .loops.slice(0, MAX_LOOPS)
    .map((loop) => {
      const names = [...loop.slice(0, MAX_NAMES), loop.length > MAX_NAMES ? '…' : (loop[0] ?? '')];
      return {
        where: loop[0] ?? '',
        message: `These wait for one another in a circle: ${names.join(' → ')}.`,
      };
    });
}
