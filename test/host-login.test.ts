import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { type IdentityProvider, startIdentityProvider } from './support/identity-provider.js';
import { connectTo, type Sql } from './support/sql.js';

/** The host's own log-in, against a real OpenID provider: tokens by its published keys, and browsers by code and PKCE. */

const HERE = 'http://localhost';
let provider: IdentityProvider;
let app: TestApp;
let owner: Sql;
let practice: TestPractice;
let subject: string;

beforeAll(async () => {
  provider = await startIdentityProvider(`${HERE}/auth/host/callback`);
  const { issuer, clientId, clientSecret } = provider;
  app = await startTestApp({
    publicAddress: HERE,
    hostLogin: { issuer, audience: 'practice-api', client: { id: clientId, secret: clientSecret } },
  });
  owner = await connectTo(app.database.url);
});
beforeEach(async () => {
  practice = await app.practice();
  subject = randomUUID();
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
  await provider?.stop();
});

const soon = (): number => Math.floor(Date.now() / 1000) + 300;
const claims = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  sub: subject,
  exp: soon(),
  name: 'Aster Quill',
  mendwork_practice: practice.practiceId,
  mendwork_roles: ['clinician'],
  ...more,
});
const ask = (token: string, query = '{ clients { edges { node { id } } } }') =>
  request(app.app.getHttpServer())
    .post('/graphql')
    .set({ authorization: `Bearer ${token}` })
    .send({ query });
const members = (): Promise<{ id: string; display_name: string; roles: string[] }[]> =>
  owner.rows(
    `SELECT id, display_name, roles FROM mendwork.member WHERE practice_id = $1 AND display_name <> 'Test Clinician'`,
    [practice.practiceId],
  );

