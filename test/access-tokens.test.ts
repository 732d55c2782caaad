import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actingFor, runAsActor } from '../src/access/actor.js';
import { AccessTokensService } from '../src/access/member/access-tokens.service.js';
import { startTestApp, type TestApp } from './support/app.js';
import {
  type AuthAnswer,
  enrolAnother,
  enrolFirst,
  type EnrolledMember,
  MemberBrowser,
} from './support/member-browser.js';
import { connectTo, type Sql } from './support/sql.js';

/** Members’ access tokens, over HTTP: made in a browser, used by a program. */

let app: TestApp;
let owner: Sql;
let member: EnrolledMember;
const MANY = { points: 100_000, seconds: 900 };

beforeAll(async () => {
  app = await startTestApp({
    rateLimits: { 'login-ip': MANY, 'login-network': MANY, 'login-practice': MANY, 'login-address': MANY },
  });
  owner = await connectTo(app.database.url);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});
beforeEach(async () => {
  member = await enrolFirst(app);
});

interface Created {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}
const GOOD = { label: 'Reports', scopes: ['read', 'write'], days: 30 };
const ask = (asked: object = GOOD, browser = member.browser): Promise<AuthAnswer> =>
  browser.post('/auth/access-tokens', asked);
async function create(asked: object = GOOD, browser = member.browser): Promise<Created> {
  const made = await ask(asked, browser);
  expect(made.status).toBe(200);
  return made.body as unknown as Created;
}
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
/** How GraphQL answers the holder: the list of clients, or why not. */
async function reads(token: string): Promise<string | undefined> {
  const answer = await app.graphql<{ clients: object } | null>(
    bearer(token),
    '{ clients { edges { node { id } } } }',
  );
  return answer.errors ? answer.errors[0]?.extensions?.code : answer.data?.clients && 'clients';
}
async function writes(token: string): Promise<string | undefined> {
  const answer = await app.graphql<{ createClient: { id: string } } | null>(
    bearer(token),
    'mutation($input: CreateClientInput!) { createClient(input: $input) { ... on Client { id } } }',
    { input: { name: 'Ines Example', idempotencyKey: randomUUID() } },
  );
  return answer.errors ? answer.errors[0]?.extensions?.code : answer.data?.createClient && 'client';
}
const rowOf = async (id: string) =>
  (await owner.rows<Record<string, unknown>>('SELECT * FROM mendwork.access_token WHERE id = $1', [id]))[0];

