import { setTimeout as delay } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import type { Connection } from './address.js';
import { thrownDetail } from './thrown.js';

declare module 'pg' {
  // Missing from the types of `pg`: whether the connection keeps the process alive.
  interface ClientBase {
    ref(): void;
    unref(): void;
  }
}

/** Any number, as long as every Mendwork uses the same. */
const OWNER_LOCK = 6_365_646_877;
const STARTING_OR_STOPPING = ['57P01', '57P02', '57P03'];

/**
 * Tries to connect to the server. Only ours knows our password and lets us in.
 * @returns the open connection; `busy` while the server starts or stops;
 * undefined when no server of ours answers
 */
export async function connect(connection: Connection): Promise<Client | 'busy' | undefined> {
  const client = new Client({ ...connection, ssl: false, connectionTimeoutMillis: 2_000 });
  // A lost connection is reported by `end`; without a listener, `error` would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    return STARTING_OR_STOPPING.includes(thrownDetail(error, 'code')) ? 'busy' : undefined;
  }
}

/**
 * Marks the server as in use by this process, for as long as the connection lasts. Postgres itself ends the claim
 * when the process dies, however it dies.
 * @returns false when another process holds the claim
 */
export async function claim(client: Client): Promise<boolean> {
  // The server may need a moment to notice that the process before us is gone.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      OWNER_LOCK,
    ]);
    if (rows[0]?.taken) return true;
    await delay(100);
  }
  return false;
}

/** Creates the database if it is absent. */
export async function ensureDatabase(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`);
}
