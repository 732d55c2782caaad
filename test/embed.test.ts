import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { ClientSessionsService } from '../src/access/client/client-sessions.service.js';
import { hashOfSecret } from '../src/access/secrets.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { assignFamilyHistory } from './support/answering.js';
import { askAddress, listSites } from './support/embedding.js';
import { connectTo, type Sql } from './support/sql.js';
import { programOf } from './support/staff.js';

/** A client's pages in a frame of a host's page, over HTTP. `embed.browser.test.ts` looks on in a browser. */

const ORIGIN = 'https://care.example';
const PORTAL = 'https://portal.example';
const OTHER = 'http://localhost:3000';

type Headers = Record<string, string>;

let app: TestApp;
let sql: Sql;
let practice: TestPractice;
let elsewhere: TestPractice;
let clientId: string;
let assignmentId: string;

beforeAll(async () => {
  app = await startTestApp({ publicAddress: ORIGIN });
  sql = await connectTo(app.database.url);
  practice = await app.practice('Example Practice', ['clinician', 'admin']);
  elsewhere = await app.practice('Other Practice', ['clinician', 'admin']);
});
afterAll(async () => {
  await sql?.end();
  await app?.stop();
});
beforeEach(async () => {
  await sql.rows('DELETE FROM mendwork.rate_limit');
  await listSites(app, practice.member, [PORTAL, OTHER]);
  await listSites(app, elsewhere.member, ['https://elsewhere.example']);
  clientId = await makeClient(app, practice.member);
  assignmentId = await assignFamilyHistory(app, practice.member, clientId);
});

/** What a browser says that opens a frame in a page of the portal's. */
const OPENING: Headers = {
  'sec-fetch-dest': 'iframe',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
  referer: `${PORTAL}/`,
};
/** What it says of a page that the frame asks for by itself. */
const WITHIN: Headers = { ...OPENING, 'sec-fetch-site': 'same-origin', referer: `${ORIGIN}/me` };

const pathOf = (url: string): string => url.slice(ORIGIN.length);
const get = (path: string, headers: Headers = OPENING): Promise<Response> =>
  request(app.app.getHttpServer()).get(path).set(headers);
const address = async (to: { assignmentId?: string } = { assignmentId }): Promise<string> =>
  pathOf((await askAddress(app, practice.member, { clientId, ...to })).url);
const cookiesIn = ({ headers }: Response): string[] => (headers['set-cookie'] as unknown as string[]) ?? [];
const sessions = (): Promise<number> =>
  sql.count('SELECT FROM mendwork.client_session WHERE client_id = $1', [clientId]);
