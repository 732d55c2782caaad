import type { ComponentChildren, JSX } from 'preact';
import type { CompiledWorksheet } from '../../../core/worksheet/compile.js';
import type { ComputedItem, TextItem } from '../../../core/worksheet/definition.js';
import { isSkipped } from '../../../core/worksheet/reading.js';
import { type Form, type Question, questionAt } from '../form.js';
import { worksheetLang } from '../messages.js';
import { textOf } from '../sift.js';
import { KeptPlace } from './kept-place.js';

/** The id of the notes on how a text is worded. */
export function wordingId({ id }: Pick<Question, 'id'>): string {
  return `${id}-wording`;
}

/** Around a control whose wording is read along: a layer for marks below its letters. */
export function Marked(props: {
  readonly question: Question<TextItem>;
  readonly form: Form;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { question, form, children } = props;
  return (
    <>
      <div class="marked" data-wording={wordingId(question)}>
        <KeptPlace class="marks" form={form} />
        {children}
      </div>
      {!helperOf(form.compiled, question) && <WordingNotes question={question} form={form} />}
    </>
  );
}

/** What the worksheet says of the helper, with the notes on the text that it names. */
export function WordingHelper(props: {
  readonly item: ComputedItem;
  readonly form: Form;
}): JSX.Element | null {
  const { item, form } = props;
  const target = form.compiled.items.get(item.wordingOf ?? '')?.item;
  if (target === undefined || !hasWording(target) || !form.shown.item(target.id)) return null;
  const question = questionAt(form, target, { item: target.id });
  if (isSkipped(question.answer)) return null;
  return (
    <div class="q">
      <p class="info" lang={worksheetLang}>
        {item.text}
      </p>
      {item.help && (
        <p class="info" lang={worksheetLang}>
          {item.help}
        </p>
      )}
      <WordingNotes question={question} form={form} />
    </div>
  );
}

function WordingNotes({
  question,
  form,
}: {
  readonly question: Question<TextItem>;
  readonly form: Form;
}): JSX.Element {
  return (
    <KeptPlace class="wording" id={wordingId(question)} form={form}>
      {form.drawn?.wording(question.typed ?? textOf(question.item, question.answer))}
    </KeptPlace>
  );
}

/** Is there an item of its own for the notes on this text? Rows have none. */
function helperOf({ items }: CompiledWorksheet, { place }: Question): boolean {
  if (place.row !== undefined) return false;
  return [...items.values()].some(({ item }) => item.type === 'computed' && item.wordingOf === place.item);
}

function hasWording(item: { readonly type: string }): item is TextItem {
  return 'wording' in item && item.wording === true;
}
