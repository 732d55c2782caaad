import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { LaunchError } from '../errors/launch-error.js';
import { type Address, clearSocket, removeSocketFolder } from './address.js';
import { SUPERUSER } from './cluster.js';
import { readServerNote, removeTornNote, retireServerNote } from './lock-file.js';
import { stateOfServer } from './processes.js';
import { connect } from './session.js';

/** A server that answers, and an open connection to its database `postgres`. */
export interface FoundServer {
  address: Address;
  client: pg.Client;
}

const PATIENCE_MS = 60_000;

/**
 * Finds the server that already runs on the data folder (real path), waiting while it starts or stops.
 * What a server that is gone left behind is cleared away, so that a new one can start.
 * @param kept an address of ours whose folder must stay
 * @throws LaunchError when a server holds the folder but does not answer
 */
export async function findServer(
  folder: string,
  password: string,
  kept?: Address,
): Promise<FoundServer | undefined> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const note = readServerNote(folder);
    if (!note) {
      removeTornNote(folder);
      return undefined;
    }
    const answer = await connect({ ...note.address, user: SUPERUSER, password, database: 'postgres' });
    if (answer !== undefined && answer !== 'busy') return { address: note.address, client: answer };
    const state = stateOfServer(note.pid, folder);
    if (state === 'gone') {
      retireServerNote(folder, note.pid);
      clearSocket(note.address);
      if (note.address.host !== kept?.host) removeSocketFolder(note.address);
      return undefined;
    }
    // Where we cannot look, Postgres itself refuses to start beside a living server.
    if (state === 'unknown' && answer !== 'busy') return undefined;
    if (Date.now() > deadline) throw unanswering(folder, note.pid);
    await delay(100);
  }
}

function unanswering(folder: string, pid: number): LaunchError {
  return new LaunchError(
    `A Postgres server (process ${pid}) holds ${folder} but does not answer: end it with "kill ${pid}" and start again.`,
  );
}
