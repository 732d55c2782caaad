import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { runAsSystem } from '../src/access/actor.js';
import type { LinkOrigin } from '../src/access/client/client-link.entity.js';
import { ClientLinksService } from '../src/access/client/client-links.service.js';
import { JobWork } from '../src/platform/database/job-work.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { Authenticator, type Deviation } from './support/authenticator.js';
import { connectTo, type Sql } from './support/sql.js';

/** The client's log-in over HTTP: asking for a link, entering, coming back, and what is set up for that. */

const ORIGIN = 'http://localhost';
const OURS = { 'sec-fetch-site': 'same-origin' };
const PIN = '739104';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const CHROME =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
let practiceId: string;
let clientId: string;
let email: string;

beforeAll(async () => {
  const wide = { points: 1_000_000, seconds: 900 };
  app = await startTestApp({
    rateLimits: { 'login-ip': wide, 'login-network': wide, 'login-practice': wide },
  });
  owner = await connectTo(app.database.url);
  await keepWhatJobsTake(owner);
  practice = await app.practice();
  ({ practiceId } = practice);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});
beforeEach(async () => {
  email = `${randomUUID()}@example.org`;
  clientId = await makeClientWith(email);
  await owner.rows('TRUNCATE public.seen');
});

/** A job may have taken a row before a test looks: each is written down as it comes. */
async function keepWhatJobsTake(sql: Sql): Promise<void> {
  await sql.rows('CREATE TABLE public.seen (what text, row jsonb)');
  await sql.rows(`CREATE FUNCTION public.see() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
    $$ BEGIN INSERT INTO public.seen VALUES (TG_TABLE_NAME, to_jsonb(NEW)); RETURN NEW; END $$`);
  for (const table of ['outbox', 'client_link_request'])
    await sql.rows(
      `CREATE TRIGGER see AFTER INSERT ON mendwork.${table} FOR EACH ROW EXECUTE FUNCTION public.see()`,
    );
}
const seen = async (what: string): Promise<Record<string, unknown>[]> =>
  (
    await owner.rows<{ row: Record<string, unknown> }>('SELECT row FROM public.seen WHERE what = $1', [what])
  ).map(({ row }) => row);

async function makeClientWith(address: string): Promise<string> {
  const made = await app.graphql<{ createClient: { id: string } }>(
    practice.member,
    'mutation($input: CreateClientInput!) { createClient(input: $input) { ... on Client { id } } }',
    { input: { name: 'Test Client', email: address, idempotencyKey: randomUUID() } },
  );
  return made.data.createClient.id;
}

type Headers = Record<string, string>;
const server = () => app.app.getHttpServer();
const post = (path: string, body: object, headers: Headers = {}): Promise<Response> =>
  Promise.resolve(request(server()).post(`/auth/client/${path}`).set(OURS).set(headers).send(body));
const get = (path: string, headers: Headers = {}): Promise<Response> =>
  Promise.resolve(request(server()).get(`/auth/client/${path}`).set(headers));
const remove = (path: string, headers: Headers = {}): Promise<Response> =>
  Promise.resolve(request(server()).delete(`/auth/client/${path}`).set(OURS).set(headers));
const ask = async (cookie: Headers): Promise<number> =>
  (await app.graphql({ ...OURS, ...cookie }, '{ myAssignments { id } }')).status;

interface Way {
  readonly link: string;
  readonly secret: string;
  readonly code: string;
}
/** A link as the clinic hands it over. */
async function makeLink(of: string = clientId): Promise<Way> {
  const made = await app.graphql<{ clientLink: { url: string; code: string } }>(
    practice.member,
    'mutation($input: ClientLinkInput!) { clientLink(input: $input) { ... on ClientLink { url code } } }',
    { input: { clientId: of, idempotencyKey: randomUUID() } },
  );
  const { url, code } = made.data.clientLink;
  const { pathname, hash } = new URL(url);
  return { link: pathname.split('/')[4] ?? '', secret: hash.slice(1), code };
}
const enter = (body: object, headers: Headers = {}): Promise<Response> =>
  post('enter', { practice: practiceId, ...body }, headers);
const bySecret = ({ link, secret }: Way, headers: Headers = {}): Promise<Response> =>
  enter({ link, secret }, headers);
/** The headers of the browser that an answer signed in. */
function browserOf(answer: Response): { cookie: string } {
  const [cookie = ''] = answer.get('set-cookie') ?? [];
  return { cookie: cookie.split(';')[0] ?? '' };
}
const signIn = async (of: string = clientId, headers: Headers = {}): Promise<{ cookie: string }> =>
  browserOf(await bySecret(await makeLink(of), headers));
