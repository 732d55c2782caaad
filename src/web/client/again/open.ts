import { sessionState } from '../auth-calls.js';
import { IN_OFFICE, watchIdle } from '../live/idle.js';
import { leave } from '../live/leave.js';
import { type Closed, drawCurtain } from './curtain.js';
import { clearUnanswered, keepAwake } from './office.js';
import { warnOfClosing } from './warning.js';

/** Nobody is interrupted in the middle of a word: the question waits for a pause in typing. */
const QUIET_MS = 1_000;

let underWay: Promise<boolean> | undefined;

/**
 * Hides the page and asks who is there, in its place, until its own client is back in. Asks once, however many want to
 * know.
 * @param atOnce does not wait for a pause in typing
 * @returns false where the browser cannot do that
 */
export function signInAgain(closed: Closed, atOnce: boolean): Promise<boolean> {
  underWay ??= ask(closed, atOnce).finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/** Has somebody else signed in, in this browser, since the page was opened? */
export async function isSomebodyElse({ shell }: Closed): Promise<boolean> {
  const now = await sessionState(shell.basePath);
  return now?.clientId !== undefined && now.clientId !== shell.clientId;
}

/** Closes the page when nobody has touched it for long, after a word of warning. */
export function watchOver(closed: Closed): void {
  const inOffice = closed.shell.place === 'office';
  if (inOffice) keepAwake(closed);
  let unsay: (() => void) | undefined;
  const watch = {
    warn: () => {
      void closed.unfinished.flush();
      unsay = warnOfClosing();
    },
    back: () => unsay?.(),
    close: () => {
      unsay?.();
      if (inOffice) return void leave(closed.unfinished);
      closed.root.style.visibility = 'hidden';
      void signInAgain(closed, true).then((done) => done || location.reload());
    },
  };
  watchIdle(watch, inOffice ? IN_OFFICE : undefined);
}

async function ask(closed: Closed, atOnce: boolean): Promise<boolean> {
  if (typeof HTMLDialogElement === 'undefined') return false;
  if (!atOnce) await pauseInTyping(closed.root);
  const answered = closed.shell.place === 'office' ? clearUnanswered(closed) : undefined;
  await drawCurtain(closed);
  answered?.();
  return true;
}

function pauseInTyping(root: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      root.removeEventListener('input', wait);
      resolve();
    };
    let timer = setTimeout(done, QUIET_MS);
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(done, QUIET_MS);
    };
    root.addEventListener('input', wait);
  });
}
