import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openRoleDataSource } from '../src/platform/database/pools.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

/** More than a pool waits for a connection. */
const BUSY_MS = 3_500;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

test('a process that is busy while it starts is connected all the same', async () => {
  const opening = openRoleDataSource({ url: database.roleUrls.app, entities: [], connections: 1 });
  await turn();
  const until = Date.now() + BUSY_MS;
  while (Date.now() < until);
  const pool = await opening;
  expect(await pool.query('SELECT current_user AS role')).toEqual([{ role: 'mendwork_app' }]);
  await pool.destroy();
});

test('a database that is not there is said to be so', async () => {
  const url = 'postgres://mendwork_app:x@127.0.0.1:1/nothing';
  await expect(openRoleDataSource({ url, entities: [], connections: 1 })).rejects.toThrow(/ECONNREFUSED/);
});
