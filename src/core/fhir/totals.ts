import { extensionOf } from './extensions.js';
import { MAX_CONDITION_CHARACTERS, MAX_OPTION_CHARACTERS, MAX_OPTIONS } from './limits.js';
import type { AnswerOption, QuestionnaireItem } from './types.js';
import { ourExtension } from './urls.js';
import { optionsListed, type ValueSets } from './value-sets.js';
import { CONDITION } from './words.js';

/**
 * Why these items, small as they may be, would make too large a worksheet, in words. There each item has its options
 * and its conditions to itself: those of a value set come once for every item that names it, those of a heading once
 * for every item inside.
 */
export function whyTooLarge(items: readonly QuestionnaireItem[], valueSets: ValueSets): readonly string[] {
  const { count, characters } = optionsOf(items, valueSets);
  const totals = [
    ['options', count, MAX_OPTIONS, ''],
    ['options', characters, MAX_OPTION_CHARACTERS, ' characters'],
    ['conditions', conditionCharacters(items), MAX_CONDITION_CHARACTERS, ' characters'],
  ] as const;
  return totals
    .filter(([, found, most]) => found > most)
    .map(
      ([what, found, most, unit]) =>
        `The ${what} of all items together come to ${found}${unit}. A worksheet can have ${most}. ${WAYS_OUT[what]}`,
    );
}

const WAYS_OUT = {
  options: 'A value set counts once for every item that names it: shorten it, or divide the form.',
  conditions: 'Those of a group count once for every item inside: set fewer there, or divide the form.',
} as const;

interface Amount {
  readonly count: number;
  readonly characters: number;
}

function optionsOf(items: readonly QuestionnaireItem[], valueSets: ValueSets): Amount {
  const measured = new Map<readonly AnswerOption[], number>();
  let [count, characters] = [0, 0];
  const add = (element: QuestionnaireItem): void => {
    const options = optionsListed(element, valueSets) ?? [];
    const size = measured.get(options) ?? charactersOf(options);
    measured.set(options, size);
    count += options.length;
    characters += size;
    element.item?.forEach(add);
  };
  items.forEach(add);
  return { count, characters };
}

/** As JSON, or more than is allowed: what all codes share may be long, and is not written out for each in vain. */
function charactersOf(options: readonly AnswerOption[]): number {
  let characters = 0;
  for (const option of options) {
    characters += JSON.stringify(option).length;
    if (characters > MAX_OPTION_CHARACTERS) break;
  }
  return characters;
}

/** As JSON. Those of a group at the top stay with the section that it becomes. */
function conditionCharacters(items: readonly QuestionnaireItem[], around?: number): number {
  return items
    .map((element) => {
      const { type, enableWhen = [], item = [] } = element;
      const ours = extensionOf(element, ourExtension(CONDITION.name))?.valueString ?? '';
      const theirs = enableWhen.length > 0 ? JSON.stringify(enableWhen) : '';
      const all = (around ?? 0) + ours.length + theirs.length;
      const isSection = around === undefined && type === 'group';
      return all + conditionCharacters(item, isSection ? 0 : all);
    })
    .reduce((sum, characters) => sum + characters, 0);
}
