import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { runAsSystem } from '../src/access/actor.js';
import { LoginChallenges } from '../src/access/login-challenges.service.js';
import { MemberInvitationsService } from '../src/access/member/member-invitations.service.js';
import { LoginWork } from '../src/platform/database/login-work.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './support/app.js';
import { mannWhitneyZ, steadyZ } from './support/mann-whitney.js';
import {
  type AuthAnswer,
  codeOf,
  enrolFirst,
  type EnrolledMember,
  freshCode,
  inviteFirst,
  invitationIn,
  MemberBrowser,
  signInAgain,
} from './support/member-browser.js';
import { connectTo, type Sql } from './support/sql.js';

/** How members get in: invitation, password, second factor. All over HTTP, as the console's page does it. */

let app: TestApp;
let owner: Sql;

/** Everything that the product logged, at every level. */
const logged: string[] = [];
/** So that one machine may try as often as a test needs. */
const MANY = { points: 100_000, seconds: 900 };

beforeAll(async () => {
  app = await startTestApp({
    logger: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    rateLimits: { 'login-ip': MANY, 'login-network': MANY, 'login-practice': MANY, 'login-address': MANY },
  });
  owner = await connectTo(app.database.url);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

const PASSWORD = 'heron lamp quarry 7';
const refusal = ({ status, body, code }: AuthAnswer): object => ({ status, code, body });
const sessionsOf = (memberId: string): Promise<number> =>
  owner.count('SELECT FROM mendwork.member_session WHERE member_id = $1 AND ended_at IS NULL', [memberId]);
const auditOf = async (practiceId: string): Promise<string[]> => {
  const entries = await owner.rows<{ action: string }>(
    'SELECT action FROM mendwork.audit_entry WHERE practice_id = $1 ORDER BY seq',
    [practiceId],
  );
  return entries.map(({ action }) => action);
};
async function begin({ practiceId, email, password }: EnrolledMember): Promise<string> {
  const begun = await new MemberBrowser(app).post('/auth/sign-in', { practiceId, email, password });
  return String(begun.body.challenge);
}
/** As an operator or an admin invites. */
function inviteAgain(practiceId: string, memberId: string): Promise<string> {
  return runAsSystem(practiceId, randomUUID(), () =>
    app.app.get(UnitOfWork).write(async () => {
      const result = await app.app.get(MemberInvitationsService).inviteAgain(memberId);
      return result.ok ? result.invitation.url : result.reason;
    }),
  );
}

test('the whole way: invitation, password, app, signed in, out, in again', async () => {
  const { practiceId, memberId, email, invitation } = await inviteFirst(app);
  const browser = new MemberBrowser(app);
  const looked = await browser.post('/auth/invitation', invitation);
  expect(looked.body).toEqual({ displayName: 'Dana Whitfield', roles: ['clinician'] });
  expect(looked.headers['cache-control']).toBe('no-store');

  const accepted = await browser.post('/auth/invitation/accept', { ...invitation, password: PASSWORD });
  expect(accepted.body).toEqual({ next: 'enrol', challenge: expect.any(String) });
  expect(browser.cookie).toBe('');
  const { challenge } = accepted.body;

  const offered = await browser.post('/auth/totp', { challenge });
  expect(offered.body.uri).toMatch(/^otpauth:\/\/totp\/Riverbend%20Counseling:.*secret=[A-Z2-7]{32}&/);
  expect(offered.body.qrSvg).toMatch(/^<svg/);
  const code = codeOf(String(offered.body.secret));
  const confirmed = await browser.post('/auth/totp/confirm', { challenge, code });
  expect(confirmed.body).toEqual({ next: 'done', recoveryCodes: expect.any(Array) });
  expect(new Set(confirmed.body.recoveryCodes as string[]).size).toBe(10);
  expect(browser.cookie).toMatch(/^member=[\da-f-]{36}\.[\w-]{43}$/);

  // This log-in is over: nobody makes another factor by it.
  expect((await new MemberBrowser(app).post('/auth/totp', { challenge })).code).toBe('SIGN_IN_REFUSED');

  const me = await browser.get('/auth/me');
  expect(me.body).toEqual({
    id: memberId,
    practiceId,
    practiceName: 'Riverbend Counseling',
    displayName: 'Dana Whitfield',
    roles: ['clinician'],
    hasPassword: true,
    hasTotp: true,
    hasPasskey: false,
    recoveryCodesLeft: 10,
    steppedUp: true,
  });
  expect((await browser.post('/auth/sign-out')).status).toBe(204);
  expect(browser.cookie).toBe('');
  expect((await browser.get('/auth/me')).code).toBe('UNAUTHENTICATED');

  // However the address is typed.
  const begun = await browser.post('/auth/sign-in', {
    practiceId,
    email: ` ${email.toUpperCase()} `,
    password: PASSWORD,
  });
  expect(begun.body).toEqual({
    next: 'second_factor',
    challenge: expect.any(String),
    ways: ['totp', 'recovery_code'],
  });
  expect(browser.cookie).toBe('');
  const [recoveryCode] = confirmed.body.recoveryCodes as string[];
  const done = await browser.post('/auth/second-factor', {
    practiceId,
    challenge: begun.body.challenge,
    recoveryCode: recoveryCode?.toLowerCase().replace('-', ' '),
  });
  expect(done.body).toEqual({ next: 'done' });
  expect((await browser.get('/auth/me')).body).toMatchObject({ recoveryCodesLeft: 9 });
  expect(await auditOf(practiceId)).toEqual([
    'member_invitation.accepted',
    'member_totp.enrolled',
    'member_recovery_codes.made',
    'member_session.started',
    'member_session.ended',
    'member_recovery_code.used',
    'member_session.started',
  ]);
});

describe('an invitation', () => {
  test('is not spent by looking at it', async () => {
    const { invitation, practiceId } = await inviteFirst(app);
    for (let n = 0; n < 3; n++)
      expect((await new MemberBrowser(app).post('/auth/invitation', invitation)).status).toBe(200);
    expect(await auditOf(practiceId)).toEqual([]);
    const accepted = await new MemberBrowser(app).post('/auth/invitation/accept', {
      ...invitation,
      password: PASSWORD,
    });
    expect(accepted.status).toBe(200);
  });

  test('is refused alike whatever is wrong with it', async () => {
    const { invitation } = await inviteFirst(app);
    const { invitation: other } = await inviteFirst(app);
    const browser = new MemberBrowser(app);
    const altered = [
      {
        ...invitation,
        secret: `${invitation.secret.slice(0, -1)}${invitation.secret.endsWith('A') ? 'E' : 'A'}`,
      },
      { ...invitation, secret: other.secret },
      { ...invitation, invitation: other.invitation },
      { ...invitation, invitation: randomUUID() },
      { ...invitation, practiceId: other.practiceId },
      { ...invitation, practiceId: randomUUID() },
    ];
    for (const path of ['/auth/invitation', '/auth/invitation/accept']) {
      const refused: object[] = [];
      for (const wrong of altered)
        refused.push(refusal(await browser.post(path, { ...wrong, password: PASSWORD })));
      expect(refused[0]).toMatchObject({ status: 401, code: 'SIGN_IN_REFUSED' });
      expect(new Set(refused.map((one) => JSON.stringify(one))).size).toBe(1);
    }
  });

  test('used twenty times at a time lets in once', async () => {
    const { invitation, memberId } = await inviteFirst(app, ['admin']);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        new MemberBrowser(app).post('/auth/invitation/accept', { ...invitation, password: PASSWORD }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'SIGN_IN_REFUSED')).toHaveLength(19);
    expect(await sessionsOf(memberId)).toBe(1);
  });

  test('lives seven days by the database’s clock', async () => {
    const { invitation } = await inviteFirst(app);
    const [row] = await owner.rows<{ days: number }>(
      'SELECT extract(epoch FROM expires_at - created_at)::float / 86400 AS days FROM mendwork.member_invitation WHERE id = $1',
      [invitation.invitation],
    );
    expect(row?.days).toBeCloseTo(7, 3);
    await owner.rows(
      `UPDATE mendwork.member_invitation SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [invitation.invitation],
    );
    expect((await new MemberBrowser(app).post('/auth/invitation', invitation)).code).toBe('SIGN_IN_REFUSED');
  });

  test('stays good when the password will not do', async () => {
    const { invitation } = await inviteFirst(app);
    const browser = new MemberBrowser(app);
    for (const password of ['short', 'password1234', 'Dana Whitfield 1', 'x'.repeat(201)]) {
      const refused = await browser.post('/auth/invitation/accept', { ...invitation, password });
      expect(refused).toMatchObject({ status: 400, code: 'BAD_INPUT' });
      expect(JSON.stringify(refused.body)).not.toContain(password);
    }
    const accepted = await browser.post('/auth/invitation/accept', { ...invitation, password: PASSWORD });
    expect(accepted.body).toMatchObject({ next: 'enrol' });
  });

  test('for a member who is in lets begin anew: browsers, tokens, factors of before are gone', async () => {
    const member = await enrolFirst(app);
    const { practiceId, memberId, browser, email } = member;
    await owner.rows(
      `INSERT INTO mendwork.access_token (practice_id, id, secret_hash, member_id, label, scopes, expires_at)
       VALUES ($1, $2, '\\x00', $3, 'A program', '{read}', now() + interval '1 day')`,
      [practiceId, randomUUID(), memberId],
    );
    const begun = await begin(member);
    const older = invitationIn(await inviteAgain(practiceId, memberId));
    const newer = invitationIn(await inviteAgain(practiceId, memberId));
    // Being invited changes nothing yet.
    expect((await browser.get('/auth/me')).status).toBe(200);
    const anew = new MemberBrowser(app);
    const next = `another ${randomUUID()}`;
    expect((await anew.post('/auth/invitation/accept', { ...older, password: next })).code).toBe(
      'SIGN_IN_REFUSED',
    );
    const accepted = await anew.post('/auth/invitation/accept', { ...newer, password: next });
    expect(accepted.body).toMatchObject({ next: 'enrol' });
    expect((await browser.get('/auth/me')).code).toBe('UNAUTHENTICATED');
    const { password } = member;
    expect((await anew.post('/auth/sign-in', { practiceId, email, password })).code).toBe('SIGN_IN_REFUSED');
    const totp = await freshCode(owner, member);
    expect((await anew.post('/auth/second-factor', { practiceId, challenge: begun, totp })).code).toBe(
      'SIGN_IN_REFUSED',
    );
    const live = 'WHERE member_id = $1';
    expect(
      await owner.count(`SELECT FROM mendwork.access_token ${live} AND ended_at IS NULL`, [memberId]),
    ).toBe(0);
    for (const table of ['member_totp', 'member_passkey', 'member_recovery_code'])
      expect(await owner.count(`SELECT FROM mendwork.${table} ${live}`, [memberId])).toBe(0);
    expect((await anew.post('/auth/sign-in', { practiceId, email, password: next })).body).toMatchObject({
      next: 'enrol',
    });
  });

  test('of a member who was ended since is not good', async () => {
    const { invitation, memberId, practiceId } = await inviteFirst(app);
    await owner.rows(`UPDATE mendwork.member SET state = 'ended' WHERE id = $1`, [memberId]);
    const accept = { ...invitation, password: PASSWORD };
    expect((await new MemberBrowser(app).post('/auth/invitation/accept', accept)).code).toBe(
      'SIGN_IN_REFUSED',
    );
    // Invited again, they are.
    const again = invitationIn(await inviteAgain(practiceId, memberId));
    expect(
      (await new MemberBrowser(app).post('/auth/invitation/accept', { ...again, password: PASSWORD })).status,
    ).toBe(200);
  });

  test('is made once for an address, and never for who comes by the host', async () => {
    const { practiceId, memberId, email } = await inviteFirst(app);
    const service = app.app.get(MemberInvitationsService);
    const invite = (address: string): Promise<unknown> =>
      runAsSystem(practiceId, randomUUID(), () =>
        app.app
          .get(UnitOfWork)
          .write(() => service.invite({ displayName: 'Another', email: address, roles: ['front_desk'] })),
      );
    expect(await invite(` ${email.toUpperCase()}`)).toEqual({ ok: false, reason: 'email_in_use', memberId });
    const made = (await invite('another@practice.example')) as {
      invitation: { url: string; memberId: string };
    };
    const accepted = await new MemberBrowser(app).post('/auth/invitation/accept', {
      ...invitationIn(made.invitation.url),
      password: PASSWORD,
    });
    expect(accepted.body).toEqual({ next: 'done' });
    const byHost = await app.practice();
    expect(await inviteAgain(byHost.practiceId, byHost.memberId)).toBe('no_member');
    expect(await inviteAgain(practiceId, randomUUID())).toBe('no_member');
    const [row] = await owner.rows<{ text: string }>(
      'SELECT m::text AS text FROM mendwork.member m WHERE id = $1',
      [made.invitation.memberId],
    );
    expect(row?.text).not.toMatch(/practice\.example|@/);
  });
});

describe('signing in', () => {
  let member: EnrolledMember;
  beforeAll(async () => {
    member = await enrolFirst(app);
  });

  test('refuses everything that is wrong with one answer', async () => {
    const { practiceId, email, password } = member;
    const invited = await inviteFirst(app);
    const ended = await enrolFirst(app);
    await owner.rows(`UPDATE mendwork.member SET state = 'ended' WHERE id = $1`, [ended.memberId]);
    const browser = new MemberBrowser(app);
    const refused: AuthAnswer[] = [];
    for (const wrong of [
      { practiceId, email, password: `${password}x` },
      { practiceId, email, password: password.toUpperCase() },
      { practiceId, email: 'nobody@practice.example', password },
      { practiceId, email: 'no address', password },
      { practiceId: invited.practiceId, email, password },
      { practiceId: invited.practiceId, email: invited.email, password },
      { practiceId: ended.practiceId, email: ended.email, password: ended.password },
      { practiceId: randomUUID(), email, password },
    ])
      refused.push(await browser.post('/auth/sign-in', wrong));
    const [first, ...others] = refused.map(refusal);
    expect(first).toMatchObject({ status: 401, code: 'SIGN_IN_REFUSED' });
    for (const other of others) expect(other).toEqual(first);
    const headersOf = ({ headers }: AuthAnswer): string[] => Object.keys(headers).toSorted();
    for (const answer of refused) expect(headersOf(answer)).toEqual(headersOf(refused[0] as AuthAnswer));
  });

  test('is measured by what tells a shift from chance', () => {
    const steady = Array.from({ length: 60 }, (_, n) => n % 30);
    expect(mannWhitneyZ(steady, steady)).toBe(0);
    // Worked by hand: the rank sum is 17 where 27.5 is expected, U is 2, its deviation √(5 × 5 × 11 / 12).
    expect(mannWhitneyZ([1, 2, 3, 4, 7], [5, 6, 8, 9, 10])).toBeCloseTo(
      (2 - 12.5) / Math.sqrt((25 * 11) / 12),
      10,
    );
    expect(
      mannWhitneyZ(
        steady.map((ms) => ms + 12),
        steady,
      ),
    ).toBeGreaterThan(3.3);
  });

  test('takes the same time for known and unknown addresses', async () => {
    const { practiceId, email } = member;
    const browser = new MemberBrowser(app);
    const timed = async (address: string): Promise<number> => {
      const from = performance.now();
      await browser.post('/auth/sign-in', { practiceId, email: address, password: 'not the password' });
      return performance.now() - from;
    };
    for (let n = 0; n < 10; n++) await timed(n % 2 === 0 ? email : 'nobody@practice.example');
    const median = (of: number[]): number => of.toSorted((a, b) => a - b)[30] ?? 0;
    const measured = await steadyZ(async () => {
      const [known, unknown]: [number[], number[]] = [[], []];
      for (let n = 0; n < 60; n++) {
        // In turns, and each first as often, so that what else the machine does falls on both.
        const knownFirst = n % 2 === 0;
        if (knownFirst) known.push(await timed(email));
        unknown.push(await timed(`${randomUUID().slice(0, 8)}@practice.example`));
        if (!knownFirst) known.push(await timed(email));
      }
      const z = mannWhitneyZ(known, unknown);
      process.stdout.write(
        `members’ log-in, known and unknown addresses, 60 + 60: |z| = ${Math.abs(z).toFixed(2)} (medians ${median(known).toFixed(1)} and ${median(unknown).toFixed(1)} ms)\n`,
      );
      return z;
    });
    expect(Math.abs(measured)).toBeLessThan(3.3);
  }, 180_000);

  test.each([
    ['a cross-site page', { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }],
    ['another site of ours', { 'sec-fetch-site': 'same-site', origin: 'https://other.localhost' }],
    ['an older browser elsewhere', { origin: 'https://elsewhere.example' }],
  ])('is not begun by %s', async (_whose, headers) => {
    const { practiceId, email, password } = member;
    const refused = await new MemberBrowser(app, headers).post('/auth/sign-in', {
      practiceId,
      email,
      password,
    });
    expect(refused).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  test('says what is missing, and nothing of what was sent', async () => {
    const browser = new MemberBrowser(app);
    const { practiceId } = member;
    for (const [path, body] of [
      ['/auth/sign-in', {}],
      ['/auth/sign-in', { practiceId: 'secret-x', email: 'secret-x', password: 'secret-x' }],
      ['/auth/sign-in', { practiceId, email: { secret: 'secret-x' }, password: ['secret-x'] }],
      ['/auth/second-factor', { practiceId, challenge: 'secret-x' }],
      ['/auth/second-factor', { practiceId, challenge: 'secret-x', totp: 123_456 }],
      ['/auth/invitation', { practiceId, invitation: 'secret-x', secret: 'secret-x' }],
      ['/auth/totp/confirm', { challenge: 'secret-x' }],
    ] as const) {
      const refused = await browser.post(path, body);
      expect(refused).toMatchObject({ status: 400, code: 'BAD_INPUT' });
      expect(JSON.stringify(refused.body)).not.toContain('secret-x');
    }
  });
});

describe('the second factor', () => {
  let member: EnrolledMember;
  beforeAll(async () => {
    member = await enrolFirst(app);
  });
  const show = (challenge: string, code: object): Promise<AuthAnswer> =>
    new MemberBrowser(app).post('/auth/second-factor', { practiceId: member.practiceId, challenge, ...code });
  const wrongCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  test('is refused alike whatever is wrong', async () => {
    const totp = await freshCode(owner, member);
    const other = await begin(await enrolFirst(app));
    const refused = [
      await show(await begin(member), { totp: wrongCode(totp) }),
      await show(await begin(member), { recoveryCode: 'AAAAA-AAAAA' }),
      await show(other, { totp }),
      await show(`${member.practiceId}.${'A'.repeat(43)}`, { totp }),
      await show('no challenge', { totp }),
      await show(`${randomUUID()}.${'A'.repeat(43)}`, { totp }),
    ].map(refusal);
    expect(refused[0]).toMatchObject({ status: 401, code: 'SIGN_IN_REFUSED' });
    for (const one of refused) expect(one).toEqual(refused[0]);
  });

  test('used twenty times at a time starts one session', async () => {
    const challenge = await begin(member);
    const totp = await freshCode(owner, member);
    const before = await sessionsOf(member.memberId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => show(challenge, { totp })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await sessionsOf(member.memberId)).toBe(before + 1);
  });

  test('is over once it was good, whatever is shown then', async () => {
    const challenge = await begin(member);
    expect((await show(challenge, { totp: await freshCode(owner, member) })).status).toBe(200);
    for (const code of [{ recoveryCode: member.recoveryCodes[5] }, { totp: await freshCode(owner, member) }])
      expect((await show(challenge, code)).code).toBe('SIGN_IN_REFUSED');
  });

  test('takes no code twice, and none from before the last one', async () => {
    const totp = await freshCode(owner, member);
    expect((await show(await begin(member), { totp })).status).toBe(200);
    expect((await show(await begin(member), { totp })).code).toBe('SIGN_IN_REFUSED');
    const earlier = codeOf(member.totpSecret, -1);
    expect((await show(await begin(member), { totp: earlier })).code).toBe('SIGN_IN_REFUSED');
  });

  test('takes one code once, though it is shown in many log-ins at a time', async () => {
    const challenges = await Promise.all(Array.from({ length: 10 }, () => begin(member)));
    const totp = await freshCode(owner, member);
    const answers = await Promise.all(challenges.map((challenge) => show(challenge, { totp })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('takes no recovery code twice, at a time neither', async () => {
    const [, recoveryCode = ''] = member.recoveryCodes;
    const challenges = await Promise.all(Array.from({ length: 10 }, () => begin(member)));
    const answers = await Promise.all(challenges.map((challenge) => show(challenge, { recoveryCode })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await show(await begin(member), { recoveryCode })).code).toBe('SIGN_IN_REFUSED');
  });

  test('is tried five times, then this log-in is over and the account is not', async () => {
    const challenge = await begin(member);
    for (let n = 0; n < 5; n++)
      expect((await show(challenge, { totp: wrongCode(await freshCode(owner, member)) })).status).toBe(401);
    expect((await show(challenge, { totp: await freshCode(owner, member) })).status).toBe(401);
    expect((await show(await begin(member), { totp: await freshCode(owner, member) })).status).toBe(200);
  });

  test('is tried five times, at a time neither', async () => {
    const challenge = await begin(member);
    const wrong = wrongCode(await freshCode(owner, member));
    await Promise.all(Array.from({ length: 20 }, () => show(challenge, { totp: wrong })));
    const tries = await owner.rows<{ failed_tries: number }>(
      'SELECT failed_tries FROM mendwork.login_challenge WHERE member_id = $1 ORDER BY created_at DESC LIMIT 1',
      [member.memberId],
    );
    expect(tries).toEqual([{ failed_tries: 5 }]);
  });

  test('waits five minutes', async () => {
    const challenge = await begin(member);
    await owner.rows(
      `UPDATE mendwork.login_challenge SET expires_at = expires_at - interval '5 minutes' WHERE member_id = $1`,
      [member.memberId],
    );
    expect((await show(challenge, { totp: await freshCode(owner, member) })).code).toBe('SIGN_IN_REFUSED');
  });

  test('is of no use as another step of a log-in', async () => {
    const challenge = await begin(member);
    const browser = new MemberBrowser(app);
    expect((await browser.post('/auth/totp', { challenge })).code).toBe('SIGN_IN_REFUSED');
    const code = codeOf(member.totpSecret);
    expect((await browser.post('/auth/totp/confirm', { challenge, code })).code).toBe('SIGN_IN_REFUSED');
  });

  test('a log-in that has begun cannot be gone on with by who reads the tables', async () => {
    const challenge = await begin(member);
    const [row] = await owner.rows<{ id: string; text: string }>(
      'SELECT id, c::text AS text FROM mendwork.login_challenge c WHERE member_id = $1 ORDER BY created_at DESC LIMIT 1',
      [member.memberId],
    );
    const [, secret = ''] = challenge.split('.');
    expect(row?.text).not.toContain(secret);
    const totp = await freshCode(owner, member);
    expect((await show(`${member.practiceId}.${row?.id}`, { totp })).code).toBe('SIGN_IN_REFUSED');
    expect((await show(challenge, { totp })).status).toBe(200);
  });
});

test('what a log-in has to remember is sealed, and opened once by who began it', async () => {
  const { practiceId } = await inviteFirst(app);
  const challenges = app.app.get(LoginChallenges);
  const inPractice = <T>(work: () => Promise<T>): Promise<T> =>
    runAsSystem(practiceId, randomUUID(), () => app.app.get(LoginWork).write(work));
  const payload = { nonce: 'remembered' };
  const challenge = await inPractice(() => challenges.open({ kind: 'host_sign_in', payload }));
  const [row] = await owner.rows<{ id: string; payload_sealed: Buffer }>(
    'SELECT id, payload_sealed FROM mendwork.login_challenge WHERE practice_id = $1',
    [practiceId],
  );
  expect(row?.payload_sealed.toString('latin1')).not.toContain('remembered');
  const spend = (): Promise<unknown> => inPractice(() => challenges.spend(challenge, 'host_sign_in'));
  expect(await inPractice(() => challenges.spend(challenge, 'step_up'))).toBeUndefined();
  const spent = (await Promise.all(Array.from({ length: 20 }, spend))).filter((one) => one !== undefined);
  expect(spent).toEqual([{ id: row?.id, memberId: null, clientId: null, factors: [], payload }]);
});

describe('who needs no second factor', () => {
  test('gets in with a password alone, and is asked for a factor once there is one', async () => {
    const { invitation, practiceId, email, memberId } = await inviteFirst(app, ['front_desk']);
    const browser = new MemberBrowser(app);
    const accepted = await browser.post('/auth/invitation/accept', { ...invitation, password: PASSWORD });
    expect(accepted.body).toEqual({ next: 'done' });
    const credentials = { practiceId, email, password: PASSWORD };
    expect((await new MemberBrowser(app).post('/auth/sign-in', credentials)).body).toEqual({ next: 'done' });
    const { secret } = (await browser.post('/auth/totp')).body;
    const confirmed = await browser.post('/auth/totp/confirm', { code: codeOf(String(secret)) });
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    expect((await new MemberBrowser(app).post('/auth/sign-in', credentials)).body).toMatchObject({
      next: 'second_factor',
    });
    // A role that treats asks for more, from the next log-in on.
    await browser.delete('/auth/totp');
    await owner.rows(`UPDATE mendwork.member SET roles = '{clinician}' WHERE id = $1`, [memberId]);
    expect((await new MemberBrowser(app).post('/auth/sign-in', credentials)).body).toMatchObject({
      next: 'enrol',
    });
  });
});

test('an app is enrolled by a code that it shows, and five wrong ones end the log-in', async () => {
  const { invitation } = await inviteFirst(app);
  const browser = new MemberBrowser(app);
  const { challenge } = (await browser.post('/auth/invitation/accept', { ...invitation, password: PASSWORD }))
    .body;
  const { secret } = (await browser.post('/auth/totp', { challenge })).body;
  // Asking again gives the same: a page that is loaded twice does not break what was scanned.
  expect((await browser.post('/auth/totp', { challenge })).body.secret).toBe(secret);
  for (let n = 0; n < 5; n++)
    expect((await browser.post('/auth/totp/confirm', { challenge, code: '000000' })).code).toBe('BAD_INPUT');
  const code = codeOf(String(secret));
  expect((await browser.post('/auth/totp/confirm', { challenge, code })).code).toBe('SIGN_IN_REFUSED');
  expect(browser.cookie).toBe('');
});

test('of two log-ins that wait for a first factor the one that makes it ends the other', async () => {
  const { practiceId, email, invitation } = await inviteFirst(app);
  const browser = new MemberBrowser(app);
  const { challenge } = (await browser.post('/auth/invitation/accept', { ...invitation, password: PASSWORD }))
    .body;
  const other = new MemberBrowser(app);
  const begun = (await other.post('/auth/sign-in', { practiceId, email, password: PASSWORD })).body;
  expect(begun.next).toBe('enrol');
  const { secret } = (await other.post('/auth/totp', { challenge: begun.challenge })).body;
  const offered = (await browser.post('/auth/totp', { challenge })).body;
  const enrolled = await browser.post('/auth/totp/confirm', {
    challenge,
    code: codeOf(String(offered.secret)),
  });
  expect(enrolled.body.next).toBe('done');
  for (const late of [
    await other.post('/auth/totp', { challenge: begun.challenge }),
    await other.post('/auth/totp/confirm', { challenge: begun.challenge, code: codeOf(String(secret)) }),
    await other.post('/auth/passkeys/options', { challenge: begun.challenge }),
  ])
    expect(late.code).toBe('SIGN_IN_REFUSED');
  expect(await browser.get('/auth/me')).toMatchObject({ status: 200 });
});

test('enrolment used twenty times at a time starts one session', async () => {
  const { invitation, memberId } = await inviteFirst(app);
  const browser = new MemberBrowser(app);
  const { challenge } = (await browser.post('/auth/invitation/accept', { ...invitation, password: PASSWORD }))
    .body;
  const { secret } = (await browser.post('/auth/totp', { challenge })).body;
  const code = codeOf(String(secret));
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => new MemberBrowser(app).post('/auth/totp/confirm', { challenge, code })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await sessionsOf(memberId)).toBe(1);
});

test('nothing secret is kept in clear, logged or told to the audit', async () => {
  const member = await enrolFirst(app);
  await signInAgain(app, owner, member);
  const { practiceId } = member;
  for (const email of [member.email, 'canary@nobody.example'])
    await new MemberBrowser(app).post('/auth/sign-in', {
      practiceId,
      email,
      password: 'canary-wrong-password',
    });
  const secrets = [
    member.password,
    member.email,
    member.totpSecret,
    member.invitation.secret,
    member.browser.cookie.split('.')[1] ?? '',
    ...member.recoveryCodes,
    'canary',
  ];
  for (const table of [
    'audit_entry',
    'login_challenge',
    'member',
    'member_invitation',
    'member_password',
    'member_recovery_code',
    'member_session',
    'member_totp',
    'rate_limit',
  ]) {
    const rows = await owner.rows<{ text: string }>(`SELECT t::text AS text FROM mendwork.${table} t`);
    const text = rows.map((row) => row.text).join('\n');
    for (const secret of secrets) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('hex'));
    }
  }
  expect(logged.length).toBeGreaterThan(5);
  for (const secret of secrets) expect(logged.join('')).not.toContain(secret);
  const failed = await owner.rows(
    `SELECT actor_kind, detail FROM mendwork.audit_entry WHERE practice_id = $1 AND action = 'member_sign_in.failed' ORDER BY seq`,
    [member.practiceId],
  );
  expect(failed).toEqual([
    { actor_kind: 'system', detail: { memberId: member.memberId } },
    { actor_kind: 'system', detail: { memberId: null } },
  ]);
});
