import { Component, type JSX } from 'preact';
import { MAX_ROWS, type Row } from '../../../core/worksheet/answers.js';
import type { FieldItem, GroupItem } from '../../../core/worksheet/definition.js';
import { rowLabel } from '../../../core/worksheet/display.js';
import { answerOf, isAnswered } from '../../../core/worksheet/reading.js';
import { goValue } from '../actions.js';
import { displayed } from '../displayed.js';
import { fieldsShown, type Form, type Question, questionAt, rowsIn } from '../form.js';
import { messages, worksheetLang } from '../messages.js';
import { domId, rowMark } from '../names.js';
import { FieldQuestion } from './field.js';
import { Notes, Reply, Skipped, Slot } from './question.js';

/** A card opens with this many questions where there are many; the rest wait one touch further. */
const ESSENTIALS = 6;
const MANY_FIELDS = 10;
/** Answers that say something in a line. */
const TELLING: readonly string[] = ['text', 'choice', 'date'];
const LONGEST_NAME = 40;
/** Who is on the list stands there by an initial; what is, by its number. */
const PERSON = 'person';

interface CardProps {
  readonly group: GroupItem;
  readonly row: Row;
  readonly index: number;
  readonly form: Form;
}

/** Rows as cards, one open at a time; only the open one carries its questions, so that a hundred stay light. */
export function GroupQuestion(props: {
  readonly question: Question<GroupItem>;
  readonly form: Form;
}): JSX.Element {
  const { question, form } = props;
  const { item, id } = question;
  const rows = rowsIn(item, form.answers);
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
      {question.skipped && <Skipped question={question} />}
      <div class="cards">
        {rows.map((row, index) => (
          <Card key={row.id} group={item} row={row} index={index} form={form} />
        ))}
        {!question.skipped && <AddRow group={item} count={rows.length} />}
      </div>
      <Reply question={question} />
      {rows.length === 0 && !question.skipped && <Slot question={question} radios={false} />}
    </section>
  );
}

function AddRow({ group, count }: { readonly group: GroupItem; readonly count: number }): JSX.Element {
  const max = group.maxRows ?? MAX_ROWS;
  if (count >= max) return <p class="hint">{messages.full(max)}</p>;
  return (
    <button class="add" name="go" value={goValue('add', { item: group.id })}>
      <span class="plus" aria-hidden="true" />
      {messages.add(group.noun, count)}
    </button>
  );
}

function Card({ group, row, index, form }: CardProps): JSX.Element {
  const name = rowLabel(group, row, index);
  const mark = rowMark(group.id, row.id);
  const open = form.openRow === mark;
  return (
    <details
      class="card"
      id={domId(form.compiled, { item: group.id, row: row.id })}
      open={open}
      data-row={mark}
    >
      <summary autofocus={form.landing === mark}>
        <span class="face" aria-hidden="true">
          {group.noun === PERSON ? initialOf(name) : index + 1}
        </span>
        <span class="who">
          <strong dir="auto">{name}</strong>
          <Rest fields={tellingFields(group)} group={group} row={row} form={form} />
        </span>
      </summary>
      {open ? (
        <CardBody group={group} row={row} index={index} form={form} />
      ) : (
        !form.live && (
          <p class="card-closed">
            <button class="second" name="go" value={goValue('open', { item: group.id, row: row.id })}>
              {messages.openRow(shortened(name))}
            </button>
          </p>
        )
      )}
    </details>
  );
}

function shortened(name: string): string {
  const letters = Array.from(name);
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join('').trimEnd()}…` : name;
}

/** The first character, whole even where it takes two code units. */
function initialOf(name: string): string {
  const [first = ''] = Array.from(name);
  return first.toUpperCase();
}

/** What tells a row from others beside its name: whom it links, or the first other thing that it says. */
function tellingFields({ fields }: GroupItem): readonly FieldItem[] {
  const name = fields.find(({ type }) => type === 'text');
  const links = fields.filter(({ type }) => type === 'link');
  const others = fields.filter((field) => field !== name && TELLING.includes(field.type));
  return links.length > 0 ? links : others.slice(0, 1);
}

function Rest({ fields, group, row, form }: FieldsProps): JSX.Element {
  const said = fields
    .map(({ id }) => displayed(form, { item: group.id, field: id }, answerOf(row.answers, id)))
    .flatMap((shown) => (shown.kind === 'text' ? shown.text : []));
  return (
    <span class="sub" lang={fields[0]?.type === 'choice' ? worksheetLang : undefined}>
      {said.join(' · ')}
    </span>
  );
}

function CardBody({ group, row, index, form }: CardProps): JSX.Element {
  const shown = fieldsShown(form, group, row);
  const first = group.fields.length > MANY_FIELDS ? ESSENTIALS : group.fields.length;
  const essentials = shown.filter((field) => group.fields.indexOf(field) < first);
  const rest = shown.filter((field) => group.fields.indexOf(field) >= first);
  const name = shortened(rowLabel(group, row, index));
  return (
    <div class="card-body">
      <input type="hidden" name={rowMark(group.id, row.id)} value="1" />
      <Fields fields={essentials} group={group} row={row} form={form} />
      {rest.length > 0 && <Folded fields={rest} group={group} row={row} form={form} name={name} />}
      <details class="remove">
        <summary aria-label={messages.removeNow(name)}>{messages.remove}</summary>
        <p>{messages.removeSure(name)}</p>
        <button class="second danger" name="go" value={goValue('remove', { item: group.id, row: row.id })}>
          {messages.removeNow(name)}
        </button>
      </details>
    </div>
  );
}

/** The questions beyond the first few. Once opened for a problem they stay open while it is put right. */
class Folded extends Component<FieldsProps & { readonly name: string }> {
  private opened = false;

  render(): JSX.Element {
    const { fields, group, row, form, name } = this.props;
    this.opened ||= fields.some((field) => needsEyes(form, group, row, field));
    return (
      <details class="more" open={this.opened}>
        <summary>
          <span>
            {messages.moreAbout(name)}
            <span class="sub">{messages.moreCount(answeredOf(fields, row), fields.length)}</span>
          </span>
        </summary>
        <div class="more-body">
          <Fields fields={fields} group={group} row={row} form={form} />
        </div>
      </details>
    );
  }
}

interface FieldsProps {
  readonly fields: readonly FieldItem[];
  readonly group: GroupItem;
  readonly row: Row;
  readonly form: Form;
}

/** Some of the questions of one row. */
export function Fields({ fields, group, row, form }: FieldsProps): JSX.Element {
  return (
    <>
      {fields.map((field) => (
        <FieldQuestion
          key={field.id}
          item={field}
          place={{ item: group.id, row: row.id, field: field.id }}
          form={form}
        />
      ))}
    </>
  );
}

function answeredOf(fields: readonly FieldItem[], row: Row): number {
  return fields.filter((field) => isAnswered(answerOf(row.answers, field.id))).length;
}

/** Does this question have something to say that must not lie folded away? */
function needsEyes(form: Form, group: GroupItem, row: Row, field: FieldItem): boolean {
  const question = questionAt(form, field, { item: group.id, row: row.id, field: field.id });
  return question.problem !== undefined || question.other !== undefined || question.isNew;
}
