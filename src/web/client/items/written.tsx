import type { JSX } from 'preact';
import type { PlainItem, SignItem, TextItem } from '../../../core/worksheet/definition.js';
import { isRecord, valueOf } from '../../../core/worksheet/reading.js';
import type { Form, Question } from '../form.js';
import { messages } from '../messages.js';
import { cellName } from '../names.js';
import { textOf } from '../sift.js';
import { controlProps, GroupedQuestion, LabelledQuestion } from './question.js';

interface Props<T extends TextItem | PlainItem | SignItem> {
  readonly question: Question<T>;
  readonly form: Form;
}

/** What stands in the control: the text as typed where it differs from what could be saved. */
function textIn(form: Form, question: Question): string {
  return form.typed[question.name] ?? textOf(question.answer);
}

/** Words: one line, or a ruled page that grows. */
export function WrittenQuestion({ question, form }: Props<TextItem>): JSX.Element {
  const value = textIn(form, question);
  return (
    <LabelledQuestion question={question} form={form}>
      {question.item.type === 'long' ? (
        <textarea {...controlProps(question)} rows={question.place.row === undefined ? 4 : 2} value={value} />
      ) : (
        <input {...controlProps(question)} type="text" autocomplete="off" value={value} />
      )}
    </LabelledQuestion>
  );
}

/** A date, a year or a number. Not `type=number`: it drops what it cannot read, and the wheel changes it unseen. */
export function PlainQuestion({ question, form }: Props<PlainItem>): JSX.Element {
  const { type } = question.item;
  const value = textIn(form, question);
  return (
    <LabelledQuestion question={question} form={form} look="short">
      {type === 'date' ? (
        <input {...controlProps(question)} type="date" autocomplete="off" value={value} />
      ) : (
        <input
          {...controlProps(question)}
          type="text"
          inputMode={type === 'year' ? 'numeric' : 'decimal'}
          autocomplete="off"
          value={value}
        />
      )}
    </LabelledQuestion>
  );
}

/** A typed name. The date is that of the typing. */
export function SignQuestion({ question, form }: Props<SignItem>): JSX.Element {
  const stored: unknown = valueOf(question.answer);
  const date = isRecord(stored) && typeof stored.date === 'string' ? stored.date : form.shell.today;
  const id = `${question.id}-c`;
  return (
    <GroupedQuestion question={question} form={form} look="sign">
      <label class="sub-label" for={id}>
        {messages.yourName}
      </label>
      <input
        id={id}
        name={cellName(question.place, 'name')}
        type="text"
        autocomplete="off"
        aria-invalid={question.problem === undefined ? undefined : 'true'}
        value={textIn(form, question)}
      />
      <input type="hidden" name={cellName(question.place, 'date')} value={date} />
    </GroupedQuestion>
  );
}
