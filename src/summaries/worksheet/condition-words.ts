import { isComparison } from '../../core/worksheet/conditions.js';
import type { Comparison, Condition, Item } from '../../core/worksheet/definition.js';
import { optionsOf } from '../../core/worksheet/item-kinds.js';

/** What a paper calls an item that a condition looks at: "question 12", or a label in quotation marks. */
export interface Named {
  readonly item: Item;
  /** Its number on the paper; absent for a field of the same row, which goes by its label. */
  readonly number?: number;
}

/** Finds what a condition looks at; of undefined, the item that the condition belongs to. */
export type NameOf = (item: string | undefined) => Named | undefined;

/** Where so few answers are left they are named; otherwise those that are left out. */
const FEW_ANSWERS = 3;

/**
 * A condition as words that follow "if": "you answered “Yes” or “Not sure” to question 12". For worksheets that were
 * tailored; whatever else is asked is left out, and where nothing is left the words are empty.
 */
export function conditionWords(condition: Condition, nameOf: NameOf): string {
  if ('all' in condition) return joined(condition.all, nameOf, 'and');
  if ('any' in condition) return joined(condition.any, nameOf, 'or');
  if ('not' in condition) {
    const words = conditionWords(condition.not, nameOf);
    return words === '' ? '' : `it is not so that ${words}`;
  }
  if (!isComparison(condition)) return '';
  const named = nameOf(condition.item);
  return named ? clause(condition, named)(referenceTo([named])) : '';
}

/** Clauses that differ only in the question they name become one: "to question 3, 4 or 7". */
function joined(parts: readonly Condition[], nameOf: NameOf, word: 'and' | 'or'): string {
  const clauses: { readonly say: (reference: string) => string; readonly about: Named[] }[] = [];
  const words: string[] = [];
  for (const part of parts) {
    const named = isComparison(part) ? nameOf(part.item) : undefined;
    if (!isComparison(part) || named === undefined) {
      const whole = conditionWords(part, nameOf);
      if (whole !== '') words.push(whole);
      continue;
    }
    const say = clause(part, named);
    const alike = clauses.find((known) => word === 'or' && known.say('') === say(''));
    if (alike) alike.about.push(named);
    else clauses.push({ say, about: [named] });
  }
  const said = clauses.map(({ say, about }) => say(referenceTo(about)));
  return listed([...said, ...words], word);
}

function clause(comparison: Comparison, { item }: Named): (reference: string) => string {
  switch (comparison.op) {
    case 'answered':
      return (reference) => `you answered ${reference}`;
    case 'in':
    case 'includesAny':
      return (reference) => chose(item, labels(item, comparison.values), reference);
    case 'notIn': {
      const left = optionsOf(item).filter(({ value }) => !comparison.values.includes(value));
      if (left.length > 0 && left.length <= FEW_ANSWERS) {
        return (reference) =>
          chose(
            item,
            left.map(({ label }) => label),
            reference,
          );
      }
      const out = listed(labels(item, comparison.values).map(quoted), 'or');
      return (reference) => `you gave an answer other than ${out} to ${reference}`;
    }
    case 'gte':
      return (reference) => `your answer to ${reference} is ${comparison.value} or more`;
    case 'lte':
      return (reference) => `your answer to ${reference} is ${comparison.value} or less`;
    case 'dropGte':
      return (reference) => `your answer to ${reference} has dropped by ${comparison.value} or more`;
    case 'matchesTerms':
      // The terms are for the clinician's eyes.
      return (reference) => `it fits what you wrote in ${reference}`;
  }
}

function chose(item: Item, answers: readonly string[], reference: string): string {
  const named = listed(answers.map(quoted), 'or');
  return item.type === 'multi'
    ? `you marked ${named} in ${reference}`
    : `you answered ${named} to ${reference}`;
}

function labels(item: Item, values: readonly string[]): readonly string[] {
  const options = optionsOf(item);
  return values.map((value) => options.find((option) => option.value === value)?.label ?? value);
}

function referenceTo(about: readonly Named[]): string {
  const numbers = about.flatMap(({ number }) => number ?? []).toSorted((one, other) => one - other);
  const others = about.filter(({ number }) => number === undefined).map(({ item }) => quoted(item.text));
  const numbered = numbers.length > 0 ? [`question ${listed(numbers.map(String), 'or')}`] : [];
  return listed([...numbered, ...others], 'or');
}

function quoted(words: string): string {
  return `“${words}”`;
}

/** "a, b or c" */
export function listed(words: readonly string[], word: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${word} ${words.at(-1) ?? ''}`;
}