describe('a token', () => {
  test('is shown once, kept as a hash, and signs a program in by one header', async () => {
    const { id, token, expiresAt } = await create();
    expect(token).toBe(`mwt_${member.practiceId.replaceAll('-', '')}_${token.slice(-43)}`);
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.99);
    expect(days).toBeLessThan(30.01);
    expect(await reads(token)).toBe('clients');
    expect(await writes(token)).toBe('client');

    const listed = await member.browser.get('/auth/access-tokens');
    expect(listed.body).toEqual([
      {
        id,
        label: 'Reports',
        scopes: ['read', 'write'],
        createdAt: expect.any(String),
        usedAt: expect.any(String),
        expiresAt,
      },
    ]);
    expect(JSON.stringify(listed.body)).not.toContain(token.slice(-43));
    const row = await rowOf(id);
    expect(row?.secret_hash).toHaveLength(32);
    expect(JSON.stringify(row)).not.toContain(token.slice(-43));
    const audit = await owner.rows<{ action: string; detail: object }>(
      `SELECT action, detail FROM mendwork.audit_entry WHERE practice_id = $1 AND action LIKE 'access_token.%'`,
      [member.practiceId],
    );
    expect(audit).toEqual([
      { action: 'access_token.created', detail: { memberId: member.memberId, tokenId: id } },
    ]);
  });

  test.each([
    [['read'], 'clients', 'FORBIDDEN'],
    [['write'], 'FORBIDDEN', 'client'],
    [['write', 'read'], 'clients', 'client'],
  ])('for %j reads: %s, writes: %s', async (scopes, reading, writing) => {
    const { token } = await create({ ...GOOD, scopes });
    expect([await reads(token), await writes(token)]).toEqual([reading, writing]);
  });

  test('is over at its end, by the database’s clock', async () => {
    const { id, token } = await create();
    await owner.rows(
      `UPDATE mendwork.access_token SET expires_at = now() + interval '1 minute' WHERE id = $1`,
      [id],
    );
    expect(await reads(token)).toBe('clients');
    await owner.rows('UPDATE mendwork.access_token SET expires_at = now() WHERE id = $1', [id]);
    expect(await reads(token)).toBe('UNAUTHENTICATED');
    expect((await member.browser.get('/auth/access-tokens')).body).toEqual([]);
  });

  test('ends with the member, and at once', async () => {
    const { token } = await create();
    await owner.rows(`UPDATE mendwork.member SET state = 'ended' WHERE id = $1`, [member.memberId]);
    expect(await reads(token)).toBe('UNAUTHENTICATED');
  });

  test('does no more than its owner may by now', async () => {
    const { token } = await create();
    await owner.rows(`UPDATE mendwork.member SET roles = '{auditor}' WHERE id = $1`, [member.memberId]);
    expect(await writes(token)).toBe('FORBIDDEN');
  });

  test('ends with the password', async () => {
    const { token } = await create();
    const changed = await member.browser.post('/auth/password', { next: `otter ladder ${randomUUID()}` });
    expect(changed.status).toBe(204);
    expect(await reads(token)).toBe('UNAUTHENTICATED');
  });

  test('is ended by its owner and by nobody else', async () => {
    const { id, token } = await create();
    const others = [await enrolFirst(app), await enrolAnother(app, member.practiceId)];
    for (const { browser } of others) {
      for (const wrong of [id, 'nonsense', '019ad000-0000-7000-8000-000000000000'])
        expect((await browser.delete(`/auth/access-tokens/${wrong}`)).status).toBe(204);
      expect((await browser.get('/auth/access-tokens')).body).toEqual([]);
    }
    expect(await reads(token)).toBe('clients');
    expect((await member.browser.delete(`/auth/access-tokens/${id}`)).status).toBe(204);
    expect(await reads(token)).toBe('UNAUTHENTICATED');
    expect((await member.browser.get('/auth/access-tokens')).body).toEqual([]);
  });

  test('of one practice’s secret and another’s id is none', async () => {
    const { token } = await create();
    const stranger = await enrolFirst(app);
    const practice = stranger.practiceId.replaceAll('-', '');
    const secret = token.slice(-43);
    for (const wrong of [
      `mwt_${practice}_${secret}`,
      `mwt_${member.practiceId}_${secret}`,
      `mwt_${'f'.repeat(32)}_${secret}`,
      `${token}a`,
      token.slice(0, -1),
      token.toUpperCase(),
      'mwt__',
    ])
      expect(await reads(wrong)).toBe('UNAUTHENTICATED');
    expect(await reads(token)).toBe('clients');
  });

  test('has its use noted once a minute at most', async () => {
    const { id, token } = await create();
    const usedAt = async (): Promise<unknown> => (await rowOf(id))?.used_at;
    expect(await usedAt()).toBeNull();
    await reads(token);
    const first = await usedAt();
    expect(first).toEqual(expect.any(Date));
    await reads(token);
    expect(await usedAt()).toEqual(first);
    await owner.rows(
      `UPDATE mendwork.access_token SET used_at = now() - interval '61 seconds' WHERE id = $1`,
      [id],
    );
    const before = await usedAt();
    await reads(token);
    expect(await usedAt()).not.toEqual(before);
  });

  test('does not sign in to the account, nor makes another token', async () => {
    const { token } = await create();
    const program = new MemberBrowser(app, bearer(token));
    for (const path of ['/auth/me', '/auth/sessions', '/auth/access-tokens', '/auth/passkeys'])
      expect((await program.get(path)).code).toBe('UNAUTHENTICATED');
    expect((await program.post('/auth/access-tokens', GOOD)).code).toBe('UNAUTHENTICATED');
  });

  test('the cookie beside it does not count', async () => {
    const { token } = await create({ ...GOOD, scopes: ['read'] });
    const answer = await app.graphql<unknown>(
      { ...bearer(`${token}x`), cookie: member.browser.cookie, 'sec-fetch-site': 'same-origin' },
      '{ clients { edges { node { id } } } }',
    );
    expect(answer.status).toBe(401);
  });
});

describe('making one', () => {
  test('needs a fresh sign of a factor, in a browser', async () => {
    await owner.rows(
      `UPDATE mendwork.member_session SET stepped_up_at = now() - interval '11 minutes' WHERE member_id = $1`,
      [member.memberId],
    );
    expect((await ask()).code).toBe('STEP_UP_REQUIRED');
    const again = await member.browser.post('/auth/step-up', { password: member.password });
    expect(again.status).toBe(200);
    await create();
    expect((await ask(GOOD, new MemberBrowser(app))).code).toBe('UNAUTHENTICATED');
    const foreign = new MemberBrowser(app, { 'sec-fetch-site': 'cross-site' });
    foreign.cookie = member.browser.cookie;
    expect((await ask(GOOD, foreign)).status).toBe(403);
  });

  test.each([
    [{ days: 0 }],
    [{ days: 366 }],
    [{ days: 1.5 }],
    [{ days: '30' }],
    [{ scopes: [] }],
    [{ scopes: ['admin'] }],
    [{ label: ' ' }],
    [{ label: 'x'.repeat(61) }],
    [{ label: 'a\u0007b' }],
    [{ memberId: '019ad000-0000-7000-8000-000000000000' }],
  ])('with %j is refused in words', async (change) => {
    const refused = await ask({ ...GOOD, ...change });
    expect(refused.code).toBe('BAD_INPUT');
    expect(refused.body.errors?.[0]?.message).toMatch(/[a-z]/);
  });

  test.each([[1], [365]])('for %d days is fine', async (days) => {
    await create({ ...GOOD, days });
  });

  test('one too many is refused until another is ended', async () => {
    const made: Created[] = [];
    for (let count = 0; count < 20; count++) made.push(await create());
    expect((await ask()).code).toBe('BAD_INPUT');
    await member.browser.delete(`/auth/access-tokens/${made[0]?.id}`);
    await create();
  });

  test('is possible for a member whom the operator names', async () => {
    const { practiceId, memberId } = member;
    const tokens = app.app.get(AccessTokensService);
    const made = await runAsActor(
      actingFor({ practiceId, id: memberId, roles: ['clinician'] }),
      randomUUID(),
      () => tokens.create(memberId, GOOD),
    );
    expect(await reads(made.token)).toBe('clients');
  });
});
