import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.js';
import { type Measured, median } from './bench.types.js';
import { findPgbench, runPgbench } from './pgbench.js';
import { type Seed, seed } from './submit.seed.js';

const CONNECTIONS = 16;
const ROUNDS = 5;
/** Submits a round, of ours and of pgbench's alike. */
const SUBMITS = 800;
const PORT = 39_471;

/**
 * Submits over HTTP with everything on (sign-in, row-level security, sealing, audit) against pgbench running the same
 * statements bare, on one durable Postgres, in turn. Below 1 is impossible; PERFORMANCE asks for little above.
 */
export async function run(): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
  try {
    const seeded = await seed(postgres.url, folder, (ROUNDS + 1) * SUBMITS);
    const server = await startServer(postgres.url, folder);
    try {
      return await measure(postgres, seeded, folder);
    } finally {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>,
  seeded: Seed,
  folder: string,
): Promise<Measured> {
  const pgbench = findPgbench();
  if (!pgbench)
    throw new Error('pgbench was not found: install the Postgres client programs (postgresql-contrib).');
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const from = round * SUBMITS;
    const mine = await submitAll(seeded, seeded.ours.slice(from, from + SUBMITS));
    const theirs = await runPgbench(pgbench, postgres.connection, seeded, {
      from,
      count: SUBMITS,
      connections: CONNECTIONS,
      folder,
    });
    // The first round warms both up.
    if (round > 0) {
      ours.push(mine);
      bare.push(theirs);
    }
  }
  return {
    name: 'submit over a bare pgbench transaction of the same statements',
    ratio: median(bare) / median(ours),
    detail: `${Math.round(median(ours))} against ${Math.round(median(bare))} submits a second, ${CONNECTIONS} connections, lower is better`,
  };
}

/** Submits a second. */
async function submitAll({ cookie }: Seed, assignmentIds: readonly string[]): Promise<number> {
  const queue = [...assignmentIds];
  const query = 'mutation($i: SubmitInput!) { submit(input: $i) { ... on Submission { id } } }';
  const worker = async (): Promise<void> => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const variables = { i: { assignmentId: id, revision: 1, idempotencyKey: randomUUID() } };
      const answer = await fetch(`http://127.0.0.1:${PORT}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ query, variables }),
      });
      const { data } = (await answer.json()) as { data?: { submit?: { id?: string } } };
      if (!data?.submit?.id) throw new Error('A submit of the benchmark was not taken.');
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (assignmentIds.length / (performance.now() - start)) * 1000;
}

async function startServer(databaseUrl: string, folder: string): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['dist/src/main.js', '--empty'], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      GRAPHIQL: 'off',
      PORT: String(PORT),
      DATABASE_URL: databaseUrl,
      MENDWORK_DATA: folder,
    },
    stdio: 'ignore',
  });
  for (let tries = 0; tries < 100; tries++) {
    await sleep(100);
    const ready = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => undefined);
    if (ready?.ok) return server;
  }
  server.kill('SIGKILL');
  throw new Error('The server did not start.');
}
