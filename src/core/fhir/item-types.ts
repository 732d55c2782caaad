import { ROW_ANSWER } from '../worksheet/reading.js';
import type { FieldItem, Item } from '../worksheet/definition.js';
import { hintOf } from './hints.js';
import type { ItemType, Quantity } from './types.js';
import type { TypedValue } from './values.js';

/** The FHIR type that an item is written as. */
export function fhirType(item: Item): ItemType {
  const as = hintOf(item, 'as');
  switch (item.type) {
    case 'text':
      return item.format ?? (as === 'open-choice' ? as : 'string');
    case 'long':
      return 'text';
    case 'choice':
    case 'multi':
      return as !== undefined && isOptionType(as) ? as : item.open ? 'open-choice' : 'choice';
    case 'scale':
    case 'year':
      return 'integer';
    case 'number':
      if (item.whole) return 'integer';
      return as === 'quantity' ? as : 'decimal';
    case 'date':
      return 'date';
    case 'consent':
      return 'boolean';
    case 'link':
    case 'links':
      return 'string';
    case 'info':
    case 'computed':
      return as !== undefined && isItemType(as) ? as : 'display';
    case 'group': {
      const answer = answerField(item);
      return answer ? fhirType(answer) : 'group';
    }
    case 'sign':
    case 'grid':
    case 'dynamic':
      return 'group';
  }
}

/**
 * Where a group stands for one question of which each row is an answer: the field that holds the answer itself.
 * Undefined for every other item.
 */
export function answerField(item: Item): FieldItem | undefined {
  const [first] = item.type === 'group' && hintOf(item, 'as') === 'answers' ? item.fields : [];
  return first?.id === ROW_ANSWER ? first : undefined;
}

/** Types whose answers may have to be one of the element's options. */
const OPTION_TYPES = ['choice', 'open-choice', 'boolean', 'string', 'integer', 'date', 'time'] as const;

function isOptionType(type: string): type is (typeof OPTION_TYPES)[number] {
  return (OPTION_TYPES as readonly string[]).includes(type);
}

const ITEM_TYPES: readonly string[] = [
  ...OPTION_TYPES,
  'group',
  'display',
  'decimal',
  'dateTime',
  'text',
  'url',
  'attachment',
  'reference',
  'quantity',
] satisfies readonly ItemType[];

/** Is this one of R4's types of item? */
export function isItemType(type: string): type is ItemType {
  return ITEM_TYPES.includes(type);
}

/** A number as a value of this type; undefined where the type has no such number. */
export function numberValue(value: number, type: ItemType, unit: Quantity = {}): TypedValue | undefined {
  if (type === 'integer') return Number.isInteger(value) ? { type: 'Integer', value } : undefined;
  if (type === 'decimal') return { type: 'Decimal', value };
  return type === 'quantity' ? { type: 'Quantity', value: { value, ...unit } } : undefined;
}

/** Text as a value of this type; undefined where the type is no text. */
export function textValue(value: string, type: ItemType): TypedValue | undefined {
  switch (type) {
    case 'string':
    case 'text':
    case 'open-choice':
      return { type: 'String', value };
    case 'url':
      return { type: 'Uri', value };
    case 'date':
      return { type: 'Date', value };
    case 'dateTime':
      return { type: 'DateTime', value };
    case 'time':
      return { type: 'Time', value };
    case 'group':
    case 'display':
    case 'boolean':
    case 'decimal':
    case 'integer':
    case 'choice':
    case 'attachment':
    case 'reference':
    case 'quantity':
      return undefined;
  }
}
