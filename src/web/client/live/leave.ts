/** The page is blank at once; the last words get this long to arrive before the session ends. */
const LAST_WORDS_MS = 400;
const SHIFTS = 3;
const SHIFTS_WITHIN_MS = 4_000;

/**
 * Leaves at a touch of "Leave now" or three of the Shift key: blank, signed out, a plain page in place of this one.
 * Without scripts the button posts its form and the server does the same.
 * @param lastWords sends what is not saved yet
 */
export function listenForLeaving(lastWords: () => Promise<unknown>): void {
  const form = document.querySelector<HTMLFormElement>('form.leave');
  if (!form) return;
  const exit = form.dataset.exit ?? '/';
  let gone = false;
  const leave = async (): Promise<void> => {
    if (gone) return;
    gone = true;
    const said = lastWords();
    document.documentElement.style.visibility = 'hidden';
    document.body.replaceChildren();
    document.title = '\u00A0';
    await Promise.race([said, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
    void fetch(form.action, { method: 'POST', keepalive: true, redirect: 'manual' }).catch(() => undefined);
    location.replace(exit);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void leave();
  });
  listenForShifts(() => void leave());
  // A page that the browser kept frozen must not come back as it was.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

function listenForShifts(leave: () => void): void {
  let times: number[] = [];
  addEventListener('keyup', (event) => {
    const now = Date.now();
    times = event.key === 'Shift' ? [...times, now].filter((time) => now - time < SHIFTS_WITHIN_MS) : [];
    if (times.length >= SHIFTS) leave();
  });
}
