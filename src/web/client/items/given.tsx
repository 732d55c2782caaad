import type { JSX } from 'preact';
import type { GroupItem } from '../../../core/worksheet/definition.js';
import { rowLabel } from '../../../core/worksheet/display.js';
import { fieldsShown, type Form, type Question, rowsIn } from '../form.js';
import { messages, worksheetLang } from '../messages.js';
import { domId, rowMark } from '../names.js';
import { Fields } from './group.js';
import { Notes, Reply, Skipped, Slot } from './question.js';

/** Rows that are given, such as the promises in force: each stands there with its questions, none can be added. */
export function GivenQuestion(props: {
  readonly question: Question<GroupItem>;
  readonly form: Form;
}): JSX.Element {
  const { question, form } = props;
  const { item, id, skipped } = question;
  const rows = rowsIn(item, form.answers);
  const untouched = rows.every(({ answers }) => Object.keys(answers).length === 0);
  return (
    <section
      class="q group"
      id={id}
      tabIndex={-1}
      autofocus={question.isLanding}
      aria-labelledby={`${id}-title`}
    >
      <h2 class="asked" id={`${id}-title`} lang={worksheetLang}>
        {item.text}
      </h2>
      <Notes question={question} />
      {rows.length === 0 && <p class="info">{messages.noneGiven}</p>}
      {skipped && <Skipped question={question} />}
      {!skipped && (
        <div class="cards">
          {rows.map((row, index) => (
            <fieldset
              key={row.id}
              class="card given"
              id={domId(form.compiled, { item: item.id, row: row.id })}
              tabIndex={-1}
            >
              <legend>{rowLabel(item, row, index)}</legend>
              <input type="hidden" name={rowMark(item.id, row.id)} value="1" />
              <Fields fields={fieldsShown(form, item, row)} group={item} row={row} form={form} />
            </fieldset>
          ))}
        </div>
      )}
      <Reply question={question} />
      {rows.length > 0 && untouched && !skipped && <Slot question={question} radios={false} />}
    </section>
  );
}
