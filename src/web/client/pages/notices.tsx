import type { JSX } from 'preact';
import { formatMoment } from '../dates.js';
import type { ClientPage, Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { urls } from '../urls.js';
import { PlainPage } from './plain.js';

/** After handing in: a receipt, nothing of what was written. */
export function ReceiptPage(props: {
  readonly page: Extract<ClientPage, { readonly kind: 'receipt' }>;
  readonly shell: Shell;
}): JSX.Element {
  const { page, shell } = props;
  const { submittedAt, closing, copyOf } = page;
  const words = pageMessages.receipt;
  return (
    <PlainPage shell={shell} own>
      <div class="receipt">
        <span class="big-tick" aria-hidden="true" />
        <h1>{pageMessages.title.receipt}</h1>
        <p class="lead">{words.text(shell.clinicianName)}</p>
        {closing && <p class="closing">{closing}</p>}
        <p class="small">
          {submittedAt && `${words.when(formatMoment(submittedAt, shell.lang, shell.timeZone))} `}
          {words.notWatched}
        </p>
        {copyOf !== null && (
          <p class="small">
            <a href={`${urls.sheet(shell, copyOf)}/copy`}>{words.copy}</a>
            {`. ${words.copyStays}`}
          </p>
        )}
        <p class="go">
          <a class="primary soft" href={urls.home(shell)}>
            {words.home}
          </a>
        </p>
      </div>
    </PlainPage>
  );
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
