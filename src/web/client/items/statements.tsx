import type { JSX } from 'preact';
import type { ChoiceItem, Item, Option } from '../../../core/worksheet/definition.js';
import { valueOf } from '../../../core/worksheet/reading.js';
import { describedBy, type Form, type Question, questionAt } from '../form.js';
import { worksheetLang } from '../messages.js';
import { Asked, Notes, Reply, Skipped, Slot } from './question.js';

const FEWEST_STATEMENTS = 3;
const MOST_OPTIONS = 5;
const LONGEST_LABEL = 16;

/** Statements that are answered alike, drawn as one table; or one item on its own. */
export type Block =
  | { readonly kind: 'statements'; readonly items: readonly ChoiceItem[] }
  | { readonly kind: 'item'; readonly item: Item };

/** Gathers neighbours with the same few short options. They are counted before anything is hidden, so that a branch that opens in between changes no question's look. */
export function blocksOf(items: readonly Item[]): readonly Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < items.length;) {
    const run = statementsFrom(items, start);
    const [item] = items.slice(start, start + 1);
    if (run.length >= FEWEST_STATEMENTS) {
      blocks.push({ kind: 'statements', items: run });
      start += run.length;
    } else {
      if (item) blocks.push({ kind: 'item', item });
      start += 1;
    }
  }
  return blocks;
}

function statementsFrom(items: readonly Item[], start: number): readonly ChoiceItem[] {
  const first = items[start];
  if (!isStatement(first) || !fitsInRow(first.options)) return [];
  const run: ChoiceItem[] = [];
  for (const item of items.slice(start)) {
    if (!isStatement(item) || !sameOptions(item.options, first.options)) break;
    run.push(item);
  }
  return run;
}

function isStatement(item: Item | undefined): item is ChoiceItem {
  return item?.type === 'choice' && !item.open && !item.readOnly;
}

function fitsInRow(options: readonly Option[]): boolean {
  const short = options.every(({ label, closes }) => label.length <= LONGEST_LABEL && !closes);
  return short && options.length > 2 && options.length <= MOST_OPTIONS;
}

function sameOptions(one: readonly Option[], other: readonly Option[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ value, label }, index) => value === other[index]?.value && label === other[index]?.label)
  );
}

/** A row of touches for each statement on a phone, a table on a wide screen. */
export function Statements(props: {
  readonly items: readonly ChoiceItem[];
  readonly form: Form;
}): JSX.Element | null {
  const { form } = props;
  const items = props.items.filter((item) => form.shown.item(item.id));
  const [first] = items;
  if (first === undefined) return null;
  const columns = `columns-${first.options.length}`;
  return (
    <div class={`statements ${columns}`}>
      <div class="heads" aria-hidden="true" lang={worksheetLang}>
        <span />
        {first.options.map(({ value, label }) => (
          <span key={value}>{label}</span>
        ))}
      </div>
      {items.map((item) => (
        <Statement key={item.id} question={questionAt(form, item, { item: item.id })} />
      ))}
    </div>
  );
}

function Statement({ question }: { readonly question: Question<ChoiceItem> }): JSX.Element {
  const chosen = valueOf(question.answer);
  if (question.skipped) {
    return (
      <div class="row skipped" id={question.id} tabIndex={-1} autofocus={question.isLanding}>
        <p class="asked" lang={worksheetLang}>
          {question.item.text}
        </p>
        <Skipped question={question} />
      </div>
    );
  }
  return (
    <fieldset
      class="row"
      id={question.id}
      tabIndex={-1}
      autofocus={question.isLanding}
      aria-describedby={describedBy(question)}
    >
      <legend lang={worksheetLang}>
        <Asked question={question} />
      </legend>
      <Notes question={question} />
      <div class="cells" lang={worksheetLang}>
        {question.item.options.map(({ value, label }) => (
          <label key={value} class="cell">
            <input type="radio" name={question.name} value={value} checked={chosen === value} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <Slot question={question} radios />
      <Reply question={question} />
    </fieldset>
  );
}
