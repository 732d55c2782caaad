import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.js';
import { canEnter } from './account.js';
import type { Binaries } from './binaries.js';

/** A folder of Postgres data together with the programs and the user that work on it. */
export interface Cluster {
  /** Absolute path of the data folder. */
  folder: string;
  binaries: Binaries;
  /** Undefined: Postgres runs as ourselves. */
  account: Account | undefined;
  /** Whether the account can reach the folder by its path. */
  reachable: boolean;
}

/** The superuser of every cluster of ours. */
export const SUPERUSER = 'postgres';

/** Puts together what is known about the data folder `folder`, which need not exist yet. */
export function describeCluster(folder: string, binaries: Binaries, account: Account | undefined): Cluster {
  return { folder, binaries, account, reachable: canEnter(path.dirname(folder), account) };
}

/**
 * The name under which the Postgres programs open the cluster's folder. Under a closed parent (root's home,
 * `mktemp -d`) no path leads there for the account, but a process that is started inside the folder may stay,
 * and this name always leads to where it stands. It needs Linux, the only system where root starts us in earnest.
 */
export function nameForPostgres(cluster: Cluster): string {
  return cluster.reachable ? cluster.folder : '/proc/self/cwd';
}

/** How each Postgres program is started: inside the folder, as the account, with none of our secrets in its environment. */
export function spawnOptions(cluster: Cluster) {
  const { PATH } = process.env;
  const env = process.platform === 'win32' ? process.env : { PATH, LC_ALL: 'C' };
  return { ...cluster.account, cwd: cluster.folder, env };
}

/** Runs one of the short-lived Postgres programs to its end; rejects with its `stderr` when it fails. */
export async function runProgram(cluster: Cluster, program: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)(program, args, spawnOptions(cluster));
}
