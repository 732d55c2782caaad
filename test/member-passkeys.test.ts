import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { startTestApp, type TestApp } from './support/app.js';
import { Authenticator, type Deviation } from './support/authenticator.js';
import {
  type AuthAnswer,
  codeOf,
  enrolAnother,
  enrolFirst,
  type EnrolledMember,
  inviteFirst,
  MemberBrowser,
} from './support/member-browser.js';
import { connectTo, type Sql } from './support/sql.js';

/** Members’ passkeys over HTTP, with an authenticator in software that can also do what no browser would. */

let app: TestApp;
let owner: Sql;
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

interface Begun<Options> {
  readonly challenge: string;
  readonly options: Options;
}

async function beginEnrolment(
  browser: MemberBrowser,
  enrolment?: unknown,
): Promise<Begun<PublicKeyCredentialCreationOptionsJSON>> {
  const begun = await browser.post('/auth/passkeys/options', enrolment ? { challenge: enrolment } : {});
  expect(begun.status).toBe(200);
  return begun.body as unknown as Begun<PublicKeyCredentialCreationOptionsJSON>;
}

/** Makes a passkey for who is signed in there. */
async function addPasskey(browser: MemberBrowser, label = 'Work laptop'): Promise<Authenticator> {
  const authenticator = new Authenticator();
  const { challenge, options } = await beginEnrolment(browser);
  const kept = await browser.post('/auth/passkeys', {
    passkeyChallenge: challenge,
    response: authenticator.create(options),
    label,
  });
  expect(kept.status).toBe(200);
  return authenticator;
}

async function beginSignIn(
  practiceId: string,
  challenge?: unknown,
  browser = new MemberBrowser(app),
): Promise<Begun<PublicKeyCredentialRequestOptionsJSON>> {
  const begun = await browser.post('/auth/passkey/options', {
    practiceId,
    ...(challenge ? { challenge } : {}),
  });
  expect(begun.status).toBe(200);
  return begun.body as unknown as Begun<PublicKeyCredentialRequestOptionsJSON>;
}

/** Tries to sign in by this passkey, in a browser of its own. */
async function signIn(
  practiceId: string,
  authenticator: Authenticator,
  deviation: Deviation = {},
): Promise<{ answer: AuthAnswer; browser: MemberBrowser }> {
  const browser = new MemberBrowser(app);
  const { challenge, options } = await beginSignIn(practiceId);
  const response = authenticator.get(options, deviation);
  return {
    answer: await browser.post('/auth/passkey/sign-in', { practiceId, challenge, response }),
    browser,
  };
}

/** As if the last sign of a factor had been eleven minutes ago. */
const growCold = (memberId: string): Promise<unknown> =>
  owner.rows(
    `UPDATE mendwork.member_session SET stepped_up_at = now() - interval '11 minutes' WHERE member_id = $1`,
    [memberId],
  );
const refusal = ({ status, code, body }: AuthAnswer): object => ({ status, code, body });
const codeIn = (answer: AuthAnswer): string | undefined => answer.code;

