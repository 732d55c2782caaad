import type { Answer } from '../../core/worksheet/answers.js';
import type { ChoiceItem } from '../../core/worksheet/definition.js';
import { valueOf } from '../../core/worksheet/reading.js';

/** What the client answered in words of their own: whatever is none of the options. */
export function ownWords(item: ChoiceItem, answer: Answer | undefined): readonly string[] {
  const values: unknown = valueOf(answer);
  return [values]
    .flat()
    .filter((value) => typeof value === 'string')
    .filter((words) => item.options.every(({ value }) => value !== words));
}

/** How the words of one's own stand in their control. */
export function ownText(item: ChoiceItem, answer: Answer | undefined): string {
  return ownWords(item, answer).join(', ');
}

/**
 * One of the options or words of one's own. A form may bring both: then what differs from `before` is what the
 * client has just done, and words outdo a choice.
 */
export function readOpenChoice(
  item: ChoiceItem,
  before: Answer | undefined,
  chosen: string | undefined,
  own: string | undefined,
): Answer | null | undefined {
  if (chosen === undefined && own === undefined) return undefined;
  const had = ownText(item, before);
  if (own?.trim() && (own !== had || !chosen)) return { value: asWords(item, own) };
  if (chosen) return { value: chosen };
  return chosen === undefined && had === '' ? undefined : null;
}

/** Several of the options, and words of one's own after them. */
export function readOpenList(
  item: ChoiceItem,
  before: Answer | undefined,
  chosen: readonly string[],
  own: string | undefined,
): Answer | null {
  const had = ownWords(item, before);
  const said =
    own === undefined || own === had.join(', ')
      ? had
      : [asWords(item, own)].filter((words) => words.trim() !== '');
  const value = [...chosen.filter((one) => one !== ''), ...said];
  return value.length > 0 ? { value } : null;
}

/** Words that read like an option's value, which nobody sees, are not the option: a space behind keeps them apart. */
function asWords({ options }: ChoiceItem, own: string): string {
  return options.some(({ value }) => value === own) ? `${own} ` : own;
}
