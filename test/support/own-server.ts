import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createTestDatabase } from './database.js';
import { freePort } from './free-port.js';

/** The product as a process of its own, with the demonstration in it, which can be killed and started again. */
export interface OwnServer {
  readonly origin: string;
  /** The client's way in, as the last start printed it. */
  readonly link: string;
  /** A clinician's token for GraphQL. */
  readonly token: string;
  readonly clientId: string;
  /** Ends the process at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Starts it again on the same database, at the same address. */
  start(): Promise<void>;
  /** Ends it and drops the database. */
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('server-child.mjs', import.meta.url));

/** Starts it on a database of its own, and waits until it is ready. */
export async function startOwnServer(): Promise<OwnServer> {
  const database = await createTestDatabase();
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'mendwork-server-'));
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    DATABASE_URL: database.url,
    DATABASE_APP_URL: database.roleUrls.app,
    DATABASE_LOGIN_URL: database.roleUrls.login,
    DATABASE_JOB_URL: database.roleUrls.job,
    MENDWORK_DATA: dataFolder,
  };
  let child: ChildProcess | undefined;
  let printed = '';
  const found = (pattern: RegExp): string => pattern.exec(printed)?.[1] ?? '';
  const end = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    printed = '';
    child = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout?.setEncoding('utf8').on('data', (text) => (printed += String(text)));
    while (!/^ *Stop /m.test(printed)) {
      if (child.exitCode !== null) throw new Error(`The server ended: ${printed}`);
      await sleep(50);
    }
  };
  await start();
  return {
    origin: `http://localhost:${port}`,
    get link() {
      return found(/(http\S+\/me\/enter\/\S+)/);
    },
    get token() {
      return found(/#token=([\w.-]+)/);
    },
    get clientId() {
      return found(/&client=([\w-]+)/);
    },
    kill: end,
    start,
    async stop() {
      await end();
      rmSync(dataFolder, { recursive: true, force: true });
      await database.drop();
    },
  };
}
