import type { ComponentChildren, JSX } from 'preact';
import type { ChoiceItem, ConsentItem, Option } from '../../../core/worksheet/definition.js';
import { valueOf } from '../../../core/worksheet/reading.js';
import { TICKED } from '../control.js';
import type { Form, Question } from '../form.js';
import { messages, pageLang, worksheetLang } from '../messages.js';
import { cardMark, textName } from '../names.js';
import { ownText } from '../open-choice.js';
import { controlProps, GroupedQuestion, LabelledQuestion } from './question.js';

/** More options than this open a list instead of standing on the page; fewer in a row, where many questions follow. */
const MANY = 12;
const MANY_IN_A_ROW = 4;
/** More boxes than this fold away in a row, under the names of those that are ticked. */
const FEW_BOXES = 6;
/** What fits side by side on the narrowest phone, in letters; an option's frame takes the room of some. */
const SIDE_BY_SIDE = 34;
const SIDE_BY_SIDE_IN_A_ROW = 30;
const FRAME = 7;

/** One of the options, or several of them. */
export function ChoiceQuestion(props: {
  readonly question: Question<ChoiceItem>;
  readonly form: Form;
}): JSX.Element {
  const { question, form } = props;
  const { type, options, open } = question.item;
  // Rows that are given ask little, so that what they ask can stand in full.
  const folds = cardMark(form.compiled, question.place) !== undefined;
  const own = open ? <OwnWords question={question} /> : null;
  if (type === 'choice' && options.length > (folds ? MANY_IN_A_ROW : MANY)) {
    return (
      <ListQuestion question={question} options={options}>
        {own}
      </ListQuestion>
    );
  }
  return (
    <GroupedQuestion question={question}>
      {type === 'multi' && folds && options.length > FEW_BOXES ? (
        <FoldedBoxes question={question} options={options} />
      ) : (
        <Options question={question} options={options} several={type === 'multi'} />
      )}
      {own}
    </GroupedQuestion>
  );
}

/** Where none of the options fits, or more is to be said. */
function OwnWords({ question }: { readonly question: Question<ChoiceItem> }): JSX.Element {
  const { id, item, answer, typed } = question;
  return (
    <div class="own-words">
      <label class="sub-label" id={`${id}-own-asked`} for={`${id}-own`}>
        {messages.ownWords}
      </label>
      <input
        {...controlProps(question)}
        id={`${id}-own`}
        name={textName(item, question.place)}
        aria-labelledby={`${id}-asked ${id}-own-asked`}
        type="text"
        dir="auto"
        autocomplete="off"
        value={typed ?? ownText(item, answer)}
      />
    </div>
  );
}

/** A drop-down list. The first line is no choice, so nothing is chosen beforehand. */
export function ListQuestion(props: {
  readonly question: Question;
  readonly options: readonly Option[];
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { question, options, children } = props;
  const chosen = valueOf(question.answer);
  return (
    <LabelledQuestion question={question}>
      <select {...controlProps(question)}>
        <option value="">{messages.choose}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value} selected={chosen === value} lang={worksheetLang}>
            {label}
          </option>
        ))}
      </select>
      {children}
    </LabelledQuestion>
  );
}

/** Names of people are what the client wrote. */
function langOf({ item }: Question): string | undefined {
  return item.type === 'link' || item.type === 'links' ? undefined : worksheetLang;
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
  const letters = options.reduce((sum, { label }) => sum + label.length + FRAME, 0);
  const room = question.place.row === undefined ? SIDE_BY_SIDE : SIDE_BY_SIDE_IN_A_ROW;
  const flat = !several && letters <= room;
  return (
    <div class={flat ? 'opts flat' : 'opts'} lang={langOf(question)}>
      {options.map((option) => (
        <label key={option.value} class="opt">
          <input
            type={several ? 'checkbox' : 'radio'}
            name={question.name}
            value={option.value}
            checked={chosen.includes(option.value)}
          />
          <span>
            {option.label}
            {option.closes && (
              <span class="sub" lang={pageLang}>
                {messages.closesHere}
              </span>
            )}
          </span>
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
      <summary lang={names.length > 0 ? langOf(question) : undefined}>
        {names.length > 0 ? names.join(', ') : messages.chooseAny}
      </summary>
      <Options question={question} options={options} several />
    </details>
  );
}

/** A tick under the sentence that is agreed to. */
export function ConsentQuestion({ question }: { readonly question: Question<ConsentItem> }): JSX.Element {
  return (
    <GroupedQuestion question={question}>
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
