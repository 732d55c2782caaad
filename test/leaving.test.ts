import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { connectTo, letWait, type Sql } from './support/sql.js';

/** "Leave now" as the form that it is without scripts: out of here at once, whatever does not work. */

const OUT = 'https://www.weather.gov/';

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
let clientId: string;
let browser: Record<string, string>;
beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  practice = await app.practice();
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});
beforeEach(async () => {
  clientId = await makeClient(app, practice.member);
  browser = await app.signIn(practice.member, clientId);
});

const leave = (headers: Record<string, string> = browser): Promise<Response> =>
  Promise.resolve(request(app.app.getHttpServer()).post('/me/leave').set(headers).set('accept', 'text/html'));
const open = (): Promise<number> =>
  owner.count('SELECT FROM mendwork.client_session WHERE client_id = $1 AND expires_at > now()', [clientId]);
const forgotten = (answer: Response): string => answer.get('set-cookie')?.[0] ?? '';

test('ends the session, and it is noted as the client’s own act', async () => {
  const answer = await leave();
  expect([answer.status, answer.get('location')]).toEqual([303, OUT]);
  expect(forgotten(answer)).toMatch(/^session=; Path=\/; Max-Age=0;/);
  expect(await open()).toBe(0);
  const acts = await owner.rows(
    `SELECT actor_kind FROM mendwork.audit_entry WHERE action = 'client_session.ended' AND client_id = $1`,
    [clientId],
  );
  expect(acts).toEqual([{ actor_kind: 'client' }]);
});

test('ends one that was left, and leads out who is not signed in', async () => {
  await owner.rows(
    `UPDATE mendwork.client_session SET seen_at = now() - interval '16 minutes' WHERE client_id = $1`,
    [clientId],
  );
  expect((await leave()).get('location')).toBe(OUT);
  expect(await open()).toBe(0);
  expect((await leave({ 'sec-fetch-site': 'same-origin' })).get('location')).toBe(OUT);
});

test('is nothing that another site can have done', async () => {
  expect((await leave({ ...browser, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect(await open()).toBe(1);
});

describe('while the database', () => {
  test('refuses, leads out all the same, and the browser forgets', async () => {
    await owner.rows('REVOKE ALL ON mendwork.client_session FROM mendwork_login');
    try {
      const answer = await leave();
      expect([answer.status, answer.get('location')]).toEqual([303, OUT]);
      expect(forgotten(answer)).toMatch(/^session=; Path=\/; Max-Age=0;/);
    } finally {
      await owner.rows('GRANT SELECT, INSERT, UPDATE, DELETE ON mendwork.client_session TO mendwork_login');
    }
  });

  test('lets one wait, waits no longer than a second', async () => {
    await letWait(owner, app.database.name, 'mendwork_login');
    const holder = await connectTo(app.database.url);
    await holder.rows('BEGIN');
    await holder.rows('LOCK TABLE mendwork.client_session');
    const begun = Date.now();
    const answer = await leave();
    expect(answer.get('location')).toBe(OUT);
    // Nobody else would give up before eight.
    expect(Date.now() - begun).toBeLessThan(6_000);
    await holder.rows('COMMIT');
    await holder.end();
  });
});
