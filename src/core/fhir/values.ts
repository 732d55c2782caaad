import { isRecord } from '../worksheet/reading.js';
import type { Choice, Coding, Element, ValueTypes } from './types.js';

export type ValueType = keyof ValueTypes;

/** One value of an answer, an option or a condition, with the type that its element's name ends in. */
export type TypedValue = {
  readonly [Type in ValueType]: { readonly type: Type; readonly value: ValueTypes[Type] };
}[ValueType];

const TYPES: readonly ValueType[] = [
  'Boolean',
  'Decimal',
  'Integer',
  'Date',
  'DateTime',
  'Time',
  'String',
  'Uri',
  'Coding',
  'Quantity',
  'Reference',
];

/** Reads value[x] or answer[x]; undefined when there is none of the kinds that answers have, or not of that kind. */
export function valueIn(element: Element, prefix: 'value' | 'answer' = 'value'): TypedValue | undefined {
  const type = TYPES.find((name) => Object.hasOwn(element, prefix + name));
  const value = type && element[prefix + type];
  return type && isOfType(type, value) ? ({ type, value } as TypedValue) : undefined;
}

/** Has the value the JSON type that FHIR gives this kind? What it says is not looked at. */
function isOfType(type: ValueType, value: unknown): boolean {
  switch (type) {
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Integer':
      return Number.isInteger(value);
    case 'Decimal':
      return Number.isFinite(value);
    case 'Coding':
      return isRecord(value) && textsIn(value, ['system', 'code', 'display']);
    case 'Quantity':
      return (
        isRecord(value) &&
        textsIn(value, ['system', 'code', 'unit']) &&
        (value.value === undefined || Number.isFinite(value.value))
      );
    case 'Reference':
      return isRecord(value) && textsIn(value, ['reference', 'display']);
    case 'Date':
    case 'DateTime':
    case 'Time':
    case 'String':
    case 'Uri':
      return typeof value === 'string';
  }
}

function textsIn(record: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => record[name] === undefined || typeof record[name] === 'string');
}

/** Writes value[x] or answer[x]. */
export function valueAs<Prefix extends 'value' | 'answer'>(
  prefix: Prefix,
  { type, value }: TypedValue,
): Choice<Prefix> {
  const named: Choice<'value'> | Choice<'answer'> = { [prefix + type]: value };
  return named as Choice<Prefix>;
}

/** Do two values mean the same answer? Of codings the code counts, and the system where both name one. */
export function sameValue(a: TypedValue, b: TypedValue): boolean {
  if (a.type === 'Coding' && b.type === 'Coding') return sameCoding(a.value, b.value);
  if (a.type === 'Quantity' && b.type === 'Quantity') {
    return a.value.value === b.value.value && sameWhereBoth(unitOf(a.value), unitOf(b.value));
  }
  if (a.type === 'Reference' && b.type === 'Reference') return a.value.reference === b.value.reference;
  return a.value === b.value && kindOf(a.type) === kindOf(b.type);
}

/** Text is compared with text and numbers with numbers, whichever of their types they have. */
function kindOf(type: ValueType): ValueType {
  if (type === 'Uri') return 'String';
  return type === 'Decimal' ? 'Integer' : type;
}

function sameCoding(a: Coding, b: Coding): boolean {
  if (a.code === undefined && b.code === undefined) return a.display === b.display;
  return a.code === b.code && sameWhereBoth(a.system, b.system);
}

function sameWhereBoth(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** How a quantity or a coding names a unit: its code where it has one. */
export function unitOf(unit: {
  readonly code?: string;
  readonly unit?: string;
  readonly display?: string;
}): string | undefined {
  return unit.code ?? unit.unit ?? unit.display;
}
