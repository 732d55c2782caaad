import { render } from 'preact';
import { leave, type Unfinished } from '../live/leave.js';
import type { Shell } from '../model.js';
import { unlockByPasskey } from '../passkeys.js';
import { urls } from '../urls.js';
import { Asking } from './asking.js';
import { AgainDialog } from './dialog.js';
import { openedByHost } from './host.js';
import { againMessages } from './messages.js';
import { ownsAt } from './own.js';
import { addAgainStyles } from './styles.js';

/** The page that has to be opened again. */
export interface Closed {
  readonly root: HTMLElement;
  readonly shell: Shell;
  readonly assignmentId: string;
  readonly unfinished: Unfinished;
}

/** Hides the page behind a dialog until its own client is back in, and shows it as it was. */
export async function drawCurtain(closed: Closed): Promise<void> {
  const { title, activeElement } = document;
  closed.root.style.visibility = 'hidden';
  document.title = againMessages.title;
  addAgainStyles();
  const dialog = document.createElement('dialog');
  dialog.className = 'again';
  dialog.setAttribute('aria-labelledby', 'again-title');
  document.body.append(dialog);
  // Escape closes any dialog at the second press. This one stays until it is answered.
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  dialog.addEventListener('close', () => {
    if (dialog.isConnected) dialog.showModal();
  });
  await askIn(dialog, closed);
  dialog.remove();
  closed.root.style.visibility = '';
  document.title = title;
  if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
}

/** Asks in the dialog, one step at a time, until the client is in. */
async function askIn(dialog: HTMLDialogElement, closed: Closed): Promise<void> {
  const { shell, assignmentId, unfinished } = closed;
  const home = urls.home(shell);
  let drawn = '';
  const draw = (): void => {
    render(<AgainDialog asking={asking} home={home} leave={() => void leave(unfinished)} />, dialog);
    // On a device of the clinic’s nothing waits for who wrote it while somebody else is in.
    if (asking.step === 'other' && asking.inOffice && drawn !== 'other') {
      // The browser would ask whether to stay, with the words of the first still in the page.
      unfinished.stop();
      location.replace(home);
    }
    if (drawn !== asking.step) focusOnQuestion(dialog);
    drawn = asking.step;
  };
  let letIn = (): void => undefined;
  const isIn = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  const asking = new Asking({
    basePath: shell.basePath,
    practiceId: shell.practiceId,
    isOwn: ownsAt(urls.graphql(shell), assignmentId),
    unlockByPasskey: () => unlockByPasskey(shell.basePath),
    inOffice: shell.place === 'office',
    openedByHost: shell.place === 'embedded' ? openedByHost : undefined,
    onChange: draw,
    onIn: () => letIn(),
  });
  draw();
  dialog.showModal();
  focusOnQuestion(dialog);
  const stop = lookOnReturn(() => void asking.lookAgain());
  void asking.look();
  await isIn;
  stop();
}

function focusOnQuestion(dialog: HTMLElement): void {
  const [field, heading] = ['input', 'h2'].map((name) => dialog.querySelector<HTMLElement>(name));
  (field ?? heading)?.focus();
}

/** Another tab may have let the client in meanwhile. */
function lookOnReturn(look: () => void): () => void {
  const seen = (): void => {
    if (document.visibilityState === 'visible') look();
  };
  document.addEventListener('visibilitychange', seen);
  addEventListener('focus', seen);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    removeEventListener('focus', seen);
  };
}
