import type { JSX } from 'preact';
import { formatDay, formatMoment } from '../dates.js';
import { doorUrls } from '../door-urls.js';
import { messages, worksheetLang } from '../messages.js';
import type { HomeLine, Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { urls } from '../urls.js';
import { type Apart, byGiving, dueIn, handedIn, inOrder, type OpenLine, toldApart } from './home-lines.js';
import { PlainPage } from './plain.js';

/** So many of what was handed in stand open; what is older folds away. */
const FEW_DONE = 5;

interface Shown<Line extends HomeLine = HomeLine> {
  readonly line: Line;
  readonly shell: Shell;
  /** What tells the line from others of its title. */
  readonly apart: Apart | undefined;
}

/** The client's list: what is to do, with what to go on with on top, and what is done. It knows of nobody else. */
export function HomePage(props: { readonly lines: readonly HomeLine[]; readonly shell: Shell }): JSX.Element {
  const { lines, shell } = props;
  const words = pageMessages.home;
  const day = (moment: string | null): string => formatMoment(moment ?? '', shell.lang, shell.timeZone);
  const open = inOrder(lines);
  const given = toldApart(open.toSorted(byGiving), ({ givenAt }) => day(givenAt));
  const done = handedIn(lines);
  const back = toldApart(done.toReversed(), ({ submittedAt }) => day(submittedAt));
  const [next, ...others] = open.map((line) => ({ line, shell, apart: given.get(line.id) }));
  return (
    <PlainPage shell={shell} own>
      <h1>{pageMessages.title.home}</h1>
      <p class="lead">{words.seenBy(shell.clinicianName)}</p>
      {next ? <Next {...next} /> : <Nothing shell={shell} />}
      {others.length > 0 && (
        <section aria-labelledby="others">
          <h2 id="others">{words.others}</h2>
          <ul class="tasks">
            {others.map((other) => (
              <Other key={other.line.id} {...other} />
            ))}
          </ul>
        </section>
      )}
      <Done all={done.map((line) => ({ line, shell, apart: back.get(line.id) }))} />
      {shell.place === 'own' && (
        <p class="to-log-in">
          <a href={doorUrls.logIn(shell)}>{words.logIn}</a>
        </p>
      )}
    </PlainPage>
  );
}

function Nothing({ shell }: { readonly shell: Shell }): JSX.Element {
  const words = pageMessages.home;
  return (
    <div class="nothing">
      <svg viewBox="0 0 96 56" width="96" height="56" aria-hidden="true">
        <circle cx="62" cy="24" r="14" class="sun" />
        <path d="M0 56c14-26 32-26 48 0z" class="hill" />
        <path d="M30 56c16-34 44-34 66 0z" class="hill near" />
      </svg>
      <p class="name">{words.none}</p>
      <p>{words.noneYet(shell.clinicianName)}</p>
    </div>
  );
}

/** What to go on with: the only one with a button, so that there is nothing to choose. */
function Next(shown: Shown<OpenLine>): JSX.Element {
  const { line, shell } = shown;
  const action = line.state === 'new' ? messages.start : messages.resume;
  return (
    <section class="task next" aria-labelledby="next">
      <p class="caption">{pageMessages.home.next[line.state]}</p>
      <h2 id="next" lang={worksheetLang}>
        {line.title}
      </h2>
      <p class="sub">{subOf(shown)}</p>
      {shown.apart && <p class="sub">{apartWords(shown)}</p>}
      <a class="primary" href={urls.sheet(shell, line.id)} aria-label={nameOf(action, shown)}>
        {action}
      </a>
    </section>
  );
}

function Other(shown: Shown<OpenLine>): JSX.Element {
  const { line, shell } = shown;
  return (
    <li>
      <a class="task to" href={urls.sheet(shell, line.id)}>
        <span>
          <span class="name" lang={worksheetLang}>
            {line.title}
          </span>
          <span class="sub">{subOf(shown)}</span>
          {shown.apart && <span class="sub">{apartWords(shown)}</span>}
          {line.state !== 'new' && <span class="chip">{pageMessages.home.chip[line.state]}</span>}
        </span>
      </a>
    </li>
  );
}

function Done({ all }: { readonly all: readonly Shown[] }): JSX.Element | null {
  if (all.length === 0) return null;
  const earlier = all.slice(FEW_DONE);
  return (
    <section class="done" aria-labelledby="done">
      <h2 id="done">{pageMessages.home.done}</h2>
      <DoneList lines={all.slice(0, FEW_DONE)} />
      {earlier.length > 0 && (
        <details class="earlier">
          <summary>{pageMessages.home.earlier(earlier.length)}</summary>
          <DoneList lines={earlier} />
        </details>
      )}
    </section>
  );
}

function DoneList({ lines }: { readonly lines: readonly Shown[] }): JSX.Element {
  return (
    <ul class="done-list">
      {lines.map((shown) => (
        <DoneLine key={shown.line.id} {...shown} />
      ))}
    </ul>
  );
}

/** Says the same of every worksheet, whatever anybody has done with it since. */
function DoneLine({ line, shell, apart }: Shown): JSX.Element {
  const words = pageMessages.home;
  const day = formatMoment(line.submittedAt ?? '', shell.lang, shell.timeZone);
  const since = words.handedIn(day, apart?.number ?? null);
  return (
    <li>
      <span class="dot full" aria-hidden="true" />
      <span>
        <span class="name" lang={worksheetLang}>
          {line.title}
        </span>
        <span class="sub">{since}</span>
      </span>
      {shell.place === 'own' && (
        <a href={urls.answers(shell, line.id)} aria-label={`${words.readAgain}: ${line.title}, ${since}`}>
          {words.readAgain}
        </a>
      )}
    </li>
  );
}

function subOf({ line, shell }: Shown): string {
  return [messages.minutes(line.minutes), dueWords(line, shell)].filter(Boolean).join(' · ');
}

function dueWords({ dueOn }: HomeLine, { lang, today }: Shell): string | null {
  return dueOn === null ? null : pageMessages.home.due[dueIn(dueOn, today)](formatDay(dueOn, lang));
}

function apartWords({ apart }: Shown): string | undefined {
  return apart && pageMessages.home.given(apart.day, apart.number);
}

/** What a link or button is called where it is read out by itself. */
function nameOf(action: string, shown: Shown): string {
  return [`${action}: ${shown.line.title}`, apartWords(shown)].filter(Boolean).join(', ');
}
