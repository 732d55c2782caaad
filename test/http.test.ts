import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, type INestApplication, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import request, { type Response } from 'supertest';
import { DataSource } from 'typeorm';
import { APP_DATA_SOURCE, UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { createFastifyApp } from '../src/platform/http/fastify.js';
import { HealthController } from '../src/platform/http/health.controller.js';
import { HttpModule } from '../src/platform/http/http.module.js';
import { createLogger, NestLogger } from '../src/platform/log/logger.js';
import { startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { launchChromium, describeBrowser } from './support/chromium.js';
import { programOf } from './support/staff.js';
import { startProxy } from './support/proxy.js';
import { addressOf, type Route, routesOf } from './support/routes.js';
import { connectTo } from './support/sql.js';

/** What goes for every answer, whatever the route, the caller and the outcome. */

let app: TestApp;
let practice: TestPractice;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  app = await startTestApp({ logger: createLogger('info', destination) });
  // A program: walking all routes would sign a browser out.
  const made = await app.practice();
  practice = { ...made, member: await programOf(app, made, made.memberId, ['read', 'write']) };
});
afterAll(() => app?.stop());

const UUID = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const PAGE = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** The table, a second time: what is weakened in one place does not go unseen. */
const SAFE: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};
const POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Off for everybody, and passkeys on for us alone. */
const OFF = [
  'camera',
  'display-capture',
  'fullscreen',
  'geolocation',
  'microphone',
  'payment',
  'sync-xhr',
  'usb',
];
const OWN = ['publickey-credentials-create', 'publickey-credentials-get'];

/** Asks in whichever way. */
function ask(method: string, address: string, headers: Record<string, string> = {}): request.Test {
  const agent = request(app.app.getHttpServer()) as unknown as Record<string, (at: string) => request.Test>;
  return (agent[method.toLowerCase()] as (at: string) => request.Test)(address).set(headers);
}

