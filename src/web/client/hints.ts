import type { Item } from '../../core/worksheet/definition.js';
import { messages } from './messages.js';

/** Is there anything that must be known before answering: help of the item's own, or what the page says of its form? */
export function hasHint(item: Item): boolean {
  return !!item.help || shapeHint(item) !== '';
}

/** The form that an answer has to have, in the page's words; '' for any. */
export function shapeHint(item: Item): string {
  return shapeOf(item).filter(Boolean).join(' ');
}

function shapeOf(item: Item): readonly (string | false | undefined)[] {
  const { hint } = messages;
  switch (item.type) {
    case 'number':
      return [hint.between(item.min, item.max), item.whole && hint.whole];
    case 'text':
    case 'long':
      return [item.format === 'url' && hint.url, item.maxLength !== undefined && hint.upTo(item.maxLength)];
    default:
      return [];
  }
}
