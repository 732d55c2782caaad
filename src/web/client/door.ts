import { passkeyButtons } from './live/passkey-buttons.js';
import { takeSecret } from './live/enter.js';
import { watchIdle } from './live/idle.js';
import { listenForLeaving } from './live/leave.js';

/** The script of pages that take no answers. */
listenForLeaving();
takeSecret();
passkeyButtons();
const then = document.querySelector<HTMLElement>('[data-then]')?.dataset.then;
if (then !== undefined)
  watchIdle({
    warn: () => undefined,
    back: () => undefined,
    close: () => {
      document.documentElement.style.visibility = 'hidden';
      location.replace(then);
    },
  });
document.documentElement.dataset.live = '';
