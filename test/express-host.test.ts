import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Get, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import request from 'supertest';
import { runAsSystem } from '../src/access/actor.js';
import { AccessTokensService } from '../src/access/member/access-tokens.service.js';
import {
  MendworkModule,
  provisionPractice,
  readWorksheets,
  RootKeyProvider,
  shippedFolder,
} from '../src/index.js';
import { createLogger } from '../src/platform/log/logger.js';
import { prepareDatabase } from '../src/prepare-database.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

/** A product of somebody else's, on Express, with a route of its own. */
@Controller('host')
class HostController {
  @Get()
  own(): string {
    return 'the host’s own';
  }
}

let app: INestApplication;
/** The same product with a prefix before all of its routes. */
let prefixed: INestApplication;
let database: TestDatabase;
let token: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const keys = new RootKeyProvider(randomBytes(32));
  const worksheets = readWorksheets(shippedFolder());
  await prepareDatabase({ ownerUrl: database.url, roleUrls: database.roleUrls, keys, worksheets });
  const mendwork = MendworkModule.forRoot({
    databaseUrls: database.roleUrls,
    publicAddress: 'http://localhost',
    keys,
    worksheets,
    logger: createLogger('silent'),
  });
  @Module({ imports: [mendwork], controllers: [HostController] })
  class HostModule {}
  app = await NestFactory.create(HostModule, new ExpressAdapter(), { logger: false, abortOnError: false });
  await app.init();
  prefixed = await NestFactory.create(HostModule, new ExpressAdapter(), {
    logger: false,
    abortOnError: false,
  });
  prefixed.setGlobalPrefix('own/care');
  await prefixed.init();
  const { practiceId, memberIds } = await provisionPractice(database.url, keys, {
    name: 'Host Practice',
    timeZone: 'Europe/Berlin',
    paper: 'A4',
    members: [{ displayName: 'Host Clinician', roles: ['clinician'] }],
  });
  const asked = { label: 'Host', scopes: ['read'], days: 1 };
  ({ token } = await runAsSystem(practiceId, randomUUID(), () =>
    app.get(AccessTokensService).create(memberIds[0] ?? '', asked),
  ));
});

afterAll(async () => {
  await prefixed?.close();
  await app?.close();
  await database?.drop();
});

test('the host keeps its own routes, open as they were', async () => {
  const answer = await request(app.getHttpServer()).get('/host').expect(200);
  expect(answer.text).toBe('the host’s own');
});

test('GraphQL answers a member and nobody else', async () => {
  const query = '{ worksheets { id title } clients { edges { node { id } } } }';
  await request(app.getHttpServer()).post('/graphql').send({ query }).expect(401);
  const answer = await request(app.getHttpServer())
    .post('/graphql')
    .set('authorization', `Bearer ${token}`)
    .send({ query })
    .expect(200);
  expect(answer.body).toEqual({
    data: {
      worksheets: expect.arrayContaining([{ id: 'family-history', title: 'My family story' }]),
      clients: { edges: [] },
    },
  });
});

test('it says that it can serve', async () => {
  await request(app.getHttpServer()).get('/readyz').expect(200, { status: 'ok' });
});

test('pages and files answer through Express as well', async () => {
  const signedOut = await request(app.getHttpServer()).get('/me').expect(401);
  expect(signedOut.headers['cache-control']).toBe('no-store');
  await request(app.getHttpServer()).get('/files/summary?ticket=x').expect(404);
});

test('what is refused before it is looked at has the headers of every answer', async () => {
  const unknown = await request(app.getHttpServer()).post('/graphql').send({ query: '{ a }' }).expect(401);
  const foreign = await request(app.getHttpServer())
    .post('/me/leave')
    .set({ cookie: 'session=x.y', 'sec-fetch-site': 'cross-site' })
    .expect(403);
  for (const { headers } of [unknown, foreign])
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
    });
  const { headers } = await request(app.getHttpServer()).get('/host');
  expect(headers).not.toHaveProperty('content-security-policy');
});

test('what goes wrong on our routes has our shape there, too', async () => {
  const refused = await request(app.getHttpServer())
    .post('/auth/sign-in')
    .send({ email: 'nobody' })
    .expect(400);
  expect(refused.body).toMatchObject({ errors: [{ extensions: { code: 'BAD_INPUT' } }] });
});

test('under a prefix of the host’s, GraphQL stands behind what finds out who is calling, and nowhere else', async () => {
  const query = '{ clients { edges { node { id } } } }';
  const ask = (path: string): request.Test => request(prefixed.getHttpServer()).post(path).send({ query });
  for (const path of [
    '/own/care/graphql',
    '/own/care/graphql/',
    '/OWN/care/GraphQL',
    '/own/care/graphql/x',
  ]) {
    const { headers } = await ask(path).expect(401);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  }
  await ask('/graphql').set('authorization', `Bearer ${token}`).expect(404);
  const answer = await ask('/own/care/graphql').set('authorization', `Bearer ${token}`).expect(200);
  expect(answer.body).toEqual({ data: { clients: { edges: [] } } });
  await request(prefixed.getHttpServer()).get('/own/care/livez').expect(200);
});
