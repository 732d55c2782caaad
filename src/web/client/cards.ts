import { meets } from '../../core/worksheet/conditions.js';
import type { Item } from '../../core/worksheet/definition.js';
import { valueOf } from '../../core/worksheet/reading.js';
import type { Place } from '../../core/worksheet/validation.js';
import type { Visibility } from '../../core/worksheet/visibility.js';
import { hasCrisisWords } from '../../core/worksheet/wording/crisis.js';

/** What stands under an item: words of the worksheet, or where help is. */
export type Card = { readonly kind: 'said'; readonly text: string } | { readonly kind: 'help' };

const HELP: Card = { kind: 'help' };

/** Is there anything that the answers could have the page say under this item? */
export function mayHaveCard(item: Item): boolean {
  return item.card !== undefined || item.helpWhen !== undefined || isHeard(item);
}

/** What is said under an item, where the answers so far ask for it. Where help is comes before anything else. */
export function cardAt(shown: Visibility, item: Item, place: Place): Card | undefined {
  if (!mayHaveCard(item)) return undefined;
  const { id, card, helpWhen } = item;
  const read = place.row === undefined ? shown.answer : shown.row(place.item, place.row);
  if (helpWhen && meets(helpWhen, read, id)) return HELP;
  const words: unknown = isHeard(item) ? valueOf(read(id)) : undefined;
  if (typeof words === 'string' && hasCrisisWords(words)) return HELP;
  return card && meets(card.when, read, id) ? { kind: 'said', text: card.text } : undefined;
}

/** Are its words read for such as speak of dying? */
function isHeard(item: Item): boolean {
  return 'wording' in item && item.wording === true;
}
