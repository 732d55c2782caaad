import { goAway, pageHeader } from './frame.js';
import { sweep } from './sweep.js';

/** The page is blank at once; the last words get this long to arrive before the session ends. */
const LAST_WORDS_MS = 400;
const SHIFTS = 3;
const SHIFTS_WITHIN_MS = 4_000;

/** By it the other tabs hear that the client leaves. Its name says nothing. */
let tabs: BroadcastChannel | undefined;

let gone = false;

/** Is the client on the way out? Then nothing may be written any more. */
export function hasLeft(): boolean {
  return gone;
}

/** What is being filled in: it may have something to send yet, and must hold nobody back. */
export interface Unfinished {
  flush(): Promise<unknown>;
  stop(): void;
}

/** Leaves, in all tabs: blank, signed out, nothing kept, a plain page in place of this one. */
export async function leave(unfinished?: Unfinished): Promise<void> {
  const form = leaveForm();
  if (gone || !form) return;
  gone = true;
  const { action, dataset } = form;
  document.documentElement.style.visibility = 'hidden';
  document.body.replaceChildren();
  document.title = '\u00A0';
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
  tabs?.postMessage(0);
  sweep([]);
  const said = unfinished?.flush();
  await Promise.race([said, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
  unfinished?.stop();
  const headers = pageHeader();
  const ended = fetch(action, { method: 'POST', keepalive: true, redirect: 'manual', headers });
  await goAway(dataset.exit ?? '/', ended);
}

/**
 * Leaves at a touch of "Leave now" or three of the Shift key. Without scripts the button posts its form and the
 * server does the same.
 */
export function listenForLeaving(unfinished?: Unfinished): void {
  leaveForm()?.addEventListener('submit', (event) => {
    event.preventDefault();
    void leave(unfinished);
  });
  listenForShifts(() => void leave(unfinished));
  tabs = globalThis.BroadcastChannel && new BroadcastChannel('~');
  tabs?.addEventListener('message', () => void leave(unfinished));
  const owner = leaveForm()?.dataset.own;
  if (owner) sweep([`~${owner}`]);
  // A page that the browser keeps frozen must not come back as it was, not even for a moment.
  addEventListener('pagehide', (event) => {
    if (event.persisted) document.documentElement.style.visibility = 'hidden';
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

function leaveForm(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>('form.leave');
}

function listenForShifts(leaveNow: () => void): void {
  let times: number[] = [];
  addEventListener('keyup', (event) => {
    const now = Date.now();
    times = event.key === 'Shift' ? [...times, now].filter((time) => now - time < SHIFTS_WITHIN_MS) : [];
    if (times.length >= SHIFTS) leaveNow();
  });
}
