import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres/embedded-postgres.js';
import { stopServerLeftIn } from './server.js';

const CHILD = fileURLToPath(new URL('embedded-child.mjs', import.meta.url));

/** The folder of one test file's clusters, and what has to end before it is removed. */
export class Workbench {
  readonly home = mkdtempSync(path.join(tmpdir(), 'mendwork-workbench-'));
  #servers: EmbeddedPostgres[] = [];
  #children: ChildProcess[] = [];
  #folders: string[] = [];

  constructor() {
    chmodSync(this.home, 0o755);
  }

  /** Starts the embedded Postgres in this process. */
  async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres(options);
    this.#servers.push(server);
    return server;
  }

  /** Starts it in a process of its own, which can be killed. */
  spawnChild(dataDir: string): ChildProcess {
    this.#folders.push(dataDir);
    return this.spawn(process.execPath, [CHILD, dataDir]);
  }

  /** The same, as soon as the server answers. */
  async startChild(dataDir: string): Promise<{ url: string; child: ChildProcess }> {
    const child = this.spawnChild(dataDir);
    return { url: await firstLine(child), child };
  }

  /** Starts any program, which is killed at the end. */
  spawn(program: string, args: string[], account: { uid?: number; gid?: number } = {}): ChildProcess {
    const child = spawn(program, args, { ...account, stdio: ['ignore', 'pipe', 'ignore'] });
    this.#children.push(child);
    return child;
  }

  /** Ends everything and removes the folder. */
  async clear(): Promise<void> {
    await Promise.all(this.#children.map(kill));
    await Promise.all(this.#servers.map((server) => server.stop()));
    for (const dataDir of this.#folders.filter(hasServer)) await stopServerLeftIn(dataDir);
    rmSync(this.home, { recursive: true });
  }
}

function hasServer(dataDir: string): boolean {
  return existsSync(path.join(dataDir, 'postmaster.pid'));
}

/** The first line that a process prints. */
export async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout) for await (const line of createInterface(stdout)) return line;
  throw new Error('The process ended without a word.');
}

/** What a start of the embedded Postgres throws. */
export async function failureOf(dataDir: string): Promise<unknown> {
  try {
    await startEmbeddedPostgres({ dataDir });
  } catch (error) {
    return error;
  }
  throw new Error('It started.');
}

/** Kills a process of ours and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** The number of the server process that runs on a data folder. */
export function serverPid(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Kills a server outright and waits until it is gone. */
export async function killServer(dataDir: string): Promise<void> {
  const pid = serverPid(dataDir);
  process.kill(pid, 'SIGKILL');
  while (exists(pid)) await delay(20);
}

/** Runs one statement in a connection of its own; gives the rows as arrays. */
export async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

/** A hash over names and contents of all files in a folder, without the server's log and note of its command line. */
export function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !['server.log', 'postmaster.opts'].includes(entry.name),
  );
  const names = files.map((entry) => path.join(entry.parentPath, entry.name));
  for (const name of names.toSorted()) hash.update(`${name}\0`).update(readFileSync(name));
  return hash.digest('hex');
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
