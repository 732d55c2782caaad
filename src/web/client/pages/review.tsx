import type { JSX } from 'preact';
import type { Item, Section } from '../../../core/worksheet/definition.js';
import type { DisplayedAnswer } from '../../../core/worksheet/display.js';
import { initialAnswer, standingAnswer, takesAnswer } from '../../../core/worksheet/starting.js';
import { displayed } from '../displayed.js';
import type { Form } from '../form.js';
import { Said, SaidRows } from '../items/said.js';
import { ErrorSummary } from '../layout/errors.js';
import { messages } from '../messages.js';
import { partsOf, partWith, type Screen } from '../screen.js';
import { urls } from '../urls.js';

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
        <input type="hidden" name="_practice" value={form.shell.practiceId} />
        <input type="hidden" name="_client" value={form.shell.clientId} />
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
}): JSX.Element | null {
  const { screen, section, part } = props;
  const { form, assignmentId } = screen;
  const lines = linesOf(form, section);
  if (lines.length === 0) return null;
  const said = lines.filter(({ shown }) => shown.kind === 'text' || shown.kind === 'list');
  const skipped = lines.filter(({ shown }) => shown.kind === 'skipped').length;
  const left = lines.filter(({ shown }) => shown.kind === 'none');
  const words = leftOver(said.length, skipped, left);
  return (
    <section class="review-part">
      <div class="review-head">
        <h2>{section.title}</h2>
        <a
          href={urls.part(form.shell, assignmentId, part)}
          aria-label={messages.review.changePart(part, section.title)}
        >
          {messages.review.change}
        </a>
      </div>
      {said.length > 0 && (
        <dl>
          {said.map(({ item, shown }) => (
            <div key={item.id} class="pair">
              <dt>{item.text}</dt>
              <dd>{item.type === 'group' ? <SaidRows item={item} form={form} /> : <Said shown={shown} />}</dd>
            </div>
          ))}
        </dl>
      )}
      {words && <p class="small">{words}</p>}
    </section>
  );
}

function linesOf(form: Form, section: Section): readonly Line[] {
  return section.items
    .filter((item) => form.shown.item(item.id) && (takesAnswer(item) || initialAnswer(item) !== undefined))
    .map((item) => ({
      item,
      shown: displayed(form, { item: item.id }, standingAnswer(item, form.answers)),
    }));
}

function leftOver(said: number, skipped: number, left: readonly Line[]): string {
  const { leftFine, leftNeeded } = messages.review;
  const isNeeded = left.some(({ item }) => item.required);
  if (said + skipped === 0 && !isNeeded) return messages.review.nothing;
  return [
    skipped > 0 && messages.review.skipped(skipped),
    left.length > 0 && `${messages.review.left(left.length)} ${isNeeded ? leftNeeded : leftFine}`,
  ]
    .filter(Boolean)
    .join(' ');
}
