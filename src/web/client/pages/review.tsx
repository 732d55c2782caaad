import type { JSX } from 'preact';
import type { Item, Section } from '../../../core/worksheet/definition.js';
import { type DisplayedAnswer, displayAnswer, rowLabel } from '../../../core/worksheet/display.js';
import { answerOf } from '../../../core/worksheet/reading.js';
import { type Form, rowsAt } from '../form.js';
import { ErrorSummary } from '../layout/errors.js';
import { messages } from '../messages.js';
import { partsOf, partWith, type Screen } from '../screen.js';
import { urls } from '../urls.js';

/** More rows than this fold away under their names. */
const FEW_ROWS = 3;

/** All answers in order, to be read through, changed or handed in. What is open is counted without blame. */
export function ReviewMain({ screen }: { readonly screen: Screen }): JSX.Element {
  const { form, assignmentId, outcome } = screen;
  const { shell } = form;
  return (
    <div class="review">
      <h1>{messages.title.review}</h1>
      <ErrorSummary form={form} pageOf={(item) => urls.part(shell, assignmentId, partWith(form, item))} />
      {(outcome === 'stale' || outcome === 'failed') && (
        <p class="note" role="alert">
          {outcome === 'stale' ? messages.review.stale : messages.review.retry}
        </p>
      )}
      <p class="lead">{messages.review.lead}</p>
      {partsOf(form).map((section, index) => (
        <Part key={section.id} screen={screen} section={section} part={index + 1} />
      ))}
      <form method="post" action={urls.submit(shell, assignmentId)} class="hand-in" id="hand-in">
        <input type="hidden" name="revision" value={screen.revision} />
        <input type="hidden" name="idempotencyKey" value={screen.idempotencyKey} />
        <p>{messages.review.after(shell.clinicianName)}</p>
        <div class="go">
          <button class="primary" disabled={outcome === 'sending'}>
            {outcome === 'sending' ? messages.review.handingIn : messages.review.handIn}
          </button>
          <a class="quiet" href={urls.part(shell, assignmentId, partsOf(form).length)}>
            {messages.back}
          </a>
        </div>
      </form>
    </div>
  );
}

interface Line {
  readonly item: Item;
  readonly shown: DisplayedAnswer;
}

function Part(props: {
  readonly screen: Screen;
  readonly section: Section;
  readonly part: number;
}): JSX.Element {
  const { screen, section, part } = props;
  const { form, assignmentId } = screen;
  const lines = linesOf(form, section);
  const said = lines.filter(({ shown }) => shown.kind === 'text' || shown.kind === 'list');
  const skipped = lines.filter(({ shown }) => shown.kind === 'skipped').length;
  const left = lines.length - said.length - skipped;
  return (
    <section class="review-part" aria-labelledby={`part-${part}`}>
      <div class="review-head">
        <h2 id={`part-${part}`}>{section.title}</h2>
        <a
          href={urls.part(form.shell, assignmentId, part)}
          aria-label={`${messages.review.change}: ${section.title}`}
        >
          {messages.review.change}
        </a>
      </div>
      {said.length > 0 && (
        <dl>
          {said.map(({ item, shown }) => (
            <div key={item.id} class="pair">
              <dt>{item.text}</dt>
              <dd>{item.type === 'group' ? <Rows item={item} form={form} /> : <Said shown={shown} />}</dd>
            </div>
          ))}
        </dl>
      )}
      <p class="small">{leftOver(said.length, skipped, left)}</p>
    </section>
  );
}

function linesOf(form: Form, section: Section): readonly Line[] {
  return section.items
    .filter((item) => form.shown.item(item.id) && item.type !== 'info' && item.type !== 'computed')
    .map((item) => ({
      item,
      shown: displayAnswer(form.compiled, item.id, answerOf(form.answers, item.id), form.answers),
    }));
}

function leftOver(said: number, skipped: number, left: number): string | null {
  if (said + skipped === 0) return messages.review.nothing;
  const counts = [
    skipped > 0 ? messages.review.skipped(skipped) : '',
    left > 0 ? `${messages.review.left(left)} ${messages.review.leftFine}` : '',
  ].filter((words) => words !== '');
  return counts.length > 0 ? counts.join(' ') : null;
}

function Said({ shown }: { readonly shown: DisplayedAnswer }): JSX.Element | null {
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

function Rows({
  item,
  form,
}: {
  readonly item: Extract<Item, { type: 'group' }>;
  readonly form: Form;
}): JSX.Element {
  const rows = rowsAt(form, item.id);
  return (
    <div class="review-rows">
      {rows.map((row, index) => (
        <details key={row.id} open={rows.length <= FEW_ROWS}>
          <summary>{rowLabel(item, row, index)}</summary>
          <dl>
            {item.fields
              .filter((field) => form.shown.field(item.id, row.id, field.id))
              .map((field) => ({
                field,
                shown: displayAnswer(
                  form.compiled,
                  item.id,
                  answerOf(row.answers, field.id),
                  form.answers,
                  field.id,
                ),
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
