import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { APP_DATA_SOURCE } from '../src/platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';
import { makeWorld, type World } from './support/world.js';

/** However a request ends, its connection comes back to the pool and no transaction stays open behind it. */

let app: TestApp;
let owner: Sql;
let world: World;
let port: number;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
  await app.app.listen(0, '127.0.0.1');
  port = (app.app.getHttpServer().address() as AddressInfo).port;
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

interface Asked {
  /** The answer's status, or `gone` when the caller left first. */
  readonly ended: Promise<number | 'gone'>;
  readonly leave: () => void;
}

function ask(credentials: Record<string, string>, query: string, variables: object = {}): Asked {
  const body = JSON.stringify({ query, variables });
  const headers = {
    ...credentials,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const asked = httpRequest({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: '/graphql',
    headers,
    agent: false,
  });
  const ended = new Promise<number | 'gone'>((resolve) => {
    asked.on('response', (answer) => {
      answer.resume().on('close', () => resolve(answer.complete ? (answer.statusCode ?? 0) : 'gone'));
    });
    asked.on('error', () => resolve('gone'));
  });
  asked.end(body);
  return { ended, leave: () => asked.destroy() };
}

const pool = (): Pool =>
  (app.app.get<DataSource>(APP_DATA_SOURCE).driver as unknown as { master: Pool }).master;
const lent = (): number => pool().totalCount - pool().idleCount;

/** Waits for what is still under way; Postgres itself ends what was forgotten only after 15 seconds. */
async function expectAllBack(): Promise<void> {
  for (let n = 0; n < 100 && (lent() > 0 || pool().waitingCount > 0); n++) await sleep(50);
  expect({ lent: lent(), waiting: pool().waitingCount }).toEqual({ lent: 0, waiting: 0 });
  const open = await owner.rows<{ query: string }>(
    `SELECT query FROM pg_stat_activity
     WHERE datname = current_database() AND usename = 'mendwork_app' AND state <> 'idle'`,
  );
  expect(open).toEqual([]);
}

const READ =
  '{ clients(first: 100) { edges { node { name assignments { edges { node { client { name } submissions { answers } } } } } } } }';
/** One field fails at once, so that the answer is sent while its neighbour is still being read. */
const HALF = READ.replace('assignments', 'bad: assignments(first: 0) { pageInfo { endCursor } } assignments');
const CREATE =
  'mutation($input: CreateClientInput!) { createClient(input: $input) { ... on Client { id name assignments { edges { node { id } } } } } }';
const newClient = (): object => ({ input: { name: 'Passing By', idempotencyKey: randomUUID() } });

test('after answers that were sent while a part was still being read', async () => {
  for (let round = 0; round < 40; round++) expect(await ask(world.member, HALF).ended).toBe(200);
  await expectAllBack();
});

test('after callers who left while their request waited for the database', async () => {
  const holder = await connectTo(app.database.url);
  await holder.rows('BEGIN');
  await holder.rows('LOCK TABLE mendwork.client, mendwork.assignment IN ACCESS EXCLUSIVE MODE');
  const asked = [
    ...Array.from({ length: 4 }, () => ask(world.member, READ)),
    ...Array.from({ length: 3 }, () => ask(world.member, CREATE, newClient())),
    ...Array.from({ length: 2 }, () => ask(world.a.signedIn, '{ myAssignments { draft { answers } } }')),
  ];
  while (lent() < asked.length) await sleep(20);
  for (const { leave } of asked) leave();
  expect(await Promise.all(asked.map(({ ended }) => ended))).toEqual(asked.map(() => 'gone'));
  await holder.rows('ROLLBACK');
  await holder.end();
  await expectAllBack();
});

test('after two hundred requests of every kind, at a time', async () => {
  const kinds: (() => Asked)[] = [
    () => ask(world.member, READ),
    () => ask(world.member, HALF),
    () => ask(world.member, CREATE, newClient()),
    () => ask(world.member, CREATE, { input: { name: '', idempotencyKey: randomUUID() } }),
    () => ask(world.member, 'query($id: ID!) { client(id: $id) { __typename } }', { id: randomUUID() }),
    () => ask(world.member, '{ myAssignments { id } }'),
    () => ask(world.member, '{ no such thing'),
    () => ask(world.a.signedIn, '{ myAssignments { id draft { answers } } }'),
    () => ask(world.b.signedIn, READ),
    () => ask({ ...world.a.signedIn, cookie: 'session=x.y' }, READ),
  ];
  const statuses: (number | 'gone')[] = [];
  for (let round = 0; round < 10; round++) {
    const asked = Array.from({ length: 20 }, (_, n) => (kinds[n % kinds.length] as () => Asked)());
    // Every third caller leaves, each at another moment.
    for (const [n, { leave }] of asked.entries())
      if (n % 3 === 0) setTimeout(leave, (n * 7 + round * 5) % 60);
    statuses.push(...(await Promise.all(asked.map(({ ended }) => ended))));
  }
  expect(statuses).toHaveLength(200);
  // Where the machine is slow, some wait for a connection longer than they may.
  expect(new Set(statuses.filter((one) => one !== 503))).toEqual(new Set([200, 400, 401, 'gone']));
  await expectAllBack();
  expect(await ask(world.member, READ).ended).toBe(200);
});
