import type { Option } from '../worksheet/definition.js';
import { extensionOf, readWords, writeWords } from './extensions.js';
import { hintOf, keptOf } from './hints.js';
import { difference, restore } from './kept.js';
import type { AnswerOption, Coding, Element, Extension } from './types.js';
import { ITEM_WEIGHT, ORDINAL_VALUE } from './urls.js';
import { valueIn, type TypedValue } from './values.js';
import { OPTION_WORDS } from './words.js';

/** An option as FHIR says it, with what was kept of where it came from. */
export function writeOption(option: Option): AnswerOption {
  return restore(plainOption(option), keptOf(option));
}

/** A form may have thousands of conditions, each of which is held against hundreds of options. */
const values = new WeakMap<Option, TypedValue>();

/** What choosing the option is as an answer. */
export function valueOfOption(option: Option): TypedValue {
  const value = values.get(option) ?? chosen(option);
  values.set(option, value);
  return value;
}

function chosen(option: Option): TypedValue {
  const value = valueIn(writeOption(option));
  if (value?.type !== 'Coding') return value ?? { type: 'Coding', value: { code: option.value } };
  const { system, code, display } = value.value;
  return {
    type: 'Coding',
    value: { ...(system && { system }), ...(code && { code }), ...(display && { display }) },
  };
}

/** What an option says beyond its value and its words. */
export function optionExtensions(option: Option): readonly Extension[] {
  return [...(isWeightOnCoding(option) ? [] : weightOf(option)), ...writeWords(option, OPTION_WORDS)];
}

function plainOption(option: Option): AnswerOption {
  const extension = optionExtensions(option);
  const onCoding = isWeightOnCoding(option) ? weightOf(option) : [];
  return { ...plainValue(option, onCoding), ...(extension.length > 0 && { extension }) };
}

function isWeightOnCoding(option: Option): boolean {
  return hintOf(option, 'weightOn') === 'coding';
}

function weightOf(option: Option): readonly Extension[] {
  if (option.weight === undefined) return [];
  const url = hintOf(option, 'weight') === 'itemWeight' ? ITEM_WEIGHT : ORDINAL_VALUE;
  return [{ url, valueDecimal: option.weight }];
}

function plainValue({ value, label, ...option }: Option, weight: readonly Extension[]): AnswerOption {
  switch (hintOf(option, 'as')) {
    case 'String':
      return { valueString: label };
    case 'Integer':
      return { valueInteger: Number(value) };
    case 'Date':
      return { valueDate: label };
    case 'Time':
      return { valueTime: label };
    case 'Reference':
      return { valueReference: { display: label } };
    default:
      return {
        valueCoding: { code: value, display: label, ...(weight.length > 0 && { extension: weight }) },
      };
  }
}

/** Reads the options of a list, each with a value that is no other's and that our rules for stored values allow. */
export function readOptions(elements: readonly AnswerOption[]): readonly Option[] {
  const taken = new Set<string>();
  const count = new Map<string, number>();
  return elements.flatMap((element) => {
    const found = valueIn(element);
    if (found === undefined) return [];
    const { raw, label } = said(found);
    const value = storable(raw, taken, count);
    const option: Option = {
      value,
      label: /\S/.test(label) ? label : value,
      ...readWeight(element, found.type === 'Coding' ? found.value : undefined),
      ...readWords(element, OPTION_WORDS),
    };
    const as = found.type === 'Coding' ? undefined : found.type;
    return [withKept({ ...option, ...(as && { fhir: { ...option.fhir, as } }) }, element)];
  });
}

/** What an option is called in its resource, and what people read. */
function said({ type, value }: TypedValue): { readonly raw: string; readonly label: string } {
  if (type === 'Coding') {
    const raw = value.code ?? value.display ?? '';
    return { raw, label: value.display ?? raw };
  }
  if (type === 'Reference') {
    const raw = value.reference ?? value.display ?? '';
    return { raw, label: value.display ?? raw };
  }
  const raw = type === 'Quantity' ? String(value.value) : String(value);
  return { raw, label: raw };
}

const MAX_VALUE_LENGTH = 64;
const ROOM_FOR_A_NUMBER = 6;

function storable(raw: string, taken: Set<string>, count: Map<string, number>): string {
  const cleaned = raw.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, MAX_VALUE_LENGTH);
  const base = cleaned === '' || cleaned === '_' ? 'option' : cleaned;
  const numbered = base.slice(0, MAX_VALUE_LENGTH - ROOM_FOR_A_NUMBER);
  let value = base;
  while (taken.has(value)) {
    const number = (count.get(numbered) ?? 1) + 1;
    count.set(numbered, number);
    value = `${numbered}_${number}`;
  }
  taken.add(value);
  return value;
}

/** The weight of an option, which stands at the option itself or at its coding, and where it was found. */
export function readWeight(element: Element, coding?: Coding): Pick<Option, 'weight' | 'fhir'> {
  for (const [place, weightOn] of [[element], [coding, 'coding']] as const) {
    for (const [url, weight] of [[ORDINAL_VALUE], [ITEM_WEIGHT, 'itemWeight']] as const) {
      const value = place && extensionOf(place, url)?.valueDecimal;
      if (value === undefined) continue;
      const fhir = { ...(weight && { weight }), ...(weightOn && { weightOn }) };
      return { weight: value, ...(Object.keys(fhir).length > 0 && { fhir }) };
    }
  }
  return {};
}

function withKept(option: Option, element: AnswerOption): Option {
  const kept = difference(element, plainOption(option));
  return kept ? { ...option, fhir: { ...option.fhir, kept } } : option;
}
