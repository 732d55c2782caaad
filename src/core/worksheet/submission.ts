import type { Answer, Answers, Row } from './answers.js';
import type { CompiledItem, CompiledWorksheet } from './compile.js';
import type { Item } from './definition.js';
import { answerOf, rowsOf, saysOrSkips, valueOf } from './reading.js';
import { visibility } from './visibility.js';

/**
 * What is handed in: the answers in open branches, skips among them, and the initial values of what is fixed. Left out
 * are blank values and rows in which the client has said nothing; but such a row stays where another answer points to
 * it, so that no link is broken. Handing in a submission again changes nothing.
 */
export function toSubmission(compiled: CompiledWorksheet, answers: Answers): Answers {
  const shown = visibility(compiled, answers);
  const kept = new Map<string, Answer>();
  for (const { item } of compiled.items.values()) {
    const answer = shown.answer(item.id);
    const ofGroup = item.type === 'group' ? rowsOf(answer) : [];
    const rows = [...ofGroup].reverse().map(({ id, answers: inRow }): Row => ({ id, answers: said(inRow) }));
    if (rows.length > 0) kept.set(item.id, { rows });
    else if (saysOrSkips(answer)) kept.set(item.id, answer);
  }
  return withoutEmptyRows(compiled, Object.fromEntries(kept));
}

function said(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => saysOrSkips(answer)));
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
