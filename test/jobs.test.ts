import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import PgBoss from 'pg-boss';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { roleDataSource } from '../src/platform/database/pools.js';
import { currentTenant } from '../src/platform/database/tenant.js';
import { type EventHandler, EventHandlers } from '../src/platform/jobs/event-handlers.js';
import { EventQueue } from '../src/platform/jobs/event-queue.js';
import { GiveUp } from '../src/platform/jobs/failure.js';
import { QueueSql } from '../src/platform/jobs/queue-sql.js';
import { EventWorker } from '../src/platform/jobs/worker.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { connectTo, type Sql } from './support/sql.js';
import { until } from './support/until.js';

/** What happens after a commit: from the outbox to whoever hears it, at least once, five times at most. */

const TOPIC = 'client_link.requested';
type Handle = EventHandler<typeof TOPIC>;

let database: TestDatabase;
let owner: Sql;
let practiceId: string;
let sources: DataSource[];
let workers: EventWorker[];
let said: string[];
beforeEach(async () => {
  database = await createTestDatabase();
  owner = await connectTo(database.url);
  practiceId = await makePractice();
  [sources, workers, said] = [[], [], []];
});
afterEach(async () => {
  for (const worker of workers) await worker.stop();
  for (const source of sources) await source.destroy();
  await owner?.end();
  await database?.drop();
});

async function makePractice(): Promise<string> {
  const id = randomUUID();
  await owner.rows(
    `INSERT INTO mendwork.practice (id, name, time_zone, wrapped_key) VALUES ($1, 'P', 'UTC', '')`,
    [id],
  );
  return id;
}

/** Puts events into the outbox as a service does. Returns what they name. */
async function happen(count: number, practice = practiceId, topic: string = TOPIC): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const requestId of ids)
    await owner.rows('INSERT INTO mendwork.outbox (practice_id, id, topic, ids) VALUES ($1, $2, $3, $4)', [
      practice,
      uuidv7(),
      topic,
      { requestId },
    ]);
  return ids;
}

async function openQueue(): Promise<EventQueue> {
  const source = await roleDataSource({
    url: database.roleUrls.job,
    entities: [],
    connections: 2,
  }).initialize();
  sources.push(source);
  return new EventQueue(new QueueSql(source));
}

/** One instance’s worker, in a hurry unless told. */
async function work(handle: Handle, pollMs = 20): Promise<EventWorker> {
  const handlers = new EventHandlers();
  handlers.on(TOPIC, handle);
  const logger = pino({ level: 'trace' }, { write: (line: string) => void said.push(line) });
  const worker = new EventWorker(await openQueue(), handlers, {
    logger,
    works: true,
    pollMs,
    maintainMs: 100,
  });
  workers.push(worker);
  await worker.onApplicationBootstrap();
  return worker;
}

const states = (): Promise<{ name: string; state: string; count: number }[]> =>
  owner.rows('SELECT name, state::text, count(*)::int FROM mendwork_jobs.job GROUP BY 1, 2 ORDER BY 1, 2');
const waiting = async (): Promise<number> => owner.count('SELECT FROM mendwork.outbox');
/** Makes the next try due. Returns after how many seconds it would have been. */
async function hurry(): Promise<number | undefined> {
  const [next] = await owner.rows<{ wait: number }>(
    `WITH next AS (SELECT name, id, extract(epoch FROM start_after - now())::float AS wait
       FROM mendwork_jobs.job WHERE name = 'events' AND state = 'retry')
     UPDATE mendwork_jobs.job j SET start_after = now() FROM next
     WHERE j.name = next.name AND j.id = next.id RETURNING wait`,
  );
  return next?.wait;
}

