import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Address } from './address.js';

/** What a running Postgres server notes about itself in its data folder. */
export interface ServerNote {
  pid: number;
  address: Address;
}

/** No system gives out this process number. */
const NOBODY = 2_147_483_646;
/** Lines of a note once the server has its shared memory, the last thing that matters here. */
const COMPLETE = 7;
const TORN_AFTER_MS = 2_000;

/** The note in `folder`; undefined when there is none that names a server. */
export function readServerNote(folder: string): ServerNote | undefined {
  const [pid, , , port, socketFolder] = readLines(folder);
  if (!Number(pid) || !Number(port)) return undefined;
  return { pid: Number(pid), address: { host: socketFolder || '127.0.0.1', port: Number(port) } };
}

/**
 * Makes Postgres accept the note of a server that is gone. A number that another process has got since would stop
 * it, so the number is replaced. The rest is kept: with it Postgres sees to it that no straggler of the killed
 * server still works on the data.
 * @param pid the server that is gone; the note of any other, which may just have started, stays as it is
 */
export function retireServerNote(folder: string, pid: number): void {
  const lines = readLines(folder);
  if (Number(lines[0]) !== pid) return;
  if (lines.length < COMPLETE) rmSync(noteIn(folder));
  else writeFileSync(noteIn(folder), [NOBODY, ...lines.slice(1)].join('\n'));
}

/** Removes a note that names no server, as a power cut leaves it; a young one may be in the making. */
export function removeTornNote(folder: string): void {
  const note = statSync(noteIn(folder), { throwIfNoEntry: false });
  if (note && !readServerNote(folder) && Date.now() - note.mtimeMs > TORN_AFTER_MS) rmSync(noteIn(folder));
}

function readLines(folder: string): string[] {
  try {
    return readFileSync(noteIn(folder), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function noteIn(folder: string): string {
  return path.join(folder, 'postmaster.pid');
}
