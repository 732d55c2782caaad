import 'reflect-metadata';
import { randomBytes, randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { ClientLinksService } from '../../src/access/client/client-links.service.js';
import { MemberSessionsService } from '../../src/access/member/member-sessions.service.js';
import { readWorksheets, type Shipped, shippedFolder } from '../../src/catalogue/shipped.js';
import { MendworkModule } from '../../src/mendwork.module.js';
import type { MendworkOptions } from '../../src/mendwork.options.js';
import { createFastifyApp } from '../../src/platform/http/fastify.js';
import { createLogger, NestLogger } from '../../src/platform/log/logger.js';
import { RootKeyProvider } from '../../src/platform/vault/key-provider.js';
import { prepareDatabase } from '../../src/prepare-database.js';
import { provisionPractice } from '../../src/practices/provision.js';
import { type Role, runAsSystem } from '../../src/access/actor.js';
import { LoginWork } from '../../src/platform/database/login-work.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** A GraphQL answer, as it came over HTTP. */
export interface GraphqlAnswer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors?: readonly { message: string; extensions?: { code?: string } }[];
}

/** The whole product on a database of its own. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly keys: RootKeyProvider;
  readonly worksheets: Shipped;
  /** A practice with one member; the token signs that member in. */
  practice(name?: string, roles?: readonly Role[]): Promise<TestPractice>;
  /** Sends one GraphQL operation over HTTP. `credentials` are headers. */
  graphql<Data>(
    credentials: Record<string, string>,
    query: string,
    variables?: object,
  ): Promise<GraphqlAnswer<Data>>;
  /** Signs a client in through a link. Returns the headers of that browser. */
  signIn(member: Record<string, string>, clientId: string): Promise<Record<string, string>>;
  stop(): Promise<void>;
}

export interface TestPractice {
  readonly practiceId: string;
  readonly memberId: string;
  /** Headers that sign the member in. */
  readonly member: Record<string, string>;
}

/**
 * Starts the product as the server does, from the sources.
 * @param options what should be other than usual: GraphiQL is on, the press starts when asked, and nothing is logged unless TEST_LOG is set
 */
export async function startTestApp(
  options: Partial<Omit<MendworkOptions, 'databaseUrls' | 'keys' | 'worksheets'>> = {},
): Promise<TestApp> {
  const database = await createTestDatabase();
  const keys = new RootKeyProvider(randomBytes(32));
  const worksheets = readWorksheets(shippedFolder());
  await prepareDatabase({ ownerUrl: database.url, roleUrls: database.roleUrls, keys, worksheets });
  const logger = options.logger ?? createLogger(process.env.TEST_LOG ? 'error' : 'silent');
  const module = MendworkModule.forRoot({
    databaseUrls: database.roleUrls,
    publicAddress: 'http://localhost',
    graphiql: true,
    warmPress: false,
    // Tests ask more in a minute than people do.
    rateLimits: { 'graphql-actor': { points: 1_000_000, seconds: 60 } },
    ...options,
    keys,
    worksheets,
    logger,
  });
  const app = await createFastifyApp(module, new NestLogger(logger), { log: logger });
  await app.getHttpAdapter().getInstance().ready();

  const graphql = async <Data>(
    credentials: Record<string, string>,
    query: string,
    variables: object = {},
  ): Promise<GraphqlAnswer<Data>> => {
    const answer = await request(app.getHttpServer())
      .post('/graphql')
      .set(credentials)
      .send({ query, variables });
    return { status: answer.status, ...(answer.body as { data: Data }) };
  };

  return {
    app,
    database,
    keys,
    worksheets,
    graphql,
    async practice(name = 'Test Practice', roles: readonly Role[] = ['clinician']) {
      const made = await provisionPractice(database.url, keys, {
        name,
        timeZone: 'America/Chicago',
        paper: 'LETTER',
        members: [{ displayName: 'Test Clinician', roles }],
      });
      const memberId = made.memberIds[0] ?? '';
      const { practiceId } = made;
      return { practiceId, memberId, member: await memberBrowser(app, practiceId, memberId) };
    },
    async signIn(member, clientId) {
      const made = await graphql<{ clientLink: { url: string } }>(
        member,
        'mutation($input: ClientLinkInput!) { clientLink(input: $input) { ... on ClientLink { url } } }',
        { input: { clientId, idempotencyKey: randomUUID() } },
      );
      const url = new URL(made.data.clientLink.url);
      const [, , , practiceId = '', linkId = ''] = url.pathname.split('/');
      const entered = await app
        .get(ClientLinksService)
        .enter({ practiceId, linkId, secret: url.hash.slice(1) });
      if (!entered.ok) throw new Error('The link did not let the client in.');
      return { cookie: entered.cookie.split(';')[0] ?? '', 'sec-fetch-site': 'same-origin' };
    },
    async stop() {
      await app.close();
      await database.drop();
    },
  };
}

/** Signs a member in on a new browser, in which factors were shown just now. Returns its headers. */
export async function memberBrowser(
  app: INestApplicationContext,
  practiceId: string,
  memberId: string,
): Promise<Record<string, string>> {
  const cookie = await runAsSystem(practiceId, randomUUID(), () =>
    app
      .get(LoginWork)
      .write(() =>
        app.get(MemberSessionsService).start(memberId, ['password', 'totp'], { headers: {}, cookies: {} }),
      ),
  );
  if (!cookie) throw new Error('The member was not let in.');
  return { cookie: cookie.split(';')[0] ?? '', 'sec-fetch-site': 'same-origin' };
}

/** Makes a client in the member's practice. Returns its id. */
export async function makeClient(
  app: TestApp,
  member: Record<string, string>,
  name = 'Test Client',
): Promise<string> {
  const made = await app.graphql<{ createClient: { id: string } }>(
    member,
    'mutation($input: CreateClientInput!) { createClient(input: $input) { ... on Client { id } } }',
    { input: { name, idempotencyKey: randomUUID() } },
  );
  return made.data.createClient.id;
}
