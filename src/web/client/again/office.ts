import { TOUCHES } from '../live/idle.js';
import { leave } from '../live/leave.js';
import { urls } from '../urls.js';
import type { Closed } from './curtain.js';
import { ownsAt } from './own.js';

/** A question that nobody answers on a device of the clinic’s stays for so long: somebody has put it down. */
const UNANSWERED_MS = 2 * 60_000;
/** Well within the time after which the server takes a device of the clinic’s for left. */
const AWAKE_EVERY_MS = 60_000;

/** Clears the device when the question stays unanswered. Gives what calls that off. */
export function clearUnanswered({ unfinished }: Closed): () => void {
  const timer = setTimeout(() => void leave(unfinished), UNANSWERED_MS);
  return () => clearTimeout(timer);
}

/** Whoever reads for long sends nothing. A touch tells the server that somebody is there, once a minute at most. */
export function keepAwake({ shell, assignmentId }: Closed): void {
  const ask = ownsAt(urls.graphql(shell), assignmentId);
  let told = Date.now();
  const touched = (): void => {
    if (Date.now() - told < AWAKE_EVERY_MS) return;
    told = Date.now();
    void ask();
  };
  for (const touch of TOUCHES) addEventListener(touch, touched, { capture: true, passive: true });
}
