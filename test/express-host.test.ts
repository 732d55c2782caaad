import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Get, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import request from 'supertest';
import { MemberTokensService } from '../src/access/member/member-tokens.service.js';
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
  const { practiceId, memberIds } = await provisionPractice(database.url, keys, {
    name: 'Host Practice',
    timeZone: 'Europe/Berlin',
    paper: 'A4',
    members: [{ displayName: 'Host Clinician', roles: ['clinician'] }],
  });
  const member = { practiceId, id: memberIds[0] ?? '', roles: ['clinician'] as const };
  token = await app.get(MemberTokensService).sign(member, 1);
}, 60_000);

afterAll(async () => {
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
