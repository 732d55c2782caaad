import type { JSX } from 'preact';
import type { Problem } from '../../../core/worksheet/answers.js';
import { rowLabel } from '../../../core/worksheet/display.js';
import { type Form, itemAt, rowsIn } from '../form.js';
import { messages, worksheetLang } from '../messages.js';
import { cardMark, controlName, domId } from '../names.js';

/** What is to be put right, on top of the page, each line leading to its question. */
export function ErrorSummary(props: {
  readonly form: Form;
  /** The page that a question is on; '' for this one. */
  readonly pageOf: (item: string) => string;
}): JSX.Element | null {
  const { form, pageOf } = props;
  if (form.problems.length === 0) return null;
  return (
    <div class="summary" role="alert" tabIndex={-1} autofocus id="errors" aria-labelledby="errors-title">
      <h2 id="errors-title">{messages.errorTitle}</h2>
      <ul>
        {form.problems.map((problem) => (
          <li key={controlName(problem)}>
            <a
              href={`${pageOf(problem.item)}#${domId(form.compiled, problem)}`}
              data-row={cardMark(form.compiled, problem)}
              lang={worksheetLang}
            >
              {nameOf(form, problem)}
            </a>
            <span class="summary-how">{messages.problem(problem, itemAt(form.compiled, problem))}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function nameOf(form: Form, { item, row, field }: Problem): string {
  const entry = form.compiled.items.get(item);
  if (entry === undefined) return '';
  if (entry.item.type !== 'group' || row === undefined) return entry.item.text;
  const rows = rowsIn(entry.item, form.answers);
  const index = rows.findIndex(({ id }) => id === row);
  const found = rows[index];
  const who = found ? rowLabel(entry.item, found, index) : entry.item.text;
  const asked = field === undefined ? undefined : entry.fields.get(field)?.text;
  return asked === undefined ? who : `${who}: ${asked}`;
}
