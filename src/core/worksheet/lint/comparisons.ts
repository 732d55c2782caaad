import { DOES_NOT_APPLY } from '../answers.js';
import { PREVIOUS } from '../conditions.js';
import type { Comparison, Item } from '../definition.js';
import { isOpenChoice, optionsOf } from '../item-kinds.js';
import { FIRST_YEAR, LAST_YEAR } from '../values.js';

/** What is wrong with a comparison and what to do. `isNever` tells whether no answer at all can meet it. */
export interface Mistake {
  readonly message: string;
  readonly isNever: boolean;
}

/** Looks up the item that a drop is measured against. */
type Find = (id: string) => Item | undefined;

/** What keeps a comparison with answers to `item` from making sense, or undefined when nothing does. */
export function mistakeIn(comparison: Comparison, item: Item, find: Find): Mistake | undefined {
  if (item.type === 'info' || item.type === 'computed')
    return never(`\`${item.id}\` takes no answer. Name another item.`);
  switch (comparison.op) {
    case 'answered':
      return undefined;
    case 'in':
    case 'includesAny':
      return notChosen(item, comparison.values);
    case 'notIn': {
      const mistake = notChosen(item, comparison.values);
      // Whatever else was answered meets it, even where it was meant to exclude something that there is not.
      return mistake ? { ...mistake, isNever: false } : noneLeft(item, comparison.values);
    }
    case 'gte':
    case 'lte':
      return outOfBounds(item, comparison.op, comparison.value);
    case 'dropGte':
      return noDrop(item, comparison.value, comparison.against, find);
    case 'matchesTerms':
      return noText(item, comparison.field);
  }
}

/** A mistake by which no answer can meet the comparison. */
export function never(message: string): Mistake {
  return { message, isNever: true };
}

/** A mistake that does not say whether it could be met. */
export function slip(message: string): Mistake {
  return { message, isNever: false };
}

function notChosen(item: Item, values: readonly string[]): Mistake | undefined {
  switch (item.type) {
    case 'choice':
    case 'multi':
    case 'dynamic':
      return noOption(item, values);
    case 'text':
    case 'long':
    case 'date':
      return undefined;
    case 'grid':
      return notOfGrid(item, values);
    default:
      return never(`\`${item.id}\` has no options to compare with. Use ${fitting(item)}.`);
  }
}

function noOption(item: Item, values: readonly string[]): Mistake | undefined {
  if (isOpenChoice(item)) return undefined;
  const options = optionsOf(item).map(({ value }) => value);
  const unknown = values.filter((value) => !options.includes(value));
  if (unknown.length === 0) return undefined;
  const named = unknown.map((value) => `\`${value}\``).join(', ');
  return {
    message: `\`${item.id}\` has no option ${named}. It has: ${options.join(', ')}.`,
    isNever: unknown.length === values.length,
  };
}

function notOfGrid(item: Item, values: readonly string[]): Mistake | undefined {
  if (values.every((value) => value === DOES_NOT_APPLY)) return undefined;
  return {
    message: `The lines of \`${item.id}\` hold numbers. Only \`${DOES_NOT_APPLY}\` can be compared with here.`,
    isNever: !values.includes(DOES_NOT_APPLY),
  };
}

function noneLeft(item: Item, values: readonly string[]): Mistake | undefined {
  const options = optionsOf(item);
  if (options.length === 0 || isOpenChoice(item) || item.type === 'grid') return undefined;
  if (options.some(({ value }) => !values.includes(value))) return undefined;
  return never(`\`${item.id}\` has no other option than these, so this is never met. Take one out.`);
}

/** The lowest and the highest number that an answer can be, where answers are numbers. */
function boundsOf(item: Item): readonly [number, number] | undefined {
  if (item.type === 'scale') return [item.scale.min, item.scale.max];
  if (item.type === 'year') return [FIRST_YEAR, LAST_YEAR];
  if (item.type !== 'number') return undefined;
  return [item.min ?? Number.NEGATIVE_INFINITY, item.max ?? Number.POSITIVE_INFINITY];
}

function outOfBounds(item: Item, op: 'gte' | 'lte', value: number): Mistake | undefined {
  const bounds = boundsOf(item);
  if (bounds === undefined) return noNumber(item);
  const [min, max] = bounds;
  if (op === 'gte' && value > max)
    return never(`\`${item.id}\` goes up to ${max}, so this is never met. Write less.`);
  if (op === 'lte' && value < min)
    return never(`\`${item.id}\` begins at ${min}, so this is never met. Write more.`);
  return undefined;
}

function noDrop(item: Item, drop: number, against: string, find: Find): Mistake | undefined {
  const before = against === PREVIOUS ? item : find(against);
  if (before === undefined)
    return slip(`No item has the id \`${against}\`. Correct \`against\`, or write ${PREVIOUS}.`);
  const [, from] = boundsOf(before) ?? [];
  const [to] = boundsOf(item) ?? [];
  if (to === undefined) return noNumber(item);
  if (from === undefined) return noNumber(before);
  if (drop <= 0) return slip('A drop is above 0. Write by how much the number has to fall.');
  if (from - to >= drop) return undefined;
  return never(
    `From ${from} to ${to} the number falls by ${from - to} at most, so this is never met. Write less.`,
  );
}

function noText(item: Item, field: string): Mistake | undefined {
  if (item.type !== 'group')
    return never(`\`${item.id}\` is no group. Name the group whose rows hold the words.`);
  const found = item.fields.find(({ id }) => id === field);
  if (found?.type === 'text' || found?.type === 'long') return undefined;
  return never(`\`${item.id}\` has no text field \`${field}\`. Correct \`field\`.`);
}

function noNumber(item: Item): Mistake {
  return never(`Answers to \`${item.id}\` are no numbers. Use ${fitting(item)}.`);
}

/** The operators that fit the item. */
function fitting(item: Item): string {
  if (boundsOf(item)) return '`gte`, `lte` or `answered`';
  return optionsOf(item).length > 0 && item.type !== 'grid' ? '`in`, `notIn` or `answered`' : '`answered`';
}
