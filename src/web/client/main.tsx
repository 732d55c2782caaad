import './live/old-browsers.js';
import './styles/client.css';
import { hydrate, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { newRowId } from './actions.js';
import { BOOT_ID, type Boot } from './boot.js';
import { saverAt, submitAt } from './graphql.js';
import { takeSecret } from './live/enter.js';
import { listen } from './live/events.js';
import { listenForLeaving } from './live/leave.js';
import { Sheet } from './live/sheet.js';
import { SheetScreen } from './pages/sheet.js';
import type { Screen } from './screen.js';
import { urls } from './urls.js';

/** Draws what the server drew, and from then on what the sheet says. */
function App(props: {
  readonly opening: Screen;
  readonly whenDrawn: (draw: (screen: Screen) => void) => void;
}): JSX.Element {
  const [screen, draw] = useState(props.opening);
  useEffect(() => props.whenDrawn(draw), []);
  return <SheetScreen screen={screen} />;
}

function bringToLife(root: HTMLElement, boot: Boot): Sheet {
  const { page, shell } = boot;
  const address = urls.graphql(shell);
  let draw: (screen: Screen) => void = () => undefined;
  const sheet = new Sheet(boot, {
    send: saverAt(address, page.assignmentId),
    submit: (revision, idempotencyKey) =>
      submitAt(address, { assignmentId: page.assignmentId, revision, idempotencyKey }),
    isOnline: () => navigator.onLine,
    newId: newRowId,
    onChange: (screen) => draw(screen),
  });
  const whenDrawn = (drawer: (screen: Screen) => void): void => {
    draw = drawer;
    listen(root, sheet, shell);
    document.documentElement.dataset.live = '';
  };
  hydrate(<App opening={sheet.screen} whenDrawn={whenDrawn} />, root);
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
