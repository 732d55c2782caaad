import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { APP_DATA_SOURCE } from '../src/platform/database/unit-of-work.js';
import { drain } from '../src/platform/http/drain.js';
import { startTestApp, type TestApp } from './support/app.js';
import { createTestDatabase } from './support/database.js';
import { freePort } from './support/free-port.js';
import { connectTo, letWait } from './support/sql.js';

/** A server that is to stop loses nothing that was sent to it. */

const CREATE =
  'mutation($input: CreateClientInput!) { createClient(input: $input) { __typename ... on Client { name } } }';

let stopAfter: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stopAfter?.();
  stopAfter = undefined;
});

async function startListening(): Promise<{ app: TestApp; origin: string }> {
  const app = await startTestApp();
  stopAfter = () => app.stop();
  await app.app.listen(0, '127.0.0.1');
  return { app, origin: await app.app.getUrl() };
}

async function refusesConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const refused = await Promise.race([
    once(socket, 'connect').then(() => false),
    new Promise<boolean>((resolve) => socket.once('error', () => resolve(true))),
  ]);
  socket.destroy();
  return refused;
}

test('of 20 requests under way 20 are answered and kept, and balancers know before the door is shut', async () => {
  const { app, origin } = await startListening();
  const { member } = await app.practice();
  const owner = await connectTo(app.database.url);
  const server = app.app.getHttpServer();
  const arrived: unknown[] = [];
  server.on('request', (one) => arrived.push(one));
  await letWait(owner, app.database.name, 'mendwork_app');
  const holder = await connectTo(app.database.url);
  await holder.rows('BEGIN');
  await holder.rows('LOCK TABLE mendwork.client IN ACCESS EXCLUSIVE MODE');
  /** Sends a mutation but for its last letter, which `finish` sends. */
  const begin = (): { answer: Promise<string>; finish: () => void } => {
    const body = JSON.stringify({
      query: CREATE,
      variables: { input: { name: 'N', idempotencyKey: randomUUID() } },
    });
    const headers = {
      ...member,
      'content-type': 'application/json',
      'content-length': body.length,
      connection: 'keep-alive',
    };
    const asking = request(`${origin}/graphql`, { method: 'POST', headers, agent: false });
    asking.write(body.slice(0, -1));
    const answer = once(asking, 'response').then(async ([response]: IncomingMessage[]) => {
      const said = response ? await text(response) : '';
      return `${response?.statusCode} ${response?.headers.connection} ${said}`;
    });
    return { answer, finish: () => void asking.end(body.slice(-1)) };
  };
  // Ten wait for the lock, which is as many as there are connections to the database; ten have not been sent whole.
  const started = Array.from({ length: 16 }, begin);
  for (const { finish } of started.slice(10)) finish();
  while (arrived.length < 16) await sleep(5);

  const stopping = drain(app.app, 3_000);
  const ready = await fetch(`${origin}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining' }]);
  expect(ready.headers.get('connection')).toBe('close');
  expect((await fetch(`${origin}/livez`)).status).toBe(200);
  // Who comes before balancers have heard is served like the others.
  const late = Array.from({ length: 4 }, begin);
  for (const { finish } of late) finish();
  while (arrived.length < 22) await sleep(5);
  while (!(await refusesConnections(Number(new URL(origin).port)))) await sleep(20);
  expect(server.listening).toBe(false);

  for (const { finish } of started.slice(0, 10)) finish();
  await holder.rows('ROLLBACK');
  await holder.end();
  const done = '200 close {"data":{"createClient":{"__typename":"Client","name":"N"}}}\n';
  const asked = [...started, ...late];
  expect(await Promise.all(asked.map(({ answer }) => answer))).toEqual(asked.map(() => done));
  await stopping;
  expect(await owner.count('SELECT FROM mendwork.client')).toBe(20);
  expect(app.app.get<DataSource>(APP_DATA_SOURCE).isInitialized).toBe(false);
  await owner.end();
});

test('who never sends the rest of a request is not waited for', async () => {
  const { app, origin } = await startListening();
  const slow = connect(Number(new URL(origin).port), '127.0.0.1');
  const cut = once(slow, 'close');
  slow.on('error', () => undefined);
  slow.write('GET /livez HTTP/1.1\r\nhost: x\r\n');
  await sleep(50);
  const began = performance.now();
  await drain(app.app, 0, 300);
  expect(performance.now() - began).toBeLessThan(10_000);
  await cut;
});

test('told to end, the command finishes what it was sent, and ends well', async () => {
  const port = await freePort();
  const { child, ended } = await startCommand(port);
  const half = Array.from({ length: 5 }, () => sendHalf(port));
  await Promise.all(half.map(({ sent }) => sent));
  child.kill('SIGTERM');
  while ((await fetch(`http://127.0.0.1:${port}/readyz`)).status !== 503) await sleep(20);
  while (!(await refusesConnections(port))) await sleep(20);
  for (const { finish } of half) finish();
  expect(await Promise.all(half.map(({ answer }) => answer))).toEqual(
    half.map(() => 'HTTP/1.1 401 Unauthorized'),
  );
  expect(await ended).toEqual([0, null]);
});

/** The product as a process of its own, on a database of its own. */
async function startCommand(port: number): Promise<{ child: ChildProcess; ended: Promise<unknown[]> }> {
  const database = await createTestDatabase();
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'mendwork-drain-'));
  const program = fileURLToPath(new URL('support/server-child.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, '--empty'], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: String(port),
      DRAIN_SECONDS: '5',
      DATABASE_URL: database.url,
      DATABASE_APP_URL: database.roleUrls.app,
      DATABASE_LOGIN_URL: database.roleUrls.login,
      DATABASE_JOB_URL: database.roleUrls.job,
      MENDWORK_DATA: dataFolder,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  stopAfter = async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
    rmSync(dataFolder, { recursive: true, force: true });
    await database.drop();
  };
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return { child, ended };
    if (child.exitCode !== null) throw new Error('The command ended before it was ready.');
    await sleep(100);
  }
}

/** A form whose last letter has not been sent yet. */
function sendHalf(port: number): { sent: Promise<void>; answer: Promise<string>; finish: () => void } {
  const socket = connect(port, '127.0.0.1');
  const head = [
    `POST /me/w/${randomUUID()} HTTP/1.1`,
    'host: x',
    'sec-fetch-site: same-origin',
    'content-type: application/x-www-form-urlencoded',
    'content-length: 3',
  ].join('\r\n');
  const sent = new Promise<void>((resolve) => socket.write(`${head}\r\n\r\na=`, () => resolve()));
  const answer = once(socket, 'data').then(([chunk]) => String(chunk).split('\r\n')[0] ?? '');
  return { sent, answer, finish: () => void socket.write('b') };
}
