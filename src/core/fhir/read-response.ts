import {
  DOES_NOT_APPLY,
  type Answer,
  type Answers,
  type AnswerValue,
  type Row,
} from '../worksheet/answers.js';
import type { Item, Worksheet } from '../worksheet/definition.js';
import { isRecord, isBlank } from '../worksheet/reading.js';
import { isRowId } from '../worksheet/values.js';
import { readValues } from './answer-values.js';
import { answerField } from './item-types.js';
import { layOut, type Node } from './layout.js';
import type { Element } from './types.js';
import { DATA_ABSENT, ourExtension } from './urls.js';
import { valueIn } from './values.js';
import { ROW, SKIPPED_GROUP } from './words.js';

/**
 * The answers of a QuestionnaireResponse to the worksheet's Questionnaire, in whatever order its items come. Takes
 * anything and never throws: what belongs to no item, or is no value of its type, is passed over. Whether the answers
 * fit is for `submitProblems` to say.
 */
export function fromQuestionnaireResponse(worksheet: Worksheet, response: unknown): Answers {
  if (!isRecord(response)) return {};
  const nodes = layOut(worksheet);
  const skipped = new Set(
    listOf(response.extension)
      .filter(({ url }) => url === ourExtension(SKIPPED_GROUP.name))
      .map(({ valueString }) => valueString),
  );
  return { ...skippedGroups(nodes, skipped), ...readItems(nodes, listOf(response.item)) };
}

function skippedGroups(nodes: readonly Node[], skipped: ReadonlySet<unknown>): Answers {
  const entries = nodes.flatMap(({ item, element, children }): Entries => {
    if (item?.type !== 'group') return Object.entries(skippedGroups(children, skipped));
    return skipped.has(element.linkId) ? [[item.id, { skipped: true }]] : [];
  });
  return Object.fromEntries(entries);
}

/** Items of a response, or answers, by what they are of. Anything may stand in them. */
type Elements = readonly Element[];

function listOf(value: unknown): Elements {
  return Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [];
}

function readItems(nodes: readonly Node[], items: Elements): Answers {
  const byLinkId = new Map<unknown, Element[]>();
  for (const item of items) {
    const before = byLinkId.get(item.linkId);
    if (before) before.push(item);
    else byLinkId.set(item.linkId, [item]);
  }
  const read = nodes.flatMap((node) => readNode(node, byLinkId.get(node.element.linkId) ?? []));
  return Object.fromEntries(read);
}

type Entries = readonly (readonly [string, Answer])[];

function readNode(node: Node, items: Elements): Entries {
  const { item, children } = node;
  const inside = (these: Elements): Entries => Object.entries(readItems(children, these));
  const answers = items.flatMap((one) => listOf(one.answer));
  if (item === undefined || item.type === 'info' || item.type === 'computed') {
    return inside([...items, ...answers].flatMap((one) => listOf(one.item)));
  }
  const answer = readAnswer(item, node, items, answers);
  const own: Entries = answer ? [[item.id, answer]] : [];
  if (item.type === 'group' || item.type === 'sign' || item.type === 'grid') return own;
  return [...own, ...inside(answers.flatMap((one) => listOf(one.item)))];
}

function readAnswer(item: Item, node: Node, items: Elements, answers: Elements): Answer | undefined {
  if (item.type === 'group') {
    const rows = readRows(item, node, items, answers);
    return rows.length > 0 ? { rows } : undefined;
  }
  const value = readValue(item, node, items, answers);
  if (value !== undefined && !isBlank(value)) return { value };
  return items.some((one) => absentReason(one) === 'asked-declined') ? { skipped: true } : undefined;
}

function readValue(item: Item, node: Node, items: Elements, answers: Elements): AnswerValue | undefined {
  const parts = items.flatMap((one) => listOf(one.item));
  if (item.type === 'sign') return readSignature(node, parts);
  if (item.type === 'grid') return readGrid(node, parts);
  return readValues(
    item,
    answers.map((one) => valueIn(one)).filter((value) => value !== undefined),
  );
}

function readRows(item: Item, { children }: Node, items: Elements, answers: Elements): readonly Row[] {
  const field = answerField(item);
  const found = field ? answers : items;
  const taken = new Set<string>();
  return found.map((one, index) => {
    const own = field && readOwnAnswer(field, one);
    return {
      id: rowId(one, index, taken),
      answers: { ...(field && own && { [field.id]: own }), ...readItems(children, listOf(one.item)) },
    };
  });
}

/** Where a row is one of several answers, its own. */
function readOwnAnswer(field: Item, element: Element): Answer | undefined {
  const value = valueIn(element);
  const own = value && readValues(field, [value]);
  if (own !== undefined) return { value: own };
  return absentReason(element) === 'asked-declined' ? { skipped: true } : undefined;
}

/** The id that the row came with, if it can name a row here and is no other row's. */
function rowId(element: Element, index: number, taken: Set<string>): string {
  const given = extensionIn(element, ourExtension(ROW.name))?.valueString;
  let id = isRowId(given) ? given : `row-${index + 1}`;
  for (let number = 2; taken.has(id); number += 1) id = `row-${index + 1}-${number}`;
  taken.add(id);
  return id;
}

function absentReason(element: Element): unknown {
  return extensionIn(element, DATA_ABSENT)?.valueCode;
}

function extensionIn(element: Element, url: string): Element | undefined {
  return listOf(element.extension).find((extension) => extension.url === url);
}

function readSignature({ children }: Node, parts: Elements): AnswerValue | undefined {
  const [name, date] = children.map(({ element }) => {
    const part = parts.find(({ linkId }) => linkId === element.linkId);
    return part && firstValue(part);
  });
  return typeof name === 'string' && typeof date === 'string' ? { name, date } : undefined;
}

function readGrid({ element, children }: Node, parts: Elements): AnswerValue {
  const cells = children.flatMap((child): [string, number | string][] => {
    const part = parts.find(({ linkId }) => linkId === child.element.linkId);
    if (part === undefined) return [];
    const value = absentReason(part) === 'not-applicable' ? DOES_NOT_APPLY : firstValue(part);
    const line = child.element.linkId.slice(element.linkId.length + 1);
    return typeof value === 'number' || value === DOES_NOT_APPLY ? [[line, value]] : [];
  });
  return Object.fromEntries(cells);
}

function firstValue(part: Element): unknown {
  const [answer] = listOf(part.answer);
  return answer && valueIn(answer)?.value;
}
