import type { JSX } from 'preact';
import { resumePart, isBegun, type Screen } from '../screen.js';
import { Privacy } from '../layout/privacy.js';
import { messages, worksheetLang } from '../messages.js';
import { urls } from '../urls.js';

/** Before the first question: what this is, how long it takes, what it touches, who sees it. */
export function CoverMain({ screen }: { readonly screen: Screen }): JSX.Element {
  const { form, assignmentId } = screen;
  const { worksheet } = form.compiled;
  const begun = isBegun(form);
  const part = begun ? resumePart(form.compiled, form.answers) : 1;
  return (
    <div class="cover">
      <p class="caption">{messages.minutes(worksheet.minutes)}</p>
      <h1 lang={worksheetLang}>{worksheet.title}</h1>
      <p class="lead" lang={worksheetLang}>
        {worksheet.intro}
      </p>
      {worksheet.contentNote && (
        <div class="note">
          <h2>{messages.beforeYouStart}</h2>
          <p lang={worksheetLang}>{worksheet.contentNote}</p>
        </div>
      )}
      <Privacy form={form} share={worksheet.share} />
      <p class="quiet-line">{messages.pauseAnyTime}</p>
      <p class="go">
        <a class="primary" href={urls.part(form.shell, assignmentId, part)}>
          {begun ? messages.resume : messages.start}
        </a>
        <a class="quiet" href={urls.home(form.shell)}>
          {messages.back}
        </a>
      </p>
    </div>
  );
}
