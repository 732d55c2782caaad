import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { askAddress, listSites } from './support/embedding.js';
import { connectTo, type Sql } from './support/sql.js';

/** Addresses of frames, opened more often than any host's page would. */

const ORIGIN = 'https://care.example';
const PORTAL = 'https://portal.example';
const OFTEN = 5;

let app: TestApp;
let sql: Sql;
let practice: TestPractice;

beforeAll(async () => {
  app = await startTestApp({
    publicAddress: ORIGIN,
    rateLimits: { 'frame-network': { points: OFTEN, seconds: 900 } },
  });
  sql = await connectTo(app.database.url);
  practice = await app.practice('Example Practice', ['clinician', 'admin']);
  await listSites(app, practice.member, [PORTAL]);
});
afterAll(async () => {
  await sql?.end();
  await app?.stop();
});

test('are refused before anything is looked up, and the audit grows no further', async () => {
  const clientId = await makeClient(app, practice.member);
  const { url } = await askAddress(app, practice.member, { clientId });
  const address = url.slice(ORIGIN.length);
  const wrong = address.replace(/\/[\w-]{43}/, `/${'x'.repeat(43)}`);
  const open = (path: string): Promise<Response> =>
    Promise.resolve(
      request(app.app.getHttpServer())
        .get(path)
        .set({ 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site', referer: `${PORTAL}/` }),
    );
  const noted = (): Promise<number> =>
    sql.count(`SELECT FROM mendwork.audit_entry WHERE action = 'client_link.failed'`);

  for (let n = 0; n < OFTEN; n += 1) expect((await open(wrong)).status).toBe(401);
  expect(await noted()).toBe(OFTEN);
  for (const path of [wrong, wrong, address]) {
    const refused = await open(path);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, expect.stringMatching(/^\d+$/)]);
  }
  expect(await noted()).toBe(OFTEN);
});
