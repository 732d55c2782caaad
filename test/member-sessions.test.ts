import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { hashOfSecret } from '../src/access/secrets.js';
import { startTestApp, type TestApp } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';
import {
  codeOf,
  enrolAnother,
  enrolFirst,
  type EnrolledMember,
  freshCode,
  inviteFirst,
  MemberBrowser,
  signInAgain,
} from './support/member-browser.js';

/** Members’ browsers, once they are signed in: how long they last, what ends them, and what needs a factor again. */

let app: TestApp;
let owner: Sql;
let member: EnrolledMember;
let browser: MemberBrowser;

/** So that one machine may come as often as a test needs. Addresses are limited as usual. */
const MANY = { points: 100_000, seconds: 900 };

beforeAll(async () => {
  app = await startTestApp({
    rateLimits: { 'login-ip': MANY, 'login-network': MANY, 'login-practice': MANY },
  });
  owner = await connectTo(app.database.url);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});
beforeEach(async () => {
  member = await enrolFirst(app);
  ({ browser } = member);
});

const status = async (of: MemberBrowser = browser): Promise<number> => (await of.get('/auth/me')).status;
const secretIn = ({ cookie }: MemberBrowser): string => cookie.split('.')[1] ?? '';
/** Moves the rows’ times: nobody waits for a clock. */
const move = (change: string, of: MemberBrowser = browser): Promise<unknown> =>
  owner.rows(`UPDATE mendwork.member_session SET ${change} WHERE secret_hash = $1`, [
    hashOfSecret(secretIn(of)),
  ]);

