import { meets } from '../../core/worksheet/conditions.js';
import type { Item } from '../../core/worksheet/definition.js';
import type { Place } from '../../core/worksheet/validation.js';
import type { Visibility } from '../../core/worksheet/visibility.js';

/** What is said under an item, where the answers so far ask for it. */
export function cardAt(shown: Visibility, { id, card }: Item, place: Place): string | undefined {
  if (card === undefined) return undefined;
  const read = place.row === undefined ? shown.answer : shown.row(place.item, place.row);
  return meets(card.when, read, id) ? card.text : undefined;
}
