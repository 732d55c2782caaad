import type { Answer, Answers } from './answers.js';
import type { Item } from './definition.js';
import { answerOf, isBlank } from './reading.js';
import { valueFault } from './values.js';

/** Is it never for the client to answer, since it always hands in its initial value? */
export function isFixed(item: Item): boolean {
  return item.hidden === true || item.readOnly === true;
}

/** Is there anything for the client to answer? Not where there is only text, where all is set, or no row is given. */
export function takesAnswer(item: Item): boolean {
  if (item.type === 'info' || item.type === 'computed' || item.type === 'dynamic') return false;
  return !isFixed(item) && !(item.type === 'group' && item.given?.length === 0);
}

/** What an item begins with, if that is an answer to it at all. */
export function initialAnswer(item: Item): Answer | undefined {
  const { initial } = item;
  const fits = !isBlank(initial) && valueFault(item, initial, () => new Set()) === undefined;
  return initial !== undefined && fits ? { value: initial } : undefined;
}

/** The answer that counts: of an item that the client cannot answer always the initial one. */
export function standingAnswer(item: Item, answers: Answers): Answer | undefined {
  return isFixed(item) ? initialAnswer(item) : answerOf(answers, item.id);
}

/** What a new draft, or a new row with these items as its fields, begins with. */
export function startingAnswers(items: Iterable<Item>): Answers {
  const started: [string, Answer][] = [];
  for (const item of items) {
    const answer = initialAnswer(item);
    if (answer) started.push([item.id, answer]);
  }
  return Object.fromEntries(started);
}
