import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client, type QueryConfig } from 'pg';
import { actingFor, runAsActor } from '../src/access/actor.js';
import { AssignmentsService } from '../src/assignments/assignments.service.js';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import { ClientsService } from '../src/clients/clients.service.js';
import { type DemonstrationIds, makeHistory } from '../src/demo/history.js';
import { MendworkModule } from '../src/mendwork.module.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.js';
import { createLogger } from '../src/platform/log/logger.js';
import { fileKeyProvider, type KeyProvider } from '../src/platform/vault/key-provider.js';
import { provisionPractice } from '../src/practices/provision.js';
import { prepareDatabase } from '../src/prepare-database.js';
import { SubmissionsService } from '../src/responses/submissions.service.js';
import { type Measured, median } from './bench.types.js';

const ROUNDS = 400;
const WARM_UP = 100;

/** What pg was asked: a message, or a statement with its values. */
type Asked = string | QueryConfig;

/**
 * A whole read operation (a client, their assignments, what came back, opened, and the audit entries of having read it)
 * against the same statements by pg alone: one connection, no row-level security, no services, nothing opened. In turn,
 * on one Postgres. Once with everything that was sent, transaction and audit included; once with the SELECTs alone.
 */
export async function run(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
  const keys = fileKeyProvider(path.join(folder, 'keys', 'root.key'));
  const worksheets = readWorksheets(shippedFolder());
  const databaseUrls = await prepareDatabase({ ownerUrl: postgres.url, keys, worksheets });
  const module = MendworkModule.forRoot({
    databaseUrls,
    publicAddress: 'http://localhost',
    keys,
    worksheets,
    logger: createLogger('silent'),
    jobs: false,
  });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  const bare = new Client({ connectionString: postgres.url });
  await bare.connect();
  try {
    return await measure(app, bare, await makeDemonstration(app, postgres.url, keys));
  } finally {
    await bare.end();
    await app.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The demonstration's people, without its log-ins. */
async function makeDemonstration(
  app: INestApplicationContext,
  ownerUrl: string,
  keys: KeyProvider,
): Promise<DemonstrationIds> {
  const { practiceId, memberIds } = await provisionPractice(ownerUrl, keys, {
    name: 'Bench',
    timeZone: 'UTC',
    paper: 'A4',
    members: [{ displayName: 'Bench', roles: ['clinician'] }],
  });
  return makeHistory(app, ownerUrl, { practiceId, memberId: memberIds[0] ?? '' });
}

async function measure(
  app: INestApplicationContext,
  bare: Client,
  ids: DemonstrationIds,
): Promise<readonly Measured[]> {
  await readAll(app, ids);
  const everything = await record(() => readAll(app, ids));
  const selects = everything.filter((asked) => typeof asked !== 'string');
  const [ours, all, reads]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const times = [
      await timed(() => readAll(app, ids)),
      await timed(() => replay(bare, everything)),
      await timed(() => replay(bare, selects)),
    ];
    if (round < WARM_UP) continue;
    for (const [index, list] of [ours, all, reads].entries()) list.push(times[index] ?? NaN);
  }
  return [
    measured('everything that it sends, by pg alone', ours, all, 'at most 2'),
    measured(
      `its ${selects.length} SELECTs without transaction and audit, by pg alone`,
      ours,
      reads,
      'for comparison',
    ),
  ];
}

function measured(peer: string, ours: readonly number[], theirs: readonly number[], goal: string): Measured {
  const [mine, bare] = [median(ours), median(theirs)];
  return {
    name: `a whole read with tenancy, row-level security and audit over ${peer}`,
    ratio: mine / bare,
    detail: `${mine.toFixed(2)} against ${bare.toFixed(2)} ms, lower is better, ${goal}`,
  };
}

/** What a therapist opens before a session. */
async function readAll(app: INestApplicationContext, ids: DemonstrationIds): Promise<void> {
  const { practiceId, memberId, partnerId } = ids;
  const member = actingFor({ practiceId, id: memberId, roles: ['clinician'] });
  await runAsActor(member, randomUUID(), async () => {
    await app.get(ClientsService).read(partnerId);
    const assignments = await app.get(AssignmentsService).pageOfClient(partnerId, { first: 20 });
    for (const { node } of assignments.edges) {
      const submissions = await app.get(SubmissionsService).ofAssignment(node.id);
      if (submissions.length === 0) throw new Error('The benchmark read nothing.');
    }
    await app.get(UnitOfWork).finishReading();
  });
}

/** Everything that `work` asks of Postgres, in order. */
async function record(work: () => Promise<void>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const query = Reflect.get(Client.prototype, 'query') as (...args: unknown[]) => unknown;
  Client.prototype.query = function recording(this: Client, ...args: unknown[]) {
    asked.push(args[0] as Asked);
    return query.apply(this, args);
  } as typeof Client.prototype.query;
  try {
    await work();
  } finally {
    Client.prototype.query = query as typeof Client.prototype.query;
  }
  return asked;
}

async function replay(bare: Client, everything: readonly Asked[]): Promise<void> {
  for (const asked of everything) await bare.query(asked);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
