import type { Answer, Answers, Row } from './answers.js';
import type { CompiledItem, CompiledWorksheet } from './compile.js';
import type { Item } from './definition.js';
import { answerOf, isSkipped, rowsOf, valueOf } from './reading.js';
import { visibility } from './visibility.js';

/**
 * What is handed in: the answers that are shown, skips among them. Left out are hidden items and fields, blank
 * values and empty rows; but an empty row stays where another answer points to it, so that no link is broken.
 * Handing in a submission again changes nothing.
 */
export function toSubmission(compiled: CompiledWorksheet, answers: Answers): Answers {
  const shown = visibility(compiled, answers);
  const kept = new Map<string, Answer>();
  for (const { item, fields } of compiled.items.values()) {
    if (!shown.item(item.id)) continue;
    const answer = answerOf(answers, item.id);
    const visible = (row: Row): Row => ({
      id: row.id,
      answers: said(
        [...fields.keys()].filter((field) => shown.field(item.id, row.id, field)),
        row.answers,
      ),
    });
    const rows = rowsOf(answer).map(visible);
    if (rows.length > 0) kept.set(item.id, { rows });
    else if (saysOrSkips(answer)) kept.set(item.id, answer);
  }
  return withoutEmptyRows(compiled, Object.fromEntries(kept));
}

function saysOrSkips(answer: Answer | undefined): answer is Answer {
  return valueOf(answer) !== undefined || isSkipped(answer);
}

function said(ids: readonly string[], answers: Answers): Answers {
  return Object.fromEntries(
    ids.flatMap((id) => {
      const answer = answerOf(answers, id);
      return saysOrSkips(answer) ? [[id, answer]] : [];
    }),
  );
}

function withoutEmptyRows(compiled: CompiledWorksheet, answers: Answers): Answers {
  const pointedAt = linkedRows(compiled, answers);
  return Object.fromEntries(
    Object.entries(answers).flatMap(([id, answer]): [string, Answer][] => {
      if (!('rows' in answer)) return [[id, answer]];
      const rows = answer.rows.filter(
        (row) => Object.keys(row.answers).length > 0 || pointedAt.has(`${id} ${row.id}`),
      );
      return rows.length > 0 ? [[id, { rows }]] : [];
    }),
  );
}

/** `<group> <row>` for every row that some answer points to. */
function linkedRows(compiled: CompiledWorksheet, answers: Answers): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (item: Item, answer: Answer | undefined): void => {
    if (item.type !== 'link' && item.type !== 'links') return;
    for (const row of [valueOf(answer)].flat()) if (typeof row === 'string') found.add(`${item.of} ${row}`);
  };
  for (const { item, fields } of compiled.items.values()) {
    const answer = answerOf(answers, item.id);
    look(item, answer);
    for (const row of rowsOf(answer)) lookInRow(fields, row, look);
  }
  return found;
}

function lookInRow(
  fields: CompiledItem['fields'],
  row: Row,
  look: (item: Item, answer: Answer | undefined) => void,
): void {
  for (const field of fields.values()) look(field, answerOf(row.answers, field.id));
}