test('an event reaches who hears it, in the scope of its practice, and is gone from the outbox', async () => {
  const seen: unknown[] = [];
  await work(async (event) => {
    const { practiceId: practice, actorKind, clientId, reach } = currentTenant();
    seen.push({ ...event, practice, actorKind, clientId, reach });
  });
  const [requestId] = await happen(1);
  await until(async () => (await states())[0]?.state === 'completed');
  expect(seen).toEqual([
    { topic: TOPIC, requestId, practice: practiceId, actorKind: 'system', clientId: null, reach: 'practice' },
  ]);
  expect(await waiting()).toBe(0);
});

test('three workers at a time do each event once', async () => {
  const seen: string[] = [];
  const handle: Handle = async ({ requestId }) => {
    await sleep(1);
    seen.push(requestId);
  };
  const there = await makePractice();
  const happened = [...(await happen(120)), ...(await happen(120, there))];
  await Promise.all([work(handle), work(handle), work(handle)]);
  await until(() => seen.length >= happened.length);
  await sleep(200);
  expect(seen.toSorted()).toEqual(happened.toSorted());
});

test('a worker does not rest between events while more are due', async () => {
  const seen: string[] = [];
  const happened = await happen(120);
  await work(async ({ requestId }) => void seen.push(requestId), 1_000);
  const begun = Date.now();
  await until(() => seen.length === happened.length);
  // Four at a look, and a look a second, would be half a minute.
  expect(Date.now() - begun).toBeLessThan(14_000);
});

test('two relays at a time move each event once', async () => {
  const happened = await happen(250);
  const queues = [await openQueue(), await openQueue()];
  for (const queue of queues) await queue.open();
  for (let round = 0; round < 5; round++) await Promise.all(queues.map((queue) => queue.relay([TOPIC])));
  const queued = await owner.rows<{ id: string }>(
    `SELECT data->'ids'->>'requestId' AS id FROM mendwork_jobs.job WHERE name = 'events'`,
  );
  expect(queued.map(({ id }) => id).toSorted()).toEqual(happened.toSorted());
  expect(await waiting()).toBe(0);
});

test('a relay that fails halfway leaves the outbox as it was', async () => {
  await happen(3);
  const queue = await openQueue();
  await queue.open();
  await owner.rows('REVOKE INSERT ON mendwork_jobs.job FROM mendwork_job');
  await expect(queue.relay([TOPIC])).rejects.toThrow('permission denied');
  expect(await waiting()).toBe(3);
  await owner.rows('GRANT INSERT ON mendwork_jobs.job TO mendwork_job');
  await queue.relay([TOPIC]);
  expect([await waiting(), await states()]).toEqual([0, [{ name: 'events', state: 'created', count: 3 }]]);
});

describe('an event that fails', () => {
  test('is tried five times, each later than the one before, and then put apart', async () => {
    let tries = 0;
    await work(async () => {
      tries++;
      throw new Error('not now');
    });
    const [requestId] = await happen(1);
    const waits: number[] = [];
    for (const wanted of [1, 2, 3, 4, 5]) {
      await until(() => tries === wanted);
      if (wanted === 5) break;
      await until(async () => {
        const wait = await hurry();
        if (wait !== undefined) waits.push(wait);
        return wait !== undefined;
      });
    }
    await until(async () => (await states()).length === 2);
    expect(await states()).toEqual([
      { name: 'events', state: 'failed', count: 1 },
      { name: 'events-given-up', state: 'created', count: 1 },
    ]);
    for (const [index, least] of [15, 30, 60, 120].entries()) {
      expect(waits[index]).toBeGreaterThan(least - 2);
      expect(waits[index]).toBeLessThanOrEqual(2 * least);
    }
    const [kept] = await owner.rows(`SELECT data FROM mendwork_jobs.job WHERE name = 'events-given-up'`);
    expect(kept).toEqual({ data: { practiceId, topic: TOPIC, ids: { requestId } } });
    await sleep(200);
    expect(tries).toBe(5);
  });

  test('for good is put apart at once, with the kind of its failure and nothing that was said', async () => {
    const secret = `secret${randomUUID()}`;
    let tries = 0;
    await work(async () => {
      tries++;
      throw tries === 1 ? new Error(secret) : new GiveUp(secret);
    });
    await happen(1);
    await until(async () => (await hurry()) !== undefined);
    await until(async () => (await states()).some(({ name }) => name === 'events-given-up'));
    const kept = await owner.rows<{ line: string; data: { failure?: unknown } }>(
      'SELECT j::text AS line, data FROM mendwork_jobs.job j ORDER BY name DESC',
    );
    expect(kept[0]?.data.failure).toEqual({ kind: 'GiveUp' });
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(said.join('')).toContain('given up');
    expect(said.join('')).not.toContain(secret);
  });

  test('holds up no other', async () => {
    const seen: string[] = [];
    const poison = await happen(20);
    await work(async ({ requestId }) => {
      if (poison.includes(requestId)) throw new Error('poison');
      seen.push(requestId);
    });
    const sound = await happen(20);
    await until(() => seen.length === 20);
    expect(seen.toSorted()).toEqual(sound.toSorted());
  });

  test('to be read is put apart', async () => {
    await work(async () => undefined);
    await owner.rows(`INSERT INTO mendwork_jobs.job (name, data) VALUES ('events', '{"topic":"x"}')`);
    await until(async () => (await states()).some(({ name }) => name === 'events-given-up'));
  });
});

