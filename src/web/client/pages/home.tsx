import type { JSX } from 'preact';
import { formatDay, formatMoment } from '../dates.js';
import { doorUrls } from '../door-urls.js';
import { messages } from '../messages.js';
import type { HomeLine, Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { urls } from '../urls.js';
import { PlainPage } from './plain.js';

/** The client's list: what is to do, what is done. */
export function HomePage(props: { readonly lines: readonly HomeLine[]; readonly shell: Shell }): JSX.Element {
  const { lines, shell } = props;
  const open = lines.filter(({ state }) => state !== 'done');
  const done = lines.filter(({ state }) => state === 'done');
  return (
    <PlainPage shell={shell} own>
      <h1>{pageMessages.title.home}</h1>
      <p class="lead">{pageMessages.home.seenBy(shell.clinicianName)}</p>
      {open.length === 0 && <p class="note">{pageMessages.home.none}</p>}
      {open.length > 0 && (
        <ul class="tasks" aria-label={pageMessages.home.open}>
          {open.map((line) => (
            <Task key={line.id} line={line} shell={shell} />
          ))}
        </ul>
      )}
      {done.length > 0 && (
        <section aria-labelledby="done">
          <h2 id="done">{pageMessages.home.done}</h2>
          <ul class="done-list">
            {done.map((line) => (
              <li key={line.id}>
                <span class="dot full" aria-hidden="true" />
                <span>
                  <span class="name">{line.title}</span>
                  <span class="sub">
                    {line.submittedAt &&
                      pageMessages.home.handedIn(formatMoment(line.submittedAt, shell.lang, shell.timeZone))}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="to-log-in">
        <a href={doorUrls.logIn(shell)}>{pageMessages.home.logIn}</a>
      </p>
    </PlainPage>
  );
}

function Task({ line, shell }: { readonly line: HomeLine; readonly shell: Shell }): JSX.Element {
  const begun = line.state !== 'new';
  const action = begun ? messages.resume : messages.start;
  return (
    <li class="task">
      <h2>{line.title}</h2>
      <p class="sub">
        {messages.minutes(line.minutes)}
        {line.dueOn && ` · ${pageMessages.home.due(formatDay(line.dueOn, shell.lang))}`}
      </p>
      {begun && (
        <p class="chip">{line.state === 'returned' ? pageMessages.home.returned : pageMessages.home.begun}</p>
      )}
      <a
        class={begun ? 'primary' : 'primary soft'}
        href={urls.sheet(shell, line.id)}
        aria-label={`${action}: ${line.title}`}
      >
        {action}
      </a>
    </li>
  );
}
