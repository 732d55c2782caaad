import { MAX_ROWS, type AnswerValue } from '../worksheet/answers.js';
import type { FieldItem, Item, KeptFhir } from '../worksheet/definition.js';
import { ROW_ANSWER } from '../worksheet/reading.js';
import { valueFault } from '../worksheet/values.js';
import { readValues } from './answer-values.js';
import { namedType } from './composites.js';
import { extensionOf, readWords } from './extensions.js';
import { difference } from './kept.js';
import type { Report } from './loss.js';
import type { Names } from './naming.js';
import type { PlannedItem } from './plan.js';
import { readQuestion, type Question } from './read-question.js';
import type { Element, QuestionnaireItem } from './types.js';
import { HIDDEN, MAX_OCCURS, ourExtension } from './urls.js';
import { optionsListed, type ValueSets } from './value-sets.js';
import { valueIn } from './values.js';
import { DISPLAY_WORDS, INITIAL_WORDS, ITEM_WORDS, REQUIRED_WHEN_SHOWN } from './words.js';

/** What reading an item takes beside the item itself. */
export interface Reading {
  readonly names: Names;
  readonly valueSets: ValueSets;
  readonly report: Report;
}

/** Stands where a question or a heading has no text. */
const NO_WORDS = 'Without wording';

/**
 * Reads an item, all but its condition. What our extensions say is taken as it stands: the schema judges it when the
 * worksheet is whole, and until then it is an item in name only.
 */
export function readItem(planned: PlannedItem, reading: Reading): Item {
  const { element, displays } = planned;
  const { id, path } = reading.names.of(planned);
  const kind = kindOf(planned, reading);
  const hidden = hiddenBy(planned) ?? (saysNothing(planned) ? true : undefined);
  const help = displays.help?.text;
  const base = {
    id,
    text: wordsOf(element),
    ...(help !== undefined && { help }),
    ...(hidden !== undefined && { hidden }),
    ...(element.readOnly !== undefined && canBeReadOnly(planned) && { readOnly: element.readOnly }),
    ...readWords(element, ITEM_WORDS),
    ...readWords(element, DISPLAY_WORDS),
  };
  const parent = planned.parent && reading.names.of(planned.parent).id;
  // Conditions of other items name this one by its linkId, so that is kept before all the rest.
  const kept = difference({ linkId: element.linkId }, { linkId: path });
  const fhir: KeptFhir = {
    ...kind.fhir,
    ...(parent !== undefined && { inside: parent }),
    ...(kept && { kept }),
  };
  const item = { ...kind, ...base, ...(Object.keys(fhir).length > 0 && { fhir }) } as Item;
  const ours = planned.form === 'question' ? readWords(element, INITIAL_WORDS) : {};
  const initial = ours.initial === undefined ? readInitial(item, planned, reading) : ours.initial;
  const required = readRequired(planned, item, initial, reading);
  return {
    ...item,
    ...(initial !== undefined && { initial }),
    ...(required !== undefined && { required }),
  } as Item;
}

function takesAnswers({ form }: PlannedItem): boolean {
  return form === 'question' || form === 'answers' || form === 'rows';
}

function canBeReadOnly(planned: PlannedItem): boolean {
  return takesAnswers(planned) || planned.form === 'computed';
}

/** The words of an item; where it has none, those of its code. */
export function wordsOf({ text, code }: QuestionnaireItem, otherwise = NO_WORDS): string {
  const words = [text, ...(code ?? []).map(({ display }) => display)];
  return words.find((one) => one !== undefined && /\S/.test(one)) ?? otherwise;
}

function saysNothing(planned: PlannedItem): boolean {
  return !takesAnswers(planned) && !/\S/.test(planned.element.text ?? '');
}

/** What is hidden hides all that stands inside it. */
function hiddenBy({ element, parent }: PlannedItem): boolean | undefined {
  if (parent && hiddenBy(parent)) return true;
  return isHidden(element);
}

/** Does the resource hide this? */
export function isHidden(element: Element): boolean | undefined {
  return extensionOf(element, HIDDEN)?.valueBoolean;
}

function kindOf(planned: PlannedItem, reading: Reading): Question {
  const { element, form } = planned;
  switch (form) {
    case 'heading':
    case 'unfit':
      return { type: 'info', fhir: { as: element.type } };
    case 'display':
      return { type: namedType(element) === 'computed' ? 'computed' : 'info' };
    case 'computed':
      return { type: 'computed', fhir: { as: element.type } };
    case 'question':
      return readOneAnswer(planned, reading);
    case 'rows':
      return { type: 'group', fields: readFields(planned, reading), ...readMaxRows(element) };
    case 'answers': {
      const question = readQuestion(element, {}, reading.valueSets, reading.report);
      const required = element.required === true && { required: true };
      const answer = { id: ROW_ANSWER, text: wordsOf(element), ...question, ...required };
      return {
        type: 'group',
        fields: [answer, ...readFields(planned, reading)],
        ...readMaxRows(element),
        fhir: { as: 'answers' },
      } as Question;
    }
  }
}

function readOneAnswer({ element, displays }: PlannedItem, { valueSets, report }: Reading): Question {
  const question = readQuestion(element, displays, valueSets, report);
  const isSingle = question.type !== 'multi' && question.type !== 'links' && question.type !== 'dynamic';
  if (element.repeats === true && isSingle)
    report(element.linkId, 'repeats', 'One answer can be given here.');
  return question;
}

function readFields({ fields }: PlannedItem, reading: Reading): readonly FieldItem[] {
  return fields.map((field) => readItem(field, reading) as FieldItem);
}

function readMaxRows(element: QuestionnaireItem): { readonly maxRows?: number } {
  const most = extensionOf(element, MAX_OCCURS)?.valueInteger;
  return most !== undefined && Number.isInteger(most) && most >= 1 && most <= MAX_ROWS
    ? { maxRows: most }
    : {};
}

function readInitial(
  item: Item,
  { element, form }: PlannedItem,
  { valueSets, report }: Reading,
): AnswerValue | undefined {
  const given = element.initial ?? [];
  const selected = (optionsListed(element, valueSets) ?? []).filter((option) => option.initialSelected);
  const elements = given.length > 0 ? given : selected;
  if (elements.length === 0) return undefined;
  const values = elements.map((one) => valueIn(one)).filter((value) => value !== undefined);
  const isOne = values.length === 1 || item.type === 'multi';
  const initial = form === 'question' && isOne ? readValues(item, values) : undefined;
  if (initial !== undefined && valueFault(item, initial, () => new Set()) === undefined) return initial;
  report(element.linkId, 'initial', 'A draft cannot begin with this answer.');
  return undefined;
}

function readRequired(
  planned: PlannedItem,
  { hidden, readOnly }: Item,
  initial: unknown,
  { report }: Reading,
): boolean | undefined {
  const { element } = planned;
  const whenShown = extensionOf(element, ourExtension(REQUIRED_WHEN_SHOWN.name))?.valueBoolean;
  if (whenShown !== undefined) return whenShown;
  if (!takesAnswers(planned) || element.required !== true)
    return takesAnswers(planned) ? element.required : undefined;
  if ((hidden !== true && readOnly !== true) || initial !== undefined) return true;
  report(
    element.linkId,
    'required',
    'Nobody could answer this: it is not to be changed and has no answer yet.',
  );
  return undefined;
}
