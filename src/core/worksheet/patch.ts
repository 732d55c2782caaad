import type { Answer, Answers, Patch, Problem, Row } from './answers.js';
import type { CompiledItem, CompiledWorksheet } from './compile.js';
import { isLink } from './item-kinds.js';
import { answerOf, isBlank, isSkipped, rowsFor, rowsOf, valueOf } from './reading.js';
import { startingAnswers } from './starting.js';
import {
  fieldProblems,
  itemProblems,
  mayHold,
  problemAt,
  rowLimit,
  unknownField,
  unknownItem,
  unknownRow,
  type Place,
} from './validation.js';
import { isRowId, type Fault } from './values.js';

export { readPatches } from './read-patches.js';

/** The new answers, or everything that is wrong with the patches; the answers given are never changed. */
export type Patched =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One patch carried out, or why it cannot be. */
type Step = { readonly answers: Answers } | { readonly problem: Problem };

type RowPatch = Extract<Patch, { readonly row: string }>;

const NOT_A_GROUP: Fault = {
  code: 'wrong_type',
  message: 'This question has no rows. Answer it as a whole.',
};
const ROW_BY_ROW: Fault = { code: 'wrong_type', message: 'Change this list row by row.' };
const ALWAYS_THERE: Fault = { code: 'wrong_type', message: 'This row stays. Leave it unanswered instead.' };
const BAD_ROW: Fault = { code: 'wrong_type', message: 'This row could not be added. Add it again.' };

/**
 * Carries out the patches in their order, all or none. Only what they touch is checked, so that an old fault
 * elsewhere never keeps new words from being saved; links are checked at the end, so that a row and a link
 * to it may come in either order. A blank value clears; to take away a row that is gone changes nothing.
 */
export function applyPatches(
  compiled: CompiledWorksheet,
  answers: Answers,
  patches: readonly Patch[],
): Patched {
  const problems: Problem[] = [];
  const touched = new Map<string, Place>();
  let next = answers;
  for (const patch of patches) {
    const step = applyPatch(compiled, next, patch);
    if ('problem' in step) {
      problems.push(step.problem);
    } else {
      next = step.answers;
      const place = placeOf(patch);
      touched.set(JSON.stringify(place), place);
    }
  }
  for (const place of touched.values()) problems.push(...problemsIn(compiled, next, place));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, answers: next };
}

function placeOf(patch: Patch): Place {
  if ('field' in patch) return { item: patch.item, row: patch.row, field: patch.field };
  return 'row' in patch ? { item: patch.item, row: patch.row } : { item: patch.item };
}

function problemsIn(compiled: CompiledWorksheet, answers: Answers, place: Place): readonly Problem[] {
  const { item, row, field } = place;
  if (row === undefined) return Object.hasOwn(answers, item) ? itemProblems(compiled, answers, item) : [];
  return field === undefined ? [] : fieldProblems(compiled, answers, { item, row, field });
}

function applyPatch(compiled: CompiledWorksheet, answers: Answers, patch: Patch): Step {
  const entry = compiled.items.get(patch.item);
  if (entry === undefined) return { problem: unknownItem(patch.item) };
  if (!('row' in patch)) return setItem(entry, answers, patch.answer);
  if (entry.item.type !== 'group') return { problem: problemAt({ item: patch.item }, NOT_A_GROUP) };
  if (!mayHold(entry.item, patch.row)) return { problem: unknownRow(patch) };
  if (entry.item.given) return changeGiven(entry, answers, patch);
  if ('remove' in patch) return { answers: withoutRow(compiled, answers, patch.item, patch.row) };
  if (!('field' in patch)) return addRow(entry, answers, patch.row);
  if (!entry.fields.has(patch.field)) return { problem: unknownField(patch) };
  const added = addRow(entry, answers, patch.row);
  return 'problem' in added ? added : { answers: setField(added.answers, patch) };
}

