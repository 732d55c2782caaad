import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { answer, answering, assignFamilyHistory, handIn } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { sayOfDevice } from './support/own-device.js';
import { connectTo, type Sql } from './support/sql.js';

/** Who gets the key to what a browser keeps, and for which worksheets. */

let app: TestApp;
let practice: TestPractice;
let sql: Sql;
let clientId: string;
let assignmentId: string;
let client: Record<string, string>;

beforeAll(async () => {
  app = await startTestApp();
  practice = await app.practice();
  sql = await connectTo(app.database.url);
});
afterAll(async () => {
  await sql?.end();
  await app?.stop();
});
beforeEach(async () => {
  clientId = await makeClient(app, practice.member);
  assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  client = await app.signIn(practice.member, clientId);
});

interface Given {
  readonly key?: string;
  readonly name?: string;
  readonly names?: readonly string[];
}

const ask = (headers: Record<string, string>, id = assignmentId): request.Test =>
  request(app.app.getHttpServer()).post(`/me/w/${id}/keep`).set(headers);
const given = async (headers = client, id = assignmentId): Promise<Given> => {
  const { status, body } = await ask(headers, id);
  expect(status).toBe(200);
  return body as Given;
};

describe('who has said that the device is theirs alone', () => {
  beforeEach(() => sayOfDevice(app, practice.member, clientId));

  test('gets a key for each worksheet, the same each time, kept by nobody on the way', async () => {
    const second = await assignFamilyHistory(app, practice.member, clientId);
    const reply = await ask(client);
    expect(reply.headers['cache-control']).toBe('no-store');
    const one = reply.body as Given;
    const other = await given(client, second);
    expect(Buffer.from(one.key ?? '', 'base64url')).toHaveLength(32);
    expect(one.name).toMatch(/^[\w-]{8}$/);
    expect(other.key).not.toBe(one.key);
    expect(new Set(one.names)).toEqual(new Set([one.name, other.name]));
    expect(await given()).toMatchObject({ key: one.key, name: one.name });
  });

  test('gets it on another log-in as well, and the page itself does not hold it', async () => {
    const { key = '' } = await given();
    expect((await given(await app.signIn(practice.member, clientId))).key).toBe(key);
    const page = await request(app.app.getHttpServer()).get(`/me/w/${assignmentId}?part=1`).set(client);
    expect(page.text).toContain('"keeps":true');
    expect(page.text).not.toContain(key);
  });

  test('gets none for another’s worksheet, one that is not there, or one that is handed in', async () => {
    const partner = await makeClient(app, practice.member);
    const theirs = await assignFamilyHistory(app, practice.member, partner);
    for (const id of [theirs, randomUUID(), 'x']) expect(await given(client, id)).toEqual({});
    await handIn(app, client, assignmentId, []);
    expect(await given()).toEqual({});
  });

  test('gets none on a device of the clinic’s or inside another site', async () => {
    for (const place of ['office', 'embedded']) {
      await sql.rows('UPDATE mendwork.client_session SET place = $2 WHERE client_id = $1', [clientId, place]);
      expect(await given()).toEqual({});
      const page = await request(app.app.getHttpServer()).get(`/me/w/${assignmentId}?part=1`).set(client);
      expect(page.text).toContain('"keeps":false');
    }
  });

  test('gets none any more once they say otherwise, or that somebody checks on them', async () => {
    expect(await given()).toHaveProperty('key');
    await sayOfDevice(app, practice.member, clientId, 'no_i_share_one');
    expect(await given()).toEqual({});
    await sayOfDevice(app, practice.member, clientId);
    expect(await given()).toHaveProperty('key');
    await answer(app, practice.member, client, { clientId, worksheetId: 'private-checkin' }, [
      answering('ps.watch', 'often'),
    ]);
    expect(await given()).toEqual({});
  });

  test('gets what follows from their own data key, so that it goes when that is destroyed', async () => {
    const { key, name } = await given();
    const other = await makeClient(app, practice.member);
    await sql.rows(
      `UPDATE mendwork.client SET data_key_id = (SELECT data_key_id FROM mendwork.client WHERE id = $2) WHERE id = $1`,
      [clientId, other],
    );
    const { key: next, name: nextName } = await given();
    expect(next).toBeDefined();
    expect([next, nextName]).not.toContain(key);
    expect(nextName).not.toBe(name);
  });

  test('the partner gets another mark, and nothing of it', async () => {
    const partner = await makeClient(app, practice.member);
    await sayOfDevice(app, practice.member, partner);
    const theirs = await app.signIn(practice.member, partner);
    const own = await assignFamilyHistory(app, practice.member, partner);
    const mark = async (headers: Record<string, string>): Promise<string | undefined> => {
      const { text } = await request(app.app.getHttpServer()).get('/me').set(headers);
      return /data-own="([\w-]{8})"/.exec(text)?.[1];
    };
    expect(await mark(client)).toBeDefined();
    expect(await mark(theirs)).not.toBe(await mark(client));
    const { names = [] } = await given(theirs, own);
    expect(names).not.toContain((await given()).name);
  });
});

test('nobody else gets one: unsigned, a member, from another site, without having said so', async () => {
  expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(401);
  expect((await ask({ ...practice.member })).status).toBe(401);
  expect(await given()).toEqual({});
  await sayOfDevice(app, practice.member, clientId);
  expect((await ask({ ...client, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

test('who asks too often is told so', async () => {
  const strict = await startTestApp({ rateLimits: { 'graphql-actor': { points: 20, seconds: 60 } } });
  try {
    const there = await strict.practice();
    const id = await makeClient(strict, there.member);
    const headers = await strict.signIn(there.member, id);
    const statuses = new Set<number>();
    for (let n = 0; n < 25; n += 1) {
      const { status } = await request(strict.app.getHttpServer())
        .post(`/me/w/${randomUUID()}/keep`)
        .set(headers);
      statuses.add(status);
    }
    expect([...statuses]).toEqual([200, 429]);
  } finally {
    await strict.stop();
  }
});

test('without https nothing is kept, since no browser could seal it', async () => {
  const plain = await startTestApp({ publicAddress: 'http://192.0.2.7:3000' });
  try {
    const there = await plain.practice();
    const id = await makeClient(plain, there.member);
    const own = await assignFamilyHistory(plain, there.member, id);
    await sayOfDevice(plain, there.member, id);
    const headers = await plain.signIn(there.member, id);
    const reply = await request(plain.app.getHttpServer()).post(`/me/w/${own}/keep`).set(headers);
    expect(reply.body).toEqual({});
  } finally {
    await plain.stop();
  }
});
