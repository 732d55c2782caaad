import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

const ATTEMPTS = 5;

/**
 * Watches a connection whose end means that the server is gone, and brings the server up again, as often as it takes.
 * @param bringUp makes the server answer and returns the new connection to watch
 * @param onLost called with the last error when the server does not come up again
 * @returns a function that ends the watch and the connection
 */
export function keepUp(
  first: pg.Client,
  bringUp: () => Promise<pg.Client>,
  onLost: (cause: unknown) => void,
): () => Promise<void> {
  let ended = false;
  let current = first;
  let revival = Promise.resolve();

  const watch = (client: pg.Client): void => {
    current = client;
    client.unref();
    client.once('end', () => {
      if (!ended) revival = revive(1);
    });
  };
  const revive = async (attempt: number): Promise<void> => {
    try {
      watch(await bringUp());
    } catch (error) {
      if (ended) return;
      if (attempt === ATTEMPTS) {
        onLost(error);
        return;
      }
      await delay(attempt * 300);
      await revive(attempt + 1);
    }
  };

  watch(first);
  return async () => {
    ended = true;
    await revival;
    current.ref();
    await current.end();
  };
}