const move = (change: string, of: string = clientId): Promise<number> =>
  owner.count(`UPDATE mendwork.client_session SET ${change} WHERE client_id = $1`, [of]);
const leave = (of: string = clientId): Promise<number> => move(`seen_at = now() - interval '15 minutes'`, of);
const stateOf = async (browser: Headers): Promise<object> => (await get('state', browser)).body as object;
const told = (answer: Response): unknown[] => [
  answer.status,
  (answer.body as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code,
];
const REFUSED = [401, 'SIGN_IN_REFUSED'];
const OUT = [401, 'UNAUTHENTICATED'];

/** Signs the client in with a PIN set up. */
async function signInWithPin(of: string = clientId): Promise<{ cookie: string }> {
  const browser = await signIn(of);
  expect((await post('pin', { pin: PIN }, browser)).status).toBe(204);
  return browser;
}

describe('asking for a link', () => {
  const forLink = (address: unknown, practiceAsked: unknown = practiceId): Promise<Response> =>
    post('link', { practiceId: practiceAsked, email: address });

  test('is answered in one way, whoever has the address, and kept with nothing but its look-up', async () => {
    const shared = `${randomUUID()}@example.org`;
    await makeClientWith(shared);
    await makeClientWith(shared);
    const challenges: string[] = [];
    for (const address of [email, shared, `${randomUUID()}@example.org`, 'no address', '"><b>', 'a@b@c']) {
      const answer = await forLink(address);
      expect(answer.status).toBe(202);
      const { challenge, ...rest } = answer.body as { challenge: string };
      expect(rest).toEqual({
        message:
          'If this address is known here, a message is on its way. Type the code from it, or open the link in it.',
      });
      expect(answer.get('set-cookie')).toBeUndefined();
      challenges.push(challenge);
    }
    expect(new Set(challenges).size).toBe(6);
    const kept = await seen('client_link_request');
    expect(kept.map(({ id }) => id)).toEqual(challenges);
    expect(JSON.stringify(kept)).not.toContain('example.org');
    const events = await seen('outbox');
    expect(events.map(({ topic, ids }) => ({ topic, ids }))).toEqual(
      challenges.map((requestId) => ({ topic: 'client_link.requested', ids: { requestId } })),
    );
    expect(await owner.count('SELECT FROM mendwork.client_link WHERE client_id = $1', [clientId])).toBe(0);
  });

  test('finds its address however that is written', async () => {
    await forLink(email);
    await forLink(`  ${email.toUpperCase()} `);
    const [one, two] = await seen('client_link_request');
    expect(one?.email_lookup).toEqual(two?.email_lookup);
  });

  test('too often goes on as before, and comes to nothing', async () => {
    const answers: Response[] = [];
    for (let n = 0; n < 12; n++) answers.push(await forLink(email));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const kept = await seen('client_link_request');
    expect(kept).toHaveLength(12);
    const first = kept[0]?.email_lookup;
    expect(kept.map(({ email_lookup }) => email_lookup === first)).toEqual([
      ...Array.from({ length: 10 }, () => true),
      false,
      false,
    ]);
    const other = await makeClientWith(`${randomUUID()}@example.org`);
    expect((await bySecret(await makeLink(other))).status).toBe(200);
  });

  test('of a practice that there is not is answered as well', async () => {
    expect((await forLink(email, randomUUID())).status).toBe(202);
    expect(await seen('client_link_request')).toEqual([]);
  });

  test.each([[undefined], [''], ['   '], [7], [['a@example.org']], ['x'.repeat(255)]])(
    'with no address (%j) says what to do',
    async (address) => {
      expect(told(await forLink(address))).toEqual([400, 'BAD_INPUT']);
    },
  );

  test('leads to a link that a job makes, and its code is typed in place', async () => {
    const { challenge } = (await forLink(email)).body as { challenge: string };
    const links = app.app.get(ClientLinksService);
    const link = await runAsSystem(practiceId, randomUUID(), () =>
      app.app.get(JobWork).write(() => links.make(clientId, { id: challenge, origin: 'requested' })),
    );
    const entered = await enter({ link: challenge, code: link.code });
    expect([entered.status, entered.body]).toEqual([200, { next: 'done' }]);
    expect(await ask(browserOf(entered))).toBe(200);
  });

  test.each([
    ['what was asked for leaves what was handed over', 'requested', 'handed_over', [200, 200]],
    ['what was asked for ends what was asked for before', 'requested', 'requested', [401, 200]],
    ['what is handed over ends what was asked for', 'handed_over', 'requested', [401, 200]],
  ] as const)('%s', async (_rule, newer, older, statuses) => {
    const links = app.app.get(ClientLinksService);
    const make = (origin: LinkOrigin) =>
      runAsSystem(practiceId, randomUUID(), () =>
        app.app.get(JobWork).write(() => links.make(clientId, { origin })),
      );
    const made = [await make(older), await make(newer)];
    const entered = [];
    for (const { id, code } of made) entered.push((await enter({ link: id, code })).status);
    expect(entered).toEqual(statuses);
  });
});

describe('entering', () => {
  test('by a script’s JSON gives the cookie, by a form leads to the page', async () => {
    const [one, two] = [await makeLink(), await makeLink(await makeClient(app, practice.member))];
    expect((await bySecret(one)).body).toEqual({ next: 'done' });
    const { link, code } = two;
    const form = await request(server())
      .post('/auth/client/enter')
      .set(OURS)
      .type('form')
      .send({ practice: practiceId, link, secret: '', code });
    expect([form.status, form.get('location')]).toEqual([303, '/me']);
    expect(await ask(browserOf(form))).toBe(200);
  });

  test('is refused in one way, whatever does not fit', async () => {
    const expired = await makeLink();
    await owner.rows(
      `UPDATE mendwork.client_link SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [expired.link],
    );
    const [spent, dead, live] = [
      await makeLink(await makeClient(app, practice.member)),
      await makeLink(await makeClient(app, practice.member)),
      await makeLink(await makeClient(app, practice.member)),
    ];
    await bySecret(spent);
    await owner.rows('UPDATE mendwork.client_link SET failed_tries = 5 WHERE id = $1', [dead.link]);
    const wrong = String((Number(live.code) + 1) % 100_000_000).padStart(8, '0');
    const { practiceId: elsewhere } = await app.practice();
    const bodies: object[] = [
      { link: live.link, code: wrong },
      { link: live.link, secret: spent.secret },
      { link: live.link },
      { link: randomUUID(), code: live.code },
      { link: 'x', code: live.code },
      { link: expired.link, code: expired.code },
      { link: spent.link, secret: spent.secret },
      { link: dead.link, code: dead.code },
      { practice: elsewhere, link: live.link, code: live.code },
      { practice: randomUUID(), link: live.link, code: live.code },
      { practice: 'x', link: live.link, code: live.code },
      { link: [live.link], code: { length: 8 } },
      {},
    ];
    const refusals = new Set<string>();
    for (const body of bodies) {
      const answer = await enter(body);
      expect(told(answer)).toEqual(REFUSED);
      expect(answer.get('set-cookie')).toBeUndefined();
      refusals.add(answer.text);
    }
    expect(refusals.size).toBe(1);
    expect((await bySecret(live)).status).toBe(200);
  });

  test('by a form that does not fit shows the same page each time', async () => {
    const live = await makeLink();
    const send = (link: string, code: string): Promise<Response> =>
      Promise.resolve(
        request(server())
          .post('/auth/client/enter')
          .set(OURS)
          .set('accept', 'text/html')
          .type('form')
          .send({ practice: practiceId, link, code }),
      );
    const unknown = randomUUID();
    const [one, two] = [await send(live.link, '1'), await send(unknown, '1')];
    expect([one.status, two.status]).toEqual([401, 401]);
    expect(one.text).toContain('That did not open it.');
    const plain = (text: string, link: string): string =>
      text.replaceAll(link, 'LINK').replaceAll(/nonce="[^"]+"/g, '');
    expect(plain(one.text, live.link)).toBe(plain(two.text, unknown));
  });

  test('is not done by what scans mails, whatever it asks and however', async () => {
    const { link, secret, code } = await makeLink();
    const page = `/me/enter/${practiceId}/${link}`;
    const way = { practice: practiceId, link, secret, code };
    const query = `?${new URLSearchParams(way).toString()}`;
    const http = () => request(server());
    const scans = [
      http().get(page),
      http().head(page),
      http().options(page),
      http().get(page + query),
      http().post(page).send(way),
      http().get(`/auth/client/enter${query}`),
      http().head(`/auth/client/enter${query}`),
      http().options(`/auth/client/enter${query}`),
      http().put('/auth/client/enter').set(OURS).send(way),
      http().post('/auth/client/enter').send(way),
      http().post('/auth/client/enter').type('form').send(way),
      http().post('/auth/client/enter').set({ 'sec-fetch-site': 'cross-site' }).send(way),
      http().post('/auth/client/enter').set({ 'sec-fetch-site': 'same-site' }).send(way),
      http().post('/auth/client/enter').set({ origin: 'https://mail.example' }).send(way),
    ];
    for (const scan of scans) expect((await scan).get('set-cookie')).toBeUndefined();
    const [row] = await owner.rows('SELECT ended_at, failed_tries FROM mendwork.client_link WHERE id = $1', [
      link,
    ]);
    expect(row).toEqual({ ended_at: null, failed_tries: 0 });
    expect((await bySecret({ link, secret, code })).status).toBe(200);
  });

  test('twenty times at a time starts one session', async () => {
    const way = await makeLink();
    const answers = await Promise.all(Array.from({ length: 20 }, () => bySecret(way)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => told(answer).join() === REFUSED.join())).toHaveLength(19);
    expect(await owner.count('SELECT FROM mendwork.client_session WHERE client_id = $1', [clientId])).toBe(1);
  });

  test('never goes on under what the browser brought, and ends that', async () => {
    const other = await makeClient(app, practice.member);
    const before = await signIn(other);
    const entered = await bySecret(await makeLink(), before);
    expect(browserOf(entered).cookie).not.toBe(before.cookie);
    expect(await ask(before)).toBe(401);
    expect(await ask(browserOf(entered))).toBe(200);
    const planted = { cookie: `session=${practiceId}.${'A'.repeat(43)}` };
    const again = await bySecret(await makeLink(), planted);
    expect(browserOf(again).cookie).not.toBe(planted.cookie);
    expect(await ask(planted)).toBe(401);
  });

  test('in a browser of a new kind is told of by an event, in the first and in known ones it is not', async () => {
    const started = async (): Promise<unknown[]> =>
      (await seen('outbox')).filter(({ topic }) => topic === 'client_session.started').map(({ ids }) => ids);
    await signIn(clientId, { 'user-agent': FIREFOX });
    await signIn(clientId, { 'user-agent': FIREFOX });
    expect(await started()).toEqual([]);
    await signIn(clientId, { 'user-agent': CHROME });
    const [row] = await owner.rows<{ id: string }>(
      `SELECT id FROM mendwork.client_session WHERE client_id = $1 AND label = 'Chrome on Android'`,
      [clientId],
    );
    expect(await started()).toEqual([{ clientId, sessionId: row?.id }]);
    // Also when all is over meanwhile: a browser is remembered for ninety days.
    await move(`expires_at = now() - interval '89 days'`);
    await signIn(clientId, { 'user-agent': CHROME });
    expect(await started()).toHaveLength(1);
    await move(`expires_at = now() - interval '91 days'`);
    await owner.rows(
      `UPDATE mendwork.client_session SET label = 'A browser', expires_at = now() WHERE id = $1`,
      [row?.id],
    );
    await signIn(clientId, { 'user-agent': CHROME });
    expect(await started()).toHaveLength(2);
    const labels = await owner.rows('SELECT label FROM mendwork.client_session WHERE client_id = $1', [
      clientId,
    ]);
    expect(labels).toHaveLength(2);
  });
});

describe('a session that was left', () => {
  test('is locked where there is a PIN, and asking does not wake it', async () => {
    const browser = await signInWithPin();
    expect(await stateOf(browser)).toEqual({
      state: 'open',
      ways: ['pin'],
      steppedUp: true,
      clientId,
      place: 'own',
    });
    await move(`seen_at = now() - interval '14 minutes'`);
    expect(await stateOf(browser)).toMatchObject({ state: 'open' });
    await leave();
    expect(await stateOf(browser)).toEqual({
      state: 'locked',
      ways: ['pin'],
      steppedUp: false,
      clientId: null,
      place: 'own',
    });
    expect(await ask(browser)).toBe(401);
    expect(await stateOf(browser)).toMatchObject({ state: 'locked' });
  });

  test('is over where there is none', async () => {
    const browser = await signIn();
    await leave();
    expect(await stateOf(browser)).toEqual({
      state: 'out',
      ways: [],
      steppedUp: false,
      clientId: null,
      place: 'own',
    });
    expect(told(await post('unlock', { pin: PIN }, browser))).toEqual(OUT);
    expect(told(await post('passkey/options', {}, browser))).toEqual(OUT);
  });

  test('is over after twelve hours, whatever there is', async () => {
    const browser = await signInWithPin();
    await move('expires_at = now()');
    expect(await stateOf(browser)).toMatchObject({ state: 'out' });
    expect(told(await post('unlock', { pin: PIN }, browser))).toEqual(OUT);
  });

  test('is opened by the PIN, under a new secret and till its first end', async () => {
    const browser = await signInWithPin();
    await leave();
    await move(`expires_at = now() + interval '1 hour', created_at = now() - interval '11 hours'`);
    const unlocked = await post('unlock', { pin: PIN }, browser);
    expect(unlocked.status).toBe(204);
    const again = browserOf(unlocked);
    expect(again.cookie).not.toBe(browser.cookie);
    expect(await ask(again)).toBe(200);
    expect(await ask(browser)).toBe(401);
    expect(await stateOf(again)).toEqual({
      state: 'open',
      ways: ['pin'],
      steppedUp: true,
      clientId,
      place: 'own',
    });
    const [row] = await owner.rows<{ left: number }>(
      `SELECT extract(epoch FROM expires_at - now())::float AS left FROM mendwork.client_session WHERE client_id = $1`,
      [clientId],
    );
    expect(row?.left).toBeLessThanOrEqual(3600);
  });

  test('ends after five wrong PINs, and no other with it', async () => {
    const [browser, laptop] = [await signInWithPin(), await signIn()];
    const partner = await makeClient(app, practice.member);
    const partners = await signInWithPin(partner);
    await leave();
    for (let n = 0; n < 4; n++)
      expect(told(await post('unlock', { pin: '100200' }, browser))).toEqual(REFUSED);
    expect(told(await post('unlock', { pin: '100200' }, browser))).toEqual(OUT);
    expect(told(await post('unlock', { pin: PIN }, browser))).toEqual(OUT);
    expect(await stateOf(browser)).toEqual({
      state: 'out',
      ways: [],
      steppedUp: false,
      clientId: null,
      place: 'own',
    });
    expect((await post('unlock', { pin: PIN }, laptop)).status).toBe(204);
    expect(await stateOf(partners)).toEqual({
      state: 'open',
      ways: ['pin'],
      steppedUp: true,
      clientId: partner,
      place: 'own',
    });
    expect((await bySecret(await makeLink())).status).toBe(200);
  });

  test('forgets wrong PINs once it was opened', async () => {
    let browser = await signInWithPin();
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 4; n++) await post('unlock', { pin: '100200' }, browser);
      const unlocked = await post('unlock', { pin: PIN }, browser);
      expect(unlocked.status).toBe(204);
      browser = browserOf(unlocked);
    }
  });

  test('judges five of twenty PINs that come at a time', async () => {
    const browser = await signInWithPin();
    await leave();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post('unlock', { pin: String(100_200 + n) }, browser)),
    );
    expect(answers.every(({ status }) => status === 401)).toBe(true);
    const failed = await owner.count(
      `SELECT FROM mendwork.audit_entry WHERE action = 'client_unlock.failed' AND client_id = $1`,
      [clientId],
    );
    expect(failed).toBe(5);
    expect(told(await post('unlock', { pin: PIN }, browser))).toEqual(OUT);
  });

  test('is opened once by twenty right PINs at a time', async () => {
    const browser = await signInWithPin();
    await leave();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('unlock', { pin: PIN }, browser)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  test('is not opened from another site, or without a PIN', async () => {
    const browser = await signInWithPin();
    await leave();
    const foreign = await post('unlock', { pin: PIN }, { ...browser, 'sec-fetch-site': 'cross-site' });
    expect(told(foreign)).toEqual([403, 'FORBIDDEN']);
    for (const body of [{}, { pin: 739_104 }, { pin: null }, { pin: '1'.repeat(101) }])
      expect(told(await post('unlock', body, browser))).toEqual([400, 'BAD_INPUT']);
    expect(await stateOf(browser)).toMatchObject({ state: 'locked' });
    const [row] = await owner.rows('SELECT failed_tries FROM mendwork.client_session WHERE client_id = $1', [
      clientId,
    ]);
    expect(row).toEqual({ failed_tries: 0 });
  });
});

describe('a PIN', () => {
  test.each(['12345', '1234567890123', '73910a', '000000', '121212', '123456', '987654'])(
    '%s is not taken',
    async (pin) => {
      const browser = await signIn();
      expect(told(await post('pin', { pin }, browser))).toEqual([400, 'BAD_INPUT']);
      expect(await stateOf(browser)).toMatchObject({ ways: [] });
    },
  );

  test('is kept as what gives it away to nobody', async () => {
    await signInWithPin();
    const other = await makeClient(app, practice.member);
    await signInWithPin(other);
    const rows = await owner.rows<{ hash: string }>(
      'SELECT hash FROM mendwork.client_pin WHERE client_id = ANY($1::uuid[])',
      [[clientId, other]],
    );
    const hashes = rows.map(({ hash }) => hash);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(new Set(hashes).size).toBe(2);
    // The same hash of the digits alone, as a thief of the table would try, is another.
    const { verify } = await import('@node-rs/argon2');
    expect(await verify(hashes[0] ?? '', PIN)).toBe(false);
  });

  test('opens the sessions of its own client alone', async () => {
    await signInWithPin();
    const other = await makeClient(app, practice.member);
    const browser = await signIn(other);
    await post('pin', { pin: '482915' }, browser);
    await leave(other);
    expect(told(await post('unlock', { pin: PIN }, browser))).toEqual(REFUSED);
    expect((await post('unlock', { pin: '482915' }, browser)).status).toBe(204);
  });

  test('can be changed and removed, which ends what only it could open', async () => {
    const browser = await signInWithPin();
    expect((await post('pin', { pin: '482915' }, browser)).status).toBe(204);
    expect(told(await post('unlock', { pin: PIN }, browser))).toEqual(REFUSED);
    expect((await remove('pin', browser)).status).toBe(204);
    expect(await stateOf(browser)).toMatchObject({ state: 'open', ways: [] });
    await leave();
    expect(await stateOf(browser)).toMatchObject({ state: 'out' });
  });

  test.each([
    ['post', 'pin'],
    ['delete', 'pin'],
    ['get', 'passkeys'],
    ['post', 'passkeys/options'],
    ['post', 'passkeys'],
    ['delete', `passkeys/${randomUUID()}`],
    ['get', 'sessions'],
    ['delete', `sessions/${randomUUID()}`],
    ['delete', 'sessions'],
  ] as const)('and all else of the log-in asks who it is: %s %s', async (method, path) => {
    const browser = await signInWithPin();
    const body = { pin: '482915', challenge: 'x', response: {}, label: 'Phone' };
    const send = (headers: Headers): Promise<Response> =>
      Promise.resolve(request(server())[method](`/auth/client/${path}`).set(OURS).set(headers).send(body));
    expect(told(await send({}))).toEqual(OUT);
    await move(`stepped_up_at = now() - interval '10 minutes'`);
    expect(told(await send(browser))).toEqual([403, 'STEP_UP_REQUIRED']);
    await leave();
    expect(told(await send(browser))).toEqual(OUT);
    const { cookie } = browserOf(await post('unlock', { pin: PIN }, browser));
    expect((await send({ cookie })).status).toBeLessThan(401);
  });
});

describe('a passkey', () => {
  interface Question {
    challenge: string;
    options: { challenge: string; user?: { name: string }; allowCredentials?: { id: string }[] };
  }
  const askToEnrol = async (browser: Headers): Promise<Question> =>
    (await post('passkeys/options', {}, browser)).body as Question;
  const askToShow = async (browser: Headers): Promise<Question> =>
    (await post('passkey/options', {}, browser)).body as Question;
  async function enrol(
    browser: Headers,
    phone = new Authenticator(ORIGIN),
    deviation: Deviation = {},
  ): Promise<Response> {
    const { challenge, options } = await askToEnrol(browser);
    const response = phone.create(options, deviation);
    return post('passkeys', { challenge, response, label: ' My phone ' }, browser);
  }
  async function unlockBy(
    phone: Authenticator,
    browser: Headers,
    deviation: Deviation = {},
  ): Promise<Response> {
    const { challenge, options } = await askToShow(browser);
    return post('unlock', { passkeyChallenge: challenge, response: phone.get(options, deviation) }, browser);
  }

  test('opens a session that was left, again and again', async () => {
    let browser: Headers = await signIn();
    const phone = new Authenticator(ORIGIN);
    expect((await enrol(browser, phone)).status).toBe(200);
    for (let n = 0; n < 2; n++) {
      await leave();
      expect(await stateOf(browser)).toEqual({
        state: 'locked',
        ways: ['passkey'],
        steppedUp: false,
        clientId: null,
        place: 'own',
      });
      const unlocked = await unlockBy(phone, browser);
      expect(unlocked.status).toBe(204);
      browser = browserOf(unlocked);
      expect(await ask(browser)).toBe(200);
    }
    const [row] = await owner.rows<{ counter: string; used: boolean }>(
      'SELECT counter, used_at IS NOT NULL AS used FROM mendwork.client_passkey WHERE client_id = $1',
      [clientId],
    );
    expect(row).toEqual({ counter: '2', used: true });
  });

  test('is shown to nobody with a name that tells of anything', async () => {
    const { options } = await askToEnrol(await signIn());
    expect(options).toMatchObject({ rp: { id: 'localhost', name: 'My page' }, user: { name: 'My page' } });
    expect(JSON.stringify(options)).not.toContain('Test');
  });

  test('is listed and removed by its owner alone', async () => {
    const browser = await signIn();
    const { id } = (await enrol(browser)).body as { id: string };
    const listed = (await get('passkeys', browser)).body as { passkeys: object[] };
    expect(listed.passkeys).toEqual([{ id, label: 'My phone', createdAt: expect.any(String) }]);
    const stranger = await signIn(await makeClient(app, practice.member));
    expect((await get('passkeys', stranger)).body).toEqual({ passkeys: [] });
    expect((await remove(`passkeys/${id}`, stranger)).status).toBe(204);
    expect((await remove('passkeys/x', browser)).status).toBe(204);
    expect((await get('passkeys', browser)).body).toEqual(listed);
    expect((await remove(`passkeys/${id}`, browser)).status).toBe(204);
    expect(await stateOf(browser)).toMatchObject({ ways: [] });
  });

  test('opens nothing by an answer that was given before', async () => {
    const browser = await signIn();
    const phone = new Authenticator(ORIGIN);
    await enrol(browser, phone);
    const { challenge, options } = await askToShow(browser);
    // Many passkeys do not count, so a count that stands still cannot be what refuses it.
    const body = { passkeyChallenge: challenge, response: phone.get(options, { counter: 0 }) };
    const again = browserOf(await post('unlock', body, browser));
    expect(told(await post('unlock', body, again))).toEqual(REFUSED);
  });

  test.each([
    ['from another site', { origin: 'https://elsewhere.example' }],
    ['for another host', { host: 'elsewhere.example' }],
    ['of an owner who was not asked', { verified: false }],
    ['to another question', { challenge: 'AAAA' }],
  ])('%s is neither made nor shown', async (_which, deviation) => {
    const browser = await signIn();
    const phone = new Authenticator(ORIGIN);
    expect(told(await enrol(browser, phone, deviation))).toEqual([400, 'BAD_INPUT']);
    expect((await enrol(browser, phone)).status).toBe(200);
    expect(told(await unlockBy(phone, browser, deviation))).toEqual(REFUSED);
    expect((await unlockBy(phone, browser)).status).toBe(204);
  });

  test('of which there is a copy opens nothing', async () => {
    const browser = await signIn();
    const phone = new Authenticator(ORIGIN);
    await enrol(browser, phone);
    const again = browserOf(await unlockBy(phone, browser));
    expect(told(await unlockBy(phone, again, { counter: 1 }))).toEqual(REFUSED);
  });

  test('opens nothing of another client', async () => {
    const mine = new Authenticator(ORIGIN);
    await enrol(await signIn(), mine);
    const other = await makeClient(app, practice.member);
    const browser = await signIn(other);
    await enrol(browser);
    expect(told(await unlockBy(mine, browser))).toEqual(REFUSED);
    const { challenge } = await askToShow(browser);
    const { options } = await askToShow(browser);
    const crossed = { passkeyChallenge: challenge, response: mine.get(options) };
    expect(told(await post('unlock', crossed, browser))).toEqual(REFUSED);
  });

  test('is not made from a question to somebody else, or from none', async () => {
    const [browser, stranger] = [await signIn(), await signIn(await makeClient(app, practice.member))];
    const { challenge, options } = await askToEnrol(stranger);
    const response = new Authenticator(ORIGIN).create(options);
    for (const asked of [challenge, 'x', `${practiceId}.${'A'.repeat(43)}`])
      expect(told(await post('passkeys', { challenge: asked, response, label: 'x' }, browser))).toEqual([
        400,
        'BAD_INPUT',
      ]);
    expect(await stateOf(browser)).toMatchObject({ ways: [] });
  });

  test('that does not fit counts as a try: five end the session', async () => {
    const browser = await signIn();
    await enrol(browser);
    const other = new Authenticator(ORIGIN);
    for (let n = 0; n < 4; n++) expect(told(await unlockBy(other, browser))).toEqual(REFUSED);
    expect(told(await unlockBy(other, browser))).toEqual(OUT);
    expect(await stateOf(browser)).toMatchObject({ state: 'out' });
  });
});

describe('the list of browsers', () => {
  test('has the client’s own, says which is asking, and no time of use', async () => {
    const phone = await signIn(clientId, { 'user-agent': CHROME });
    const laptop = await signIn(clientId, { 'user-agent': FIREFOX });
    await signIn(await makeClient(app, practice.member), { 'user-agent': FIREFOX });
    const { sessions } = (await get('sessions', laptop)).body as { sessions: object[] };
    const kept = { id: expect.any(String), createdAt: expect.any(String) };
    expect(sessions).toEqual([
      { ...kept, label: 'Firefox on Linux', current: true },
      { ...kept, label: 'Chrome on Android', current: false },
    ]);
    expect(((await get('sessions', phone)).body as { sessions: object[] }).sessions[1]).toMatchObject({
      current: true,
    });
  });

  test('ends one, all, and none of anybody else’s', async () => {
    const [one, two, three] = [await signIn(), await signIn(), await signIn()];
    const stranger = await signIn(await makeClient(app, practice.member));
    const idOf = async (browser: Headers): Promise<string> => {
      const { sessions } = (await get('sessions', browser)).body as {
        sessions: { id: string; current: boolean }[];
      };
      return sessions.find(({ current }) => current)?.id ?? '';
    };
    expect((await remove(`sessions/${await idOf(one)}`, stranger)).status).toBe(204);
    expect((await remove('sessions/x', two)).status).toBe(204);
    expect(await ask(one)).toBe(200);
    expect((await remove(`sessions/${await idOf(one)}`, two)).status).toBe(204);
    expect([await ask(one), await ask(two), await ask(three)]).toEqual([401, 200, 200]);
    const ended = await remove('sessions', two);
    expect(ended.get('set-cookie')).toEqual(['session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax']);
    expect([await ask(two), await ask(three), await ask(stranger)]).toEqual([401, 401, 200]);
  });
});

test('what is written down of it has ids and nothing else', async () => {
  const browser = await signInWithPin();
  await post('unlock', { pin: '100200' }, browser);
  const again = browserOf(await post('unlock', { pin: PIN }, browser));
  await remove('pin', again);
  await remove('sessions', again);
  await enter({ link: randomUUID(), code: '12345678' });
  const rows = await owner.rows<{ action: string; detail: Record<string, unknown> }>(
    `SELECT action, detail FROM mendwork.audit_entry
     WHERE practice_id = $1 AND (client_id = $2 OR action = 'client_link.failed') AND action LIKE 'client_%' ORDER BY seq`,
    [practiceId, clientId],
  );
  const actions = rows.map(({ action }) => action);
  for (const action of [
    'client_link.used',
    'client_pin.set',
    'client_unlock.failed',
    'client_session.unlocked',
    'client_pin.removed',
    'client_session.ended',
    'client_link.failed',
  ])
    expect(actions).toContain(action);
  for (const { detail } of rows)
    expect(Object.keys(detail).filter((key) => !['clientId', 'sessionId'].includes(key))).toEqual([]);
});

describe('too many from one place', () => {
  let narrow: TestApp;
  beforeAll(async () => {
    narrow = await startTestApp({ rateLimits: { 'login-ip': { points: 3, seconds: 900 } } });
  });
  afterAll(() => narrow?.stop());

  test('are told to wait, and who is signed in there is not', async () => {
    const there = await narrow.practice();
    const inside = await makeClient(narrow, there.member);
    const browser = await narrow.signIn(there.member, inside);
    const door = (path: string, body: object): Promise<Response> =>
      Promise.resolve(
        request(narrow.app.getHttpServer())
          .post(`/auth/client/${path}`)
          .set(OURS)
          .send({ practice: there.practiceId, practiceId: there.practiceId, ...body }),
      );
    const address = { email: 'a@example.org' };
    expect((await door('link', address)).status).toBe(202);
    expect((await door('enter', { link: randomUUID(), code: '1' })).status).toBe(401);
    expect((await door('link', address)).status).toBe(202);
    for (const answer of [await door('link', address), await door('enter', { link: randomUUID() })]) {
      expect(told(answer)).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(Number(answer.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.get('ratelimit')).toBeUndefined();
    }
    const here = (method: 'get' | 'post', path: string) =>
      request(narrow.app.getHttpServer())[method](`/auth/client/${path}`).set(browser);
    expect((await here('get', 'state')).body).toMatchObject({ state: 'open' });
    expect((await here('post', 'pin').send({ pin: PIN })).status).toBe(204);
    expect((await here('post', 'unlock').send({ pin: PIN })).status).toBe(204);
  });
});
