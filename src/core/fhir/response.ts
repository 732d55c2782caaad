import { DOES_NOT_APPLY, type Answer, type Answers, type Row } from '../worksheet/answers.js';
import type { GridItem, Item, SignItem, Worksheet } from '../worksheet/definition.js';
import { answerOf, isRecord, isSkipped, rowsOf, valueOf } from '../worksheet/reading.js';
import { writeValues } from './answer-values.js';
import { extensionOf, writeWord } from './extensions.js';
import { answerField } from './item-types.js';
import { layOut, type Node } from './layout.js';
import type {
  Extension,
  Quantity,
  QuestionnaireItem,
  QuestionnaireResponse,
  Reference,
  ResponseAnswer,
  ResponseItem,
  ResponseStatus,
} from './types.js';
import { DATA_ABSENT, UNIT_OPTION } from './urls.js';
import { valueAs } from './values.js';
import { ROW, SKIPPED_GROUP } from './words.js';

/** What a response says beside the answers. */
export interface ResponseFacts {
  readonly id?: string;
  /** `canonicalOf` the Questionnaire that was answered. */
  readonly questionnaire?: string;
  readonly status: ResponseStatus;
  /** When it was handed in, as FHIR writes moments. */
  readonly authored: string;
  /** Of whom it tells: a reference to the client. */
  readonly subject?: Reference;
}

/**
 * Answers as a FHIR R4 QuestionnaireResponse to `toQuestionnaire(worksheet)`. What was skipped says so; rows keep their
 * ids. Blank answers are left out, as are answers to what the worksheet does not have. Values that the server has
 * worked out may stand among the answers, under the ids of `computed` items.
 */
export function toQuestionnaireResponse(
  worksheet: Worksheet,
  answers: Answers,
  { id, questionnaire, status, subject, authored }: ResponseFacts,
): QuestionnaireResponse {
  const nodes = layOut(worksheet);
  const item = writeItems(nodes, answers);
  const extension = nodes.flatMap((node) => skippedGroups(node, answers));
  return {
    resourceType: 'QuestionnaireResponse',
    ...(id !== undefined && { id }),
    ...(extension.length > 0 && { extension }),
    ...(questionnaire !== undefined && { questionnaire }),
    status,
    ...(subject && { subject }),
    authored,
    ...(item.length > 0 && { item }),
  };
}

function writeItems(nodes: readonly Node[], answers: Answers): readonly ResponseItem[] {
  return nodes.flatMap((node) => writeNode(node, answers));
}

function writeNode({ element, children, item }: Node, answers: Answers): readonly ResponseItem[] {
  const inside = (these: Answers): readonly ResponseItem[] => writeItems(children, these);
  if (item === undefined || item.type === 'info') return within(element, inside(answers));
  const answer = answerOf(answers, item.id);
  if (item.type === 'group') {
    if (isSkipped(answer)) return [];
    if (!answerField(item)) return rowsOf(answer).map((row) => writeRow(element, row, inside(row.answers)));
    const given = rowsOf(answer).map((row) => writeAnswerRow(item, element, row, inside(row.answers)));
    return given.length > 0 ? [{ ...headOf(element), answer: given }] : [];
  }
  if (item.type === 'sign' || item.type === 'grid') return writeComposite(item, element, children, answer);
  return writeAnswer(item, element, answer, inside(answers));
}

function skippedGroups({ element, children, item }: Node, answers: Answers): readonly Extension[] {
  if (item?.type !== 'group') return children.flatMap((child) => skippedGroups(child, answers));
  return isSkipped(answerOf(answers, item.id)) ? [writeWord(SKIPPED_GROUP, element.linkId)] : [];
}

function headOf({ linkId, text }: QuestionnaireItem): ResponseItem {
  return { linkId, ...(text !== undefined && { text }) };
}

function within(element: QuestionnaireItem, item: readonly ResponseItem[]): readonly ResponseItem[] {
  return item.length > 0 ? [{ ...headOf(element), item }] : [];
}

/** FHIR's word for a question that was asked and left out on purpose. */
const DECLINED: Extension = { url: DATA_ABSENT, valueCode: 'asked-declined' };
const NOT_APPLICABLE: Extension = { url: DATA_ABSENT, valueCode: 'not-applicable' };

function declined(element: QuestionnaireItem): ResponseItem {
  return { ...headOf(element), extension: [DECLINED] };
}

function writeRow(element: QuestionnaireItem, { id }: Row, item: readonly ResponseItem[]): ResponseItem {
  return { ...headOf(element), extension: [writeWord(ROW, id)], ...(item.length > 0 && { item }) };
}

function writeAnswerRow(
  group: Item,
  element: QuestionnaireItem,
  row: Row,
  item: readonly ResponseItem[],
): ResponseAnswer {
  const field = answerField(group);
  const answer = field && answerOf(row.answers, field.id);
  const [value] = field ? answersTo(field, element, answer) : [];
  const extension = [writeWord(ROW, row.id), ...(isSkipped(answer) ? [DECLINED] : [])];
  return { ...value, extension, ...(item.length > 0 && { item }) };
}

function writeAnswer(
  item: Item,
  element: QuestionnaireItem,
  answer: Answer | undefined,
  inside: readonly ResponseItem[],
): readonly ResponseItem[] {
  // What stands inside a question belongs to its answer, even where that has no value.
  const [first, ...more] = answersTo(item, element, answer);
  const given = inside.length > 0 ? [{ ...first, item: inside }, ...more] : first ? [first, ...more] : [];
  if (isSkipped(answer)) return [{ ...declined(element), ...(given.length > 0 && { answer: given }) }];
  return given.length > 0 ? [{ ...headOf(element), answer: given }] : [];
}

function answersTo(
  item: Item,
  element: QuestionnaireItem,
  answer: Answer | undefined,
): readonly ResponseAnswer[] {
  const value = valueOf(answer);
  if (value === undefined || element.type === 'display' || element.type === 'group') return [];
  return writeValues(item, value, unitIn(element)).map((one) => valueAs('value', one));
}

function unitIn(element: QuestionnaireItem): Quantity | undefined {
  const unit = extensionOf(element, UNIT_OPTION)?.valueCoding;
  if (unit === undefined) return undefined;
  const { display, code, system } = unit;
  return {
    unit: display ?? code,
    ...(system !== undefined && { system }),
    ...(code !== undefined && { code }),
  };
}

function writeComposite(
  item: SignItem | GridItem,
  element: QuestionnaireItem,
  parts: readonly Node[],
  answer: Answer | undefined,
): readonly ResponseItem[] {
  if (isSkipped(answer)) return [declined(element)];
  const value = valueOf(answer);
  if (!isRecord(value)) return [];
  return within(
    element,
    parts.flatMap((part) => {
      const name = part.element.linkId.slice(element.linkId.length + 1);
      const cell: unknown = Object.hasOwn(value, name) ? value[name] : undefined;
      return writePart(part.element, item, cell);
    }),
  );
}

function writePart(element: QuestionnaireItem, { type }: Item, cell: unknown): readonly ResponseItem[] {
  if (type === 'grid' && cell === DOES_NOT_APPLY)
    return [{ ...headOf(element), extension: [NOT_APPLICABLE] }];
  if (typeof cell === 'number') return [{ ...headOf(element), answer: [{ valueInteger: cell }] }];
  if (typeof cell !== 'string') return [];
  return [
    { ...headOf(element), answer: [element.type === 'date' ? { valueDate: cell } : { valueString: cell }] },
  ];
}
