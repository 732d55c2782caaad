import { MAX_ROWS, type Answer, type Answers, type Problem } from './answers.js';
import type { CompiledItem, CompiledWorksheet } from './compile.js';
import type { GroupItem, Item } from './definition.js';
import { answerOf, isAnswered, isRecord, isSkipped, rowsOf, valueOf } from './reading.js';
import { initialAnswer, isFixed, takesAnswer } from './starting.js';
import { toSubmission } from './submission.js';
import { isRowId, valueFault, type Fault, type RowIds } from './values.js';
import { visibility, type Visibility } from './visibility.js';

/** Where an answer stands: at an item, or in a field of one of its rows. */
export interface Place {
  readonly item: string;
  readonly row?: string;
  readonly field?: string;
}

const ID = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;

/**
 * Everything in a draft that does not fit the worksheet. Nothing need be answered yet.
 * Takes whatever JSON is given as answers and never throws; no message carries an answer.
 */
export function draftProblems(compiled: CompiledWorksheet, answers: Answers): readonly Problem[] {
  if (!isRecord(answers)) {
    return [problemAt({ item: '' }, misshapen('Send the answers as one object, by item id.'))];
  }
  return Object.keys(answers).flatMap((item) => itemProblems(compiled, answers, item));
}

/**
 * What stands in the way of handing in: the draft's problems among what is shown, and what must be answered
 * and is not. What is hidden is not handed in and so is not held against the client.
 * `shown` is what `visibility` says of the same answers, where it is known already.
 */
export function submitProblems(
  compiled: CompiledWorksheet,
  answers: Answers,
  shown = visibility(compiled, answers),
): readonly Problem[] {
  const counts = ({ item, row, field }: Problem): boolean => {
    if (!compiled.items.has(item)) return true;
    if (row === undefined || field === undefined) return shown.item(item);
    return shown.field(item, row, field) || !compiled.items.get(item)?.fields.has(field);
  };
  return [...draftProblems(compiled, answers).filter(counts), ...missing(compiled, answers, shown)];
}

/** The problems of one item's answer, rows included. */
export function itemProblems(compiled: CompiledWorksheet, answers: Answers, id: string): readonly Problem[] {
  const entry = compiled.items.get(id);
  if (entry === undefined) return [unknownItem(id)];
  const answer: unknown = answers[id];
  const rowIds = rowIdsOf(compiled, answers);
  if (entry.item.type === 'group' && isRecord(answer) && Array.isArray(answer.rows)) {
    return groupProblems(entry, entry.item, answer, rowIds);
  }
  return problemsAt({ item: id }, answerFault(entry.item, answer, rowIds));
}

/** The problems of one field of one row; none where it has no answer. */
export function fieldProblems(
  compiled: CompiledWorksheet,
  answers: Answers,
  place: Required<Place>,
): readonly Problem[] {
  const row = rowsOf(answerOf(answers, place.item)).find(({ id }) => id === place.row);
  const entry = compiled.items.get(place.item);
  if (row === undefined || entry === undefined || !Object.hasOwn(row.answers, place.field)) return [];
  return rowFieldProblems(entry, place, row.answers[place.field], rowIdsOf(compiled, answers));
}

/** A problem about an item that the worksheet does not have. */
export function unknownItem(id: string): Problem {
  const message = 'This worksheet has no such question. Reload the page and answer again.';
  return problemAt({ item: nameable(id) }, { code: 'unknown_item', message });
}

/** A problem about a field that a group does not have. */
export function unknownField(place: Required<Place>): Problem {
  const message = 'This list has no such question. Reload the page and answer again.';
  return problemAt({ ...place, field: nameable(place.field) }, { code: 'unknown_field', message });
}

/** A problem about a row that a group of given rows does not have. */
export function unknownRow(place: Pick<Required<Place>, 'item' | 'row'>): Problem {
  const message = 'This list has no such row. Reload the page and answer again.';
  const { item, row } = place;
  return problemAt({ item, row: isRowId(row) ? row : '' }, { code: 'unknown_row', message });
}

/** May the group hold a row of this id? Where rows are given, those alone. */
export function mayHold(group: GroupItem, row: string): boolean {
  return group.given === undefined || group.given.some(({ id }) => id === row);
}

/** How many rows the group may hold, and what to say when there are more. */
export function rowLimit(group: GroupItem): { readonly max: number; readonly fault: Fault } {
  const max = group.given?.length ?? group.maxRows ?? MAX_ROWS;
  return { max, fault: { code: 'too_many_rows', message: `This list holds ${max}. Take some away first.` } };
}

/** Puts a fault in its place. */
export function problemAt(place: Place, fault: Fault): Problem {
  return { ...place, ...fault };
}