describe('a session', () => {
  test.each([
    ['29 minutes after it was used last', `seen_at = now() - interval '29 minutes'`, 200],
    ['30 minutes after it was used last', `seen_at = now() - interval '30 minutes'`, 401],
    ['a moment before its end', `expires_at = now() + interval '5 seconds'`, 200],
    ['after its end, though in use', `expires_at = now() - interval '1 second'`, 401],
    ['after it was ended', `ended_at = now()`, 401],
  ])('%s', async (_when, change, answer) => {
    await move(change);
    expect(await status()).toBe(answer);
  });

  test('lasts twelve hours and is kept awake by use, noted once a minute', async () => {
    const row = async (): Promise<{ life: number; seen: Date } | undefined> =>
      (
        await owner.rows<{ life: number; seen: Date }>(
          `SELECT extract(epoch FROM expires_at - created_at)::float AS life, seen_at AS seen
           FROM mendwork.member_session WHERE secret_hash = $1`,
          [hashOfSecret(secretIn(browser))],
        )
      )[0];
    const first = await row();
    expect(first?.life).toBeCloseTo(12 * 3600, 1);
    expect(await status()).toBe(200);
    expect((await row())?.seen).toEqual(first?.seen);
    for (let n = 0; n < 3; n++) {
      await move(`seen_at = seen_at - interval '20 minutes'`);
      expect(await status()).toBe(200);
    }
    expect((await row())?.seen.getTime()).toBeGreaterThanOrEqual(first?.seen.getTime() ?? 0);
  });

  test('is gone with its member, and follows the member’s roles, from the next request on', async () => {
    const ask = async (): Promise<{ status: number; code: string | undefined }> => {
      const headers = {
        cookie: browser.cookie,
        'sec-fetch-site': 'same-origin',
        'x-mendwork-page': 'console',
      };
      const answer = await app.graphql(
        headers,
        '{ clients { edges { node { assignments { edges { cursor } } } } } }',
      );
      return { status: answer.status, code: answer.errors?.[0]?.extensions?.code };
    };
    const set = (change: string): Promise<unknown> =>
      owner.rows(`UPDATE mendwork.member SET ${change} WHERE id = $1`, [member.memberId]);
    expect(await ask()).toEqual({ status: 200, code: undefined });
    await set(`roles = '{auditor}'`);
    expect((await ask()).code).toBe('FORBIDDEN');
    expect((await browser.get('/auth/me')).body).toMatchObject({ roles: ['auditor'] });
    await set(`roles = '{clinician}'`);
    expect(await ask()).toEqual({ status: 200, code: undefined });
    await set(`state = 'ended'`);
    expect((await ask()).status).toBe(401);
    expect(await status()).toBe(401);
  });

  test('is kept in a cookie that scripts and other sites do not get', async () => {
    const { practiceId, email, password } = member;
    const begun = await new MemberBrowser(app).post('/auth/sign-in', { practiceId, email, password });
    const answer = await request(app.app.getHttpServer())
      .post('/auth/second-factor')
      .set('sec-fetch-site', 'same-origin')
      .set('user-agent', 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0')
      .send({ practiceId, challenge: begun.body.challenge, totp: await freshCode(owner, member) });
    const [set = ''] = answer.get('set-cookie') ?? [];
    expect(set).toMatch(/^member=[\da-f-]{36}\.[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
    const secret = /\.([\w-]{43});/.exec(set)?.[1] ?? '';
    const [row] = await owner.rows<{ text: string; label: string; factors: string[] }>(
      'SELECT s::text AS text, label, factors FROM mendwork.member_session s WHERE secret_hash = $1',
      [hashOfSecret(secret)],
    );
    expect(row).toMatchObject({ label: 'Firefox on Windows', factors: ['password', 'totp'] });
    expect(row?.text).not.toContain(secret);
  });

  test('is a new one at each log-in, and the one that was brought is over', async () => {
    const before = browser.cookie;
    const { practiceId, email, password } = member;
    // Whoever planted this cookie is not signed in with the log-in that follows.
    const planted = `member=${practiceId}.${'A'.repeat(43)}`;
    for (const brought of [before, planted]) {
      browser.cookie = brought;
      const { challenge } = (await browser.post('/auth/sign-in', { practiceId, email, password })).body;
      const totp = await freshCode(owner, member);
      await browser.post('/auth/second-factor', { practiceId, challenge, totp });
      expect(browser.cookie).not.toBe(brought);
      expect(await status()).toBe(200);
      const old = new MemberBrowser(app);
      old.cookie = brought;
      expect(await status(old)).toBe(401);
    }
  });

  test('of one practice opens no other', async () => {
    const other = await inviteFirst(app);
    const crossed = new MemberBrowser(app);
    crossed.cookie = `member=${other.practiceId}.${secretIn(browser)}`;
    expect(await status(crossed)).toBe(401);
    for (const cookie of ['member=', 'member=x.y', `member=${member.practiceId}.`, `member=' OR true --.x`]) {
      crossed.cookie = cookie;
      expect(await status(crossed)).toBe(401);
    }
  });

  test.each([
    ['post', '/auth/sign-out'],
    ['post', '/auth/password'],
    ['post', '/auth/recovery-codes'],
    ['post', '/auth/step-up'],
    ['post', '/auth/totp'],
    ['delete', '/auth/totp'],
    ['delete', '/auth/sessions'],
  ] as const)('lets no other site %s %s', async (method, path) => {
    const forged = new MemberBrowser(app, {
      'sec-fetch-site': 'cross-site',
      origin: 'https://elsewhere.example',
    });
    forged.cookie = browser.cookie;
    const answer = method === 'post' ? await forged.post(path, { next: 'x' }) : await forged.delete(path);
    expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await status()).toBe(200);
  });

  test.each([
    ['get', '/auth/me'],
    ['get', '/auth/sessions'],
    ['post', '/auth/password'],
    ['post', '/auth/recovery-codes'],
    ['post', '/auth/step-up'],
    ['post', '/auth/totp'],
    ['delete', '/auth/totp'],
    ['delete', '/auth/sessions'],
    ['delete', `/auth/sessions/${randomUUID()}`],
  ] as const)('is asked for by %s %s', async (method, path) => {
    expect(await new MemberBrowser(app)[method](path)).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('the list of browsers', () => {
  test('shows the member’s own that are alive; one ends alone', async () => {
    const laptop = await signInAgain(app, owner, member);
    const stale = await signInAgain(app, owner, member);
    await move(`seen_at = now() - interval '1 hour'`, stale);
    const colleague = await enrolAnother(app, member.practiceId);
    const stranger = await enrolFirst(app);
    const devices = (await laptop.get('/auth/sessions')).body as unknown as {
      id: string;
      current: boolean;
    }[];
    expect(devices).toHaveLength(2);
    expect(devices.filter(({ current }) => current)).toHaveLength(1);
    expect(devices[0]).toEqual({
      id: expect.any(String),
      label: 'A browser',
      createdAt: expect.any(String),
      seenAt: expect.any(String),
      current: expect.any(Boolean),
    });
    const phone = devices.find(({ current }) => !current)?.id ?? '';
    // Foreign, unknown and malformed ids are answered alike, and end nothing.
    for (const { browser: theirs } of [colleague, stranger])
      for (const id of [phone, randomUUID(), 'x'])
        expect(await theirs.delete(`/auth/sessions/${id}`)).toMatchObject({ status: 204 });
    expect(await status(browser)).toBe(200);
    expect(await laptop.delete(`/auth/sessions/${phone}`)).toMatchObject({ status: 204 });
    expect(await status(browser)).toBe(401);
    expect(await status(laptop)).toBe(200);
    const own = devices.find(({ current }) => current)?.id ?? '';
    await laptop.delete(`/auth/sessions/${own}`);
    expect(laptop.cookie).toBe('');
  });

  test('ends altogether, this one too', async () => {
    const laptop = await signInAgain(app, owner, member);
    const stranger = await enrolAnother(app, member.practiceId);
    const { cookie } = browser;
    expect(await browser.delete('/auth/sessions')).toMatchObject({ status: 204 });
    expect(browser.cookie).toBe('');
    browser.cookie = cookie;
    expect([await status(browser), await status(laptop), await status(stranger.browser)]).toEqual([
      401, 401, 200,
    ]);
  });

  test('is left by signing out, and no other with it', async () => {
    const laptop = await signInAgain(app, owner, member);
    const { cookie } = browser;
    await browser.post('/auth/sign-out');
    browser.cookie = cookie;
    expect([await status(browser), await status(laptop)]).toEqual([401, 200]);
    expect(await new MemberBrowser(app).post('/auth/sign-out')).toMatchObject({ status: 204 });
  });
});

test('a password that is changed while somebody signs in by it lets nobody in', async () => {
  const { practiceId, memberId, email, password } = member;
  await owner.rows('BEGIN');
  await owner.rows(`UPDATE mendwork.member_password SET hash = 'another' WHERE member_id = $1`, [memberId]);
  const signingIn = new MemberBrowser(app).post('/auth/sign-in', { practiceId, email, password });
  await Promise.race([signingIn, sleep(1_000)]);
  await owner.rows('COMMIT');
  expect(await signingIn).toMatchObject({ status: 401, code: 'SIGN_IN_REFUSED' });
});

test('who knows the password cannot try codes without end', async () => {
  const { practiceId, email, password } = member;
  const begin = async (): Promise<unknown> =>
    (await new MemberBrowser(app).post('/auth/sign-in', { practiceId, email, password })).body.challenge;
  const challenges = [await begin(), await begin(), await begin()];
  for (let n = 0; n < 10; n++)
    await browser.post('/auth/second-factor', { challenge: challenges[n % 2], totp: '000000' });
  const late = await browser.post('/auth/second-factor', {
    challenge: challenges[2],
    totp: await freshCode(owner, member),
  });
  expect(late).toMatchObject({ status: 401, code: 'SIGN_IN_REFUSED' });
});

test('who is made a clinician and has shown a password alone has to show two factors first', async () => {
  const { practiceId, memberId, email, invitation } = await inviteFirst(app, ['front_desk']);
  const desk = new MemberBrowser(app);
  const password = `heron lamp ${randomUUID()}`;
  const accepted = await desk.post('/auth/invitation/accept', { ...invitation, password });
  expect(accepted.body).toEqual({ next: 'done' });
  expect(await status(desk)).toBe(200);
  await owner.rows(`UPDATE mendwork.member SET roles = '{clinician}' WHERE id = $1`, [memberId]);
  expect(await status(desk)).toBe(401);
  expect((await desk.post('/auth/sign-in', { practiceId, email, password })).body.next).toBe('enrol');
});

describe('stepping up', () => {
  const past = (): Promise<unknown> => move(`stepped_up_at = now() - interval '10 minutes'`);
  const next = (): object => ({ next: `another ${randomUUID()}` });

  test('is asked for by what changes the log-in, ten minutes after a factor was shown', async () => {
    await move(`stepped_up_at = now() - interval '9 minutes'`);
    expect((await browser.post('/auth/recovery-codes')).status).toBe(200);
    await past();
    expect((await browser.get('/auth/me')).body).toMatchObject({ steppedUp: false });
    for (const answer of [
      await browser.post('/auth/password', next()),
      await browser.post('/auth/recovery-codes'),
      await browser.post('/auth/totp'),
      await browser.post('/auth/totp/confirm', { code: '000000' }),
      await browser.delete('/auth/totp'),
    ])
      expect(answer).toMatchObject({ status: 403, code: 'STEP_UP_REQUIRED' });
  });

  test.each([
    ['password', () => Promise.resolve({ password: member.password })],
    ['totp', async () => ({ totp: await freshCode(owner, member) })],
    ['recovery_code', () => Promise.resolve({ recoveryCode: member.recoveryCodes[0] ?? '' })],
  ])('takes a %s', async (factor, shown) => {
    await past();
    expect(await browser.post('/auth/step-up', await shown())).toMatchObject({ status: 200 });
    expect((await browser.get('/auth/me')).body).toMatchObject({ steppedUp: true });
    const [row] = await owner.rows<{ factors: string[] }>(
      'SELECT factors FROM mendwork.member_session WHERE secret_hash = $1',
      [hashOfSecret(secretIn(browser))],
    );
    expect(row?.factors).toContain(factor);
    expect(new Set(row?.factors).size).toBe(row?.factors.length);
  });

  test('is counted alike however the browser writes the practice', async () => {
    await past();
    const { cookie } = browser;
    const spellings = [cookie, cookie.replace(member.practiceId, member.practiceId.toUpperCase())];
    const answers = [];
    for (let n = 0; n < 12; n++) {
      browser.cookie = spellings[n % 2] ?? '';
      answers.push(await browser.post('/auth/step-up', { password: 'not the password' }));
    }
    expect(answers.map(({ status: told }) => told).slice(8)).toEqual([401, 401, 429, 429]);
    expect((await browser.get('/auth/me')).body).toMatchObject({ practiceId: member.practiceId });
  });

  test('is for this browser alone', async () => {
    const laptop = await signInAgain(app, owner, member);
    await past();
    await move(`stepped_up_at = NULL`, laptop);
    await browser.post('/auth/step-up', { password: member.password });
    expect((await laptop.post('/auth/recovery-codes')).code).toBe('STEP_UP_REQUIRED');
  });

  test('refuses what is wrong, writes it down, and slows down', async () => {
    await past();
    const wrong = [
      { password: 'not the password' },
      { totp: '000000' },
      { recoveryCode: 'AAAAA-AAAAA' },
      { passkeyChallenge: `${member.practiceId}.${'A'.repeat(43)}`, response: {} },
    ];
    for (const shown of wrong)
      expect(await browser.post('/auth/step-up', shown)).toMatchObject({
        status: 401,
        code: 'SIGN_IN_REFUSED',
      });
    expect((await browser.get('/auth/me')).body).toMatchObject({ steppedUp: false });
    const failed = await owner.rows(
      `SELECT actor_kind, actor_id, detail FROM mendwork.audit_entry WHERE action = 'member_step_up.failed' AND practice_id = $1`,
      [member.practiceId],
    );
    const entry = { actor_kind: 'member', actor_id: member.memberId, detail: { memberId: member.memberId } };
    expect(failed).toEqual(wrong.map(() => entry));
    for (let n = wrong.length; n < 10; n++) await browser.post('/auth/step-up', wrong[0] ?? {});
    const slowed = await browser.post('/auth/step-up', { password: member.password });
    expect(slowed).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('a member changes', () => {
  test('the password: all other browsers and all tokens are over, this browser is not', async () => {
    const laptop = await signInAgain(app, owner, member);
    const { practiceId, memberId, email } = member;
    await owner.rows(
      `INSERT INTO mendwork.access_token (practice_id, id, secret_hash, member_id, label, scopes, expires_at)
       VALUES ($1, $2, '\\x00', $3, 'A program', '{read}', now() + interval '1 day')`,
      [practiceId, randomUUID(), memberId],
    );
    for (const weak of ['short', 'password1234', email])
      expect(await browser.post('/auth/password', { next: weak })).toMatchObject({
        status: 400,
        code: 'BAD_INPUT',
      });
    const next = `another ${randomUUID()}`;
    expect(await browser.post('/auth/password', { next })).toMatchObject({ status: 204 });
    expect([await status(browser), await status(laptop)]).toEqual([200, 401]);
    expect(
      await owner.count('SELECT FROM mendwork.access_token WHERE member_id = $1 AND ended_at IS NULL', [
        memberId,
      ]),
    ).toBe(0);
    const fresh = new MemberBrowser(app);
    const { password } = member;
    expect((await fresh.post('/auth/sign-in', { practiceId, email, password })).status).toBe(401);
    expect((await fresh.post('/auth/sign-in', { practiceId, email, password: next })).status).toBe(200);
  });

  test('the recovery codes: those of before are good no more', async () => {
    const { recoveryCodes } = (await browser.post('/auth/recovery-codes')).body;
    expect(recoveryCodes).toHaveLength(10);
    const [older = ''] = member.recoveryCodes;
    const [newer = ''] = recoveryCodes as string[];
    expect((await browser.post('/auth/step-up', { recoveryCode: older })).status).toBe(401);
    expect((await browser.post('/auth/step-up', { recoveryCode: newer })).status).toBe(200);
    expect((await browser.get('/auth/me')).body).toMatchObject({ recoveryCodesLeft: 9 });
  });

  test('the app: the old one is good until a code of the new one is shown', async () => {
    const { secret } = (await browser.post('/auth/totp')).body;
    expect(secret).not.toBe(member.totpSecret);
    expect((await browser.post('/auth/totp/confirm', { code: '000000' })).code).toBe('BAD_INPUT');
    expect((await browser.post('/auth/step-up', { totp: await freshCode(owner, member) })).status).toBe(200);
    const confirmed = await browser.post('/auth/totp/confirm', { code: codeOf(String(secret)) });
    // There are recovery codes, and they stay good.
    expect(confirmed.body).toEqual({ next: 'done' });
    expect((await browser.post('/auth/step-up', { totp: await freshCode(owner, member) })).status).toBe(401);
    const anew = { ...member, totpSecret: String(secret) };
    expect((await browser.post('/auth/step-up', { totp: await freshCode(owner, anew) })).status).toBe(200);
  });

  test('not the last factor away', async () => {
    expect(await browser.delete('/auth/totp')).toMatchObject({ status: 400, code: 'BAD_INPUT' });
    expect((await browser.get('/auth/me')).body).toMatchObject({ hasTotp: true });
  });
});

describe('tries too many for an address', () => {
  test('are refused like wrong ones, even with the right password, and no other address with them', async () => {
    const { practiceId, email, password } = member;
    const fresh = new MemberBrowser(app);
    const wrong = await fresh.post('/auth/sign-in', { practiceId, email, password: 'not the password' });
    for (let n = 1; n < 10; n++)
      await fresh.post('/auth/sign-in', { practiceId, email, password: 'not the password' });
    const right = await fresh.post('/auth/sign-in', { practiceId, email: email.toUpperCase(), password });
    expect({ status: right.status, body: right.body }).toEqual({ status: wrong.status, body: wrong.body });
    expect(right.headers).not.toHaveProperty('ratelimit');
    expect(right.headers).not.toHaveProperty('retry-after');
    // Who is in stays in.
    expect(await status()).toBe(200);
    const other = await enrolFirst(app);
    expect((await signInAgain(app, owner, other)).cookie).not.toBe('');
  });
});

test('an operator may let a password alone do', async () => {
  const relaxed = await startTestApp({ memberSecondFactor: 'optional' });
  try {
    const { invitation } = await inviteFirst(relaxed);
    const password = `heron lamp ${randomUUID()}`;
    const accepted = await new MemberBrowser(relaxed).post('/auth/invitation/accept', {
      ...invitation,
      password,
    });
    expect(accepted.body).toEqual({ next: 'done' });
    // Whoever comes too often from one place waits.
    const shown = { ...invitation, secret: 'wrong' };
    const answers: number[] = [];
    for (let n = 0; n < 101; n++)
      answers.push((await new MemberBrowser(relaxed).post('/auth/invitation', shown)).status);
    expect(answers.filter((one) => one === 401)).toHaveLength(99);
    expect(answers.at(-1)).toBe(429);
  } finally {
    await relaxed.stop();
  }
});
