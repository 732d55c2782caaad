import type { AnswerValue } from '../worksheet/answers.js';
import type { Item, Option } from '../worksheet/definition.js';
import { fhirType, numberValue, textValue } from './item-types.js';
import { valueOfOption } from './options.js';
import type { Quantity } from './types.js';
import { sameValue, type TypedValue } from './values.js';

/**
 * The values of FHIR that say what an answer says: one for each chosen option or row, none for what FHIR would say
 * with several items (a signature, a grid). `unit` is that of a quantity.
 */
export function writeValues(item: Item, value: AnswerValue, unit?: Quantity): readonly TypedValue[] {
  const values = Array.isArray(value) ? (value as readonly string[]) : [value];
  return values.map((one) => writeValue(item, one, unit)).filter((one) => one !== undefined);
}

function writeValue(item: Item, value: unknown, unit: Quantity | undefined): TypedValue | undefined {
  if (typeof value === 'boolean') return { type: 'Boolean', value };
  if (typeof value === 'number') return numberValue(value, fhirType(item), unit);
  if (typeof value !== 'string') return undefined;
  if (!('options' in item)) return textValue(value, fhirType(item));
  const option = item.options.find((one) => one.value === value);
  return option ? optionValue(item, option) : { type: 'String', value };
}

/** What choosing this option of the item is as an answer. */
export function optionValue(item: Item, option: Option): TypedValue {
  return fhirType(item) === 'boolean'
    ? { type: 'Boolean', value: option.value === 'true' }
    : valueOfOption(option);
}

/** Reads an answer from values; undefined when none of them fits the item. */
export function readValues(item: Item, values: readonly TypedValue[]): AnswerValue | undefined {
  const read = values.map((value) => readValue(item, value)).filter((value) => value !== undefined);
  if (item.type !== 'multi' && item.type !== 'links') return read[0];
  const several = [...new Set(read)].filter((value) => typeof value === 'string');
  return several.length > 0 ? several : undefined;
}

function readValue(item: Item, value: TypedValue): string | number | boolean | undefined {
  switch (item.type) {
    case 'choice':
    case 'multi':
      return readChoice(item, value);
    case 'scale':
    case 'year':
    case 'number':
      return readNumber(value);
    case 'consent':
      // A tick that was taken away is no answer.
      return value.type === 'Boolean' && value.value ? true : undefined;
    case 'text':
    case 'long':
    case 'date':
    case 'link':
    case 'links':
      return typeof value.value === 'string' ? value.value : undefined;
    case 'sign':
    case 'grid':
    case 'dynamic':
    case 'group':
    case 'info':
    case 'computed':
      return undefined;
  }
}

function readNumber(value: TypedValue): number | undefined {
  if (value.type === 'Quantity') return value.value.value;
  return typeof value.value === 'number' ? value.value : undefined;
}

function readChoice(
  item: Extract<Item, { readonly type: 'choice' | 'multi' }>,
  value: TypedValue,
): string | undefined {
  const option = item.options.find((one) => sameValue(optionValue(item, one), value));
  if (option) return option.value;
  return item.open && value.type === 'String' ? value.value : undefined;
}
