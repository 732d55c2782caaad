import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Transaction } from '../src/platform/database/transaction.js';
import { APP_DATA_SOURCE, UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { assignFamilyHistory } from './support/answering.js';
import { makeClient, startTestApp, type TestApp } from './support/app.js';
import { expectAllIdle, type Marks, startMarking } from './support/marks.js';
import { startProxy } from './support/proxy.js';
import { connectTo, type Sql } from './support/sql.js';

/** What becomes of a unit of work when the database, or the way to it, fails under it. */

let app: TestApp;
let owner: Sql;
let marks: Marks;
let unitOfWork: UnitOfWork;
let first: string;
let second: string;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  marks = await startMarking(app);
  unitOfWork = app.app.get(UnitOfWork);
  const clientId = await makeClient(app, marks.practice.member);
  first = await assignFamilyHistory(app, marks.practice.member, clientId);
  second = await assignFamilyHistory(app, marks.practice.member, clientId);
  await marks.take();
});
afterAll(async () => {
  await marks?.stop();
  await owner?.end();
  await app?.stop();
});

const touch = (transaction: Transaction, assignmentId: string): Promise<unknown[]> =>
  transaction.sql('UPDATE mendwork.assignment SET state_at = now() WHERE practice_id = $1 AND id = $2', [
    marks.practice.practiceId,
    assignmentId,
  ]);

/** Lets work go on once `count` have come here. */
function meeting(count: number): () => Promise<void> {
  let open: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  let here = 0;
  return async () => {
    here += 1;
    if (here >= count) open();
    await all;
  };
}

describe('tried again as a whole, and committed once', () => {
  test('after a deadlock', async () => {
    const meet = meeting(2);
    let attempts = 0;
    const take = (one: string, other: string, mark: string): Promise<void> =>
      marks.asMember(() =>
        unitOfWork.write(async () => {
          attempts += 1;
          await marks.leave(mark);
          const transaction = await unitOfWork.current();
          await touch(transaction, one);
          await meet();
          await touch(transaction, other);
        }),
      );
    await Promise.all([take(first, second, 'a'), take(second, first, 'b')]);
    expect(attempts).toBe(3);
    expect(await marks.take()).toEqual(['a', 'b']);
  });

  test('after a serialization failure', async () => {
    const dataSource = await ownDataSource(app.database.appUrl, {
      options: '-c default_transaction_isolation=serializable',
    });
    const unit = new UnitOfWork(dataSource, false);
    const meet = meeting(2);
    let attempts = 0;
    const take = (mark: string): Promise<void> =>
      marks.asMember(() =>
        unit.write(async () => {
          attempts += 1;
          await marks.leave(mark, unit);
          const transaction = await unit.current();
          await transaction.sql('SELECT state_at FROM mendwork.assignment');
          await meet();
          await touch(transaction, first);
        }),
      );
    await Promise.all([take('a'), take('b')]);
    expect(attempts).toBe(3);
    expect(await marks.take()).toEqual(['a', 'b']);
    expectAllIdle(dataSource);
    await dataSource.destroy();
  });

  test.each(['between statements', 'during a statement'])(
    'after its connection was ended %s',
    async (when) => {
      let attempts = 0;
      await marks.asMember(() =>
        unitOfWork.write(async () => {
          attempts += 1;
          const transaction = await unitOfWork.current();
          await marks.leave('once');
          const [row] = await transaction.sql<{ pid: number }>('SELECT pg_backend_pid() AS pid');
          if (attempts > 1) return;
          const asleep = when === 'during a statement' ? transaction.sql('SELECT pg_sleep(4)') : undefined;
          await Promise.all([asleep, owner.rows('SELECT pg_terminate_backend($1, 1000)', [row?.pid])]);
        }),
      );
      expect(attempts).toBe(2);
      expect(await marks.take()).toEqual(['once']);
      expectAllIdle(app.app.get<DataSource>(APP_DATA_SOURCE));
    },
  );

  test('after all connections of the pool were ended', async () => {
    await owner.rows(
      `SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
       WHERE usename = 'mendwork_app' AND datname = current_database()`,
    );
    await marks.asMember(() => unitOfWork.write(() => marks.leave('later')));
    expect(await marks.take()).toEqual(['later']);
  });

  test('but not for ever', async () => {
    let attempts = 0;
    const failing = marks.asMember(() =>
      unitOfWork.write(async () => {
        attempts += 1;
        const transaction = await unitOfWork.current();
        await transaction.sql(`DO $$ BEGIN RAISE 'again' USING ERRCODE = '40001'; END $$`);
      }),
    );
    await expect(failing).rejects.toThrow('again');
    expect(attempts).toBe(4);
  });

  test('and not for what would only fail again', async () => {
    let attempts = 0;
    const failing = marks.asMember(() =>
      unitOfWork.write(async () => {
        attempts += 1;
        await (await unitOfWork.current()).sql('SELECT 1 / 0');
      }),
    );
    await expect(failing).rejects.toThrow('division by zero');
    expect(attempts).toBe(1);
  });
});

test('a network that swallows everything fails the work, and the pool recovers', async () => {
  const proxy = await startProxy(app.database.appUrl);
  const dataSource = await ownDataSource(proxy.url, {
    query_timeout: 600,
    connectionTimeoutMillis: 600,
    max: 2,
  });
  const unit = new UnitOfWork(dataSource, true);
  // Two connections that are open when the network goes: one in a unit of work, one idle.
  await marks.asMember(() =>
    Promise.all([unit.write(() => marks.leave('x', unit)), dataSource.query('SELECT 1')]),
  );
  const swallowed = marks.asMember(() =>
    unit.write(async () => {
      await marks.leave('before', unit);
      proxy.swallow();
      await marks.leave('after', unit);
    }),
  );
  await expect(swallowed).rejects.toThrow(/timeout/i);
  await expect(marks.asMember(() => unit.write(() => marks.leave('still', unit)))).rejects.toThrow(
    /timeout/i,
  );
  expectAllIdle(dataSource);
  proxy.heal();
  await marks.asMember(() => unit.write(() => marks.leave('healed', unit)));
  expect(await marks.take()).toEqual(['healed', 'x']);
  expectAllIdle(dataSource);
  await dataSource.destroy();
  await proxy.stop();
});

/** A pool of a test's own, as the application's role. */
function ownDataSource(url: string, extra: object): Promise<DataSource> {
  const poolErrorHandler = (): void => undefined;
  return new DataSource({
    type: 'postgres',
    url,
    installExtensions: false,
    poolErrorHandler,
    extra,
  }).initialize();
}
