import type { Item, LinkItem, Option } from './definition.js';

/** What items of several types have in common. */

/** Does its answer point to rows of a group? */
export function isLink(item: Item): item is LinkItem {
  return item.type === 'link' || item.type === 'links';
}

/** The options that an item offers (for a grid, its lines); none where it is not of that kind. */
export function optionsOf(item: Item): readonly Option[] {
  return 'options' in item ? item.options : [];
}

/** May the client write an answer of their own in place of an option? */
export function isOpenChoice(item: Item): boolean {
  return 'open' in item && item.open === true;
}
