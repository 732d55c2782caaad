import { DOES_NOT_APPLY, type Answer, type Answers, type Row } from './answers.js';
import type { CompiledWorksheet } from './compile.js';
import type { GridItem, GroupItem, Item, Option } from './definition.js';
import { answerOf, isRecord, isSkipped, rowsFor, valueOf } from './reading.js';
import { takesAnswer } from './starting.js';
import { toSubmission } from './submission.js';
import { visibility } from './visibility.js';

/** An answer as people read it, on the review page and in the PDF. */
export type DisplayedAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'none' };

/** How far one visible section is filled in. What is neither answered nor skipped is still open. */
export interface SectionProgress {
  readonly section: string;
  readonly answered: number;
  readonly skipped: number;
  readonly total: number;
}

const NONE: DisplayedAnswer = { kind: 'none' };

/**
 * The words for one answer of `itemId`, or of its field `fieldId`. `answers` are those of the whole worksheet,
 * for links to find the rows that they point to. Unknown ids and blank answers give `none`.
 */
export function displayAnswer(
  compiled: CompiledWorksheet,
  itemId: string,
  answer: Answer | undefined,
  answers: Answers,
  fieldId?: string,
): DisplayedAnswer {
  const entry = compiled.items.get(itemId);
  const item = fieldId === undefined ? entry?.item : entry?.fields.get(fieldId);
  if (item === undefined) return NONE;
  if (isSkipped(answer)) return { kind: 'skipped' };
  if (item.type === 'group') return list(rowLines(compiled, item, answer, answers));
  const value: unknown = valueOf(answer);
  return value === undefined
    ? NONE
    : displayValue(item, value, (id, of) => labelOfRow(compiled, answers, of, id));
}

/** What was added is called by its name; what was given is followed by what was said of it. */
function rowLines(
  compiled: CompiledWorksheet,
  group: GroupItem,
  answer: Answer | undefined,
  answers: Answers,
): readonly string[] {
  return rowsFor(group, answer).map((row, index) => {
    const label = rowLabel(group, row, index);
    if (group.given === undefined) return label;
    const said = group.fields
      .map((field) => displayAnswer(compiled, group.id, answerOf(row.answers, field.id), answers, field.id))
      .flatMap((shown) => ('text' in shown ? shown.text : []));
    return said.length > 0 ? `${label}: ${said.join('; ')}` : label;
  });
}

/** What to call a row: its given label, what its first text field says, or "Person 3". `index` counts from 0. */
export function rowLabel(group: GroupItem, row: Row, index: number): string {
  const given = group.given?.find(({ id }) => id === row.id);
  if (given) return given.label;
  const first = group.fields.find((field) => field.type === 'text');
  const name = first && valueOf(answerOf(row.answers, first.id));
  if (typeof name === 'string') return name.trim();
  const noun = group.noun ?? 'row';
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${index + 1}`;
}

/**
 * How far each visible section is. Items without an answer to give do not count; a group counts as one.
 * `shown` is what `visibility` says of the same answers, where it is known already.
 */
export function progress(
  compiled: CompiledWorksheet,
  answers: Answers,
  shown = visibility(compiled, answers),
): readonly SectionProgress[] {
  const said = toSubmission(compiled, answers, shown);
  return compiled.worksheet.sections
    .filter((section) => shown.section(section.id))
    .map((section) => {
      const asked = section.items.filter((item) => shown.item(item.id) && takesAnswer(item));
      const given = asked.map((item) => answerOf(said, item.id)).filter((answer) => answer !== undefined);
      const skipped = given.filter(isSkipped).length;
      return { section: section.id, answered: given.length - skipped, skipped, total: asked.length };
    });
}

type RowName = (id: string, group: string) => string | undefined;

function displayValue(item: Exclude<Item, GroupItem>, value: unknown, rowName: RowName): DisplayedAnswer {
  switch (item.type) {
    case 'text':
    case 'long':
    case 'date':
    case 'year':
      return text(scalar(value));
    case 'number':
      return text([scalar(value), item.unit ?? ''].join(' ').trim());
    case 'choice':
      return text(labelOf(item.options, value));
    case 'multi':
      return list(several(value).map((one) => labelOf(item.options, one)));
    case 'scale':
      return text(`${scalar(value)} of ${item.scale.max}`);
    case 'consent':
      return text('Agreed');
    case 'sign':
      return isRecord(value) ? text(`${scalar(value.name)}, ${scalar(value.date)}`) : NONE;
    case 'grid':
      return list(gridLines(item, value));
    case 'link':
      return text(rowName(scalar(value), item.of) ?? '');
    case 'links':
      return list(several(value).map((id) => rowName(scalar(id), item.of) ?? ''));
    case 'info':
    case 'computed':
    case 'dynamic':
      break;
  }
  return NONE;
}

function text(words: string): DisplayedAnswer {
  return words === '' ? NONE : { kind: 'text', text: words };
}

function list(items: readonly string[]): DisplayedAnswer {
  const named = items.filter((words) => words !== '');
  return named.length > 0 ? { kind: 'list', items: named } : NONE;
}

function scalar(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function several(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function cellsOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

function labelOf(options: readonly Option[], value: unknown): string {
  return options.find((option) => option.value === value)?.label ?? scalar(value);
}

/** In the order of the worksheet, whatever the order of answering was. */
function gridLines(item: GridItem, value: unknown): readonly string[] {
  const cells = new Map(cellsOf(value));
  return item.options
    .filter((option) => cells.has(option.value))
    .map((option) => {
      const cell = cells.get(option.value);
      return `${option.label}: ${cell === DOES_NOT_APPLY ? 'Does not apply' : scalar(cell)}`;
    });
}

function labelOfRow(
  compiled: CompiledWorksheet,
  answers: Answers,
  groupId: string,
  rowId: string,
): string | undefined {
  const group = compiled.items.get(groupId)?.item;
  if (group?.type !== 'group') return undefined;
  const given = group.given?.find(({ id }) => id === rowId);
  const rows = rowsFor(group, answerOf(answers, groupId));
  const index = rows.findIndex(({ id }) => id === rowId);
  const row = rows[index];
  return row ? rowLabel(group, row, index) : given?.label;
}
