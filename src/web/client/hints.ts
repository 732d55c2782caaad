import type { Item } from '../../core/worksheet/definition.js';
import { messages } from './messages.js';

/** What must be known before answering: the help of the item, and the form that its answer has to have. */
export function hintOf(item: Item): string {
  return [item.help, ...shapeOf(item)].filter(Boolean).join(' ');
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
