import type { ComponentChildren, JSX } from 'preact';
import { messages } from '../messages.js';
import type { SaveStatus, Shell } from '../model.js';
import type { Screen } from '../screen.js';
import { urls } from '../urls.js';

/** The top of every page: the way out first, then what is beside it. */
export function Bar(props: {
  readonly shell: Shell;
  readonly skipTo: string;
  /** What a hand that rests on "Leave now" is told. The server says it once, and it stays. */
  readonly leaveHelp: string | undefined;
  readonly children?: ComponentChildren;
  readonly below?: ComponentChildren;
}): JSX.Element {
  const { shell, skipTo, leaveHelp, children, below } = props;
  return (
    <header class="bar">
      <div class="bar-in">
        <form
          method="post"
          action={urls.leave(shell)}
          class="leave"
          data-exit={urls.exit(shell)}
          data-own={shell.owner}
          data-hosts={shell.hosts.join(' ') || undefined}
          target={shell.place === 'embedded' ? '_top' : undefined}
        >
          {shell.session && <input type="hidden" name="session" value={shell.session} />}
          <button class="leave-button" title={leaveHelp}>
            {messages.leave}
          </button>
        </form>
        <a class="skip-link" href="#main">
          {skipTo}
        </a>
        <p class="brand">
          <span class="mark" aria-hidden="true" />
          <span>{shell.practiceName}</span>
        </p>
        {children}
      </div>
      {shell.place === 'office' && <p class="clinic">{messages.clinicDevice}</p>}
      {below}
    </header>
  );
}

/** Whether what was typed is safe. Only what is out of the ordinary is read out, not every pause in typing. */
export function SaveState(props: {
  readonly status: SaveStatus;
  readonly said: Screen['said'];
  readonly live: boolean;
  readonly fresh: boolean;
}): JSX.Element {
  const { status, said, live, fresh } = props;
  const save = { ...messages.save, ...said };
  const still = status === 'waiting' || (status === 'saved' && fresh && !live);
  const plain = still || (status === 'saved' && fresh);
  const words = plain ? save[still ? 'waiting' : 'live'] : save[status];
  const routine = status === 'saved' || status === 'saving' || status === 'waiting';
  return (
    <>
      <p class={`save ${plain ? 'plain' : status}`} id="save">
        <span class="sign" aria-hidden="true" />
        <span>{words}</span>
      </p>
      <p class="vh" role="status">
        {routine ? '' : save[status]}
      </p>
    </>
  );
}
