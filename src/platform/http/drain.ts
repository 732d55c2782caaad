import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { Readiness } from './readiness.js';

const draining = new WeakSet<Server>();

/** Is the server on its way out? Its answers then tell callers to come by another connection next time. */
export function isDraining(server: Server): boolean {
  return draining.has(server);
}

/**
 * Stops serving without losing anything: tells balancers at `/readyz`, gives them `waitMs` to hear it while whoever
 * comes is served, closes the listener, finishes what is under way, and only then lets Nest stop GraphQL and the
 * database’s connections.
 * @param patienceMs who has not sent the rest of a request, or not read the answer, by then, is waited for no longer:
 *   Node looks after slow clients only as long as it listens
 */
export async function drain(
  app: INestApplication<Server>,
  waitMs: number,
  patienceMs = 20_000,
): Promise<void> {
  const server = app.getHttpServer();
  if (server.listening) {
    app.get(Readiness).drain();
    draining.add(server);
    await sleep(waitMs);
  }
  const lost = setTimeout(() => server.closeAllConnections(), patienceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(lost);
  }
}