describe('a bearer token', () => {
  test('signs in whom the host means, as a member of the practice', async () => {
    const answer = await ask(await provider.sign(claims()));
    expect(answer.body).toEqual({ data: { clients: { edges: [] } } });
    expect(await members()).toEqual([
      { id: expect.any(String) as unknown as string, display_name: 'Aster Quill', roles: ['clinician'] },
    ]);
  });

  test('means the same member at every call, and name and roles follow the host', async () => {
    await ask(await provider.sign(claims()));
    const [first] = await members();
    await ask(await provider.sign(claims({ name: 'Aster Quill, LMFT', mendwork_roles: ['front_desk'] })));
    expect(await members()).toEqual([{ ...first, display_name: 'Aster Quill, LMFT', roles: ['front_desk'] }]);
    const demoted = await ask(
      await provider.sign(claims({ mendwork_roles: ['front_desk'] })),
      '{ practicePolicies { __typename } }',
    );
    expect((demoted.body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
  });

  test('used by many at a time for the first time makes one member', async () => {
    const token = await provider.sign(claims());
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await members()).toHaveLength(1);
  });

  test('of somebody whose time in the practice is over is refused', async () => {
    const token = await provider.sign(claims());
    await ask(token);
    await owner.rows(
      `UPDATE mendwork.member SET state = 'ended' WHERE practice_id = $1 AND display_name = 'Aster Quill'`,
      [practice.practiceId],
    );
    expect((await ask(token)).status).toBe(401);
  });

  test('within the tolerance of the clocks is taken', async () => {
    expect((await ask(await provider.sign(claims({ exp: Math.floor(Date.now() / 1000) - 10 })))).status).toBe(
      200,
    );
  });

  const stranger = (): string =>
    String(
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    );
  const withoutSignature = async (): Promise<string> => {
    const [, payload = ''] = (await provider.sign(claims())).split('.');
    return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  };
  test.each<[string, () => Promise<string>]>([
    ['signed by another key', () => provider.sign(claims(), { key: stranger() })],
    ['with a key that is not published', () => provider.sign(claims(), { kid: 'key-2' })],
    ['signed with the public key as a shared secret', () => provider.sign(claims(), { alg: 'HS256' })],
    ['with an algorithm that is not on the list', () => provider.sign(claims(), { alg: 'RS512' })],
    ['without a signature', withoutSignature],
    ['past its time', () => provider.sign(claims({ exp: Math.floor(Date.now() / 1000) - 60 }))],
    ['without an end', () => provider.sign(claims({ exp: undefined }))],
    ['not yet good', () => provider.sign(claims({ nbf: soon() }))],
    ['for somebody else', () => provider.sign(claims({ aud: 'another-api' }))],
    ['of another issuer', () => provider.sign(claims({ iss: 'https://elsewhere.example' }))],
    ['without a subject', () => provider.sign(claims({ sub: undefined }))],
    ['for no practice', () => provider.sign(claims({ mendwork_practice: undefined }))],
    ['for a practice that does not exist', () => provider.sign(claims({ mendwork_practice: randomUUID() }))],
    ['with a practice that is no id', () => provider.sign(claims({ mendwork_practice: "' OR true" }))],
    ['with roles that are not ours', () => provider.sign(claims({ mendwork_roles: ['owner'] }))],
    ['with no roles', () => provider.sign(claims({ mendwork_roles: [] }))],
    ['with a role as a text', () => provider.sign(claims({ mendwork_roles: 'clinician' }))],
    ['without a name', () => provider.sign(claims({ name: undefined }))],
  ])('%s is refused like any other', async (_what, make) => {
    const {
      date: _,
      'x-request-id': __,
      ...headers
    } = (await ask('nonsense')).headers as Record<string, string>;
    const refused = await ask('nonsense');
    const answer = await ask(await make());
    expect([answer.status, answer.text]).toEqual([401, refused.text]);
    expect(answer.headers).toMatchObject(headers);
    expect(await members()).toEqual([]);
  });

  test('costs the provider no question each', async () => {
    await ask(await provider.sign(claims()));
    const before = provider.keyRequests();
    for (let count = 0; count < 5; count++) await ask(await provider.sign(claims()));
    for (let count = 0; count < 5; count++)
      await ask(await provider.sign(claims(), { kid: `other-${count}` }));
    expect(provider.keyRequests() - before).toBeLessThanOrEqual(1);
  });
});

/** Follows the provider's redirects with its cookies, until it sends the browser back to us. */
async function throughProvider(location: string, cookies = new Map<string, string>()): Promise<URL> {
  let next = new URL(location);
  for (let hops = 0; hops < 10 && next.origin !== HERE; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    next = new URL(answer.headers.get('location') ?? '', next);
  }
  return next;
}

const cookiesOf = (answer: request.Response): string[] =>
  ((answer.headers['set-cookie'] as unknown as string[] | undefined) ?? []).map(
    (cookie) => cookie.split(';')[0] ?? '',
  );
const get = (path: string, cookie: string[] = []) =>
  request(app.app.getHttpServer()).get(path).set('cookie', cookie.join('; '));

describe('a browser', () => {
  beforeEach(() => {
    const { sub, name, mendwork_practice, mendwork_roles } = claims();
    provider.person = { subject: String(sub), claims: { name, mendwork_practice, mendwork_roles } };
  });
  const begin = (again = ''): request.Test => get(`/auth/host/${practice.practiceId}/sign-in${again}`);
  const finish = (url: URL, cookie: string[]): request.Test => get(`${url.pathname}${url.search}`, cookie);

  test('goes to the provider with PKCE, state and nonce, and comes back signed in', async () => {
    const begun = await begin();
    expect(begun.status).toBe(303);
    const asked = new URL(begun.headers.location as string).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      code_challenge_method: 'S256',
      response_type: 'code',
      redirect_uri: `${HERE}/auth/host/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(20);
    const back = await throughProvider(begun.headers.location as string);
    const finished = await finish(back, cookiesOf(begun));
    expect([finished.status, finished.headers.location]).toEqual([303, `${HERE}/console`]);
    const session = cookiesOf(finished).filter((cookie) => /^member=./.test(cookie));
    expect(session).toHaveLength(1);
    const answer = await request(app.app.getHttpServer())
      .post('/graphql')
      .set({ cookie: session.join('; '), 'sec-fetch-site': 'same-origin' })
      .send({ query: '{ clients { edges { node { id } } } }' });
    expect(answer.body).toEqual({ data: { clients: { edges: [] } } });
    expect(await members()).toHaveLength(1);
    const [kept] = await owner.rows<{ factors: string[] }>(
      `SELECT factors FROM mendwork.member_session
       WHERE member_id = (SELECT id FROM mendwork.member WHERE practice_id = $1 AND display_name = 'Aster Quill')`,
      [practice.practiceId],
    );
    expect(kept).toEqual({ factors: ['host'] });
  });

  test('has shown itself again only where the provider says that it asked just now', async () => {
    const known = new Map<string, string>();
    const signIn = async (again = '', change = (url: URL): URL => url): Promise<unknown> => {
      const begun = await begin(again);
      const location = change(new URL(String(begun.headers.location)));
      const finished = await finish(await throughProvider(location.href, known), cookiesOf(begun));
      return (await get('/auth/me', cookiesOf(finished))).body.steppedUp;
    };
    expect(await signIn()).toBe(false);
    expect(await signIn('?again=1')).toBe(true);
    const quietly = (url: URL): URL => {
      url.searchParams.delete('prompt');
      url.searchParams.delete('max_age');
      return url;
    };
    expect(await signIn('?again=1', quietly)).toBe(false);
  });

  test.each([
    ['', (): string => practice.practiceId],
    [', and then opened a link of their own there,', (): string => 'own'],
  ])(
    'that was in a client’s hands%s is asked by the provider, whatever its address was made to say',
    async (_then, mark) => {
      const known = new Map<string, string>();
      const handedOver = `handed-over=${mark()}`;
      const signIn = async (change = (url: URL): URL => url): Promise<request.Response> => {
        const begun = await get(`/auth/host/${practice.practiceId}/sign-in`, [handedOver]);
        const location = change(new URL(String(begun.headers.location)));
        const back = await throughProvider(location.href, known);
        return finish(back, [...cookiesOf(begun), handedOver]);
      };
      const asked = await signIn();
      expect([asked.status, cookiesOf(asked).some((cookie) => /^member=./.test(cookie))]).toEqual([
        303,
        true,
      ]);
      expect(asked.get('Set-Cookie')?.some((one) => /^handed-over=;.*Max-Age=0/.test(one))).toBe(true);
      const quietly = (url: URL): URL => {
        url.searchParams.delete('prompt');
        url.searchParams.delete('max_age');
        return url;
      };
      const slipped = await signIn(quietly);
      expect([slipped.status, cookiesOf(slipped).some((cookie) => /^member=./.test(cookie))]).toEqual([
        401,
        false,
      ]);
    },
  );

  test('comes to the same practice however its id is written', async () => {
    const begun = await get(`/auth/host/${practice.practiceId.toUpperCase()}/sign-in`);
    const back = await throughProvider(String(begun.headers.location));
    expect((await finish(back, cookiesOf(begun))).status).toBe(303);
  });

  test('that has to show itself again is asked by the provider', async () => {
    const asked = new URL((await begin('?again=1')).headers.location as string).searchParams;
    expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0']);
  });

  test.each<[string, (back: URL, cookie: string[]) => Promise<[URL, string[]]>]>([
    ['another browser', async (back) => [back, []]],
    ['another browser with a sign-in of its own', async (back) => [back, cookiesOf(await begin())]],
    [
      'another state',
      async (back, cookie) => {
        const other = new URL((await begin()).headers.location as string);
        back.searchParams.set('state', other.searchParams.get('state') ?? '');
        return [back, cookie];
      },
    ],
    [
      'no state',
      async (back, cookie) => {
        back.searchParams.delete('state');
        return [back, cookie];
      },
    ],
    [
      'a code of nobody’s',
      async (back, cookie) => {
        back.searchParams.set('code', 'made-up');
        return [back, cookie];
      },
    ],
    [
      'a refusal of the provider’s',
      async (back, cookie) => {
        back.searchParams.delete('code');
        back.searchParams.set('error', 'access_denied');
        return [back, cookie];
      },
    ],
  ])('%s is let in by no answer', async (_what, change) => {
    const begun = await begin();
    const back = await throughProvider(begun.headers.location as string);
    const answer = await finish(...(await change(back, cookiesOf(begun))));
    expect(answer.status).toBe(401);
    expect(cookiesOf(answer).filter((cookie) => /^member=./.test(cookie))).toEqual([]);
    expect(answer.text).not.toContain('access_denied');
    expect(await members()).toEqual([]);
  });

  test.each(['image', 'iframe', 'empty'])(
    'that goes there for an %s of another site begins nothing',
    async (what) => {
      const begun = await begin().set({ 'sec-fetch-dest': what, 'sec-fetch-site': 'cross-site' });
      expect([begun.status, cookiesOf(begun)]).toEqual([403, []]);
      const good = await begin().set('sec-fetch-dest', 'document');
      const back = await throughProvider(String(good.headers.location));
      expect((await finish(back, cookiesOf(good)).set('sec-fetch-dest', what)).status).toBe(403);
      expect((await finish(back, cookiesOf(good)).set('sec-fetch-dest', 'document')).status).toBe(303);
    },
  );

  test('comes in once by one answer', async () => {
    const begun = await begin();
    const back = await throughProvider(begun.headers.location as string);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => finish(new URL(back), cookiesOf(begun))),
    );
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual([
      '303',
      '401',
      '401',
      '401',
      '401',
    ]);
  });

  test('of a person of another practice is refused', async () => {
    const other = await app.practice();
    provider.person.claims.mendwork_practice = other.practiceId;
    const begun = await begin();
    const answer = await finish(await throughProvider(begun.headers.location as string), cookiesOf(begun));
    expect(answer.status).toBe(401);
  });

  test('finds nothing at a practice that does not exist', async () => {
    const answer = await get(`/auth/host/${randomUUID()}/sign-in`);
    expect(answer.status).toBe(404);
    expect((await get('/auth/host/nonsense/sign-in')).status).toBe(404);
  });
});

test('while the host cannot be reached nobody is refused for good, and tries are counted', async () => {
  const lost = await startTestApp({
    rateLimits: { 'login-ip': { points: 2, seconds: 900 } },
    hostLogin: {
      issuer: 'http://127.0.0.1:9',
      audience: 'practice-api',
      client: { id: 'mendwork' },
    },
  });
  try {
    const { practiceId } = await lost.practice();
    const begin = (): request.Test =>
      request(lost.app.getHttpServer()).get(`/auth/host/${practiceId}/sign-in`);
    const begun = await begin();
    expect([begun.status, begun.headers['retry-after']]).toEqual([503, '1']);
    const state = `${practiceId}.${'A'.repeat(43)}`;
    const finished = await request(lost.app.getHttpServer()).get(`/auth/host/callback?state=${state}&code=x`);
    expect([finished.status, (await begin()).status]).toEqual([401, 429]);
    const answer = await request(lost.app.getHttpServer())
      .post('/graphql')
      .set({ authorization: `Bearer ${await provider.sign(claims())}` })
      .send({ query: '{ __typename }' });
    const nonsense = await request(lost.app.getHttpServer())
      .post('/graphql')
      .set({ authorization: 'Bearer nonsense' })
      .send({ query: '{ __typename }' });
    expect(nonsense.status).toBe(401);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
  } finally {
    await lost.stop();
  }
});
