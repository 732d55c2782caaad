import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { FileLinksService } from '../src/summaries/file-links.service.js';
import { startTestApp, type TestApp } from './support/app.js';
import { follow } from './support/prints.js';
import { connectTo, type Sql } from './support/sql.js';
import { addStaff, type Staff } from './support/staff.js';
import { makeWorld, type World } from './support/world.js';

/** Addresses of PDFs: whom they serve, for what, and for how long. */

let app: TestApp;
let owner: Sql;
let world: World;
beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

const LINK = `query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary {
  copies { kind pdf { url expiresAt } } } } }`;

async function linkFor(headers: Record<string, string>): Promise<{ url: string; expiresAt: string }> {
  const made = await app.graphql<{
    sessionSummary: { copies: { pdf: { url: string; expiresAt: string } }[] };
  }>(headers, LINK, { id: world.sessionId });
  const [copy] = made.data.sessionSummary.copies;
  if (!copy) throw new Error(`There is no copy: ${JSON.stringify(made)}`);
  return copy.pdf;
}
const ticketIn = (url: string): string => new URL(url).searchParams.get('ticket') ?? '';

describe('a link', () => {
  test('gives the file to whoever holds it, for five minutes', async () => {
    const { url, expiresAt } = await linkFor(world.member);
    const left = new Date(expiresAt).getTime() - Date.now();
    expect(left).toBeGreaterThan(4.9 * 60_000);
    expect(left).toBeLessThanOrEqual(5 * 60_000);
    const file = await follow(app, url);
    expect(file.status).toBe(200);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'accept-ranges': 'none',
      'x-content-type-options': 'nosniff',
    });
    expect(file.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('holds ids and choices, and nothing that anybody wrote', async () => {
    const { url } = await linkFor(world.member);
    expect(new URL(url).pathname).toBe('/files/summary');
    expect(decodeJwt(ticketIn(url))).toEqual({
      practice: world.practiceId,
      sub: world.memberId,
      iss: 'mendwork-file',
      exp: expect.any(Number),
      file: { kind: 'summary', sessionId: world.sessionId, clientId: world.a.clientId, paper: 'LETTER' },
    });
  });

  test('answers HEAD as it answers GET, and gives no part of a file', async () => {
    const { url } = await linkFor(world.member);
    const head = await follow(app, url, { method: 'head' });
    expect(head.status).toBe(200);
    expect(head.headers['content-type']).toBe('application/pdf');
    expect(head.bytes).toHaveLength(0);
    const part = await follow(app, url, { headers: { range: 'bytes=0-9' } });
    expect(part.status).toBe(200);
    expect(part.bytes.length).toBeGreaterThan(1_000);
  });
});

describe('one answer, to the byte, to', () => {
  const NOTHING = 'This link has expired or was altered. Ask for the file again to get a new one.';
  const expectNothing = async (url: string): Promise<void> => {
    const file = await follow(app, url);
    expect([file.status, file.bytes.toString()]).toEqual([404, NOTHING]);
    expect(file.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(file.headers['cache-control']).toBe('no-store');
  };
  const resigned = async (change: object, exp: string | number = '5m'): Promise<string> => {
    const { url } = await linkFor(world.member);
    const { practice, sub = '', file } = decodeJwt<{ practice: string; file: object }>(ticketIn(url));
    const token = await new SignJWT({ practice, file: { ...file, ...change } })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('mendwork-file')
      .setSubject(sub)
      .setExpirationTime(exp)
      .sign(await app.keys.derive('file-link', 32));
    return url.replace(/ticket=.*/, `ticket=${token}`);
  };

  test('a link that was altered, and one without a ticket', async () => {
    expect((await follow(app, await resigned({}))).status).toBe(200);
    const { url } = await linkFor(world.member);
    await expectNothing(`${url.slice(0, -2)}xx`);
    await expectNothing('http://localhost/files/summary');
    await expectNothing('http://localhost/files/summary?ticket=a&ticket=b');
  });

  test('a link past its time, and one that has none', async () => {
    await expectNothing(await resigned({}, Math.floor(Date.now() / 1000) - 1));
    const { url } = await linkFor(world.member);
    const { exp: _exp, ...claims } = decodeJwt(ticketIn(url));
    const endless = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(await app.keys.derive('file-link', 32));
    await expectNothing(url.replace(/ticket=.*/, `ticket=${endless}`));
  });

  test('a ticket of one kind at the address of another', async () => {
    const { url } = await linkFor(world.member);
    for (const kind of ['clinic-day', 'disclosure', 'blank', 'submission', 'genogram', 'Summary', 'other'])
      await expectNothing(url.replace('/files/summary', `/files/${kind}`));
  });

  test('a ticket for what is not there, or is the partner’s session', async () => {
    await expectNothing(await resigned({ clientId: randomUUID() }));
    await expectNothing(await resigned({ clientId: world.b.clientId }));
    await expectNothing(await resigned({ sessionId: randomUUID() }));
    await expectNothing(await resigned({ paper: 'A3' }));
    await expectNothing(await resigned({ kind: 'other' }));
  });

  test('a ticket that another secret of ours signed', async () => {
    const { url } = await linkFor(world.member);
    const claims = decodeJwt(ticketIn(url));
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(await app.keys.derive('summary-link', 32));
    await expectNothing(url.replace(/ticket=.*/, `ticket=${token}`));
    expect(await app.app.get(FileLinksService).read(token)).toBeUndefined();
  });

  describe('a link of somebody who', () => {
    let staff: Staff;
    let url: string;
    beforeAll(async () => {
      staff = await addStaff(app, world, 'clinician');
    });
    const sign = async (): Promise<void> => {
      url = (await linkFor(staff.browser)).url;
      expect((await follow(app, url)).status).toBe(200);
    };
    const set = (statement: string): Promise<unknown> =>
      owner.rows(`UPDATE mendwork.member SET ${statement} WHERE id = $1`, [staff.memberId]);

    test('treats nobody any longer', async () => {
      await sign();
      await set(`roles = '{front_desk}'`);
      await expectNothing(url);
      await set(`roles = '{clinician}'`);
    });

    test('is no member any longer', async () => {
      await sign();
      await set(`state = 'ended'`);
      await expectNothing(url);
      await set(`state = 'active'`);
    });

    test('no longer treats this client, where files are kept to those who do', async () => {
      await owner.rows('UPDATE mendwork.practice SET care_team_only = true WHERE id = $1', [
        world.practiceId,
      ]);
      await owner.rows(
        `INSERT INTO mendwork.care_team (practice_id, client_id, member_id, tie) VALUES ($1, $2, $3, 'co_therapist')`,
        [world.practiceId, world.a.clientId, staff.memberId],
      );
      await sign();
      await owner.rows('UPDATE mendwork.care_team SET ended_at = now() WHERE member_id = $1', [
        staff.memberId,
      ]);
      await expectNothing(url);
      await owner.rows('UPDATE mendwork.practice SET care_team_only = false WHERE id = $1', [
        world.practiceId,
      ]);
    });
  });
});
