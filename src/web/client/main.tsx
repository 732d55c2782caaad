import './live/old-browsers.js';
import './styles/client.css';
import { hydrate, render } from 'preact';
import { newRowId } from './actions.js';
import { BOOT_ID, type Boot } from './boot.js';
import { saverAt, submitAt } from './graphql.js';
import { takeSecret } from './live/enter.js';
import { listen } from './live/events.js';
import { KeptFoot } from './live/kept.js';
import { listenForLeaving } from './live/leave.js';
import { Sheet } from './live/sheet.js';
import { SheetScreen } from './pages/sheet.js';
import { urls } from './urls.js';

/** Draws what the server drew, and from then on what the sheet says, once for all that changes at a time. */
function bringToLife(root: HTMLElement, boot: Boot): Sheet {
  const { page, shell } = boot;
  const address = urls.graphql(shell);
  let drawing = false;
  const draw = (): void => {
    drawing = false;
    render(<SheetScreen screen={sheet.screen} foot={<KeptFoot />} />, root);
  };
  const sheet = new Sheet(boot, {
    send: saverAt(address, page.assignmentId),
    submit: (revision, idempotencyKey) =>
      submitAt(address, { assignmentId: page.assignmentId, revision, idempotencyKey }),
    isOnline: () => navigator.onLine,
    newId: newRowId,
    onChange: () => {
      if (!drawing) queueMicrotask(draw);
      drawing = true;
    },
  });
  hydrate(<SheetScreen screen={sheet.screen} foot={<KeptFoot />} />, root);
  listen(root, sheet, shell);
  document.documentElement.dataset.live = '';
  return sheet;
}

const root = document.getElementById('app');
const data = document.getElementById(BOOT_ID)?.textContent;
const sheet = root && data ? bringToLife(root, JSON.parse(data) as Boot) : undefined;
listenForLeaving(async () => {
  await sheet?.flush();
  sheet?.stop();
});
if (!sheet) {
  takeSecret();
  document.documentElement.dataset.live = '';
}