describe('a worker', () => {
  test('that died has its event done by another', async () => {
    const [requestId] = await happen(1);
    const dead = await openQueue();
    await dead.open();
    await dead.relay([TOPIC]);
    expect(await dead.take(1)).toHaveLength(1);
    const seen: string[] = [];
    await work(async (event) => void seen.push(event.requestId));
    await sleep(300);
    expect(seen).toEqual([]);
    await owner.rows(`UPDATE mendwork_jobs.job SET started_on = now() - interval '61 seconds'`);
    await until(async () => (await hurry()) !== undefined || seen.length > 0);
    await until(() => seen.length > 0);
    expect(seen).toEqual([requestId]);
  });

  test('lives through the loss of its connections, and so does what it was doing', async () => {
    const seen: string[] = [];
    let cut = false;
    await work(async ({ requestId }) => {
      if (!cut) {
        cut = true;
        await owner.rows(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mendwork_job' AND datname = $1`,
          [database.name],
        );
      }
      seen.push(requestId);
    });
    const happened = await happen(3);
    await until(() => new Set(seen).size === 3);
    const more = await happen(3);
    await until(() => new Set(seen).size === 6);
    expect([...new Set(seen)].toSorted()).toEqual([...happened, ...more].toSorted());
  });

  test('that is stopped finishes what it began and takes nothing new', async () => {
    let [begun, ended] = [0, 0];
    const worker = await work(async () => {
      begun++;
      await sleep(400);
      ended++;
    });
    await happen(10);
    await until(() => begun > 0);
    await worker.stop();
    expect(ended).toBe(begun);
    expect(begun).toBeLessThan(10);
    const done = (await states()).find(({ state }) => state === 'completed');
    expect(done?.count).toBe(begun);
    await sleep(200);
    expect(ended).toBe(begun);
  });

  test('leaves events that nobody hears for a day, and then takes them away', async () => {
    await happen(1, practiceId, 'assignment.assigned');
    await happen(1, practiceId, 'of_another_version');
    await work(async () => undefined);
    await sleep(200);
    expect(await waiting()).toBe(2);
    await owner.rows(
      `UPDATE mendwork.outbox SET created_at = now() - interval '25 hours' WHERE topic = 'assignment.assigned'`,
    );
    await until(async () => (await waiting()) === 1);
    expect(await states()).toEqual([]);
  });
});

