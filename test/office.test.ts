import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { answering, assign, assignFamilyHistory, save, submit } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { makeLink, type MadeLink, TabletBrowser, wayOf } from './support/office.js';
import { connectTo, inScope, type Sql } from './support/sql.js';

/** A tablet of the clinic's that goes from hand to hand: one code, a short session, nothing left behind. */

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
let clientId: string;
let tablet: TabletBrowser;
let page: string;

beforeAll(async () => {
  // A job would take from the outbox what a test counts there.
  app = await startTestApp({ jobs: false });
  owner = await connectTo(app.database.url);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});
beforeEach(async () => {
  practice = await app.practice();
  clientId = await makeClient(app, practice.member);
  tablet = new TabletBrowser(app);
  page = `/me/tablet/${practice.practiceId}`;
});

const OFFICE = `place = 'office'`;
const link = (of = clientId): Promise<MadeLink> => makeLink(app, practice.member, of);
const sessions = (where: string, of = clientId): Promise<number> =>
  owner.count(`SELECT FROM mendwork.client_session WHERE client_id = $1 AND ${where}`, [of]);
const open = (of = clientId): Promise<number> => sessions('expires_at > now()', of);
const shift = (change: string): Promise<number> =>
  owner.count(`UPDATE mendwork.client_session SET ${change} WHERE client_id = $1`, [clientId]);
/** Lets the client in on the tablet, by the digits. */
const letIn = async (of = clientId): Promise<void> => {
  const { code } = await link(of);
  const answer = await tablet.post(page, { code });
  expect([answer.status, answer.get('location')]).toEqual([303, '/me']);
};
const otherCode = (code: string): string => String((Number(code) + 1) % 100_000_000).padStart(8, '0');

