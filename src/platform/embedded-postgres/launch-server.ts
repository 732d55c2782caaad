import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { LaunchError } from '../errors/launch-error.js';
import { type Address, listenSettings } from './address.js';
import { type Cluster, SUPERUSER, nameForPostgres, runProgram, spawnOptions } from './cluster.js';
import { connect } from './session.js';
import { type ServerLog, explainComplaint, openServerLog } from './server-log.js';
import { thrownDetail } from './thrown.js';

/** Another server holds the folder: one that was just started beside us, or the last processes of one that was killed. */
export class FolderInUse extends LaunchError {}

const PATIENCE_MS = 300_000;

/** Small, since it shares a small machine with the application; and no words of clients in the log. */
const SETTINGS = {
  max_connections: 60,
  shared_buffers: '64MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '256MB',
  max_parallel_workers_per_gather: 0,
  max_logical_replication_workers: 0,
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};
const FRAGILE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts a server on the cluster, which outlives this process unless it is stopped.
 * @returns a connection to its database `postgres`, as soon as it answers
 * @throws FolderInUse when it is worth looking for a running server again
 * @throws LaunchError when it does not start
 */
export async function launchServer(
  cluster: Cluster,
  { address, password, durable }: { address: Address; password: string; durable: boolean },
): Promise<pg.Client> {
  const log = openServerLog(cluster);
  try {
    const settings = { ...SETTINGS, ...(durable ? {} : FRAGILE), ...listenSettings(address) };
    const child = startProcess(cluster, settings, log);
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      const answer = await connect({ ...address, user: SUPERUSER, password, database: 'postgres' });
      if (answer !== undefined && answer !== 'busy') return answer;
      if (child.failure()) throw explainFailure(cluster.folder, log.complaint() ?? child.failure());
      await delay(30);
    }
    throw explainFailure(cluster.folder, 'it still recovers its data');
  } finally {
    log.close();
  }
}

/** Stops the server of this cluster, ending its connections; does nothing when none runs. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const args = ['stop', '-D', nameForPostgres(cluster), '-m', 'fast', '-w', '-t', '60'];
  try {
    await runProgram(cluster, cluster.binaries.pgCtl, args);
  } catch (error) {
    if (!/PID file .* does not exist|No such process/i.test(thrownDetail(error, 'stderr'))) throw error;
  }
}

/** Windows alone needs pg_ctl, which takes administrators' rights from the server; its quoting rules are a shell's. */
function startProcess(cluster: Cluster, settings: Record<string, string | number>, log: ServerLog) {
  const folder = nameForPostgres(cluster);
  const pairs = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const { pgCtl, postgres } = cluster.binaries;
  const options = { ...spawnOptions(cluster), windowsHide: true };
  const child =
    process.platform === 'win32'
      ? spawn(pgCtl, ['start', '-w', '-D', folder, '-o', pairs.map((pair) => `-c "${pair}"`).join(' ')], {
          ...options,
          stdio: ['ignore', log.output, log.output],
        })
      : spawn(postgres, ['-D', folder, ...pairs.flatMap((pair) => ['-c', pair])], {
          ...options,
          detached: true,
          stdio: ['ignore', log.output, log.output],
        });
  child.unref();
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => {
    if (code !== 0) failure = `it ended with ${signal ?? `code ${code}`}`;
  });
  return { failure: () => failure };
}

function explainFailure(folder: string, reason: string | undefined): LaunchError {
  const inUse = /lock file .* (already exists|is empty)|pre-existing shared memory block/.test(reason ?? '');
  const error = explainComplaint(folder, reason);
  return inUse ? new FolderInUse(error.message) : error;
}
