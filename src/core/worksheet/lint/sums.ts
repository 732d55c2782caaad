import type { Item, Option, Sum } from '../definition.js';
import { isOpenChoice, optionsOf } from '../item-kinds.js';
import { error, repeated, type DefinitionPath, type LintProblem } from './problem.js';
import type { Survey } from './survey.js';

/** Sums that name what there is not, or that could never be made of what they name. */
export function sumProblems(sums: readonly Sum[], survey: Survey): readonly LintProblem[] {
  return sums.flatMap((sum, index) => problemsOf(sum, ['sums', index], survey));
}

function problemsOf(sum: Sum, path: DefinitionPath, survey: Survey): readonly LintProblem[] {
  const named = sum.items.map((id, index) => ({ id, path: [...path, 'items', index] }));
  const items = sum.items.flatMap((id) => survey.find(id)?.item ?? []);
  return [
    ...repeated(named, (id) => `\`${id}\` is there twice and would count twice. Take one out.`),
    ...named.flatMap(({ id, path: place }) => {
      const item = survey.find(id)?.item;
      const message = item ? whyNotPart(sum, item) : `No item has the id \`${id}\`. Correct the id.`;
      return message === undefined ? [] : [error(place, message)];
    }),
    ...unknownValues(sum, path, items),
  ];
}

/** Why the item can add nothing to the sum, and what to do. */
function whyNotPart(sum: Sum, item: Item): string | undefined {
  const { id, type } = item;
  if (type === 'info' || type === 'computed' || type === 'group')
    return `\`${id}\` has no answer that could be counted. Name another item.`;
  const options = storedOptions(item);
  if (sum.rule === 'count') {
    const isCounted =
      options.length === 0 || isOpenChoice(item) || options.some(({ value }) => sum.values?.includes(value));
    return isCounted
      ? undefined
      : `\`${id}\` has none of these \`values\`. Name one of its options, or take it out.`;
  }
  if (type === 'scale' || type === 'number' || type === 'year' || type === 'grid') return undefined;
  if (options.some(({ value, weight }) => weight !== undefined || Object.hasOwn(sum.map ?? {}, value)))
    return undefined;
  return options.length > 0
    ? `Answers to \`${id}\` are no numbers. Say in \`map\` what its options count for.`
    : `Answers to \`${id}\` are no numbers. Name another item.`;
}

/** The options that an answer may name. What a grid has are its lines; its answers are numbers. */
function storedOptions(item: Item): readonly Option[] {
  return item.type === 'grid' ? [] : optionsOf(item);
}

/** Values that no item of the sum can be answered with; not judged where answers are written freely. */
function unknownValues(sum: Sum, path: DefinitionPath, items: readonly Item[]): readonly LintProblem[] {
  const isFree = items.some((item) => storedOptions(item).length === 0 || isOpenChoice(item));
  if (isFree) return [];
  const known = new Set(items.flatMap(storedOptions).map(({ value }) => value));
  const values = (sum.values ?? []).map((value, index) => ({ id: value, path: [...path, 'values', index] }));
  const mapped = Object.keys(sum.map ?? {}).map((value) => ({ id: value, path: [...path, 'map', value] }));
  return [...values, ...mapped]
    .filter(({ id }) => !known.has(id))
    .map(({ id, path: place }) => error(place, `No item of this sum has the option \`${id}\`. Correct it.`));
}
