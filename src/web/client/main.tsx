import './live/old-browsers.js';
import './styles/client.css';
import { hydrate, render } from 'preact';
import { newRowId } from './actions.js';
import { BOOT_ID, type Boot, readBoot } from './boot.js';
import { saverAt, submitAt } from './graphql.js';
import { whenSignedOut } from './live/again.js';
import { asidesOf } from './live/asides.js';
import { drawer } from './live/drawing.js';
import { listen } from './live/events.js';
import { happens, isFramed } from './live/frame.js';
import { KeptFoot } from './live/kept.js';
import { listenForLeaving } from './live/leave.js';
import { Sheet } from './live/sheet.js';
import { sweep } from './live/sweep.js';
import { SheetScreen } from './pages/sheet.js';
import { urls } from './urls.js';

/** Draws what the server drew, and from then on what the sheet says, once for all that changes at a time. */
function bringToLife(root: HTMLElement, boot: Boot): Sheet {
  const { page, shell } = boot;
  const { assignmentId } = page;
  const address = urls.graphql(shell);
  const save = saverAt(address, assignmentId);
  let status = '';
  const changed = drawer(root, () => {
    render(<SheetScreen screen={sheet.screen} foot={<KeptFoot />} />, root);
    asides();
  });
  const sheet: Sheet = new Sheet(boot, {
    send: (revision, patches) => retry(() => save(revision, patches)),
    submit: (revision, idempotencyKey) =>
      retry(() => submitAt(address, { assignmentId, revision, idempotencyKey })),
    isOnline: () => navigator.onLine,
    newId: newRowId,
    onChange: () => {
      if (sheet.status === 'saved' && status === 'saving') happens('saved');
      ({ status } = sheet);
      changed();
    },
  });
  const retry = whenSignedOut({ root, shell, assignmentId, unfinished: sheet });
  const asides = asidesOf(root, () => sheet.screen);
  hydrate(<SheetScreen screen={sheet.screen} foot={<KeptFoot />} />, root);
  listen(root, sheet, shell);
  // Where the server says no, or this does not come, nothing is kept, and the bar says so.
  if (shell.keeps) import('./keep/open.js').then(({ keepWords }) => keepWords(sheet)).catch(() => undefined);
  // The client may have said otherwise meanwhile. In a frame what lies there is of their own page.
  else if (shell.place === 'own') sweep([]);
  return sheet;
}

const root = document.getElementById('app');
const data = document.getElementById(BOOT_ID)?.textContent;
listenForLeaving(root && data ? bringToLife(root, readBoot(data)) : undefined);
if (isFramed()) void import('./live/host.js');
document.documentElement.dataset.live = '';
