import type { JSX } from 'preact';
import type { HomeLine, Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { urls } from '../urls.js';
import { Closing, Next, thanks } from './notices.js';
import { PlainPage } from './plain.js';

/** For how many seconds a device of the clinic’s shows that something was handed in before it clears itself. */
export const CLEARS_AFTER_SECONDS = 30;

/** After handing in on a device of the clinic’s: nothing of what was written, and what to do with the device. */
export function OfficeReceipt(props: {
  readonly closing: string | null;
  readonly next: HomeLine | null;
  readonly shell: Shell;
}): JSX.Element {
  const { closing, next, shell } = props;
  const words = pageMessages.office;
  return (
    <PlainPage shell={shell} own>
      <div class="receipt">
        <span class="big-tick" aria-hidden="true" />
        <h1>{pageMessages.title.receipt}</h1>
        <p class="lead">
          {thanks(closing) ? '' : `${pageMessages.receipt.thanks} `}
          {words.handBack}
        </p>
        <Closing words={closing} />
        <form method="post" action={urls.leave(shell)} class="go" data-finish>
          <button class="primary">{words.finish}</button>
        </form>
        <p class="clears" data-clears={CLEARS_AFTER_SECONDS} role="timer" hidden>
          {words.clears} <b>{CLEARS_AFTER_SECONDS}</b> {words.seconds}{' '}
          <button type="button" class="quiet">
            {words.wait}
          </button>
        </p>
        <Next line={next} lead={words.next} shell={shell} />
        <p class="small">{pageMessages.receipt.notWatched}</p>
      </div>
    </PlainPage>
  );
}