function problemsAt(place: Place, fault: Fault | undefined): readonly Problem[] {
  return fault ? [problemAt(place, fault)] : [];
}

/** An id fit to be repeated in a problem; strange ids become '', since they may hold what someone wrote. */
export function nameable(id: string): string {
  return ID.test(id) ? id : '';
}

function misshapen(message = 'This answer could not be read. Answer again.'): Fault {
  return { code: 'wrong_type', message };
}

const NOT_YOURS: Fault = { code: 'wrong_type', message: 'This answer is set and cannot be changed.' };
const MUST_ANSWER: Fault = { code: 'required', message: 'Answer this question: it is needed to go on.' };

function answerFault(item: Item, answer: unknown, rowIds: RowIds): Fault | undefined {
  if (!isRecord(answer) || Object.keys(answer).length !== 1) return misshapen();
  if (isFixed(item)) return isInitial(item, answer.value) ? undefined : NOT_YOURS;
  if (answer.skipped === true && takesAnswer(item)) return item.required ? MUST_ANSWER : undefined;
  return 'value' in answer ? valueFault(item, answer.value, rowIds) : misshapen();
}

function isInitial(item: Item, value: unknown): boolean {
  const fits = valueFault(item, value, () => new Set()) === undefined;
  return fits && JSON.stringify(value) === JSON.stringify(valueOf(initialAnswer(item)));
}

function groupProblems(
  entry: CompiledItem,
  group: GroupItem,
  answer: Record<string, unknown>,
  rowIds: RowIds,
): readonly Problem[] {
  const rows = Array.isArray(answer.rows) ? (answer.rows as readonly unknown[]) : [];
  const { max, fault } = rowLimit(group);
  if (Object.keys(answer).length !== 1) return problemsAt({ item: group.id }, misshapen());
  if (rows.length > max) return problemsAt({ item: group.id }, fault);
  const seen = new Set<string>();
  return rows.flatMap((row) => rowProblems(entry, group, row, seen, rowIds));
}

function rowProblems(
  entry: CompiledItem,
  group: GroupItem,
  row: unknown,
  seen: Set<string>,
  rowIds: RowIds,
): readonly Problem[] {
  const item = group.id;
  const wellShaped = isRecord(row) && Object.keys(row).toSorted().join() === 'answers,id';
  if (!wellShaped || !isRowId(row.id) || !isRecord(row.answers)) return problemsAt({ item }, misshapen());
  const { id, answers } = row;
  if (!mayHold(group, id)) return [unknownRow({ item, row: id })];
  if (seen.has(id))
    return problemsAt({ item, row: id }, misshapen('This row is there twice. Take one away.'));
  seen.add(id);
  return Object.entries(answers).flatMap(([field, answer]) =>
    rowFieldProblems(entry, { item, row: id, field }, answer, rowIds),
  );
}

function rowFieldProblems(
  entry: CompiledItem,
  place: Required<Place>,
  answer: unknown,
  rowIds: RowIds,
): readonly Problem[] {
  const field = entry.fields.get(place.field);
  return field ? problemsAt(place, answerFault(field, answer, rowIds)) : [unknownField(place)];
}

function rowIdsOf(compiled: CompiledWorksheet, answers: Answers): RowIds {
  const known = new Map<string, ReadonlySet<string>>();
  return (group) => {
    const item = compiled.items.get(group)?.item;
    const given = item?.type === 'group' ? item.given : undefined;
    const ids = known.get(group) ?? new Set((given ?? rowsOf(answerOf(answers, group))).map(({ id }) => id));
    known.set(group, ids);
    return ids;
  };
}

/** What is fixed or has nothing to answer cannot be asked for. */
function needed(item: Item, answer: Answer | undefined): boolean {
  return item.required === true && takesAnswer(item) && !isAnswered(answer) && !isSkipped(answer);
}

/** Measured on what would be handed in; a required item that was skipped is already a problem of the draft. */
function missing(compiled: CompiledWorksheet, answers: Answers, shown: Visibility): readonly Problem[] {
  const asking = [...compiled.items.values()].filter(({ item, fields }) =>
    [item, ...fields.values()].some(({ required }) => required),
  );
  const handedIn = asking.length > 0 ? toSubmission(compiled, answers, shown) : {};
  return asking.flatMap(({ item, fields }) => {
    if (!shown.item(item.id)) return [];
    const answer = answerOf(handedIn, item.id);
    const places: Place[] = needed(item, answer) ? [{ item: item.id }] : [];
    for (const row of rowsOf(answer)) {
      for (const field of fields.values()) {
        const place = { item: item.id, row: row.id, field: field.id };
        if (needed(field, answerOf(row.answers, field.id)) && shown.field(item.id, row.id, field.id))
          places.push(place);
      }
    }
    return places.map((place) => problemAt(place, MUST_ANSWER));
  });
}