describe('a code for the office', () => {
  test('lets in by its digits alone, once, and for the office', async () => {
    const { code, tabletUrl } = await link();
    expect(tabletUrl).toBe(`http://localhost${page}`);
    expect((await tablet.get(page)).text).not.toMatch(/Test Practice|Test Clinician|Leave now/);
    const answer = await tablet.post(page, { code: `${code.slice(0, 4)} ${code.slice(4)}` });
    expect([answer.status, answer.get('location')]).toEqual([303, '/me']);
    expect(await sessions(OFFICE)).toBe(1);
    expect((await tablet.get('/me')).text).toContain('Clinic device');
    const again = await new TabletBrowser(app).post(page, { code });
    expect([again.status, again.get('set-cookie')]).toEqual([422, undefined]);
  });

  test('used twenty times at a time starts one session', async () => {
    const { code } = await link();
    const twenty = (digits: string): Promise<number[]> =>
      Promise.all(
        Array.from(
          { length: 20 },
          async () => (await new TabletBrowser(app).post(page, { code: digits })).status,
        ),
      );
    await twenty(otherCode(code));
    expect((await twenty(code)).filter((status) => status === 303)).toHaveLength(1);
    expect(await sessions('true')).toBe(1);
  });

  test.each([
    ['another code', (code: string) => ({ code: otherCode(code) })],
    ['no code', () => ({ code: '' })],
    ['letters', () => ({ code: 'abcdefgh' })],
  ])('%s is refused, and nothing is started', async (_name, fields) => {
    const { code } = await link();
    const answer = await tablet.post(page, fields(code));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('That code does not work');
    expect(await sessions('true')).toBe(0);
    expect((await tablet.post(page, { code })).status).toBe(303);
  });

  test('is good at its own practice alone, in its time, and till the next one', async () => {
    const { practiceId: elsewhere } = await app.practice();
    const { code } = await link();
    expect((await tablet.post(`/me/tablet/${elsewhere}`, { code })).status).toBe(422);
    expect((await tablet.post(`/me/tablet/${randomUUID()}`, { code })).status).toBe(422);
    expect((await tablet.post('/me/tablet/x', { code })).status).toBe(404);
    const { code: newer } = await link();
    expect((await tablet.post(page, { code })).status).toBe(422);
    await owner.rows('UPDATE mendwork.client_link SET expires_at = now() WHERE client_id = $1', [clientId]);
    expect((await tablet.post(page, { code: newer })).status).toBe(422);
    expect(await sessions('true')).toBe(0);
  });

  test('that two clients happen to have opens for neither', async () => {
    const { code } = await link();
    const other = await makeClient(app, practice.member);
    await link(other);
    await owner.rows(
      `UPDATE mendwork.client_link SET office_lookup = (
         SELECT office_lookup FROM mendwork.client_link WHERE client_id = $1) WHERE client_id = $2`,
      [clientId, other],
    );
    expect((await tablet.post(page, { code })).status).toBe(422);
    expect((await sessions('true')) + (await sessions('true', other))).toBe(0);
  });

  test('of the client’s own device does not let in by its digits alone', async () => {
    const { code, tabletUrl } = await makeLink(app, practice.member, clientId, 'OWN');
    expect(tabletUrl).toBeNull();
    expect((await tablet.post(page, { code })).status).toBe(422);
    expect(await sessions('true')).toBe(0);
  });

  test('opened by its address runs in the office as well', async () => {
    const { practice: practiceId, link: linkId, secret } = wayOf(await link());
    await tablet.post('/auth/client/enter', { practice: practiceId, link: linkId, secret });
    expect(await sessions(OFFICE)).toBe(1);
    const { practice: at, link: by } = wayOf(await link());
    const digits = await link();
    expect(by).not.toBe(wayOf(digits).link);
    await tablet.post(`/me/p/${at}/code`, { link: wayOf(digits).link, code: digits.code });
    expect(await sessions(OFFICE)).toBe(2);
    expect(await sessions(`NOT ${OFFICE}`)).toBe(0);
  });

  test('makes no tablet of the client’s own phone for good', async () => {
    const phone = new TabletBrowser(app);
    await phone.post('/auth/client/enter', wayOf(await link()));
    await phone.post('/me/leave');
    expect((await phone.get('/me')).get('location')).toBe(page);
    const own = wayOf(await makeLink(app, practice.member, clientId, 'OWN'));
    await phone.post('/auth/client/enter', own);
    // The host's provider, which may know a clinician there, still asks.
    expect(phone.set.get('handed-over')).toMatch(/^handed-over=own; Path=\/; Max-Age=2592000; HttpOnly/);
    await phone.post('/me/leave');
    const left = await phone.get('/me');
    expect([left.status, left.get('location')]).toEqual([401, undefined]);
    const never = new TabletBrowser(app);
    await never.post('/auth/client/enter', wayOf(await makeLink(app, practice.member, clientId, 'OWN')));
    expect([...never.set.keys()]).toEqual(['session']);
  });

  test('is counted at the door as every other try', async () => {
    const strict = await startTestApp({ rateLimits: { 'login-ip': { points: 3, seconds: 900 } } });
    try {
      const { practiceId } = await strict.practice();
      const browser = new TabletBrowser(strict);
      const tries: number[] = [];
      for (let n = 0; n < 4; n++)
        tries.push((await browser.post(`/me/tablet/${practiceId}`, { code: '12345678' })).status);
      expect(tries).toEqual([422, 422, 422, 429]);
    } finally {
      await strict.stop();
    }
  });
});

