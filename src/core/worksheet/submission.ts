import type { Answer, Answers, Row } from './answers.js';
import type { CompiledWorksheet } from './compile.js';
import { answerOf, rowsOf, saysOrSkips, valueOf } from './reading.js';
import { visibility, type Visibility } from './visibility.js';

/**
 * What is handed in: the answers in open branches, skips among them, and the initial values of what is fixed. Left out
 * are blank values and rows in which the client has said nothing; but such a row stays where another answer points to
 * it, so that no link is broken. Handing in a submission again changes nothing.
 * `shown` is what `visibility` says of the same answers, where it is known already.
 */
export function toSubmission(
  compiled: CompiledWorksheet,
  answers: Answers,
  shown = visibility(compiled, answers),
): Answers {
  const pointedAt = linkedRows(compiled, shown);
  const kept: [string, Answer][] = [];
  for (const { item } of compiled.items.values()) {
    const answer = shown.answer(item.id);
    const ofGroup = item.type === 'group' ? rowsOf(answer) : [];
    const rows = ofGroup
      .map(({ id, answers: inRow }): Row => ({ id, answers: said(inRow) }))
      .filter((row) => Object.keys(row.answers).length > 0 || pointedAt.has(`${item.id} ${row.id}`));
    if (rows.length > 0) kept.push([item.id, { rows }]);
    else if (saysOrSkips(answer)) kept.push([item.id, answer]);
  }
  return Object.fromEntries(kept);
}

function said(answers: Answers): Answers {
  if (Object.values(answers).every(saysOrSkips)) return answers;
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => saysOrSkips(answer)));
}

/** `<group> <row>` for every row that some answer in an open branch points to. */
function linkedRows(compiled: CompiledWorksheet, shown: Visibility): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { item, links } of compiled.items.values()) {
    for (const link of links) {
      const answer = shown.answer(item.id);
      const inRows = rowsOf(answer).map((row) => answerOf(row.answers, link.id));
      const ids: readonly unknown[] = (link === item ? [answer] : inRows).map(valueOf).flat();
      for (const id of ids) if (typeof id === 'string') found.add(`${link.of} ${id}`);
    }
  }
  return found;
}
