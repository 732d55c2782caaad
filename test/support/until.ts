import { setTimeout as sleep } from 'node:timers/promises';

/** How long something may take to come about, on a busy machine. */
const PATIENCE_MS = 15_000;

/** Waits until it has come to this. @throws Error that says `otherwise` where it does not */
export async function until(
  holds: () => Promise<boolean> | boolean,
  otherwise = 'It did not come to this.',
): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await holds()); await sleep(20))
    if (Date.now() > end) throw new Error(otherwise);
}
