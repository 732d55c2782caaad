import type { JSX } from 'preact';
import { formatMoment } from '../dates.js';
import { messages, worksheetLang } from '../messages.js';
import type { ClientPage, HomeLine, Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { urls } from '../urls.js';
import { PlainPage } from './plain.js';

type Receipt = Extract<ClientPage, { readonly kind: 'receipt' }>;

/** After handing in: a receipt, nothing of what was written, and whose turn it is now. */
export function ReceiptPage(props: { readonly page: Receipt; readonly shell: Shell }): JSX.Element {
  const { page, shell } = props;
  const { submittedAt, closing, copyOf, next } = page;
  const words = pageMessages.receipt;
  return (
    <PlainPage shell={shell} own>
      <div class="receipt">
        <span class="big-tick" aria-hidden="true" />
        <h1>{pageMessages.title.receipt}</h1>
        <p class="lead">
          {thanks(closing) ? '' : `${words.thanks} `}
          {words.after(shell.clinicianName)}
        </p>
        <Closing words={closing} />
        <p class="go">
          <a class="primary soft" href={urls.home(shell)}>
            {words.home}
          </a>
        </p>
        <Next line={next} lead={words.next} shell={shell} />
        {copyOf !== null && <WaysBack id={copyOf} shell={shell} />}
        <p class="small">
          {submittedAt && `${words.when(formatMoment(submittedAt, shell.lang, shell.timeZone))} `}
          {words.notWatched}
        </p>
      </div>
    </PlainPage>
  );
}

/** What the worksheet itself says at its end. */
export function Closing({ words }: { readonly words: string | null }): JSX.Element | null {
  if (!words) return null;
  return (
    <p class="closing" lang={worksheetLang}>
      {words}
    </p>
  );
}

/** The worksheet that is open beside the one that was handed in. */
export function Next(props: {
  readonly line: HomeLine | null;
  readonly lead: string;
  readonly shell: Shell;
}): JSX.Element | null {
  const { line, lead, shell } = props;
  if (!line) return null;
  return (
    <p class="small">
      {lead}{' '}
      <a href={urls.sheet(shell, line.id)} lang={worksheetLang}>
        {line.title}
      </a>{' '}
      {`(${lowerFirst(messages.minutes(line.minutes))}).`}
    </p>
  );
}

/** The ways back to what was written. Each asks who is there. */
function WaysBack({ id, shell }: { readonly id: string; readonly shell: Shell }): JSX.Element {
  const words = pageMessages.receipt;
  return (
    <>
      <p class="small">
        <a href={urls.answers(shell, id)}>{words.read}</a>
      </p>
      <p class="small">
        <a href={urls.copy(shell, id)}>{words.copy}</a>
        {`. ${words.copyStays}`}
      </p>
    </>
  );
}

/** Do the worksheet's own last words say thank you? Twice would be once too often. */
export function thanks(closing: string | null): boolean {
  return /\b(?:thank|gracias)/iu.test(closing ?? '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A page that only says something: signed out, not found, something went wrong. */
export function MessagePage(props: {
  readonly message: 'signedOut' | 'notFound' | 'wrong' | 'notSent';
  readonly shell: Shell;
}): JSX.Element {
  const { message, shell } = props;
  return (
    <PlainPage shell={shell}>
      <h1>{pageMessages.title[message]}</h1>
      <p class="lead">{pageMessages.page[message]}</p>
      {message !== 'signedOut' && message !== 'notSent' && (
        <p class="go">
          <a class="primary soft" href={urls.home(shell)}>
            {pageMessages.page.home}
          </a>
        </p>
      )}
    </PlainPage>
  );
}
