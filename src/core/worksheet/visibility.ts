import type { Answer, Answers } from './answers.js';
import type { CompiledItem, CompiledWorksheet } from './compile.js';
import { meets, rowReader, type ReadAnswer } from './conditions.js';
import type { FieldItem, Item, Section } from './definition.js';
import { isLink } from './item-kinds.js';
import { answerOf, rowsFor, rowsOf, saysOrSkips } from './reading.js';
import { isFixed, standingAnswer } from './starting.js';

/** What the client is shown, for one state of the answers. Unknown ids are not shown. */
export interface Visibility {
  section(id: string): boolean;
  item(id: string): boolean;
  /** Of a row that is not there yet: what an empty row would show. */
  field(itemId: string, rowId: string, fieldId: string): boolean;
  /** The answer as conditions see it: none in a closed branch, and of a group's rows only such fields as are open. */
  readonly answer: ReadAnswer;
  /** The same for conditions that belong to a field: the row's fields first, then what is outside. */
  row(itemId: string, rowId: string): ReadAnswer;
}

/** The fields of one row that stand in an open branch. */
type OpenFields = ReadonlySet<string>;
type OpenRow = (entry: CompiledItem, rowId: string) => OpenFields;

/**
 * Decides what is shown. An item of a hidden section is hidden; a hidden answer counts as unanswered, so that
 * closing a branch closes what hangs on it; a link is hidden with the group that it points to. An item that its
 * definition hides is never shown, but conditions see its initial value where its branch is open.
 */
export function visibility(compiled: CompiledWorksheet, answers: Answers): Visibility {
  const sections = new Set<string>();
  const items = new Set<string>();
  const openRow = rememberRows((entry, rowId) => fieldsOpen(entry, rowOf(entry, rowId), answer, items));
  const rowsById = new Map<CompiledItem, ReadonlyMap<string, Answers>>();
  const rowOf = (entry: CompiledItem, rowId: string): Answers => {
    const rows = rowsById.get(entry) ?? byRowId(answers, entry.item.id);
    rowsById.set(entry, rows);
    return rows.get(rowId) ?? {};
  };
  const open = (id: string): CompiledItem | undefined => (items.has(id) ? compiled.items.get(id) : undefined);
  const known = new Map<string, Answer | undefined>();
  const answer: ReadAnswer = (id) => {
    const entry = known.has(id) ? undefined : open(id);
    if (entry) known.set(id, openAnswer(entry, answers, openRow));
    return known.get(id);
  };
  for (const step of compiled.order) {
    if ('section' in step) {
      if (sectionOpen(step.section, answer)) sections.add(step.section.id);
    } else if (sections.has(step.entry.section.id) && itemOpen(step.entry.item, answer, items)) {
      items.add(step.entry.item.id);
    }
  }
  return {
    section: (id) => sections.has(id),
    item: (id) => isOnPage(open(id)?.item),
    field(itemId, rowId, fieldId) {
      const entry = open(itemId);
      if (entry === undefined || !isOnPage(entry.item) || !isOnPage(entry.fields.get(fieldId))) return false;
      return openRow(entry, rowId).has(fieldId);
    },
    answer,
    row(itemId, rowId) {
      const entry = open(itemId);
      return entry ? readerIn(entry, openRow(entry, rowId), rowOf(entry, rowId), answer) : () => undefined;
    },
  };
}

/** Of several rows with one id the first counts. */
function byRowId(answers: Answers, group: string): ReadonlyMap<string, Answers> {
  return new Map(
    rowsOf(answerOf(answers, group))
      .toReversed()
      .map((row) => [row.id, row.answers]),
  );
}

function isOnPage(item: Item | undefined): boolean {
  return item !== undefined && item.hidden !== true;
}

function sectionOpen(section: Section, read: ReadAnswer): boolean {
  return section.audience !== 'clinician' && (section.showIf === undefined || meets(section.showIf, read));
}

function itemOpen(item: Item, read: ReadAnswer, items: ReadonlySet<string>): boolean {
  if (isLink(item) && !items.has(item.of)) return false;
  return item.showIf === undefined || meets(item.showIf, read, item.id);
}

function fieldsOpen(
  entry: CompiledItem,
  row: Answers,
  read: ReadAnswer,
  items: ReadonlySet<string>,
): OpenFields {
  const open = new Set<string>();
  const readHere = readerIn(entry, open, row, read);
  for (const field of entry.fieldOrder) {
    if (itemOpen(field, readHere, items)) open.add(field.id);
  }
  return open;
}

/** Reads in a row, of which only the open fields can be seen. */
function readerIn(entry: CompiledItem, open: OpenFields, row: Answers, outside: ReadAnswer): ReadAnswer {
  const inRow: ReadAnswer = (id) => {
    const field = open.has(id) ? entry.fields.get(id) : undefined;
    return field && standingAnswer(field, row);
  };
  return rowReader(entry.fields, inRow, outside);
}

/** A group without conditions opens every row alike, so one answer serves all its rows. */
function rememberRows(decide: OpenRow): OpenRow {
  const known = new Map<CompiledItem, Map<string, OpenFields>>();
  return (entry, rowId) => {
    const rows = known.get(entry) ?? new Map<string, OpenFields>();
    known.set(entry, rows);
    const key = entry.fieldOrder.some(hasCondition) ? rowId : '';
    const before = rows.get(key);
    if (before !== undefined) return before;
    // While it is being decided a row counts as closed, so that conditions in a circle come to an end.
    rows.set(key, new Set());
    const open = decide(entry, rowId);
    rows.set(key, open);
    return open;
  };
}

function hasCondition(field: FieldItem): boolean {
  return field.showIf !== undefined;
}

function openAnswer(entry: CompiledItem, answers: Answers, openRow: OpenRow): Answer | undefined {
  const answer = standingAnswer(entry.item, answers);
  if (entry.item.type !== 'group' || answer === undefined || !('rows' in answer)) return answer;
  const rows = rowsFor(entry.item, answer).map(({ id, answers: inRow }) => {
    const open = openRow(entry, id);
    const fields = [...entry.fields.values()].filter((field) => open.has(field.id));
    // What is fixed stands in every row, so it says nothing where the client has said nothing.
    const says = fields.some((field) => !isFixed(field) && saysOrSkips(answerOf(inRow, field.id)));
    return { id, answers: says ? standingAnswers(fields, inRow) : {} };
  });
  return { rows };
}

function standingAnswers(fields: readonly FieldItem[], answers: Answers): Answers {
  return Object.fromEntries(
    fields.flatMap((field): [string, Answer][] => {
      const standing = standingAnswer(field, answers);
      return standing ? [[field.id, standing]] : [];
    }),
  );
}
