/** How long a page lies untouched before it says so, and before it closes. The server counts the same time. */
const WARN_MS = 14 * 60_000;
/** A little later than the server, which counts from the last request that it saw. */
const CLOSE_MS = 15 * 60_000 + 5_000;
/** On a device of the clinic’s, which goes to somebody else next. */
export const IN_OFFICE = { warnMs: 4 * 60_000, closeMs: 5 * 60_000 };
const LOOK_EVERY_MS = 5_000;
/** The events by which a page is told that somebody is there. */
export const TOUCHES = ['input', 'keydown', 'pointerdown', 'scroll'];

/**
 * Watches whether anybody is there: `warn` is called once when the page was long untouched, `back` when somebody
 * touches it after that, `close` when nobody did. It counts from when the page was opened, whenever it is called. A phone that slept through it all closes on waking up.
 */
export function watchIdle(
  watch: { warn: () => void; back: () => void; close: () => void },
  { warnMs, closeMs } = { warnMs: WARN_MS, closeMs: CLOSE_MS },
): void {
  let touched = Date.now() - performance.now();
  let warned = false;
  const look = (): void => {
    const idle = Date.now() - touched;
    if (idle >= closeMs) {
      touched = Date.now();
      warned = false;
      watch.close();
    } else if (idle >= warnMs && !warned) {
      warned = true;
      watch.warn();
    }
  };
  for (const touch of TOUCHES) {
    addEventListener(
      touch,
      () => {
        // Somebody who wakes a phone may touch it before any timer has run.
        look();
        touched = Date.now();
        if (warned) watch.back();
        warned = false;
      },
      { capture: true, passive: true },
    );
  }
  setInterval(look, LOOK_EVERY_MS);
  document.addEventListener('visibilitychange', look);
}
