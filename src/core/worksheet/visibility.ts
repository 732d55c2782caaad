import type { Answer, Answers } from './answers.js';
import type { CompiledItem, CompiledWorksheet } from './compile.js';
import { meets, rowReader, type ReadAnswer } from './conditions.js';
import type { FieldItem, Item, Section } from './definition.js';
import { answerOf, rowsOf } from './reading.js';

/** What the client is shown, for one state of the answers. Unknown ids are not shown. */
export interface Visibility {
  section(id: string): boolean;
  item(id: string): boolean;
  /** Of a row that is not there yet: what an empty row would show. */
  field(itemId: string, rowId: string, fieldId: string): boolean;
}

/**
 * Decides what is shown. An item of a hidden section is hidden; a hidden answer counts as unanswered, so that
 * closing a branch closes what hangs on it; a link is hidden with the group that it points to.
 */
export function visibility(compiled: CompiledWorksheet, answers: Answers): Visibility {
  const sections = new Set<string>();
  const items = new Set<string>();
  const shownFields = rememberRows((entry, rowId) => {
    const row = rowsOf(answerOf(answers, entry.item.id)).find(({ id }) => id === rowId);
    return fieldsShown(entry, row?.answers ?? {}, read, items);
  });
  const read: ReadAnswer = (id) => {
    const entry = items.has(id) ? compiled.items.get(id) : undefined;
    const answer = answerOf(answers, id);
    if (entry?.item.type !== 'group') return entry && answer;
    return visibleRows(answer, (rowId) => shownFields(entry, rowId));
  };
  for (const step of compiled.order) {
    if ('section' in step) {
      if (sectionShown(step.section, read)) sections.add(step.section.id);
    } else if (sections.has(step.entry.section.id) && itemShown(step.entry.item, read, items)) {
      items.add(step.entry.item.id);
    }
  }
  return {
    section: (id) => sections.has(id),
    item: (id) => items.has(id),
    field(itemId, rowId, fieldId) {
      const entry = items.has(itemId) ? compiled.items.get(itemId) : undefined;
      return entry !== undefined && shownFields(entry, rowId).has(fieldId);
    },
  };
}

function sectionShown(section: Section, read: ReadAnswer): boolean {
  return section.audience !== 'clinician' && (section.showIf === undefined || meets(section.showIf, read));
}

function itemShown(item: Item, read: ReadAnswer, items: ReadonlySet<string>): boolean {
  if ((item.type === 'link' || item.type === 'links') && !items.has(item.of)) return false;
  return item.showIf === undefined || meets(item.showIf, read, item.id);
}

function fieldsShown(
  entry: CompiledItem,
  row: Answers,
  read: ReadAnswer,
  items: ReadonlySet<string>,
): ReadonlySet<string> {
  const shown = new Set<string>();
  const inRow: ReadAnswer = (id) => (shown.has(id) ? answerOf(row, id) : undefined);
  const readHere = rowReader(entry.fields, inRow, read);
  for (const field of entry.fieldOrder) {
    if (itemShown(field, readHere, items)) shown.add(field.id);
  }
  return shown;
}

type FieldsOfRow = (entry: CompiledItem, rowId: string) => ReadonlySet<string>;

/** A group without conditions shows every row alike, so one answer serves all its rows. */
function rememberRows(decide: FieldsOfRow): FieldsOfRow {
  const known = new Map<CompiledItem, Map<string, ReadonlySet<string>>>();
  return (entry, rowId) => {
    const rows = known.get(entry) ?? new Map<string, ReadonlySet<string>>();
    known.set(entry, rows);
    const key = entry.fieldOrder.some(hasCondition) ? rowId : '';
    const shown = rows.get(key) ?? decide(entry, rowId);
    rows.set(key, shown);
    return shown;
  };
}

function hasCondition(field: FieldItem): boolean {
  return field.showIf !== undefined;
}

function visibleRows(
  answer: Answer | undefined,
  shown: (rowId: string) => ReadonlySet<string>,
): Answer | undefined {
  if (answer === undefined || !('rows' in answer)) return answer;
  const rows = rowsOf(answer).map((row) => {
    const fields = shown(row.id);
    const kept = Object.entries(row.answers).filter(([id]) => fields.has(id));
    return { id: row.id, answers: Object.fromEntries(kept) };
  });
  return { rows };
}