describe('a first passkey', () => {
  test('takes the place of a password: invitation, passkey, recovery codes, out, in again', async () => {
    const { practiceId, memberId, invitation } = await inviteFirst(app);
    const browser = new MemberBrowser(app);
    const accepted = await browser.post('/auth/invitation/accept', invitation);
    expect(accepted.body.next).toBe('enrol');

    const { challenge, options } = await beginEnrolment(browser, accepted.body.challenge);
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Riverbend Counseling' },
      user: { name: 'Dana Whitfield' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const authenticator = new Authenticator();
    const kept = await browser.post('/auth/passkeys', {
      challenge: accepted.body.challenge,
      passkeyChallenge: challenge,
      response: authenticator.create(options),
      label: 'Office key',
    });
    expect(kept.body).toEqual({ recoveryCodes: expect.any(Array), next: 'done' });
    expect(kept.body.recoveryCodes).toHaveLength(10);
    expect(kept.headers['cache-control']).toBe('no-store');
    const listed = await browser.get('/auth/passkeys');
    expect(listed.body).toEqual([
      { id: expect.any(String), label: 'Office key', createdAt: expect.any(String), usedAt: null },
    ]);

    await browser.post('/auth/sign-out');
    const { answer, browser: again } = await signIn(practiceId, authenticator);
    expect(answer.body).toEqual({ next: 'done' });
    expect((await again.get('/auth/me')).body).toMatchObject({
      id: memberId,
      hasPassword: false,
      hasPasskey: true,
    });
    expect((await again.get('/auth/passkeys')).body).toEqual([
      expect.objectContaining({ usedAt: expect.any(String) }),
    ]);
    const sessions = await owner.rows<{ factors: string[] }>(
      'SELECT factors FROM mendwork.member_session WHERE member_id = $1 AND ended_at IS NULL',
      [memberId],
    );
    expect(sessions).toEqual([{ factors: ['passkey'] }]);
  });

  test('is made once: neither a replay nor another log-in’s challenge makes one', async () => {
    const { invitation } = await inviteFirst(app);
    const browser = new MemberBrowser(app);
    const { challenge: enrolment } = (await browser.post('/auth/invitation/accept', invitation)).body;
    const { challenge, options } = await beginEnrolment(browser, enrolment);
    const body = {
      challenge: enrolment,
      passkeyChallenge: challenge,
      response: new Authenticator().create(options),
      label: 'Key',
    };
    const other = await inviteFirst(app);
    const theirs = await new MemberBrowser(app).post('/auth/invitation/accept', other.invitation);
    const foreign = await new MemberBrowser(app).post('/auth/passkeys', {
      ...body,
      challenge: theirs.body.challenge,
    });
    expect(codeIn(foreign)).toBe('BAD_INPUT');
    expect((await browser.post('/auth/passkeys', body)).status).toBe(200);
    expect(codeIn(await new MemberBrowser(app).post('/auth/passkeys', body))).toBe('SIGN_IN_REFUSED');
  });
});

describe('signing in by passkey', () => {
  let member: EnrolledMember;
  let authenticator: Authenticator;
  beforeEach(async () => {
    member = await enrolFirst(app);
    authenticator = await addPasskey(member.browser);
  });

  test('tells nobody whose passkeys there are, but to who has shown the password', async () => {
    const { practiceId, email, password } = member;
    expect((await beginSignIn(practiceId)).options.allowCredentials).toBeUndefined();

    const browser = new MemberBrowser(app);
    const begun = await browser.post('/auth/sign-in', { practiceId, email, password });
    expect(begun.body.ways).toContain('passkey');
    const { challenge, options } = await beginSignIn(practiceId, begun.body.challenge, browser);
    expect(options.allowCredentials?.map(({ id }) => id)).toEqual([
      authenticator.credentialId.toString('base64url'),
    ]);
    const response = authenticator.get(options);
    const done = await browser.post('/auth/passkey/sign-in', { practiceId, challenge, response });
    expect(done.body).toEqual({ next: 'done' });
  });

  test('a colleague’s passkey is no second factor of mine, nor steps me up; nobody removes another’s', async () => {
    const { browser: colleague } = await enrolAnother(app, member.practiceId);
    const theirs = await addPasskey(colleague);
    const { practiceId, email, password } = member;
    const browser = new MemberBrowser(app);
    const begun = await browser.post('/auth/sign-in', { practiceId, email, password });
    const { challenge, options } = await beginSignIn(practiceId, begun.body.challenge, browser);
    const crossed = await browser.post('/auth/passkey/sign-in', {
      practiceId,
      challenge,
      response: theirs.get(options),
    });
    expect(codeIn(crossed)).toBe('SIGN_IN_REFUSED');
    const asked = (await member.browser.post('/auth/passkey/step-up-options'))
      .body as unknown as Begun<PublicKeyCredentialRequestOptionsJSON>;
    const steppedUp = await member.browser.post('/auth/step-up', {
      passkeyChallenge: asked.challenge,
      response: theirs.get(asked.options),
    });
    expect(codeIn(steppedUp)).toBe('SIGN_IN_REFUSED');

    const registration = await beginEnrolment(member.browser);
    const taken = await colleague.post('/auth/passkeys', {
      passkeyChallenge: registration.challenge,
      response: new Authenticator().create(registration.options),
      label: 'Not mine',
    });
    expect(codeIn(taken)).toBe('BAD_INPUT');
    const [listed] = (await colleague.get('/auth/passkeys')).body as unknown as { id: string }[];
    expect((await member.browser.delete(`/auth/passkeys/${listed?.id}`)).status).toBe(204);
    expect((await colleague.get('/auth/passkeys')).body).toHaveLength(1);
  });

  test('a log-in that is over, or is nobody’s, begins nothing', async () => {
    const { practiceId, email, password } = member;
    const browser = new MemberBrowser(app);
    const begun = await browser.post('/auth/sign-in', { practiceId, email, password });
    await owner.rows(`UPDATE mendwork.login_challenge SET expires_at = now() WHERE kind = 'second_factor'`);
    for (const challenge of [begun.body.challenge, 'nonsense', `${practiceId}.${'a'.repeat(43)}`])
      expect(codeIn(await browser.post('/auth/passkey/options', { practiceId, challenge }))).toBe(
        'SIGN_IN_REFUSED',
      );
    const nowhere = { practiceId: '019ad000-0000-7000-8000-000000000000' };
    expect(codeIn(await browser.post('/auth/passkey/options', nowhere))).toBe('SIGN_IN_REFUSED');
    const answer = await browser.post('/auth/passkey/sign-in', { ...nowhere, challenge: 'x', response: {} });
    expect(codeIn(answer)).toBe('SIGN_IN_REFUSED');
  });

  test('everything that is wrong is refused alike, and the challenge is spent', async () => {
    const { practiceId } = member;
    // Used once, so that a count can go back.
    expect((await signIn(practiceId, authenticator)).answer.status).toBe(200);
    const wrong: Record<string, Deviation> = {
      'another origin': { origin: 'https://elsewhere.example' },
      'another port': { origin: 'http://localhost:8080' },
      'another host': { host: 'elsewhere.example' },
      'nobody verified': { verified: false },
      'a count that stands still': { counter: 1 },
      'a count that goes back': { counter: 0 },
      'another challenge': { challenge: 'dGhpcyBpcyBub3QgaXQ' },
    };
    const refusals: object[] = [];
    for (const deviation of Object.values(wrong)) {
      const browser = new MemberBrowser(app);
      const { challenge, options } = await beginSignIn(practiceId);
      const send = (how: Deviation): Promise<AuthAnswer> =>
        browser.post('/auth/passkey/sign-in', {
          practiceId,
          challenge,
          response: authenticator.get(options, how),
        });
      refusals.push(refusal(await send(deviation)));
      // What was right would now come too late.
      refusals.push(refusal(await send({ counter: 1_000 })));
      expect(browser.cookie).toBe('');
    }
    refusals.push(refusal((await signIn(practiceId, new Authenticator())).answer));
    expect(new Set(refusals.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(refusals[0]).toMatchObject({ status: 401, code: 'SIGN_IN_REFUSED' });
    expect((await signIn(practiceId, authenticator)).answer.status).toBe(200);
  });

  test('a signature over other data does not count', async () => {
    const { practiceId } = member;
    const { challenge, options } = await beginSignIn(practiceId);
    const response = authenticator.get(options);
    const theirs = authenticator.get({ challenge: 'c29tZXRoaW5n' });
    response.response.signature = theirs.response.signature;
    const answer = await new MemberBrowser(app).post('/auth/passkey/sign-in', {
      practiceId,
      challenge,
      response,
    });
    expect(codeIn(answer)).toBe('SIGN_IN_REFUSED');
  });

  test('of twenty uses of one answer at a time, one gets in', async () => {
    const { practiceId, memberId } = member;
    const live = 'SELECT FROM mendwork.member_session WHERE member_id = $1 AND ended_at IS NULL';
    const before = await owner.count(live, [memberId]);
    const { challenge, options } = await beginSignIn(practiceId);
    const response = authenticator.get(options);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        new MemberBrowser(app).post('/auth/passkey/sign-in', { practiceId, challenge, response }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await owner.count(live, [memberId])).toBe(before + 1);
  });

  test('a passkey is good in its own practice only, and for who is still a member', async () => {
    const elsewhere = await enrolFirst(app);
    expect(codeIn((await signIn(elsewhere.practiceId, authenticator)).answer)).toBe('SIGN_IN_REFUSED');
    const { challenge, options } = await beginSignIn(elsewhere.practiceId);
    const response = authenticator.get(options);
    const { practiceId } = member;
    const mixed = await new MemberBrowser(app).post('/auth/passkey/sign-in', {
      practiceId,
      challenge,
      response,
    });
    expect(codeIn(mixed)).toBe('SIGN_IN_REFUSED');

    await owner.rows(`UPDATE mendwork.member SET state = 'ended' WHERE id = $1`, [member.memberId]);
    expect(codeIn((await signIn(member.practiceId, authenticator)).answer)).toBe('SIGN_IN_REFUSED');
  });

  test('failures are written down, with no more than ids', async () => {
    const { practiceId } = member;
    await signIn(practiceId, authenticator, { verified: false });
    const entries = await owner.rows<{ action: string; detail: object }>(
      `SELECT action, detail FROM mendwork.audit_entry
       WHERE practice_id = $1 AND (action LIKE 'member_passkey.%' OR action = 'member_sign_in.failed') ORDER BY seq`,
      [practiceId],
    );
    expect(entries).toEqual([
      {
        action: 'member_passkey.added',
        detail: { memberId: member.memberId, passkeyId: expect.any(String) },
      },
      { action: 'member_sign_in.failed', detail: { memberId: null } },
    ]);
  });
});

describe('who is signed in', () => {
  let member: EnrolledMember;
  beforeEach(async () => {
    member = await enrolFirst(app);
  });

  test('steps up by passkey, by one of their own alone', async () => {
    const { browser, memberId, practiceId } = member;
    const authenticator = await addPasskey(browser);
    const stepUp = async (with_: Authenticator): Promise<AuthAnswer> => {
      const begun = await browser.post('/auth/passkey/step-up-options');
      const { challenge, options } = begun.body as unknown as Begun<PublicKeyCredentialRequestOptionsJSON>;
      return browser.post('/auth/step-up', { passkeyChallenge: challenge, response: with_.get(options) });
    };
    await growCold(memberId);
    expect(codeIn(await browser.post('/auth/passkeys/options'))).toBe('STEP_UP_REQUIRED');
    expect(codeIn(await stepUp(new Authenticator()))).toBe('SIGN_IN_REFUSED');
    expect((await stepUp(authenticator)).status).toBe(200);
    expect((await browser.post('/auth/passkeys/options')).status).toBe(200);

    // What was begun to sign in does not step up, nor the reverse.
    await growCold(memberId);
    const begun = await beginSignIn(practiceId);
    const crossed = await browser.post('/auth/step-up', {
      passkeyChallenge: begun.challenge,
      response: authenticator.get(begun.options),
    });
    expect(codeIn(crossed)).toBe('SIGN_IN_REFUSED');
    const asked = (await browser.post('/auth/passkey/step-up-options'))
      .body as unknown as Begun<PublicKeyCredentialRequestOptionsJSON>;
    const signedIn = await new MemberBrowser(app).post('/auth/passkey/sign-in', {
      practiceId,
      challenge: asked.challenge,
      response: authenticator.get(asked.options),
    });
    expect(codeIn(signedIn)).toBe('SIGN_IN_REFUSED');
  });

  test('adds and removes only after stepping up; nobody signed in has passkeys to see', async () => {
    const { browser, memberId } = member;
    await addPasskey(browser);
    const [passkey] = (await browser.get('/auth/passkeys')).body as unknown as { id: string }[];
    await growCold(memberId);
    expect(codeIn(await browser.delete(`/auth/passkeys/${passkey?.id}`))).toBe('STEP_UP_REQUIRED');
    expect((await browser.get('/auth/passkeys')).body).toHaveLength(1);
    const stranger = new MemberBrowser(app);
    expect(codeIn(await stranger.get('/auth/passkeys'))).toBe('UNAUTHENTICATED');
    expect(codeIn(await stranger.delete(`/auth/passkeys/${passkey?.id}`))).toBe('UNAUTHENTICATED');
    expect(codeIn(await stranger.post('/auth/passkeys/options'))).toBe('UNAUTHENTICATED');
    expect(codeIn(await stranger.post('/auth/passkey/step-up-options'))).toBe('UNAUTHENTICATED');
  });

  test('keeps the last way of showing two factors; a foreign passkey is passed over', async () => {
    const { browser, practiceId } = member;
    const authenticator = await addPasskey(browser, 'Only one');
    const theirs = await enrolFirst(app);
    await addPasskey(theirs.browser);
    const [foreign] = (await theirs.browser.get('/auth/passkeys')).body as unknown as { id: string }[];
    for (const id of [foreign?.id, 'nonsense', '019ad000-0000-7000-8000-000000000000'])
      expect((await browser.delete(`/auth/passkeys/${id}`)).status).toBe(204);
    expect((await theirs.browser.get('/auth/passkeys')).body).toHaveLength(1);

    expect((await browser.delete('/auth/totp')).status).toBe(204);
    const [own] = (await browser.get('/auth/passkeys')).body as unknown as { id: string }[];
    expect(codeIn(await browser.delete(`/auth/passkeys/${own?.id}`))).toBe('BAD_INPUT');
    expect((await signIn(practiceId, authenticator)).answer.status).toBe(200);

    const { secret } = (await browser.post('/auth/totp')).body;
    const code = codeOf(String(secret));
    expect((await browser.post('/auth/totp/confirm', { code })).status).toBe(200);
    expect((await browser.delete(`/auth/passkeys/${own?.id}`)).status).toBe(204);
    expect(codeIn((await signIn(practiceId, authenticator)).answer)).toBe('SIGN_IN_REFUSED');
  });

  test('of two last passkeys that are removed at a time, one stays', async () => {
    const { browser } = member;
    await addPasskey(browser, 'One');
    await addPasskey(browser, 'Two');
    await browser.delete('/auth/totp');
    const passkeys = (await browser.get('/auth/passkeys')).body as unknown as { id: string }[];
    const removed = await Promise.all(passkeys.map(({ id }) => browser.delete(`/auth/passkeys/${id}`)));
    expect(removed.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 400]);
    expect((await browser.get('/auth/passkeys')).body).toHaveLength(1);
  });

  test('makes none twice, and none that was not asked for', async () => {
    const { browser } = member;
    const authenticator = await addPasskey(browser);
    const begun = await beginEnrolment(browser);
    expect(begun.options.excludeCredentials?.map(({ id }) => id)).toEqual([
      authenticator.credentialId.toString('base64url'),
    ]);
    const again = {
      passkeyChallenge: begun.challenge,
      response: authenticator.create(begun.options),
      label: 'Two',
    };
    expect(codeIn(await browser.post('/auth/passkeys', again))).toBe('BAD_INPUT');
    for (const deviation of [
      { verified: false },
      { origin: 'https://elsewhere.example' },
      { host: 'elsewhere.example' },
      { challenge: 'dGhpcyBpcyBub3QgaXQ' },
    ]) {
      const { challenge, options } = await beginEnrolment(browser);
      const response = new Authenticator().create(options, deviation);
      const answer = await browser.post('/auth/passkeys', {
        passkeyChallenge: challenge,
        response,
        label: 'No',
      });
      expect({ deviation, code: codeIn(answer) }).toEqual({ deviation, code: 'BAD_INPUT' });
    }
    expect((await browser.get('/auth/passkeys')).body).toHaveLength(1);
  });

  test.each([
    ['', 'no name'],
    ['x'.repeat(61), 'a name too long'],
    ['a\u0000b', 'a character that cannot be seen'],
  ])('gives a passkey a name that can be read: %j', async (label) => {
    const { browser } = member;
    const { challenge, options } = await beginEnrolment(browser);
    const response = new Authenticator().create(options);
    const answer = await browser.post('/auth/passkeys', { passkeyChallenge: challenge, response, label });
    expect(codeIn(answer)).toBe('BAD_INPUT');
  });
});

test('a page of elsewhere begins and ends nothing', async () => {
  const { practiceId } = await inviteFirst(app);
  const foreign = new MemberBrowser(app, { 'sec-fetch-site': 'cross-site' });
  for (const path of [
    '/auth/passkey/options',
    '/auth/passkey/sign-in',
    '/auth/passkeys/options',
    '/auth/passkeys',
  ])
    expect((await foreign.post(path, { practiceId })).status).toBe(403);
});