function setItem(entry: CompiledItem, answers: Answers, answer: Answer | null): Step {
  const { id, type } = entry.item;
  const hasRows = rowsOf(answerOf(answers, id)).length > 0;
  const skipsOrClears = answer === null || isSkipped(answer);
  if (type === 'group' && (hasRows || !skipsOrClears))
    return { problem: problemAt({ item: id }, ROW_BY_ROW) };
  return { answers: withAnswer(answers, id, answer) };
}

function addRow(entry: CompiledItem, answers: Answers, id: string): Step {
  const { item } = entry;
  const rows = rowsOf(answerOf(answers, item.id));
  if (item.type !== 'group' || rows.some((row) => row.id === id)) return { answers };
  if (!isRowId(id)) return { problem: problemAt({ item: item.id }, BAD_ROW) };
  const { max, fault } = rowLimit(item);
  if (rows.length >= max) return { problem: problemAt({ item: item.id, row: id }, fault) };
  return {
    answers: withRows(answers, item.id, [...rows, { id, answers: startingAnswers(entry.fields.values()) }]),
  };
}

/** A given row is always there, so it is kept only while it says something; no patch adds it or takes it away. */
function changeGiven(entry: CompiledItem, answers: Answers, patch: RowPatch): Step {
  const { item } = entry;
  if ('remove' in patch) return { problem: problemAt({ item: item.id, row: patch.row }, ALWAYS_THERE) };
  if (!('field' in patch)) return { answers };
  if (!entry.fields.has(patch.field)) return { problem: unknownField(patch) };
  const rows = rowsOf(answerOf(answers, item.id));
  const row = rows.find(({ id }) => id === patch.row);
  const changed = { id: patch.row, answers: withAnswer(row?.answers ?? {}, patch.field, patch.answer) };
  const inOrder = rowsFor(item, { rows: [changed, ...rows] });
  return { answers: withRows(answers, item.id, inOrder.filter(hasAnswers)) };
}

function hasAnswers(row: Row): boolean {
  return Object.keys(row.answers).length > 0;
}

function setField(answers: Answers, patch: Extract<Patch, { readonly field: string }>): Answers {
  const rows = rowsOf(answerOf(answers, patch.item)).map((row) =>
    row.id === patch.row ? { id: row.id, answers: withAnswer(row.answers, patch.field, patch.answer) } : row,
  );
  return withRows(answers, patch.item, rows);
}

/** Without one row, and without the links that pointed to it. */
function withoutRow(compiled: CompiledWorksheet, answers: Answers, group: string, id: string): Answers {
  const rows = rowsOf(answerOf(answers, group));
  const left = rows.filter((row) => row.id !== id);
  if (left.length === rows.length) return answers;
  let next = withRows(answers, group, left);
  for (const { item, links } of compiled.items.values()) {
    const pointing = links.filter(({ of }) => of === group);
    const unlink = (kept: Answers): Answers =>
      pointing.reduce((less, link) => unlinked(less, link.id, id), kept);
    if (isLink(item)) next = unlink(next);
    const there = item.type === 'group' && pointing.length > 0 ? rowsOf(answerOf(next, item.id)) : [];
    const unlinkedRows = there.map((row) => ({ id: row.id, answers: unlink(row.answers) }));
    if (unlinkedRows.length > 0) next = withRows(next, item.id, unlinkedRows);
  }
  return next;
}

function unlinked(answers: Answers, link: string, id: string): Answers {
  const value = valueOf(answerOf(answers, link));
  if (Array.isArray(value)) return withAnswer(answers, link, { value: value.filter((row) => row !== id) });
  return value === id ? withAnswer(answers, link, null) : answers;
}

function withRows(answers: Answers, group: string, rows: readonly Row[]): Answers {
  return rows.length > 0 ? withAnswer(answers, group, { rows }) : withAnswer(answers, group, null);
}

/** Spreading and computed keys make own properties, so that even `__proto__` stays a mere key. */
function withAnswer(answers: Answers, id: string, answer: Answer | null): Answers {
  const clears = answer === null || ('value' in answer && isBlank(answer.value));
  if (!clears) return { ...answers, [id]: answer };
  return Object.fromEntries(Object.entries(answers).filter(([key]) => key !== id));
}
