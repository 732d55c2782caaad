import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type TestDatabase, createTestDatabase } from './support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
  await client.end();
  return rows;
}

test('a test database is migrated and empty', async () => {
  expect(await ask(database.url, 'select count(*)::int > 0 from mendwork.migration')).toEqual([[true]]);
  expect(await ask(database.url, 'select count(*)::int from mendwork.practice')).toEqual([[0]]);
});

test('the application role can log in, with the timeouts that the migration sets', async () => {
  expect(await ask(database.appUrl, 'show statement_timeout')).toEqual([['5s']]);
});

test('two databases do not see each other', async () => {
  const other = await createTestDatabase();
  await ask(other.url, 'create table public.here ()');
  expect(await ask(database.url, `select to_regclass('public.here')`)).toEqual([[null]]);
  await other.drop();
  await expect(ask(other.url, 'select 1')).rejects.toThrow('does not exist');
});
