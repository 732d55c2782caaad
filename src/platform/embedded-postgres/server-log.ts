import { closeSync, existsSync, fchownSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from '../errors/launch-error.js';
import type { Cluster } from './cluster.js';
import { damaged } from './data-folder.js';

/** What one start of the server wrote into its log. */
export interface ServerLog {
  /** Open file descriptor for the server's output. */
  output: number;
  close(): void;
  /** The last complaint since this start; undefined when there is none. */
  complaint(): string | undefined;
}

const MAX_BYTES = 5_000_000;

/** Opens the log of the server for a new start; a long one is put aside as `server.log.old` first. */
export function openServerLog({ folder, account }: Cluster): ServerLog {
  const file = serverLogIn(folder);
  if (existsSync(file) && statSync(file).size > MAX_BYTES) renameSync(file, `${file}.old`);
  const output = openSync(file, 'a', 0o600);
  if (account) fchownSync(output, account.uid, account.gid);
  const start = statSync(file).size;
  return {
    output,
    close: () => closeSync(output),
    complaint: () => lastComplaint(readFileSync(file).subarray(start).toString()),
  };
}

/** The path of the server's log. */
export function serverLogIn(folder: string): string {
  return path.join(folder, 'server.log');
}

/** The error for a server that did not start, from its last complaint. */
export function explainComplaint(folder: string, complaint = 'no reason given'): LaunchError {
  if (
    /control file|pg_control|checkpoint record|invalid page|could not (read|open) file "(base|global|pg_)/.test(
      complaint,
    )
  ) {
    return damaged(folder, complaint);
  }
  if (/could not create any TCP\/IP sockets|could not bind/.test(complaint)) {
    return new LaunchError(
      `Postgres could not listen (${complaint}): stop the other program on that port and start again.`,
    );
  }
  if (/no space left/i.test(complaint)) {
    return new LaunchError(`The disk that holds ${folder} is full: free some space and start again.`);
  }
  return new LaunchError(
    `Postgres did not start (${complaint}): see ${serverLogIn(folder)}, or set DATABASE_URL to a Postgres of your own.`,
  );
}

/** What a client was told that came too early is no complaint. */
function lastComplaint(text: string): string | undefined {
  const complaints = text.matchAll(/^.*?\b(?:FATAL|PANIC|error while loading[^:]*): +(.*)$/gm);
  return [...complaints].findLast(([, reason]) => !reason?.startsWith('the database system is '))?.[1];
}
