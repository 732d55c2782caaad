import { passkeyButtons } from './live/passkey-buttons.js';
import { clearInTime } from './live/clearing.js';
import { takeSecret } from './live/enter.js';
import { isFramed } from './live/frame.js';
import { IN_OFFICE, watchIdle } from './live/idle.js';
import { leave, listenForLeaving } from './live/leave.js';

/** The script of pages that take no answers. */
listenForLeaving();
takeSecret();
passkeyButtons();
clearInTime();
const { then, office } = document.querySelector<HTMLElement>('[data-then]')?.dataset ?? {};
if (then !== undefined)
  watchIdle(
    {
      warn: () => undefined,
      back: () => undefined,
      close: () => {
        if (office !== undefined) return void leave();
        document.documentElement.style.visibility = 'hidden';
        location.replace(then);
      },
    },
    office === undefined ? undefined : IN_OFFICE,
  );
if (isFramed()) void import('./live/host.js');
document.documentElement.dataset.live = '';
