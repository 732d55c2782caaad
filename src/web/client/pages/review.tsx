import type { JSX } from 'preact';
import type { Section } from '../../../core/worksheet/definition.js';
import { ErrorSummary } from '../layout/errors.js';
import { isSaid, linesOf, type SaidLine, SaidLines } from '../layout/said-lines.js';
import { messages, worksheetLang } from '../messages.js';
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
      {outcome && outcome !== 'sending' && (
        <p class="note" role="alert">
          {messages.review[outcome === 'failed' ? 'retry' : outcome]}
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

function Part(props: {
  readonly screen: Screen;
  readonly section: Section;
  readonly part: number;
}): JSX.Element | null {
  const { screen, section, part } = props;
  const { form, assignmentId } = screen;
  const lines = linesOf(form, section);
  if (lines.length === 0) return null;
  const said = lines.filter(isSaid);
  const skipped = lines.filter(({ shown }) => shown.kind === 'skipped').length;
  const left = lines.filter(({ shown }) => shown.kind === 'none');
  const words = leftOver(said.length, skipped, left);
  return (
    <section class="review-part">
      <div class="review-head">
        <h2 lang={worksheetLang}>{section.title}</h2>
        <a
          href={urls.part(form.shell, assignmentId, part)}
          aria-label={messages.review.changePart(part, section.title)}
        >
          {messages.review.change}
        </a>
      </div>
      {said.length > 0 && <SaidLines form={form} lines={said} />}
      {words && <p class="small">{words}</p>}
    </section>
  );
}

function leftOver(said: number, skipped: number, left: readonly SaidLine[]): string {
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
