import type { ComponentChildren, JSX } from 'preact';
import { messages } from '../messages.js';
import type { SaveStatus, Shell } from '../model.js';
import { urls } from '../urls.js';

/** The top of every page: the way out first, then what is beside it. */
export function Bar(props: {
  readonly shell: Shell;
  readonly skipTo: string;
  readonly children?: ComponentChildren;
  readonly below?: ComponentChildren;
}): JSX.Element {
  const { shell, skipTo, children, below } = props;
  return (
    <header class="bar">
      <div class="bar-in">
        <form method="post" action={urls.leave(shell)} class="leave" data-exit={shell.exitUrl}>
          <button class="leave-button" title={messages.leaveHelp}>
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
      {below}
    </header>
  );
}

/** Whether what was typed is safe. Only what is out of the ordinary is read out, not every pause in typing. */
export function SaveState(props: {
  readonly status: SaveStatus;
  readonly live: boolean;
  readonly fresh: boolean;
}): JSX.Element {
  const { status, live, fresh } = props;
  const still = status === 'waiting' || (status === 'saved' && fresh && !live);
  const plain = still || (status === 'saved' && fresh);
  const words = plain ? messages.save[still ? 'waiting' : 'live'] : messages.save[status];
  const routine = status === 'saved' || status === 'saving' || status === 'waiting';
  return (
    <>
      <p class={`save ${plain ? 'plain' : status}`} id="save">
        <span class="sign" aria-hidden="true" />
        <span>{words}</span>
      </p>
      <p class="vh" role="status">
        {routine ? '' : messages.save[status]}
      </p>
    </>
  );
}
