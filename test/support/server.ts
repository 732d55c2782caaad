import { randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/embedded-postgres.js';
import { signalReaches } from '../../src/platform/embedded-postgres/processes.js';

/** What the workers are told by environment variables. */
export const ADMIN_URL = 'MENDWORK_TEST_ADMIN_URL';
export const RUN = 'MENDWORK_TEST_RUN';

const FOLDER = 'mendwork-test-';

/** The names of a test run's databases begin with this, so that runs can share a server and clear up after the dead. */
export function databasePrefix(run: string): string {
  return `mendwork_test_${run}_`;
}

/**
 * Gives the test run a Postgres server: the one of TEST_DATABASE_URL (a superuser's URL), or an embedded one in a
 * temporary folder. What earlier runs left behind when they were killed is removed.
 * @returns a function that removes what this run made
 */
export async function startTestServer(): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startInTemporaryFolder();
  const run = String(randomInt(1, 2 ** 31));
  const admin = new Client(server.url);
  await admin.connect();
  await admin.query('select pg_advisory_lock($1)', [run]);
  await dropDatabasesOfDeadRuns(admin);
  process.env[ADMIN_URL] = server.url;
  process.env[RUN] = run;
  return async () => {
    await dropDatabases(admin, run);
    await admin.end();
    await server.stop();
  };
}

async function startInTemporaryFolder() {
  await removeFoldersOfDeadRuns();
  const folder = mkdtempSync(path.join(tmpdir(), `${FOLDER}${process.pid}-`));
  chmodSync(folder, 0o755);
  const { url, stop } = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    durable: false,
  });
  return {
    url,
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function removeFoldersOfDeadRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(FOLDER))) {
    const pid = Number(name.slice(FOLDER.length).split('-')[0]);
    if (signalReaches(pid)) continue;
    const folder = path.join(tmpdir(), name);
    await stopServerLeftIn(path.join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Adopts a server that was left on the folder, to stop it; what cannot be started need not be stopped. */
export async function stopServerLeftIn(dataDir: string): Promise<void> {
  await startEmbeddedPostgres({ dataDir }).then(
    (left) => left.stop(),
    () => undefined,
  );
}

/** A run holds the lock of its number as long as it lives. */
async function dropDatabasesOfDeadRuns(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ run: string }>(
    `select distinct split_part(datname, '_', 3) as run from pg_database where datname ~ '^mendwork_test_[0-9]+_'`,
  );
  for (const { run } of rows) {
    const locked = await admin.query<{ dead: boolean }>('select pg_try_advisory_lock($1) as dead', [run]);
    if (!locked.rows[0]?.dead) continue;
    await dropDatabases(admin, run);
    await admin.query('select pg_advisory_unlock($1)', [run]);
  }
}

async function dropDatabases(admin: Client, run: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [databasePrefix(run)],
  );
  for (const { datname } of rows) {
    await admin.query(`drop database if exists ${escapeIdentifier(datname)} with (force)`);
  }
}