describe('the queue’s tables', () => {
  test('give the job role what it needs, and nobody else anything', async () => {
    const rights = await owner.rows<{ what: string; grantee: string; right: string }>(`
      SELECT what, CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END AS grantee,
        string_agg(acl.privilege_type || coalesce(' ' || attname, ''), ', ' ORDER BY acl.privilege_type, attname) AS right
      FROM (
        SELECT nspname::text AS what, nspowner AS owner, coalesce(nspacl, acldefault('n', nspowner)) AS acls, NULL::text AS attname
          FROM pg_namespace WHERE nspname = 'mendwork_jobs'
        UNION ALL SELECT relname, relowner, coalesce(relacl, acldefault('r', relowner)), NULL FROM pg_class
          WHERE relnamespace = 'mendwork_jobs'::regnamespace AND relkind IN ('r', 'p')
        UNION ALL SELECT relname, relowner, attacl, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
          WHERE relnamespace = 'mendwork_jobs'::regnamespace AND attacl IS NOT NULL
        UNION ALL SELECT proname, proowner, coalesce(proacl, acldefault('f', proowner)), NULL FROM pg_proc
          WHERE pronamespace = 'mendwork_jobs'::regnamespace
      ) AS object, LATERAL aclexplode(acls) AS acl
      WHERE acl.grantee <> owner GROUP BY 1, 2 ORDER BY 1, 2`);
    expect(rights).toEqual([
      { what: 'archive', grantee: 'mendwork_job', right: 'DELETE, INSERT, SELECT' },
      {
        what: 'job',
        grantee: 'mendwork_job',
        right:
          'DELETE, INSERT, SELECT, UPDATE completed_on, UPDATE output, UPDATE retry_count, UPDATE started_on, UPDATE state',
      },
      { what: 'mendwork_jobs', grantee: 'mendwork_job', right: 'USAGE' },
      { what: 'queue', grantee: 'mendwork_job', right: 'SELECT' },
      { what: 'version', grantee: 'mendwork_job', right: 'SELECT' },
    ]);
  });

  test.each(['app', 'login'] as const)('are closed to the role of %s', async (role) => {
    const other = await connectTo(database.roleUrls[role]);
    await expect(other.rows('SELECT * FROM mendwork_jobs.job')).rejects.toThrow('permission denied');
    await other.end();
  });

  test.each([
    'CREATE TABLE mendwork_jobs.more ()',
    `SELECT mendwork_jobs.create_queue('more', '{}')`,
    `INSERT INTO mendwork_jobs.queue (name) VALUES ('more')`,
    'TRUNCATE mendwork_jobs.job',
    `UPDATE mendwork_jobs.job SET data = '{}'`,
  ])('let the job role change nothing else: %s', async (statement) => {
    const job = await connectTo(database.roleUrls.job);
    await expect(job.rows(statement)).rejects.toThrow('permission denied');
    await job.end();
  });

  test('are those that the library makes itself', async () => {
    for (const statement of [PgBoss.getConstructionPlans('theirs')]) await owner.rows(statement);
    for (const queue of ['events-given-up', 'events'])
      await owner.rows(`SELECT theirs.create_queue('${queue}', '{"policy":"standard"}')`);
    const factsOf = async (schema: string): Promise<string[]> => {
      const facts = await owner.rows<{ fact: string }>(`
        SELECT concat_ws(' ', table_name, column_name, udt_name, is_nullable, column_default) AS fact
          FROM information_schema.columns WHERE table_schema = '${schema}'
        UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
          FROM pg_constraint WHERE connamespace = '${schema}'::regnamespace
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = '${schema}'
        UNION ALL SELECT regexp_replace(prosrc, '\\s+', ' ', 'g') FROM pg_proc WHERE pronamespace = '${schema}'::regnamespace
        UNION ALL SELECT 'version ' || version FROM ${schema}.version
        ORDER BY 1`);
      return facts.map(({ fact }) => fact.replaceAll(`${schema}.`, 's.')).toSorted();
    };
    const ours = await factsOf('mendwork_jobs');
    expect(ours.length).toBeGreaterThan(100);
    expect(ours).toEqual(await factsOf('theirs'));
  });
});
