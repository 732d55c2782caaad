import type { JSX } from 'preact';
import { compile } from '../../../core/worksheet/compile.js';
import { formatMoment } from '../dates.js';
import { type Form, formOf, plainState } from '../form.js';
import { isSaid, linesOf, SaidLines } from '../layout/said-lines.js';
import { messages, worksheetLang } from '../messages.js';
import type { PastPage, Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { partsOf } from '../screen.js';
import { urls } from '../urls.js';
import { PlainPage } from './plain.js';

interface Props {
  readonly page: PastPage;
  readonly shell: Shell;
}

/** What the client handed in, to be read again. Of which questions nothing is shown is decided before anybody answers. */
export function Past({ page, shell }: Props): JSX.Element {
  const { worksheet, revisions } = page;
  const words = pageMessages.past;
  const [latest, ...earlier] = revisions;
  const when = (revision: PastPage['revisions'][number]): string =>
    formatMoment(revision.submittedAt, shell.lang, shell.timeZone);
  return (
    <PlainPage shell={shell} own>
      <div class="past">
        {latest && <p class="caption">{words.handedIn(when(latest))}</p>}
        <h1 lang={worksheetLang}>{worksheet.title}</h1>
        <p class="lead">{latest ? words.lead : words.notShown(shell.clinicianName)}</p>
        {latest && <Revision page={page} shell={shell} answers={latest.answers} />}
        {earlier.map((revision) => (
          <details key={revision.submittedAt} class="earlier">
            <summary>{words.earlier(when(revision))}</summary>
            <Revision page={page} shell={shell} answers={revision.answers} />
          </details>
        ))}
        {latest && <Copy page={page} shell={shell} />}
        <p class="go">
          <a class="primary soft" href={urls.home(shell)}>
            {pageMessages.receipt.home}
          </a>
        </p>
      </div>
    </PlainPage>
  );
}

/** Offered under the answers, with what to think of first. */
function Copy({ page, shell }: Props): JSX.Element {
  const words = pageMessages.receipt;
  return (
    <p class="small">
      <a href={urls.copy(shell, page.assignmentId)}>{words.copy}</a>
      {`. ${words.copyStays}`}
    </p>
  );
}

function Revision(props: Props & { readonly answers: Form['answers'] }): JSX.Element {
  const { page, shell, answers } = props;
  const { worksheet, kept } = page;
  const form = formOf(compile(worksheet), shell, plainState(answers));
  const parts = partsOf(form)
    .map((section) => ({ section, lines: linesOf(form, section).filter(({ item }) => kept.has(item.id)) }))
    .map(({ section, lines }) => ({
      section,
      said: lines.filter(isSaid),
      skipped: lines.filter(({ shown }) => shown.kind === 'skipped').length,
    }))
    .filter(({ said, skipped }) => said.length + skipped > 0);
  return (
    <>
      {parts.length === 0 && <p>{pageMessages.past.nothing}</p>}
      {parts.map(({ section, said, skipped }) => (
        <section key={section.id} class="review-part">
          <h2 lang={worksheetLang}>{section.title}</h2>
          {said.length > 0 && <SaidLines form={form} lines={said} keeps={(path) => kept.has(path)} />}
          {skipped > 0 && <p class="small">{messages.review.skipped(skipped)}</p>}
        </section>
      ))}
      {leavesSomethingOut(page) && <p class="small">{pageMessages.past.leftOut}</p>}
    </>
  );
}

/** By what the worksheet asks, never by what was answered: else the sentence would tell something. */
function leavesSomethingOut({ worksheet, kept }: PastPage): boolean {
  return worksheet.sections.some(({ items }) =>
    items.some(({ id, type }) => type !== 'info' && !kept.has(id)),
  );
}
