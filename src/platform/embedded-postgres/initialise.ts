import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { LaunchError } from '../errors/launch-error.js';
import { type Cluster, SUPERUSER, nameForPostgres, runProgram } from './cluster.js';
import { PASSWORD_FILE } from './data-folder.js';
import { signalReaches } from './processes.js';
import { thrownDetail } from './thrown.js';

/**
 * Makes a new cluster in the cluster's folder, which must be absent or empty. It is built beside the folder and
 * moved in place at the end, so a first start that is cut short leaves nothing half done. When another process
 * does the same at the same time, the first one wins and both go on with its cluster.
 * @throws LaunchError when the place cannot be written to or initdb fails
 */
export async function initialiseCluster(cluster: Cluster, durable: boolean): Promise<void> {
  const { folder } = cluster;
  const draft = `${folder}.init-${process.pid}`;
  try {
    removeAbandonedDrafts(folder);
    makeFolder(draft, cluster);
    await build(cluster, draft, durable);
    moveInPlace(path.join(draft, 'cluster'), folder);
  } catch (error) {
    throw explain(folder, error);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function build(cluster: Cluster, draft: string, durable: boolean): Promise<void> {
  const inner: Cluster = { ...cluster, folder: path.join(draft, 'cluster') };
  makeFolder(inner.folder, cluster);
  const password = path.join(draft, PASSWORD_FILE);
  writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: durable });
  giveTo(cluster, password);
  // The password file's name is relative to the folder that initdb stands in: a full path may be closed to it.
  const access = ['-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${path.join('..', PASSWORD_FILE)}`];
  const text = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const safety = ['--data-checksums', ...(durable ? [] : ['--no-sync'])];
  const options = ['-D', nameForPostgres(inner), ...access, ...text, ...safety, '--no-instructions'];
  await runProgram(inner, cluster.binaries.initdb, options);
  renameSync(password, path.join(inner.folder, PASSWORD_FILE));
}

function moveInPlace(built: string, folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Absent, or no longer empty: then the move below fails and the other one's cluster stands.
  }
  try {
    renameSync(built, folder);
  } catch (error) {
    if (!isClusterThere(folder)) throw error;
  }
  syncFolder(path.dirname(folder));
}

function isClusterThere(folder: string): boolean {
  try {
    return readdirSync(folder).includes(PASSWORD_FILE);
  } catch {
    return false;
  }
}

/** A draft is named after the process that builds it; one whose process is gone was cut short. */
function removeAbandonedDrafts(folder: string): void {
  const prefix = `${path.basename(folder)}.init-`;
  const parent = path.dirname(folder);
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix) || signalReaches(Number(name.slice(prefix.length)))) continue;
    try {
      rmSync(path.join(parent, name), { recursive: true, maxRetries: 5, retryDelay: 200 });
    } catch {
      // An initdb that outlived its Mendwork still writes there: the next start removes it.
    }
  }
}

function makeFolder(folder: string, cluster: Cluster): void {
  mkdirSync(folder, { mode: 0o700 });
  giveTo(cluster, folder);
}

function giveTo({ account }: Cluster, file: string): void {
  if (account) chownSync(file, account.uid, account.gid);
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function explain(folder: string, error: unknown): LaunchError {
  const output = thrownDetail(error, 'stderr') || thrownDetail(error, 'message');
  const reason = output.trim().split('\n').at(-1) ?? '';
  const way = /no space left|ENOSPC/i.test(reason)
    ? 'free some disk space'
    : 'see that the folder can be written to';
  return new LaunchError(
    `The database could not be created in ${folder} (${reason}): ${way}, choose another folder with MENDWORK_DATA, ` +
      'or set DATABASE_URL to a Postgres of your own.',
    { cause: error },
  );
}
