import type { JSX } from 'preact';
import type { GroupItem } from '../../../core/worksheet/definition.js';
import { type DisplayedAnswer, rowLabel } from '../../../core/worksheet/display.js';
import { answerOf } from '../../../core/worksheet/reading.js';
import { displayed } from '../displayed.js';
import { fieldsShown, type Form, rowsIn } from '../form.js';
import { messages } from '../messages.js';

/** More rows than this fold away under their names. */
const FEW_ROWS = 3;

/** An answer as it is read, not as it is asked. */
export function Said({ shown }: { readonly shown: DisplayedAnswer }): JSX.Element | null {
  switch (shown.kind) {
    case 'text':
      return <span class="said">{shown.text}</span>;
    case 'list':
      return (
        <ul>
          {shown.items.map((words, index) => (
            <li key={index}>{words}</li>
          ))}
        </ul>
      );
    case 'skipped':
      return <span class="sub">{messages.skipped}</span>;
    case 'none':
      return null;
  }
}

/** The rows of a group, each with what was said in it. */
export function SaidRows({ item, form }: { readonly item: GroupItem; readonly form: Form }): JSX.Element {
  const rows = rowsIn(item, form.answers);
  return (
    <div class="review-rows">
      {rows.map((row, index) => (
        <details key={row.id} open={rows.length <= FEW_ROWS}>
          <summary>{rowLabel(item, row, index)}</summary>
          <dl>
            {fieldsShown(form, item, row)
              .map((field) => ({
                field,
                shown: displayed(form, { item: item.id, field: field.id }, answerOf(row.answers, field.id)),
              }))
              .filter(({ shown }) => shown.kind !== 'none')
              .map(({ field, shown }) => (
                <div key={field.id} class="pair">
                  <dt>{field.text}</dt>
                  <dd>
                    <Said shown={shown} />
                  </dd>
                </div>
              ))}
          </dl>
        </details>
      ))}
    </div>
  );
}
