import type { JSX } from 'preact';
import type { FieldItem, GroupItem, Item } from '../../../core/worksheet/definition.js';
import { type DisplayedAnswer, rowLabel } from '../../../core/worksheet/display.js';
import { answerOf } from '../../../core/worksheet/reading.js';
import { displayed } from '../displayed.js';
import { fieldsShown, type Form, rowsIn } from '../form.js';
import { messages, worksheetLang } from '../messages.js';

/** More rows than this fold away under their names. */
const FEW_ROWS = 3;

/** Items that are answered in the client's own words, whatever their language. */
const OWN_WORDS: readonly string[] = ['text', 'long', 'sign', 'link', 'links'];

/** A day is written in the page's language; what the client chose is in the worksheet's. */
function languageOf(item: Item): { readonly lang?: string; readonly dir?: 'auto' } {
  if (item.type === 'date') return {};
  const own = OWN_WORDS.includes(item.type) || ('open' in item && item.open === true);
  return own ? { dir: 'auto' } : { lang: worksheetLang };
}

/** An answer as it is read, not as it is asked. */
export function Said(props: { readonly item: Item; readonly shown: DisplayedAnswer }): JSX.Element | null {
  const { item, shown } = props;
  const written = languageOf(item);
  switch (shown.kind) {
    case 'text':
      return (
        <span class="said" {...written}>
          {shown.text}
        </span>
      );
    case 'list':
      return (
        <ul>
          {shown.items.map((words, index) => (
            <li key={index} {...written}>
              {words}
            </li>
          ))}
        </ul>
      );
    case 'skipped':
      return <span class="sub">{messages.skipped}</span>;
    case 'none':
      return null;
  }
}

/**
 * The rows of a group, each with what was said in it; one in which nothing was says so.
 * `keeps`: whether a field is shown, by its path such as `members.label`; all are where it is left out.
 */
export function SaidRows(props: {
  readonly item: GroupItem;
  readonly form: Form;
  readonly keeps?: ((path: string) => boolean) | undefined;
}): JSX.Element {
  const { item, form, keeps } = props;
  const rows = rowsIn(item, form.answers);
  return (
    <div class="review-rows">
      {rows.map((row, index) => (
        <SaidRow
          key={row.id}
          name={rowLabel(item, row, index)}
          open={rows.length <= FEW_ROWS}
          said={fieldsShown(form, item, row)
            .filter(({ id }) => keeps?.(`${item.id}.${id}`) ?? true)
            .map((field) => ({
              field,
              shown: displayed(form, { item: item.id, field: field.id }, answerOf(row.answers, field.id)),
            }))
            .filter(({ shown }) => shown.kind !== 'none')}
        />
      ))}
    </div>
  );
}

function SaidRow(props: {
  readonly name: string;
  readonly open: boolean;
  readonly said: readonly { readonly field: FieldItem; readonly shown: DisplayedAnswer }[];
}): JSX.Element {
  const { name, open, said } = props;
  if (said.length === 0)
    return (
      <p class="row-empty">
        {name} <span class="sub">{messages.conflict.empty}</span>
      </p>
    );
  return (
    <details open={open}>
      <summary dir="auto">{name}</summary>
      <dl>
        {said.map(({ field, shown }) => (
          <div key={field.id} class="pair">
            <dt lang={worksheetLang}>{field.text}</dt>
            <dd>
              <Said item={field} shown={shown} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
