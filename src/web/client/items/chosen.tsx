import type { JSX } from 'preact';
import type { ChoiceItem, ConsentItem, Option } from '../../../core/worksheet/definition.js';
import { valueOf } from '../../../core/worksheet/reading.js';
import { TICKED } from '../control.js';
import type { Form, Question } from '../form.js';
import { messages } from '../messages.js';
import { controlProps, GroupedQuestion, LabelledQuestion } from './question.js';

/** More options than this open a list instead of standing on the page; fewer in a row, where many questions follow. */
const MANY = 12;
const MANY_IN_A_ROW = 4;
/** More boxes than this fold away in a row, under the names of those that are ticked. */
const FEW_BOXES = 6;
/** So few and short options stand side by side. */
const SIDE_BY_SIDE = 4;
const SHORT = 26;

/** One of the options, or several of them. */
export function ChoiceQuestion(props: {
  readonly question: Question<ChoiceItem>;
  readonly form: Form;
}): JSX.Element {
  const { question, form } = props;
  const { type, options } = question.item;
  if (type === 'choice' && options.length > (question.place.row === undefined ? MANY : MANY_IN_A_ROW)) {
    return <ListQuestion question={question} form={form} options={options} />;
  }
  return (
    <GroupedQuestion question={question} form={form}>
      {type === 'multi' && question.place.row !== undefined && options.length > FEW_BOXES ? (
        <FoldedBoxes question={question} options={options} />
      ) : (
        <Options question={question} options={options} several={type === 'multi'} />
      )}
    </GroupedQuestion>
  );
}

/** A drop-down list. The first line is no choice, so nothing is chosen beforehand. */
export function ListQuestion(props: {
  readonly question: Question;
  readonly form: Form;
  readonly options: readonly Option[];
}): JSX.Element {
  const { question, form, options } = props;
  const chosen = valueOf(question.answer);
  return (
    <LabelledQuestion question={question} form={form}>
      <select {...controlProps(question)}>
        <option value="">{messages.choose}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value} selected={chosen === value}>
            {label}
          </option>
        ))}
      </select>
    </LabelledQuestion>
  );
}

/** Options as radio buttons or boxes: side by side where they are few and short, in a column otherwise. */
export function Options(props: {
  readonly question: Question;
  readonly options: readonly Option[];
  readonly several: boolean;
}): JSX.Element {
  const { question, options, several } = props;
  const value: unknown = valueOf(question.answer);
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
  const letters = options.reduce((sum, { label }) => sum + label.length, 0);
  const flat = !several && options.length <= SIDE_BY_SIDE && letters <= SHORT;
  return (
    <div class={flat ? 'opts flat' : 'opts'}>
      {options.map((option) => (
        <label key={option.value} class="opt">
          <input
            type={several ? 'checkbox' : 'radio'}
            name={question.name}
            value={option.value}
            checked={chosen.includes(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}

/** Boxes that fold away under the names of those that are ticked. */
export function FoldedBoxes(props: {
  readonly question: Question;
  readonly options: readonly Option[];
}): JSX.Element {
  const { question, options } = props;
  const value: unknown = valueOf(question.answer);
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const names = options.filter((option) => chosen.includes(option.value)).map(({ label }) => label);
  return (
    <details class="boxes">
      <summary>{names.length > 0 ? names.join(', ') : messages.chooseAny}</summary>
      <Options question={question} options={options} several />
    </details>
  );
}

/** A tick under the sentence that is agreed to. */
export function ConsentQuestion(props: {
  readonly question: Question<ConsentItem>;
  readonly form: Form;
}): JSX.Element {
  const { question, form } = props;
  return (
    <GroupedQuestion question={question} form={form}>
      <div class="opts">
        <label class="opt">
          <input
            {...controlProps(question)}
            type="checkbox"
            value={TICKED}
            checked={valueOf(question.answer) === true}
          />
          <span>{messages.agree}</span>
        </label>
      </div>
    </GroupedQuestion>
  );
}
