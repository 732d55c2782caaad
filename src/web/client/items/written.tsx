import type { JSX } from 'preact';
import type { NumberItem, PlainItem, SignItem, TextItem } from '../../../core/worksheet/definition.js';
import { isRecord, valueOf } from '../../../core/worksheet/reading.js';
import type { Form, Question } from '../form.js';
import { messages, worksheetLang } from '../messages.js';
import { cellName } from '../names.js';
import { textOf } from '../sift.js';
import { controlProps, GroupedQuestion, LabelledQuestion } from './question.js';
import { Marked } from './wording.js';

const MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?$/;

interface Props<T extends TextItem | PlainItem | NumberItem | SignItem> {
  readonly question: Question<T>;
  readonly form: Form;
}

/** What stands in the control: the text as typed where it differs from what could be saved. */
function textIn({ item, answer, typed }: Question): string {
  return typed ?? textOf(item, answer);
}

/** Words: one line, or a ruled page that grows. */
export function WrittenQuestion({ question, form }: Props<TextItem>): JSX.Element {
  const value = textIn(question);
  const control =
    question.item.type === 'long' ? (
      <textarea
        {...controlProps(question)}
        dir="auto"
        rows={question.place.row === undefined ? 4 : 2}
        value={value}
      />
    ) : (
      <Line question={question} value={value} form={form} />
    );
  return (
    <LabelledQuestion question={question}>
      {question.item.wording ? (
        <Marked question={question} form={form}>
          {control}
        </Marked>
      ) : (
        control
      )}
    </LabelledQuestion>
  );
}

/** One line, which grows rather than hide its end; or the keyboard or picker that fits what it has to read as. */
function Line(props: Props<TextItem> & { readonly value: string }): JSX.Element {
  const { question, form, value } = props;
  const common = { ...controlProps(question), autocomplete: 'off', value } as const;
  switch (question.item.format) {
    case 'url':
      return <input {...common} type="text" inputMode="url" />;
    case 'time':
      return <input {...common} type="time" />;
    case 'dateTime':
      return <Moment question={question} value={value} form={form} />;
    case undefined:
      return <textarea {...common} dir="auto" value={value.replaceAll('\n', ' ')} class="line" rows={1} />;
  }
}

/** A local date and time, which with the zone beside it is a moment. What is no such moment stays the text it is. */
function Moment({ question, form, value }: Props<TextItem> & { readonly value: string }): JSX.Element {
  const { item, answer } = question;
  const [, local] = MOMENT.exec(value) ?? [];
  const [, , zone] = MOMENT.exec(textOf(item, answer)) ?? [];
  const common = { ...controlProps(question), autocomplete: 'off' } as const;
  if (value !== '' && local === undefined) return <input {...common} type="text" value={value} />;
  return (
    <>
      <input {...common} type="datetime-local" value={local ?? ''} />
      <input type="hidden" name={cellName(question.place, 'offset')} value={zone ?? form.shell.utcOffset} />
    </>
  );
}

/** A date, a year or a number. Not `type=number`: it drops what it cannot read, and the wheel changes it unseen. */
export function PlainQuestion({ question }: Pick<Props<PlainItem | NumberItem>, 'question'>): JSX.Element {
  const { item } = question;
  const common = { ...controlProps(question), autocomplete: 'off', value: textIn(question) } as const;
  return (
    <LabelledQuestion question={question} look="short">
      {item.type === 'date' ? (
        <input {...common} type="date" />
      ) : (
        <input {...common} type="text" inputMode={keyboardFor(item)} />
      )}
      {item.type === 'number' && item.unit && (
        <span class="unit" lang={worksheetLang}>
          {item.unit}
        </span>
      )}
    </LabelledQuestion>
  );
}

/** A phone's number pads have no minus, and the plainest no point. */
function keyboardFor(item: PlainItem | NumberItem): 'numeric' | 'decimal' | 'text' {
  if (item.type !== 'number') return 'numeric';
  if ((item.min ?? 0) < 0) return 'text';
  return item.whole ? 'numeric' : 'decimal';
}

/** A typed name. The date is that of the typing. */
export function SignQuestion({ question, form }: Props<SignItem>): JSX.Element {
  const stored: unknown = valueOf(question.answer);
  const date = isRecord(stored) && typeof stored.date === 'string' ? stored.date : form.shell.today;
  return (
    <GroupedQuestion question={question} look="signature">
      <label class="sub-label" for={`${question.id}-c`}>
        {messages.yourName}
      </label>
      <input
        {...controlProps(question)}
        name={cellName(question.place, 'name')}
        type="text"
        dir="auto"
        autocomplete="off"
        value={textIn(question)}
      />
      <input type="hidden" name={cellName(question.place, 'date')} value={date} />
    </GroupedQuestion>
  );
}