/** Opens a frame; gives the Cookie header that its pages bring. */
async function enter(query = ''): Promise<string> {
  const opened = await get(`${await address()}${query}`);
  expect(opened.status).toBe(303);
  return cookiesIn(opened)
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
const ancestors = ({ headers }: Response): string | undefined =>
  /frame-ancestors ([^;]*)/.exec(headers['content-security-policy'] ?? '')?.[1];
const withoutNonce = ({ text, headers, status }: Response): object => {
  const policy = headers['content-security-policy'] ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '-';
  return { status, text: text.replaceAll(nonce, ''), policy: policy.replaceAll(nonce, '') };
};

describe('the sites of a practice', () => {
  test('are kept as browsers write them, and for this practice alone', async () => {
    const set = await listSites(app, practice.member, [' https://Portal.Example:443/ ', PORTAL, OTHER]);
    expect(set.data.setPracticeSettings).toEqual({ embedOrigins: [PORTAL, OTHER] });
    const settings = '{ practiceSettings { embedOrigins } }';
    expect((await app.graphql(practice.member, settings)).data).toEqual({
      practiceSettings: { embedOrigins: [PORTAL, OTHER] },
    });
    expect((await app.graphql(elsewhere.member, settings)).data).toEqual({
      practiceSettings: { embedOrigins: ['https://elsewhere.example'] },
    });
  });

  test.each(['http://portal.example', 'https://*.example', 'https://portal.example/page', '*', ''])(
    '%j is refused, with the place in the list, and what stood stays',
    async (site) => {
      const { errors } = await listSites(app, practice.member, ['https://new.example', site]);
      expect(errors).toMatchObject([
        { message: expect.stringContaining('embedOrigins.1: '), extensions: { code: 'BAD_INPUT' } },
      ]);
      expect(
        await sql.rows('SELECT embed_origins FROM mendwork.practice WHERE id = $1', [practice.practiceId]),
      ).toEqual([{ embed_origins: [PORTAL, OTHER] }]);
    },
  );

  test('are at most twenty', async () => {
    const sites = Array.from({ length: 21 }, (_, at) => `https://site-${at}.example`);
    expect((await listSites(app, practice.member, sites.slice(1))).errors).toBeUndefined();
    expect((await listSites(app, practice.member, sites)).errors).toMatchObject([
      { message: expect.stringContaining('at most 20'), extensions: { code: 'BAD_INPUT' } },
    ]);
  });

  test('stay when other settings are set, and are noted', async () => {
    await app.graphql(
      practice.member,
      'mutation($input: PracticeSettingsInput!) { setPracticeSettings(input: $input) { embedOrigins } }',
      { input: { careTeamOnly: false, idempotencyKey: randomUUID() } },
    );
    const [noted] = await sql.rows(
      `SELECT detail FROM mendwork.audit_entry WHERE practice_id = $1 AND action = 'practice_settings.set'
       ORDER BY seq DESC LIMIT 1`,
      [practice.practiceId],
    );
    expect(noted).toMatchObject({ detail: { embedOrigins: [PORTAL, OTHER] } });
  });
});

describe('an address', () => {
  test('is given for a client or one of their worksheets, for 60 seconds, and noted', async () => {
    const asked = await askAddress(app, practice.member, { clientId, assignmentId });
    const id = String.raw`[\da-f-]{36}`;
    expect(asked.url).toMatch(
      new RegExp(`^${ORIGIN}/embed/${practice.practiceId}/${id}/[\\w-]{43}\\?to=${assignmentId}$`),
    );
    const life = Date.parse(asked.expiresAt) - Date.now();
    expect(life).toBeGreaterThan(55_000);
    expect(life).toBeLessThanOrEqual(60_500);
    const plain = await askAddress(app, practice.member, { clientId });
    expect(new URL(plain.url).search).toBe('');
    await get(pathOf(plain.url));
    const noted = await sql.rows<{ action: string }>(
      `SELECT action FROM mendwork.audit_entry WHERE client_id = $1 AND action LIKE 'embed%' ORDER BY seq`,
      [clientId],
    );
    expect(noted.map(({ action }) => action)).toEqual([
      'embed_address.made',
      'embed_address.made',
      'embed_address.used',
    ]);
  });

  test('asked for again with its key is the same', async () => {
    const idempotencyKey = randomUUID();
    const ask = () => askAddress(app, practice.member, { clientId, assignmentId, idempotencyKey });
    expect(await ask()).toEqual(await ask());
  });

  test('is given to a program that may write, and to none that may read alone', async () => {
    const asking = async (scopes: ('read' | 'write')[]): Promise<object> =>
      askAddress(app, await programOf(app, practice, practice.memberId, scopes), { clientId });
    expect(await asking(['read', 'write'])).toMatchObject({ __typename: 'EmbedAddress' });
    await expect(asking(['read'])).rejects.toThrow();
  });

  test('is given for nobody else’s client, and for no worksheet of another client', async () => {
    const stranger = await makeClient(app, elsewhere.member);
    const other = await makeClient(app, practice.member);
    const others = await assignFamilyHistory(app, practice.member, other);
    const foreign = await assignFamilyHistory(app, elsewhere.member, stranger);
    const ask = (asked: { clientId: string; assignmentId?: string }) =>
      askAddress(app, practice.member, asked);
    const missing = await ask({ clientId: randomUUID() });
    expect(missing).toMatchObject({ __typename: 'NotFound' });
    for (const asked of [
      { clientId: stranger },
      { clientId: 'x' },
      { clientId, assignmentId: others },
      { clientId, assignmentId: foreign },
      { clientId, assignmentId: randomUUID() },
      { clientId, assignmentId: 'x' },
    ])
      expect(await ask(asked)).toEqual(missing);
  });

  test('is not given where no site may frame, and it is said what to do', async () => {
    await listSites(app, practice.member, []);
    expect(await askAddress(app, practice.member, { clientId })).toEqual({
      __typename: 'NoEmbedOrigins',
      message: expect.stringContaining('embedOrigins'),
    });
  });

  test('stands in no table', async () => {
    const [, , , id = '', secret = ''] = (await address({})).split('/');
    const [row] = await sql.rows<{ text: string; secret_hash: Buffer }>(
      'SELECT l::text AS text, secret_hash FROM mendwork.client_link l WHERE id = $1',
      [id],
    );
    expect(row?.secret_hash).toEqual(hashOfSecret(secret));
    expect(row?.text).not.toContain(secret);
  });
});

describe('opening an address', () => {
  test('starts a session for the frame alone, once', async () => {
    const path = await address();
    const opened = await get(path);
    expect(opened.status).toBe(303);
    expect(opened.headers.location).toBe(`/me/w/${assignmentId}?embed=${practice.practiceId}`);
    const [session, look] = cookiesIn(opened);
    expect(session).toMatch(
      /^__Host-framed-session=[\da-f-]{36}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=None; Secure; Partitioned$/,
    );
    expect(look).toBe('__Host-framed-look=.; Path=/; HttpOnly; SameSite=None; Secure; Partitioned');
    const [row] = await sql.rows(
      'SELECT place, stepped_up_at FROM mendwork.client_session WHERE client_id = $1',
      [clientId],
    );
    expect(row).toEqual({ place: 'embedded', stepped_up_at: null });
    expect((await get(path)).status).toBe(401);
    expect(await sessions()).toBe(1);
  });

  test('twenty times at a time starts one session', async () => {
    const path = await address();
    const opened = await Promise.all(Array.from({ length: 20 }, () => get(path)));
    expect(opened.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await sessions()).toBe(1);
  });

  test('leads to the list where no worksheet is named, and nowhere else whatever is named', async () => {
    expect((await get(await address({}))).headers.location).toBe(`/me?embed=${practice.practiceId}`);
    for (const to of ['//evil.example', 'https://evil.example', '../console', '%0d%0aset-cookie:a=b'])
      expect((await get(`${await address({})}?to=${to}`)).headers.location).toBe(
        `/me?embed=${practice.practiceId}`,
      );
  });

  test('too late, twice, or of what never was, is refused in one way', async () => {
    const used = await address();
    await get(used);
    const late = await address();
    await sql.rows(
      `UPDATE mendwork.client_link SET expires_at = now() - interval '1 second' WHERE ended_at IS NULL AND client_id = $1`,
      [clientId],
    );
    const altered = await address();
    const [, embed = '', of = '', id = '', secret = ''] = used.split('?')[0]?.split('/') ?? [];
    const refused: Record<string, string> = {
      used,
      late,
      altered: altered.replace(/\/[\w-]{43}/, (text) => `/${text.slice(2)}${text[1] === 'A' ? 'B' : 'A'}`),
      unknown: `/${embed}/${of}/${randomUUID()}/${secret}`,
      malformed: `/${embed}/${of}/x/${secret}`,
      short: `/${embed}/${of}/${id}/x`,
    };
    const answers = await Promise.all(Object.values(refused).map((path) => get(path)));
    const [first, ...rest] = answers.map(withoutNonce);
    expect(first).toMatchObject({ status: 401 });
    expect(rest).toEqual(rest.map(() => first));
    for (const answer of answers) expect(cookiesIn(answer)).toEqual([]);
    expect(await sessions()).toBe(1);
  });

  test('of a practice that there is not is refused like that of another, by whose list nobody may frame it', async () => {
    const [, , , id = '', secret = ''] = (await address({})).split('/');
    const there = await get(`/embed/${elsewhere.practiceId}/${id}/${secret}`);
    expect(ancestors(there)).toBe(`'none'`);
    for (const named of [randomUUID(), 'x', "'; DROP"])
      expect(withoutNonce(await get(`/embed/${named}/${id}/${secret}`))).toEqual(withoutNonce(there));
    expect(await sessions()).toBe(0);
  });

  const DOES_NOT_OPEN: [string, 'get' | 'head', Headers][] = [
    ['a look at the head', 'head', OPENING],
    ['a browser that fetches ahead', 'get', { ...OPENING, 'sec-purpose': 'prefetch' }],
    ['a browser that draws ahead', 'get', { ...OPENING, 'sec-purpose': 'prefetch;prerender' }],
    ['a window of its own', 'get', { ...OPENING, 'sec-fetch-dest': 'document' }],
    ['an image', 'get', { ...OPENING, 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }],
    ['a host’s script', 'get', { ...OPENING, 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'no-cors' }],
    ['an object', 'get', { ...OPENING, 'sec-fetch-dest': 'object' }],
    ['a frame in a site that is not listed', 'get', { ...OPENING, referer: 'https://evil.example/' }],
    ['a frame in a site of another practice', 'get', { ...OPENING, referer: 'https://elsewhere.example/' }],
    ['a listed name over plain http', 'get', { ...OPENING, referer: 'http://portal.example/' }],
    [
      'a name that a listed one begins',
      'get',
      { ...OPENING, referer: 'https://portal.example.evil.example/' },
    ],
  ];
  test.each(DOES_NOT_OPEN)('%s spends nothing', async (_what, method, headers) => {
    const path = await address();
    const looked = await request(app.app.getHttpServer())[method](path).set(headers);
    expect(looked.status).toBe(401);
    expect(cookiesIn(looked)).toEqual([]);
    expect(await sessions()).toBe(0);
    expect((await get(path)).status).toBe(303);
  });

  test('goes in a browser that does not say what for it asks, nor from where', async () => {
    expect((await get(await address(), {})).status).toBe(303);
  });

  test('goes at no other door, and no other link goes at this one', async () => {
    const [, , , id = '', secret = ''] = (await address({})).split('/');
    const atTheDoor = await request(app.app.getHttpServer())
      .post('/auth/client/enter')
      .set({ 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' })
      .send({ practice: practice.practiceId, link: id, secret });
    expect(atTheDoor.status).toBe(401);
    expect((await get(`/embed/${practice.practiceId}/${id}/${secret}`)).status).toBe(303);
    const made = await app.graphql<{ clientLink: { url: string } }>(
      practice.member,
      'mutation($input: ClientLinkInput!) { clientLink(input: $input) { ... on ClientLink { url } } }',
      { input: { clientId, idempotencyKey: randomUUID() } },
    );
    const link = new URL(made.data.clientLink.url);
    const inAFrame = link.pathname.replace('/me/enter/', '/embed/') + link.hash.replace('#', '/');
    expect((await get(inAFrame)).status).toBe(401);
  });

  test('leaves alone what a clinician has handed over, and other frames of the same client', async () => {
    const live = (): Promise<number> =>
      sql.count('SELECT FROM mendwork.client_link WHERE client_id = $1 AND ended_at IS NULL', [clientId]);
    await app.graphql(
      practice.member,
      'mutation($input: ClientLinkInput!) { clientLink(input: $input) { __typename } }',
      { input: { clientId, idempotencyKey: randomUUID() } },
    );
    const [one, two] = [await address(), await address()];
    expect(await live()).toBe(3);
    for (const path of [one, two]) expect((await get(path)).status).toBe(303);
  });

  test('in vain is counted by place, and what fits is not', async () => {
    const wrong = (await address()).replace(/\/[\w-]{43}/, `/${'x'.repeat(43)}`);
    for (let n = 0; n < 100; n += 1) expect((await get(wrong)).status).toBe(401);
    const tooOften = await get(wrong);
    expect(tooOften.status).toBe(429);
    expect(ancestors(tooOften)).toBe(`'none'`);
    expect((await get(await address())).status).toBe(303);
  });
});

describe('who may frame a page', () => {
  const sheet = (): string => `/me/w/${assignmentId}`;

  test('of a session in a frame are the practice’s sites and nobody else', async () => {
    const cookie = await enter();
    const page = await get(sheet(), { ...WITHIN, cookie });
    expect(page.status).toBe(200);
    expect(ancestors(page)).toBe(`'self' ${PORTAL} ${OTHER}`);
    expect(page.headers).not.toHaveProperty('x-frame-options');
    expect(page.headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(page.text).not.toContain('elsewhere.example');
  });

  test('changes with the list, at once', async () => {
    const cookie = await enter();
    await listSites(app, practice.member, ['https://new.example']);
    expect(ancestors(await get(sheet(), { ...WITHIN, cookie }))).toBe(`'self' https://new.example`);
    await listSites(app, practice.member, []);
    expect(ancestors(await get(sheet(), { ...WITHIN, cookie }))).toBe(`'none'`);
  });

  test('of the client’s own session is nobody, and it does not open in a frame', async () => {
    const { cookie = '' } = await app.signIn(practice.member, clientId);
    const alone = await get(sheet(), { cookie, 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' });
    expect(alone.status).toBe(200);
    expect(ancestors(alone)).toBe(`'none'`);
    expect(alone.text).not.toContain(PORTAL);
    const framed = await get(sheet(), { ...OPENING, cookie });
    expect(framed.status).toBe(401);
    expect(ancestors(framed)).toBe(`'none'`);
    const undeclared = await get(sheet(), { cookie });
    expect(ancestors(undeclared)).toBe(`'none'`);
  });

  test('nor does a frame’s session open in a window of its own', async () => {
    const cookie = await enter();
    for (const destination of ['document', 'empty', 'object', 'embed', 'frame'])
      expect((await get(sheet(), { ...WITHIN, cookie, 'sec-fetch-dest': destination })).status).toBe(401);
  });

  test('of the log-in, what asks who is there, the console and the rest is nobody, whoever asks', async () => {
    const cookie = await enter();
    const { cookie: own = '' } = await app.signIn(practice.member, clientId);
    const staff = practice.member.cookie ?? '';
    for (const path of [
      '/me/log-in',
      `/me/p/${practice.practiceId}`,
      `/me/enter/${practice.practiceId}/${randomUUID()}`,
      '/console',
      `/console/p/${practice.practiceId}`,
      '/console/account',
      '/graphiql',
      '/outbox',
      '/nowhere',
      '/livez',
    ])
      for (const brought of [cookie, own, staff, `${cookie}; ${own}; ${staff}`])
        for (const headers of [WITHIN, OPENING]) {
          const answer = await get(path, { ...headers, cookie: brought, accept: 'text/html' });
          const closed = answer.text.includes('data-closed');
          if (answer.status < 300 || !closed) expect([path, ancestors(answer)]).toEqual([path, `'none'`]);
          else expect([path, answer.status]).toEqual([path, 401]);
        }
  });

  test('of a frame whose session is over is the same list: its page can ask to be opened again', async () => {
    const cookie = await enter();
    await sql.rows('UPDATE mendwork.client_session SET expires_at = now() WHERE client_id = $1', [clientId]);
    const over = await get(sheet(), { ...WITHIN, cookie });
    expect(over.status).toBe(401);
    expect(over.text).toContain('This page has closed');
    expect(over.text).not.toMatch(/name="(?:email|pin|code)"|data-passkey/);
    expect(ancestors(over)).toBe(`'self' ${PORTAL} ${OTHER}`);
    const [practiceId] = cookie.split('=')[1]?.split('.') ?? [];
    const forged = `__Host-framed-session=${practiceId}.${'x'.repeat(43)}`;
    expect(ancestors(await get(sheet(), { ...WITHIN, cookie: forged }))).toBe(`'none'`);
  });

  test('of a frame that keeps no cookie is the site that frames it, if it is listed', async () => {
    const opened = await get(await address());
    const { location = '' } = opened.headers;
    // Under `no-referrer` the browser would not say any more which site that is.
    expect(opened.headers['referrer-policy']).toBe('origin');
    const page = await get(location);
    expect(page.status).toBe(401);
    expect(page.text).toContain('Open it in this window');
    expect(page.text).toContain(`href="${location}" target="_top"`);
    expect(page.text).not.toMatch(/name="(?:email|pin|code)"|data-passkey/);
    expect(ancestors(page)).toBe(`'self' ${PORTAL}`);
    // In a window of its own the client is let in as the practice lets clients in, and goes on where the frame was.
    const apart = await get(location, { ...OPENING, 'sec-fetch-dest': 'document' });
    expect(apart.status).toBe(401);
    expect(apart.text).toContain(`action="/me/p/${practice.practiceId}"`);
    expect(apart.text).toContain(`name="to" value="/w/${assignmentId}"`);
    for (const headers of [
      { ...OPENING, referer: 'https://evil.example/' },
      { ...OPENING, referer: '' },
      { ...OPENING, 'sec-fetch-dest': 'document' },
    ])
      expect(ancestors(await get(location, headers))).toBe(`'none'`);
  });
});

describe('another site', () => {
  const CROSS: Headers = { 'sec-fetch-site': 'cross-site', origin: PORTAL };
  const draft = (): Promise<number> =>
    sql.count('SELECT FROM mendwork.draft WHERE assignment_id = $1 AND revision > 0', [assignmentId]);
  const saving = {
    query:
      'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename ... on DraftSaved { revision } } }',
    variables: {},
  };
  const patches = [{ item: 'learn.gut', answer: { value: 'Changed from outside.' } }];

  test.each([
    ['says so', { 'sec-fetch-site': 'cross-site' }],
    ['is a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['is told by its origin', { origin: PORTAL, host: 'care.example' }],
    ['hides its origin', { origin: 'null', host: 'care.example' }],
  ])(
    'that %s changes nothing by a form or a script, though the cookie comes along',
    async (_how, headers) => {
      const cookie = await enter();
      const post = (path: string, type: string, body: string | object) =>
        request(app.app.getHttpServer())
          .post(path)
          .set({ cookie, 'content-type': type, 'sec-fetch-dest': 'iframe', ...headers })
          .send(body);
      const form = 'application/x-www-form-urlencoded';
      expect((await post(`/me/w/${assignmentId}?part=5`, form, 'learn.gut=Changed&go=next')).status).toBe(
        403,
      );
      expect((await post(`/me/w/${assignmentId}/submit`, form, 'revision=0')).status).toBe(403);
      expect((await post('/me/leave', form, '')).status).toBe(403);
      const body = { ...saving, variables: { input: { assignmentId, revision: 0, patches } } };
      expect((await post('/graphql', 'application/json', body)).status).toBe(403);
      expect((await post('/graphql', 'text/plain', JSON.stringify(body))).status).toBe(403);
      expect(await draft()).toBe(0);
      expect((await get(`/me/w/${assignmentId}`, { ...WITHIN, cookie })).status).toBe(200);
    },
  );

  test('while the page’s own form and script do', async () => {
    const cookie = await enter();
    const body = { ...saving, variables: { input: { assignmentId, revision: 0, patches } } };
    const own = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
    const unsaid = await request(app.app.getHttpServer())
      .post('/graphql')
      .set({ ...own, 'sec-fetch-dest': 'empty' })
      .send(body);
    expect(unsaid.status).toBe(401);
    const saved = await request(app.app.getHttpServer())
      .post('/graphql')
      .set({ ...own, 'sec-fetch-dest': 'empty', 'x-mendwork-page': 'framed' })
      .send(body);
    expect(saved.body).toEqual({ data: { saveDraft: { __typename: 'DraftSaved', revision: 1 } } });
    const left = await request(app.app.getHttpServer()).post('/me/leave').set({
      cookie,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'empty',
      'x-mendwork-page': 'framed',
    });
    expect(cookiesIn(left)).toContain(
      '__Host-framed-session=; Path=/; Max-Age=0; HttpOnly; SameSite=None; Secure; Partitioned',
    );
    expect((await get(`/me/w/${assignmentId}`, { ...WITHIN, cookie })).status).toBe(401);
  });

  test('may not read what a script asks for, nor ask with a header of ours', async () => {
    const asked = await request(app.app.getHttpServer())
      .options('/graphql')
      .set({
        ...CROSS,
        'access-control-request-headers': 'x-mendwork-page',
        'access-control-request-method': 'POST',
      });
    expect(asked.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('a session in a frame', () => {
  const named = (cookie: string): string => {
    const [, practiceId = '', secret = ''] = /session=([^.]+)\.([^;]+)/.exec(cookie) ?? [];
    return `${practiceId}.${hashOfSecret(secret).toString('base64url')}`;
  };
  const leave = (session: string): Promise<Response> =>
    Promise.resolve(
      request(app.app.getHttpServer())
        .post('/me/leave')
        .set({ 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'document' })
        .type('form')
        .send({ session }),
    );

  test('is ended by its name, and by a name no other session is', async () => {
    const live = (): Promise<number> =>
      sql.count('SELECT FROM mendwork.client_session WHERE client_id = $1 AND expires_at > now()', [
        clientId,
      ]);
    const framed = named(await enter());
    const { cookie = '' } = await app.signIn(practice.member, clientId);
    expect(await live()).toBe(2);
    for (const name of [named(cookie), framed.slice(0, -2), `${framed}AA`, `${practice.practiceId}.`, 'x'])
      expect((await leave(name)).status).toBe(303);
    expect(await live()).toBe(2);
    expect((await leave(framed)).status).toBe(303);
    expect(await live()).toBe(1);
    const sessionsOf = app.app.get(ClientSessionsService);
    expect(sessionsOf.namedBy(framed)).toBeDefined();
    for (const name of [framed.slice(0, -2), `${framed}AA`]) expect(sessionsOf.namedBy(name)).toBeUndefined();
  });

  test('is left without scripts by an option that closes the worksheet: a link leads the window out', async () => {
    const cookie = await enter();
    const post = (headers: Headers): Promise<Response> =>
      Promise.resolve(
        request(app.app.getHttpServer())
          .post(`/me/w/${assignmentId}?part=1`)
          .set({ ...headers, 'sec-fetch-site': 'same-origin' })
          .type('form')
          .send({ 'open.private': 'not_right_now', revision: '0', go: 'next' }),
      );
    const left = await post({ ...WITHIN, cookie });
    expect([left.status, ancestors(left)]).toEqual([200, `'self' ${PORTAL} ${OTHER}`]);
    expect(left.text).toMatch(
      /<body><main><p><a href="https:[^"]+" target="_top"[^>]*>[\w.]+<\/a><\/p><\/main><\/body>/,
    );
    expect(cookiesIn(left)).toContainEqual(
      expect.stringMatching(/^__Host-framed-session=; Path=\/; Max-Age=0;/),
    );
    expect((await get(`/me/w/${assignmentId}`, { ...WITHIN, cookie })).status).toBe(401);
    const { cookie: own = '' } = await app.signIn(practice.member, clientId);
    const away = await post({ cookie: own, 'sec-fetch-dest': 'document' });
    expect([away.status, away.headers.location]).toEqual([303, expect.stringMatching(/^https:/)]);
  });

  test('changes nothing about the log-in, keeps no copy and reads nothing that was handed in', async () => {
    const cookie = await enter();
    const framed = { cookie, 'sec-fetch-site': 'same-origin', 'x-mendwork-page': 'framed' };
    const pin = await request(app.app.getHttpServer())
      .post('/auth/client/pin')
      .set(framed)
      .send({ pin: '274913' });
    expect(pin.body).toMatchObject({ errors: [{ extensions: { code: 'STEP_UP_REQUIRED' } }] });
    const listed = await request(app.app.getHttpServer()).get('/auth/client/sessions').set(framed);
    expect(listed.status).toBe(403);
    for (const path of [`/me/w/${assignmentId}/copy`, `/me/w/${assignmentId}/answers`, '/me/log-in']) {
      const answer = await get(path, { ...WITHIN, cookie });
      expect([path, answer.headers['content-type']]).not.toEqual([path, 'application/pdf']);
      expect(answer.text).not.toMatch(/name="pin"|data-passkey|Keep a copy of/);
    }
  });

  test('is not opened again by a PIN once it was left', async () => {
    const cookie = await enter();
    const { cookie: own = '' } = await app.signIn(practice.member, clientId);
    await request(app.app.getHttpServer())
      .post('/auth/client/pin')
      .set({ cookie: own, 'sec-fetch-site': 'same-origin' })
      .send({ pin: '274913' })
      .expect(204);
    await sql.rows(
      `UPDATE mendwork.client_session SET seen_at = now() - interval '16 minutes' WHERE client_id = $1`,
      [clientId],
    );
    const framed = { cookie, 'sec-fetch-site': 'same-origin', 'x-mendwork-page': 'framed' };
    const state = await request(app.app.getHttpServer()).get('/auth/client/state').set(framed);
    expect(state.body).toMatchObject({ state: 'out', ways: [] });
    const unlock = await request(app.app.getHttpServer())
      .post('/auth/client/unlock')
      .set(framed)
      .send({ pin: '274913' });
    expect(unlock.status).toBe(401);
  });
});

describe('the host’s look', () => {
  const styles = async (query: string): Promise<string> => {
    const opened = await get(`${await address()}${query}`);
    const cookie = cookiesIn(opened)
      .map((set) => set.split(';')[0])
      .join('; ');
    const { text } = await get(`/me/w/${assignmentId}`, { ...WITHIN, cookie });
    return /<style nonce="[^"]+">([\s\S]*?)<\/style>/.exec(text)?.[1] ?? '';
  };

  test('comes out as variables of the page, in the style that it has', async () => {
    const css = await styles('&accent=%235b2a6e&radius=4px');
    expect(css).toContain(':root{--radius:4px}:root{--accent:#5b2a6e;');
    expect(css).toContain('@media screen and (prefers-color-scheme:dark){:root{--accent:#');
  });

  test('that cannot be read is put right', async () => {
    const [, light = ''] = /:root\{--accent:(#[\da-f]{6});/.exec(await styles('&accent=%23ffe066')) ?? [];
    expect(light).not.toBe('');
    expect(light).not.toBe('#ffe066');
  });

  test.each([
    '&accent=red',
    '&accent=%23fff;--ink:red',
    '&accent=url(https://evil.example/x)',
    '&accent=%23123456%7D%3C/style%3E%3Cscript%3E',
    '&radius=99px',
    '&radius=1px;color:red',
    '&css=body%7Bdisplay:none%7D&font=Papyrus&title=Hello',
  ])('%s leaves the page as it is', async (query) => {
    const plain = await styles('');
    expect(await styles(query)).toBe(plain);
  });

  test('is read as strictly from the cookie', async () => {
    const cookie = await enter();
    const tampered = cookie.replace(/framed-look=[^;]*/, 'framed-look=red}body{display:none.8px}*{color:red');
    const { text } = await get(`/me/w/${assignmentId}`, { ...WITHIN, cookie: tampered });
    expect(text).not.toMatch(/display:none\.|\}\*\{color:red/);
  });

  test('reaches no page but in a frame', async () => {
    const { cookie: own = '' } = await app.signIn(practice.member, clientId);
    const { text } = await get(`/me/w/${assignmentId}`, {
      cookie: `${own}; __Host-framed-look=5b2a6e.4`,
      'sec-fetch-dest': 'document',
    });
    expect(text).not.toContain('#5b2a6e');
  });
});

test('the script for hosts’ pages may be loaded by any of them, and is asked for again soon', async () => {
  const { status, headers, text } = await get('/embed/embed.js', { 'sec-fetch-site': 'cross-site' });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });
  expect(text).toContain('mendwork-worksheet');
  expect((await get('/embed/other.js', {})).status).toBe(404);
});
