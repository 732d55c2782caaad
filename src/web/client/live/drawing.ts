/** What may change more of the page than the field at hand; the page has to be drawn before what follows on it. */
const ACTS = ['keydown', 'click', 'popstate'];
/** What the browser shows by itself: a letter, a choice, another field at hand. */
const ANSWERS = ['input', 'focusout'];

/**
 * Gives what to call when something has changed: the page is drawn once for all that changes at a time. While somebody
 * answers, the browser itself shows each letter and each choice first, and the rest of the page follows a frame later.
 */
export function drawer(root: HTMLElement, draw: () => void): () => void {
  let isStale = false;
  let isWaiting = false;
  let isAnswering = false;
  for (const act of ACTS) addEventListener(act, () => (isAnswering = false), true);
  for (const answer of ANSWERS) root.addEventListener(answer, () => (isAnswering = true), true);

  const refresh = (): void => {
    if (isStale) {
      isStale = false;
      draw();
    }
  };
  return () => {
    isStale = true;
    if (!isAnswering) queueMicrotask(refresh);
    else if (!isWaiting) {
      isWaiting = true;
      requestAnimationFrame(() =>
        setTimeout(() => {
          isWaiting = false;
          refresh();
        }),
      );
    }
  };
}
