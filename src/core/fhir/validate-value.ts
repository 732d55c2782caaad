import { isDateTime, isTime } from '../worksheet/formats.js';
import { compareValues } from './compare.js';
import { extensionOf, extensionsOf } from './extensions.js';
import type { AnswerOption, Element, Issue, ItemType, QuestionnaireItem } from './types.js';
import {
  MAX_DECIMALS,
  MAX_QUANTITY,
  MAX_VALUE,
  MIN_LENGTH,
  MIN_QUANTITY,
  MIN_VALUE,
  OPTION_EXCLUSIVE,
  UNIT_OPTION,
} from './urls.js';
import { optionsListed, type ValueSets } from './value-sets.js';
import { sameValue, valueIn, type TypedValue, type ValueType } from './values.js';

/** What is wrong with one value, and never the value itself. */
export type ValueFault = Pick<Issue, 'code' | 'diagnostics'>;

const KINDS: Readonly<Record<ItemType, readonly ValueType[]>> = {
  group: [],
  display: [],
  boolean: ['Boolean'],
  decimal: ['Decimal'],
  integer: ['Integer'],
  date: ['Date'],
  dateTime: ['DateTime'],
  time: ['Time'],
  string: ['String'],
  text: ['String'],
  url: ['Uri'],
  choice: ['Coding'],
  'open-choice': ['Coding', 'String'],
  attachment: [],
  reference: ['Reference'],
  quantity: ['Quantity'],
};

/** Everything that is wrong with the value of an answer to `item`. An attachment is not looked into. */
export function valueFaults(
  item: QuestionnaireItem,
  answer: Element,
  valueSets: ValueSets,
): readonly ValueFault[] {
  const named = Object.keys(answer).filter((name) => name.startsWith('value'));
  if (named.length > 1) return [{ code: 'structure', diagnostics: 'An answer has one value.' }];
  if (item.type === 'attachment') {
    return named[0] === 'valueAttachment'
      ? []
      : [{ code: 'value', diagnostics: 'The answer is to be a file.' }];
  }
  const value = valueIn(answer);
  const options = optionsListed(item, valueSets);
  const kinds = [...KINDS[item.type], ...(options ?? []).flatMap((option) => valueIn(option)?.type ?? [])];
  if (!value || !kinds.includes(value.type)) {
    return [{ code: 'value', diagnostics: `The answer is not of the type ${item.type}.` }];
  }
  const misread = formatFault(value);
  if (misread !== undefined) return [{ code: 'value', diagnostics: misread }];
  return [...optionFaults(item, value, options), ...boundFaults(item, value), ...lengthFaults(item, value)];
}

const LARGEST_INTEGER = 2 ** 31;

function formatFault({ type, value }: TypedValue): string | undefined {
  switch (type) {
    case 'Integer':
      return Math.abs(value) < LARGEST_INTEGER ? undefined : 'The number does not fit into 32 bits.';
    case 'Date':
      return isDateTime(value) && !value.includes('T') ? undefined : 'This is no date.';
    case 'DateTime':
      return isDateTime(value) ? undefined : 'This is no date with a time and its zone.';
    case 'Time':
      return isTime(value) ? undefined : 'This is no time of day.';
    case 'String':
      return /\S/.test(value) ? undefined : 'The text is empty.';
    case 'Uri':
      return /^\S+$/.test(value) ? undefined : 'This is no address.';
    case 'Boolean':
    case 'Decimal':
    case 'Coding':
    case 'Quantity':
    case 'Reference':
      return undefined;
  }
}

function optionFaults(
  { type }: QuestionnaireItem,
  value: TypedValue,
  options: readonly AnswerOption[] | undefined,
): readonly ValueFault[] {
  if (!options || (type === 'open-choice' && value.type === 'String')) return [];
  const isAmong = options.some((option) => isChosen(option, value));
  return isAmong ? [] : [{ code: 'code-invalid', diagnostics: 'The answer is none of the options.' }];
}

/** Here a coding has to name its system, where the option does. */
function isChosen(option: AnswerOption, value: TypedValue): boolean {
  const wanted = valueIn(option);
  if (wanted?.type === 'Coding' && value.type === 'Coding' && wanted.value.system !== value.value.system)
    return false;
  return wanted !== undefined && sameValue(wanted, value);
}

function boundFaults(item: QuestionnaireItem, value: TypedValue): readonly ValueFault[] {
  const bound = (...urls: readonly string[]): TypedValue | undefined => {
    const extension = urls.map((url) => extensionOf(item, url)).find((found) => found !== undefined);
    return extension && valueIn(extension);
  };
  const [least, most] = [bound(MIN_VALUE, MIN_QUANTITY), bound(MAX_VALUE, MAX_QUANTITY)];
  const decimals = extensionOf(item, MAX_DECIMALS)?.valueInteger;
  return [
    ...(least && compareValues(value, least) < 0 ? [outside('less than may be answered')] : []),
    ...(most && compareValues(value, most) > 0 ? [outside('more than may be answered')] : []),
    ...(decimals !== undefined && decimalsOf(value) > decimals ? [outside('given too precisely')] : []),
    ...unitFaults(item, value),
  ];
}

function outside(how: string): ValueFault {
  return { code: 'invariant', diagnostics: `The answer is ${how}.` };
}

function decimalsOf(value: TypedValue): number {
  const number = value.type === 'Quantity' ? value.value.value : value.value;
  if (typeof number !== 'number') return 0;
  const [digits = '', exponent = '0'] = String(number).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}

function unitFaults(item: QuestionnaireItem, value: TypedValue): readonly ValueFault[] {
  const units = extensionsOf(item, UNIT_OPTION)
    .map(({ valueCoding }) => valueCoding)
    .filter((unit) => unit !== undefined);
  if (value.type !== 'Quantity' || units.length === 0) return [];
  const { system, code, unit } = value.value;
  const isAmong = units.some(
    (one) =>
      (one.system === undefined || one.system === system) &&
      (one.code === undefined || one.code === code) &&
      (one.display === undefined || one.display === unit),
  );
  return isAmong ? [] : [outside('in none of the units')];
}

function lengthFaults(item: QuestionnaireItem, value: TypedValue): readonly ValueFault[] {
  if (value.type !== 'String' && value.type !== 'Uri') return [];
  const least = extensionOf(item, MIN_LENGTH)?.valueInteger ?? 0;
  const most = item.maxLength ?? Number.POSITIVE_INFINITY;
  return [
    ...(value.value.length < least ? [outside('shorter than it may be')] : []),
    ...(value.value.length > most ? [outside('longer than it may be')] : []),
  ];
}

/** Is an option that rules out all others chosen together with others? */
export function choosesTooMany(
  item: QuestionnaireItem,
  answers: readonly Element[],
  valueSets: ValueSets,
): boolean {
  const exclusive = (optionsListed(item, valueSets) ?? []).filter(
    (option) => extensionOf(option, OPTION_EXCLUSIVE)?.valueBoolean === true,
  );
  if (exclusive.length === 0 || answers.length < 2) return false;
  const values = answers.flatMap((answer) => valueIn(answer) ?? []);
  return values.some((value) => exclusive.some((option) => isChosen(option, value)));
}