describe('the clinician’s own browser', () => {
  beforeEach(() => {
    tablet.take(practice.member);
  });
  const memberSessions = (): Promise<number> =>
    owner.count('SELECT FROM mendwork.member_session WHERE member_id = $1 AND ended_at IS NULL', [
      practice.memberId,
    ]);
  const clients = async (cookies: Record<string, string>): Promise<number> =>
    (await app.graphql({ ...cookies, 'x-mendwork-page': 'console' }, '{ clients { edges { node { id } } } }'))
      .status;

  test.each([
    [
      'by the link',
      async (made: MadeLink): Promise<unknown> => tablet.post('/auth/client/enter', wayOf(made)),
    ],
    ['by the digits', async ({ code }: MadeLink): Promise<unknown> => tablet.post(page, { code })],
  ])('is signed out for good when it is handed over, %s', async (_name, enter) => {
    const { accept: _page, ...before } = tablet.headers;
    const made = await link();
    expect([await memberSessions(), await clients(before)]).toEqual([1, 200]);
    await enter(made);
    expect(tablet.set.get('member')).toMatch(/^member=; Path=\/; Max-Age=0;/);
    expect(tablet.cookies.has('member')).toBe(false);
    expect([await memberSessions(), await clients(before)]).toEqual([0, 401]);
    expect(await open()).toBe(1);
  });

  test('stays the clinician’s where the code was wrong, and where a client opens a link of their own', async () => {
    const { code } = await link();
    await tablet.post(page, { code: otherCode(code) });
    await tablet.post('/auth/client/enter', wayOf(await makeLink(app, practice.member, clientId, 'OWN')));
    expect(await memberSessions()).toBe(1);
    expect(tablet.cookies.has('member')).toBe(true);
  });

  test('leads from the console to the client’s page as long as the client is in', async () => {
    expect((await tablet.get('/console')).status).toBe(200);
    await letIn();
    for (const path of ['/console', '/console/account', `/console/p/${practice.practiceId}`]) {
      const answer = await tablet.get(path);
      expect([path, answer.status, answer.get('location')]).toEqual([path, 303, '/me']);
    }
    await tablet.post('/me/leave');
    expect((await tablet.get('/console')).status).toBe(200);
  });
});

