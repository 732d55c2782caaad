import './live/old-browsers.js';
import './styles/client.css';
import { hydrate, render } from 'preact';
import { newRowId } from './actions.js';
import { BOOT_ID, type Boot } from './boot.js';
import { saverAt, submitAt } from './graphql.js';
import { whenSignedOut } from './live/again.js';
import { listen } from './live/events.js';
import { KeptFoot } from './live/kept.js';
import { listenForLeaving } from './live/leave.js';
import { Sheet } from './live/sheet.js';
import { SheetScreen } from './pages/sheet.js';
import { urls } from './urls.js';

/** Draws what the server drew, and from then on what the sheet says, once for all that changes at a time. */
function bringToLife(root: HTMLElement, boot: Boot): Sheet {
  const { page, shell } = boot;
  const { assignmentId } = page;
  const address = urls.graphql(shell);
  const save = saverAt(address, assignmentId);
  let drawing = false;
  const draw = (): void => {
    drawing = false;
    render(<SheetScreen screen={sheet.screen} foot={<KeptFoot />} />, root);
  };
  const sheet: Sheet = new Sheet(boot, {
    send: (revision, patches) => retry(() => save(revision, patches)),
    submit: (revision, idempotencyKey) =>
      retry(() => submitAt(address, { assignmentId, revision, idempotencyKey })),
    isOnline: () => navigator.onLine,
    newId: newRowId,
    onChange: () => {
      if (!drawing) queueMicrotask(draw);
      drawing = true;
    },
  });
  const retry = whenSignedOut({ root, shell, assignmentId, unfinished: sheet });
  hydrate(<SheetScreen screen={sheet.screen} foot={<KeptFoot />} />, root);
  listen(root, sheet, shell);
  return sheet;
}

const root = document.getElementById('app');
const data = document.getElementById(BOOT_ID)?.textContent;
listenForLeaving(root && data ? bringToLife(root, JSON.parse(data) as Boot) : undefined);
document.documentElement.dataset.live = '';