/** Fails on an answer that lacks a header of the table, or whose own is weaker. */
function expectSafe({ headers, status, type }: Response): void {
  const told = headers as Record<string, string>;
  expect(told).toMatchObject(SAFE);
  // The client’s pages keep it to themselves; a form’s own post would otherwise come from nowhere.
  expect(['no-referrer', 'same-origin']).toContain(told['referrer-policy']);
  const builtFile = status === 200 && told['cache-control']?.includes('immutable');
  const permissions = told['permissions-policy']?.split(', ') ?? [];
  if (builtFile) expect(permissions).toEqual(['']);
  else {
    expect(permissions).toEqual(expect.arrayContaining(OFF.map((name) => `${name}=()`)));
    expect(permissions.filter((one) => !one.endsWith('=()'))).toEqual(OWN.map((name) => `${name}=(self)`));
  }
  expect(told['x-request-id']).toMatch(UUID);
  for (const name of ['x-powered-by', 'server', 'strict-transport-security'])
    expect(told).not.toHaveProperty(name);
  if (!builtFile) expect(told['cache-control']).toBe('no-store');
  const own = told['content-security-policy'] ?? '';
  if (type === 'text/html') {
    for (const directive of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(own.split('; ')).toContain(directive);
    expect(own).not.toMatch(/script-src[^;]*(unsafe|\*|data:|https?:)/);
  } else expect(own).toBe(POLICY);
}

/** The one thing that other sites load into their own pages. */
const FOR_ALL_SITES = '/embed/embed.js';

describe('every answer has the headers of the table', () => {
  test('whichever the route, the way of asking and the caller', async () => {
    const routes = routesOf(app);
    expect(routes.length).toBeGreaterThan(15);
    expect(routes).toContainEqual({ method: 'POST', pattern: '/me/w/:assignmentId/submit' });
    for (const route of routes.filter(({ pattern }) => pattern !== FOR_ALL_SITES))
      for (const caller of [{}, practice.member, { cookie: 'session=x.y', 'sec-fetch-site': 'same-origin' }])
        expectSafe(await ask(route.method, addressOf(route, randomUUID()), caller));
  });

  test('what is built may be kept', async () => {
    const { text } = await ask('GET', `/me/enter/${randomUUID()}/${randomUUID()}`);
    const [script = ''] = /\/me\/assets\/[^"]+\.js/.exec(text) ?? [];
    const answer = await ask('GET', script).expect(200);
    expectSafe(answer);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('the script for hosts’ pages may be loaded by any, and is the same for everybody', async () => {
    const nobody = await ask('GET', FOR_ALL_SITES).expect(200);
    const { headers, text } = await ask('GET', FOR_ALL_SITES, practice.member).expect(200);
    expect(text).toBe(nobody.text);
    expect(headers).toMatchObject({
      ...SAFE,
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': expect.stringMatching(/^public, max-age=\d+$/),
      'content-security-policy': POLICY,
      'access-control-allow-origin': '*',
    });
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test.each<[string, number, () => request.Test]>([
    ['nothing there', 404, () => ask('GET', '/nothing/here')],
    ['nothing there for a form', 404, () => ask('POST', '/nothing').type('form').send('a=b')],
    ['an unknown method', 404, () => ask('DELETE', '/me')],
    ['no name of a file', 404, () => ask('GET', '/me/assets/..%2f..%2fpackage.json')],
    ['a broken address', 400, () => ask('GET', '/me/w/%E0%A4%A')],
    ['a long parameter', 414, () => ask('GET', `/me/w/${'x'.repeat(200)}`)],
    ['too large', 413, () => ask('POST', '/graphql', practice.member).send({ query: 'x'.repeat(300_000) })],
    ['no JSON', 400, () => ask('POST', '/graphql', practice.member).type('json').send('{"query"')],
    ['an unknown type', 415, () => ask('POST', '/me/w/x').type('application/xml').send('<a/>')],
    ['nobody', 401, () => ask('POST', '/graphql').send({ query: '{ __typename }' })],
    ['no GraphQL', 400, () => ask('POST', '/graphql', practice.member).send({ query: '{' })],
    ['a change of another site', 403, () => ask('POST', '/me/leave', { origin: 'https://evil.example' })],
  ])('also of %s (%i)', async (_what, status, asked) => {
    const answer = await asked();
    expect(answer.status).toBe(status);
    expectSafe(answer);
    const page = await asked().set(PAGE);
    expect(page.status).toBe(status);
    expectSafe(page);
  });
});

describe('a change that another site asks for', () => {
  const changing = (): Route[] =>
    routesOf(app).filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method));
  const foreign: Record<string, string>[] = [
    { cookie: 'session=x.y', 'sec-fetch-site': 'cross-site' },
    { cookie: 'session=x.y', 'sec-fetch-site': 'same-site' },
    { cookie: 'session=x.y', origin: 'https://evil.example' },
    { cookie: 'session=x.y', origin: 'null' },
    { cookie: 'session=x.y' },
    { 'sec-fetch-site': 'cross-site' },
    { cookie: 'session=x.y', 'sec-fetch-site': 'cross-site', authorization: 'Basic eDp5' },
  ];

  test('is refused on every route that there is, before it is looked at', async () => {
    expect(changing().length).toBeGreaterThan(4);
    for (const route of changing())
      for (const headers of foreign) {
        const answer = await ask(route.method, addressOf(route, randomUUID()), headers);
        expect([route.pattern, headers, answer.status]).toEqual([route.pattern, headers, 403]);
        expect(answer.text).toContain('did not come from a page of ours');
      }
  });

  test('is not what our own page asks for, nor a program with a token or with nothing', async () => {
    const own = { cookie: 'session=x.y', 'sec-fetch-site': 'same-origin' };
    for (const route of changing()) {
      const { text } = await ask(route.method, addressOf(route, randomUUID()), own);
      expect(text).not.toContain('did not come from a page of ours');
    }
    const elsewhere = { cookie: 'session=x.y', 'sec-fetch-site': 'cross-site' };
    const query = { query: '{ __typename }' };
    await ask('POST', '/graphql', { ...practice.member, ...elsewhere })
      .send(query)
      .expect(200);
    await ask('POST', '/graphql').send(query).expect(401);
  });
});

describe('who reads it in a browser', () => {
  test.each(['/', '/nothing', '/me/nothing', '/wp-login.php'])(
    'is told by a page that there is nothing at %s, and nothing else',
    async (address) => {
      const answer = await ask('GET', address, PAGE).expect(404);
      expect(answer.type).toBe('text/html');
      expect(answer.text).toContain('<title>Not found</title>');
      expect(answer.text).toContain('There is nothing at this address.');
      expect(answer.text).not.toMatch(/mendwork|worksheet|practice|therap|client|clinic|partner/i);
      const json = await ask('GET', address, { accept: 'application/json' }).expect(404);
      expect(json.body).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    },
  );
});

describe('a request', () => {
  const NEW = 'mutation($input: CreateClientInput!) { createClient(input: $input) { __typename } }';
  const create = (headers: Record<string, string> = {}): request.Test =>
    ask('POST', '/graphql', { ...practice.member, ...headers }).send({
      query: NEW,
      variables: { input: { name: 'Somebody', idempotencyKey: randomUUID() } },
    });
  const lineOf = (id: string): Record<string, unknown> | undefined =>
    lines.find(({ requestId }) => requestId === id);

  test('has one id in the answer, the log and the audit', async () => {
    const id = (await create().expect(200)).headers['x-request-id'] as string;
    const owner = await connectTo(app.database.url);
    const entries = await owner.rows<{ action: string }>(
      'SELECT action FROM mendwork.audit_entry WHERE request_id = $1',
      [id],
    );
    await owner.end();
    expect(entries).toEqual([{ action: 'client.created' }]);
    expect(lineOf(id)).toMatchObject({ msg: 'request' });
  });

  test('does not choose its id', async () => {
    const chosen = randomUUID();
    const { headers } = await create({ 'x-request-id': chosen, 'request-id': chosen });
    expect(headers['x-request-id']).toMatch(UUID);
    expect(headers['x-request-id']).not.toBe(chosen);
    expect(JSON.stringify(lines)).not.toContain(chosen);
  });

  test('has a line in the log that says which route, and not which address', async () => {
    const { headers } = await create();
    expect(lineOf(headers['x-request-id'] as string)).toEqual({
      level: 30,
      time: expect.any(String),
      msg: 'request',
      requestId: headers['x-request-id'],
      method: 'POST',
      route: '/graphql',
      status: 200,
      ms: expect.any(Number),
      actor: 'member',
      practiceId: practice.practiceId,
    });
    const [assignment, query] = [randomUUID(), randomUUID()];
    const page = await ask('GET', `/me/w/${assignment}?part=${query}`).expect(401);
    const line = lineOf(page.headers['x-request-id'] as string);
    expect(line).toMatchObject({ method: 'GET', route: '/me/w/:assignmentId', status: 401 });
    expect(line).not.toHaveProperty('actor');
    const lost = await ask('GET', `/${assignment}/${query}`).expect(404);
    expect(lineOf(lost.headers['x-request-id'] as string)).toMatchObject({ status: 404 });
    expect(JSON.stringify(lines)).not.toContain(assignment);
    expect(JSON.stringify(lines)).not.toContain(query);
  });
});

@Controller()
class OwnController {
  @Get('own')
  own(): string {
    return 'the host’s own';
  }
  @Post('own')
  change(): string {
    return 'changed';
  }
  @Post('auth/enter')
  enter(): string {
    return 'entered';
  }
  @Get('me')
  me(): string {
    return 'me';
  }
}
@Module({ imports: [HttpModule.forRoot(() => undefined)], controllers: [OwnController] })
class OwnModule {}

test('over https browsers are told to come no other way', async () => {
  const logger = new NestLogger(createLogger('silent'));
  const https = await createFastifyApp({ module: OwnModule }, logger, { https: true });
  await https.getHttpAdapter().getInstance().ready();
  for (const address of ['/own', '/nothing', '/%E0%A4%A']) {
    const { headers } = await request(https.getHttpServer()).get(address);
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  }
  await https.close();
});

describe('within a host on Express', () => {
  let host: INestApplication;
  beforeAll(async () => {
    host = await NestFactory.create(OwnModule, new ExpressAdapter(), { logger: false, abortOnError: false });
    await host.init();
  });
  afterAll(() => host?.close());
  const foreign = { cookie: 'session=x.y', 'sec-fetch-site': 'cross-site' };

  test('our routes have the headers, and refuse what another site asks for', async () => {
    const me = await request(host.getHttpServer()).get('/me').expect(200);
    expectSafe(me);
    const refused = await request(host.getHttpServer()).post('/auth/enter').set(foreign).expect(403);
    expectSafe(refused);
    expect(refused.body).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    const page = await request(host.getHttpServer())
      .post('/auth/enter')
      .set({ ...foreign, ...PAGE });
    expect([page.status, page.type]).toEqual([403, 'text/html']);
  });

  test('the host’s own routes are the host’s', async () => {
    const own = await request(host.getHttpServer()).get('/own').expect(200);
    expect(own.headers).not.toHaveProperty('content-security-policy');
    await request(host.getHttpServer()).post('/own').set(foreign).expect(201);
  });
});

describe('readiness', () => {
  test('is told while the database answers', async () => {
    expect((await ask('GET', '/readyz').expect(200)).body).toEqual({ status: 'ok' });
  });

  test('is denied, soon, when nothing comes back from the database', async () => {
    const proxy = await startProxy(app.database.appUrl);
    const dataSource = await new DataSource({ type: 'postgres', url: proxy.url }).initialize();
    const providers = [
      { provide: APP_DATA_SOURCE, useValue: dataSource },
      { provide: UnitOfWork, useValue: app.app.get(UnitOfWork) },
    ];
    class BareModule {}
    const bare = await createFastifyApp(
      {
        module: BareModule,
        imports: [HttpModule.forRoot(() => undefined)],
        controllers: [HealthController],
        providers,
      },
      new NestLogger(createLogger('silent')),
    );
    await bare.getHttpAdapter().getInstance().ready();
    await request(bare.getHttpServer()).get('/readyz').expect(200);
    proxy.swallow();
    const began = performance.now();
    const answer = await request(bare.getHttpServer()).get('/readyz').expect(503);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(answer.body).toEqual({ status: 'database unreachable' });
    expect(answer.headers).toMatchObject({ 'retry-after': '1', 'cache-control': 'no-store' });
    await request(bare.getHttpServer()).get('/livez').expect(200);
    await proxy.stop();
    await bare.close();
    await dataSource.destroy().catch(() => undefined);
  });
});

describeBrowser('Chromium', () => {
  test('obeys every header and complains of none', async () => {
    await app.app.listen(0, '127.0.0.1');
    const origin = await app.app.getUrl();
    const browser = await launchChromium();
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    const shown = await page.goto(`${origin}/me/enter/${randomUUID()}/${randomUUID()}`);
    expect(shown?.status()).toBe(200);
    await page.waitForSelector('html[data-live]');
    expect(complaints).toEqual([]);
    await page.goto(`${origin}/nothing`);
    expect(await page.title()).toBe('Not found');
    expect(
      await page.evaluate(() => getComputedStyle(document.querySelector('h1') as Element).fontSize),
    ).toBe('25.6px');
    // What Chromium says of a page that is not there.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await browser.close();
  });
});