describe('a session in the office', () => {
  beforeEach(() => letIn());

  test('lasts an hour at most, and no longer than the browser’s window', async () => {
    const [row] = await owner.rows<{ minutes: number }>(
      `SELECT extract(epoch FROM expires_at - created_at)::float / 60 AS minutes
       FROM mendwork.client_session WHERE client_id = $1`,
      [clientId],
    );
    expect(row?.minutes).toBeCloseTo(60, 1);
    expect(tablet.set.get('session')).not.toMatch(/Max-Age|Expires/);
  });

  test('is over after five minutes without use, and no PIN opens it again', async () => {
    await shift(`seen_at = now() - interval '4 minutes 50 seconds'`);
    expect((await tablet.get('/me')).status).toBe(200);
    await owner.rows('INSERT INTO mendwork.client_pin (practice_id, client_id, hash) VALUES ($1, $2, $3)', [
      practice.practiceId,
      clientId,
      'noise',
    ]);
    await shift(`seen_at = now() - interval '5 minutes 1 second'`);
    const answer = await tablet.get('/me');
    expect([answer.status, answer.get('location')]).toEqual([303, page]);
    const state = await tablet.get('/auth/client/state');
    expect(state.body).toEqual({
      state: 'out',
      ways: [],
      steppedUp: false,
      clientId: null,
      place: 'office',
    });
  });

  test.each(['/me/log-in', '/me/w/:id/answers', '/me/w/:id/copy'])('has no %s', async (path) => {
    const id = await assignFamilyHistory(app, practice.member, clientId);
    await handInBy(id);
    const answer = await tablet.get(path.replace(':id', id));
    expect([answer.status, answer.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const never = await tablet.get(path.replace(':id', randomUUID()));
    expect(answer.text.replaceAll(/nonce="[^"]+"/g, '')).toBe(never.text.replaceAll(/nonce="[^"]+"/g, ''));
  });

  test('sets nothing up, and is not to be found among the client’s devices', async () => {
    for (const path of ['/auth/client/pin', '/auth/client/passkeys/options'])
      expect([path, (await tablet.post(path, { pin: '274913' })).status]).toEqual([path, 403]);
    expect((await tablet.get('/auth/client/sessions')).status).toBe(403);
    const own = await app.signIn(practice.member, clientId);
    const browser = new TabletBrowser(app).take(own);
    const { sessions: listed } = (await browser.get('/auth/client/sessions')).body as { sessions: unknown[] };
    expect(listed).toHaveLength(1);
    expect(await open()).toBe(2);
  });

  test('is told of by no mail, and makes no browser of the client’s known', async () => {
    const told = (): Promise<number> =>
      owner.count(
        `SELECT FROM mendwork.outbox WHERE ids->>'clientId' = $1 AND topic = 'client_session.started'`,
        [clientId],
      );
    const CHROME =
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
    const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const own = async (agent: string): Promise<unknown> =>
      new TabletBrowser(app).post(
        '/auth/client/enter',
        wayOf(await makeLink(app, practice.member, clientId, 'OWN')),
        { 'user-agent': agent },
      );
    // The first browser of the client's own, though there was a tablet before.
    await own(CHROME);
    expect(await told()).toBe(0);
    const { code } = await link();
    expect((await tablet.post(page, { code }, { 'user-agent': FIREFOX })).status).toBe(303);
    expect(await told()).toBe(0);
    await own(FIREFOX);
    expect(await told()).toBe(1);
  });

  test('ends when an address is typed or a closed window is opened again, and not by a page of ours', async () => {
    expect((await tablet.get('/me')).status).toBe(200);
    expect((await tablet.get('/me', { 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch' })).status).toBe(
      200,
    );
    const answer = await tablet.get('/me', { 'sec-fetch-site': 'none' });
    expect([answer.status, answer.get('location')]).toEqual([303, page]);
    expect(await open()).toBe(0);
    const own = new TabletBrowser(app).take(await app.signIn(practice.member, clientId));
    expect((await own.get('/me', { 'sec-fetch-site': 'none' })).status).toBe(200);
  });

  test.each([
    '/me',
    '/me/log-in',
    '/me/w/:id',
    '/me/w/:id?part=1',
    '/me/w/:id/review',
    '/me/w/:id/done',
    '/me/w/:id/answers',
    '/me/w/:id/copy',
  ])('ends when %s is typed, and by nothing else that asks for it', async (path) => {
    const at = path.replace(':id', await assignFamilyHistory(app, practice.member, clientId));
    await tablet.get(at, { 'sec-fetch-site': 'same-origin' });
    await tablet.get(at, { 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch' });
    expect(await open()).toBe(1);
    const answer = await tablet.get(at, { 'sec-fetch-site': 'none' });
    expect([answer.status, answer.get('location')]).toEqual([303, page]);
    expect(answer.get('clear-site-data')).toBe('"cache", "storage"');
    expect(await open()).toBe(0);
  });

  test.each([
    ['by "Leave now"', () => tablet.post('/me/leave'), 303],
    ['by the tablet’s own page', () => tablet.get(page), 200],
  ])('is cleared away %s', async (_name, end, status) => {
    const answer = await end();
    expect(answer.status).toBe(status);
    if (status === 303) expect(answer.get('location')).toBe(page);
    expect(answer.get('clear-site-data')).toBe('"cache", "storage"');
    expect(tablet.set.get('session')).toMatch(/^session=; Path=\/; Max-Age=0;/);
    expect(tablet.set.get('lang')).toMatch(/^lang=;.*Max-Age=0/);
    expect(await open()).toBe(0);
    const back = await tablet.get('/me');
    expect([back.status, back.get('location')]).toEqual([303, page]);
    expect((await tablet.get(page)).get('clear-site-data')).toBeUndefined();
  });

  test('hands in, says to give the tablet back, and clears itself without a script', async () => {
    const id = await assignFamilyHistory(app, practice.member, clientId);
    const part = await tablet.get(`/me/w/${id}?part=1`);
    const refresh = /<noscript><meta http-equiv="refresh" content="(\d+);url=([^"]+)"/;
    expect(refresh.exec(part.text)?.slice(1)).toEqual(['600', page]);
    await handInBy(id);
    const receipt = await tablet.get(`/me/w/${id}/done`);
    expect(receipt.text).toContain('hand the tablet back');
    expect(receipt.text).not.toMatch(/Keep a copy|Read what you wrote|Your log-in/);
    expect(refresh.exec(receipt.text)?.slice(1)).toEqual(['60', page]);
    expect((await tablet.get('/me')).text).not.toMatch(/Read again|Your log-in/);
    expect((await tablet.post('/me/leave')).get('location')).toBe(page);
    const own = new TabletBrowser(app).take(await app.signIn(practice.member, clientId));
    expect((await own.get('/me')).text).not.toContain('http-equiv="refresh"');
  });

  test('leaves the draft for the client to go on with at home', async () => {
    const id = await assignFamilyHistory(app, practice.member, clientId);
    const { accept: _page, ...signedIn } = tablet.headers;
    await save(app, signedIn, id, [answering('learn.rule', 'We did not talk')]);
    await tablet.post('/me/leave');
    const own = new TabletBrowser(app).take(await app.signIn(practice.member, clientId));
    const parts = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => own.get(`/me/w/${id}?part=${n}`)));
    expect(parts.map(({ text }) => text).join('')).toContain('We did not talk');
  });

  /** Hands in what is open, with nothing in it. */
  async function handInBy(id: string): Promise<void> {
    const answer = await tablet.post(`/me/w/${id}/submit`, { revision: '0', idempotencyKey: randomUUID() });
    expect([answer.status, answer.get('location')]).toEqual([303, `/me/w/${id}/done`]);
  }
});

describe('words that come too late', () => {
  let id: string;
  let typed: Record<string, string>;
  beforeEach(async () => {
    id = await assignFamilyHistory(app, practice.member, clientId);
    await letIn();
    typed = { 'learn.rule': 'We did not talk', go: 'next', revision: '0', _client: clientId };
    await shift(`seen_at = now() - interval '6 minutes'`);
  });
  const partOf = async (browser: TabletBrowser): Promise<string> => {
    const parts = [];
    for (let n = 1; n < 9; n++) parts.push((await browser.get(`/me/w/${id}?part=${n}`)).text);
    return parts.join('');
  };
  const late = async (): Promise<{ to: string; _carried: string }> => {
    const part = await partNumber();
    const answer = await tablet.post(`/me/w/${id}?part=${part}`, typed);
    expect([answer.status, answer.text.includes('We did not talk')]).toEqual([401, false]);
    expect(answer.text).toContain('Ask for a new code');
    const field = (name: string): string =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(answer.text)?.[1] ?? '';
    return { to: field('to').replaceAll('&amp;', '&'), _carried: field('_carried') };
  };
  /** The part that asks for the rule. */
  const partNumber = async (): Promise<number> => {
    const own = new TabletBrowser(app).take(await app.signIn(practice.member, clientId));
    for (let n = 1; n < 9; n++)
      if ((await own.get(`/me/w/${id}?part=${n}`)).text.includes('name="learn.rule"')) return n;
    throw new Error('No part asks for it.');
  };

  test('wait on the tablet’s page, and are saved when their client is in again', async () => {
    const carried = await late();
    const { code } = await link();
    const wrong = await tablet.post(page, { ...carried, code: otherCode(code) });
    expect(wrong.text).toContain(carried._carried);
    const answer = await tablet.post(page, { ...carried, code });
    expect(answer.status).toBe(307);
    await tablet.post(answer.get('location') ?? '', { ...carried, code });
    expect(await partOf(tablet)).toContain('We did not talk');
  });

  test('are nothing to whoever is in next', async () => {
    const carried = await late();
    const other = await makeClient(app, practice.member);
    const { code } = await link(other);
    const answer = await tablet.post(page, { ...carried, code });
    const sent = await tablet.post(answer.get('location') ?? '', { ...carried, code });
    expect([sent.status, sent.get('location')]).toEqual([303, '/me']);
    expect(sent.text).not.toContain('We did not talk');
    expect(
      await partOf(new TabletBrowser(app).take(await app.signIn(practice.member, clientId))),
    ).not.toContain('We did not talk');
  });
});

describe('a worksheet for the office alone', () => {
  let id: string;
  let home: Record<string, string>;
  beforeEach(async () => {
    const asked = { clientId, worksheetId: 'family-history', inOfficeOnly: true };
    ({ id } = await assign(app, practice.member, asked));
    home = await app.signIn(practice.member, clientId);
  });
  const office = async (): Promise<Record<string, string>> => {
    await letIn();
    const { accept: _page, ...signedIn } = tablet.headers;
    return signedIn;
  };
  /** Every way in which a client can ask for it. */
  const asked = async (by: Record<string, string>, of: string, submissionId: string): Promise<string> => {
    const { data, errors } = await app.graphql(
      by,
      `query($id: ID!, $submission: ID!) {
        myAssignments { id }
        assignment(id: $id) { __typename }
        submission(id: $submission) { __typename }
        client(id: "${clientId}") { ... on Client { assignments { edges { node { id } } } } }
      }`,
      { id: of, submission: submissionId },
    );
    const saved = await app.graphql(
      by,
      'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }',
      { input: { assignmentId: of, revision: 0, patches: [answering('learn.rule', 'x')] } },
    );
    const handedIn = await app.graphql(
      by,
      'mutation($input: SubmitInput!) { submit(input: $input) { __typename } }',
      { input: { assignmentId: of, revision: 0, idempotencyKey: randomUUID() } },
    );
    const browser = new TabletBrowser(app).take(by);
    const pages: unknown[] = [(await browser.get('/me')).text.includes(of)];
    for (const path of ['', '?part=1', '/review', '/done', '/answers', '/copy']) {
      const { status, text } = await browser.get(`/me/w/${of}${path}`);
      pages.push([path, status, text.replaceAll(/nonce="[^"]+"/g, '').replaceAll(of, 'ID')]);
    }
    return JSON.stringify([data, errors, saved.data, handedIn.data, pages]).replaceAll(of, 'ID');
  };

  test('is there in the office, and elsewhere as if nobody had ever given it', async () => {
    const nothing = await asked(home, randomUUID(), randomUUID());
    expect(await asked(home, id, randomUUID())).toBe(nothing);
    const there = await office();
    expect((await tablet.get('/me')).text).toContain(id);
    await save(app, there, id, [answering('learn.rule', 'We did not talk')]);
    expect(await asked(home, id, randomUUID())).toBe(nothing);
    const { id: submissionId } = await submit(app, there, id);
    expect(await asked(home, id, submissionId)).toBe(nothing);
    expect((await tablet.get(`/me/w/${id}/done`)).text).toContain('hand the tablet back');
  });

  test('is told to those who treat, and is theirs to read', async () => {
    const there = await office();
    await save(app, there, id, [answering('learn.rule', 'We did not talk')]);
    const { id: submissionId } = await submit(app, there, id);
    const { data } = await app.graphql<{ assignment: object; submission: { answers: object } }>(
      practice.member,
      `query($id: ID!, $submission: ID!) {
        assignment(id: $id) { ... on Assignment { inOfficeOnly state } }
        submission(id: $submission) { ... on Submission { answers } } }`,
      { id, submission: submissionId },
    );
    expect(data.assignment).toEqual({ inOfficeOnly: true, state: 'SUBMITTED' });
    expect(JSON.stringify(data.submission.answers)).toContain('We did not talk');
  });

  test('is kept from the client’s transactions by the database itself', async () => {
    const app_ = await connectTo(app.database.appUrl);
    try {
      const seen = (place: string): Promise<number> =>
        inScope(app_, { practiceId: practice.practiceId, clientId, place }, () =>
          app_.count('SELECT FROM mendwork.assignment WHERE id = $1', [id]),
        );
      expect([await seen(''), await seen('own'), await seen('office')]).toEqual([0, 0, 1]);
    } finally {
      await app_.end();
    }
  });
});
