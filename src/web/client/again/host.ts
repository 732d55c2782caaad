import { happens } from '../live/frame.js';

/** A host's page that has not answered by then will not. */
const PATIENCE_MS = 15_000;

/** Asks the page around the frame to open this one again; settles when it has, or when it was waited for long enough. */
export function openedByHost(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
    document.addEventListener('mendwork:opened', () => resolve(), { once: true });
    happens('expired');
  });
}
