import type { DynamicItem, GridItem, Option, SignItem } from '../worksheet/definition.js';
import { takeDisplays, type Displays } from './displays.js';
import { extensionOf, readWords } from './extensions.js';
import { same } from './kept.js';
import { readOptions, readWeight } from './options.js';
import { scaleIn } from './scales.js';
import type { QuestionnaireItem } from './types.js';
import { ourExtension } from './urls.js';
import { ITEM_TYPE, OPTION_WORDS } from './words.js';
import { partsOf } from './write-item.js';

/** An item of ours that takes a group of items in FHIR, without what all items have. */
export type Composite = SignItem | GridItem | DynamicItem;

/** What our extension says that the item is. */
export function namedType(element: QuestionnaireItem): string | undefined {
  return extensionOf(element, ourExtension(ITEM_TYPE.name))?.valueCode;
}

/**
 * Reads a group as one item of ours, if it says that it is one and its parts are those, word for word, that we would
 * write for it. Anything else is a group like any other.
 */
export function readComposite(
  element: QuestionnaireItem,
): { readonly item: Composite; readonly displays: Displays } | undefined {
  if (element.type !== 'group') return undefined;
  const type = namedType(element);
  const { displays, rest } = takeDisplays(
    element.item ?? [],
    type === 'grid' ? ['help', 'low', 'high'] : ['help'],
  );
  const item = compositeOf(element, type, displays, rest);
  return item && same(partsOf(item, element.linkId), rest) ? { item, displays } : undefined;
}

function compositeOf(
  { linkId, text = '' }: QuestionnaireItem,
  type: string | undefined,
  { low, high }: Displays,
  parts: readonly QuestionnaireItem[],
): Composite | undefined {
  const base = { id: '', text };
  const [first] = parts;
  if (type === 'sign') return { ...base, type };
  if (first === undefined) return undefined;
  if (type === 'dynamic') return { ...base, type, options: readOptions(first.answerOption ?? []) };
  const scale = type === 'grid' ? scaleIn(first, low?.text, high?.text) : undefined;
  return scale && { ...base, type: 'grid', scale, options: parts.map((part) => lineOf(part, linkId)) };
}

function lineOf(part: QuestionnaireItem, linkId: string): Option {
  return {
    value: part.linkId.slice(linkId.length + 1),
    label: part.text ?? '',
    ...readWeight(part),
    ...readWords(part, OPTION_WORDS),
  };
}
