import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { runAsTenant } from '../src/platform/database/tenant.js';
import type { Tenant } from '../src/platform/database/tenant.types.js';
import { PublicError } from '../src/platform/errors/problem.js';
import { GraphqlRequestsMiddleware } from '../src/platform/rate-limits/graphql-requests.middleware.js';
import { RateLimits } from '../src/platform/rate-limits/rate-limits.service.js';
import {
  DEFAULT_RATE_LIMITS,
  type RateLimitTable,
  type Verdict,
} from '../src/platform/rate-limits/rate-limits.types.js';
import { ReservedRequests } from '../src/platform/rate-limits/reserved-requests.js';
import { RootKeyProvider } from '../src/platform/vault/key-provider.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { connectTo, type Sql } from './support/sql.js';

/** Tries are counted once for all instances, by whom they concern, and nothing of that can be read from the table. */

let database: TestDatabase;
let owner: Sql;
const dataSources: DataSource[] = [];
const keys = new RootKeyProvider(randomBytes(32));

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connectTo(database.url);
});
afterAll(async () => {
  await Promise.all(dataSources.map((dataSource) => dataSource.destroy()));
  await owner?.end();
  await database?.drop();
});

const limits = (changed: Partial<RateLimitTable>): RateLimitTable => ({ ...DEFAULT_RATE_LIMITS, ...changed });

async function instance(table: Partial<RateLimitTable> = {}, named = true): Promise<RateLimits> {
  const dataSource = new DataSource({ type: 'postgres', url: database.url, installExtensions: false });
  dataSources.push(await dataSource.initialize());
  return new RateLimits(dataSource, named, keys, limits(table));
}

/** One whose Postgres does not answer. */
function lost(): RateLimits {
  const master = new Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 1_000 });
  return new RateLimits({ driver: { master } } as unknown as DataSource, true, keys, DEFAULT_RATE_LIMITS);
}

const repeat = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));
const allowed = (verdicts: readonly Verdict[]): number => verdicts.filter((one) => one.allowed).length;

describe('what is counted', () => {
  const FIVE = { 'login-address': { points: 5, seconds: 60 }, 'login-ip': { points: 5, seconds: 60 } };

  test('is counted by all instances together', async () => {
    const [here, there] = [await instance(FIVE), await instance(FIVE, false)];
    const subject = randomUUID();
    expect(await here.consume('login-address', subject, 3)).toMatchObject({ allowed: true, remaining: 2 });
    expect(await there.consume('login-address', subject, 2)).toMatchObject({ allowed: true, remaining: 0 });
    for (const one of [here, there]) {
      const verdict = await one.consume('login-address', subject);
      expect(verdict).toMatchObject({ allowed: false, remaining: 0, limit: { points: 5, seconds: 60 } });
      expect(verdict.resetMilliseconds).toBeGreaterThan(50_000);
      expect(verdict.resetMilliseconds).toBeLessThanOrEqual(60_000);
    }
  });

  test('lets exactly as many through of any number at a time', async () => {
    const instances = [await instance(FIVE), await instance(FIVE)];
    const subject = randomUUID();
    const verdicts = await repeat(40, (n) => (instances[n % 2] as RateLimits).consume('login-ip', subject));
    expect(allowed(verdicts)).toBe(5);
  });

  test('is counted apart for each subject and each bucket', async () => {
    const one = await instance(FIVE);
    const subject = randomUUID();
    await one.consume('login-ip', subject, 6);
    expect(await one.consume('login-ip', subject)).toMatchObject({ allowed: false });
    expect(await one.consume('login-ip', randomUUID())).toMatchObject({ allowed: true, remaining: 4 });
    expect(await one.consume('login-address', subject)).toMatchObject({ allowed: true, remaining: 4 });
  });

  test('is counted anew when its window is over', async () => {
    const one = await instance({ 'login-ip': { points: 1, seconds: 3 } });
    const subject = randomUUID();
    expect(await one.consume('login-ip', subject)).toMatchObject({ allowed: true });
    const { allowed: again, resetMilliseconds } = await one.consume('login-ip', subject);
    expect(again).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, resetMilliseconds + 50));
    expect(await one.consume('login-ip', subject)).toMatchObject({ allowed: true });
  });

  test('cannot be read from the table', async () => {
    const subject = `${randomUUID()}@example.org`;
    await (await instance()).consume('login-address', subject);
    const stored = JSON.stringify(await owner.rows('SELECT * FROM mendwork.rate_limit'));
    expect(stored).toContain('login-address:');
    expect(stored).not.toContain(subject);
    expect(stored).not.toContain('example.org');
  });

  test('is refused from memory once it is too much, and Postgres is left in peace', async () => {
    const one = await instance(FIVE);
    const subject = randomUUID();
    await one.consume('login-ip', subject, 6);
    await owner.rows('DELETE FROM mendwork.rate_limit');
    expect(await one.consume('login-ip', subject)).toMatchObject({ allowed: false });
    expect(await owner.count('SELECT FROM mendwork.rate_limit')).toBe(0);
  });

  test('is refused in words, with the time to wait', async () => {
    const one = await instance({ 'login-ip': { points: 1, seconds: 600 } });
    const subject = randomUUID();
    await one.demand('login-ip', subject);
    const refusal = await one.demand('login-ip', subject).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(PublicError);
    expect(refusal).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect((refusal as PublicError).retryAfterSeconds).toBeGreaterThan(580);
    expect((refusal as PublicError).message).toContain('Wait 10 minutes');
  });

  test('lets nobody in uncounted when Postgres is gone', async () => {
    const one = lost();
    await expect(one.consume('login-ip', 'a')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(one.demand('login-network', 'a')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('an actor’s requests', () => {
  const SIXTY = { 'graphql-actor': { points: 60, seconds: 60 } };
  const counted = async (): Promise<number> => {
    const [row] = await owner.rows<{ points: number }>('SELECT points FROM mendwork.rate_limit');
    return row?.points ?? 0;
  };

  test('are drawn in portions, and never more than the limit by all instances', async () => {
    await owner.rows('DELETE FROM mendwork.rate_limit');
    const instances = await repeat(3, async () => new ReservedRequests(await instance(SIXTY)));
    const actor = randomUUID();
    const first = await (instances[0] as ReservedRequests).count(actor);
    expect(first).toMatchObject({ allowed: true, remaining: 59 });
    expect(await counted()).toBe(2);
    expect(await (instances[0] as ReservedRequests).count(actor)).toMatchObject({ remaining: 58 });
    expect(await counted()).toBe(2);
    const verdicts = await repeat(120, (n) => (instances[n % 3] as ReservedRequests).count(actor));
    expect(allowed(verdicts)).toBe(58);
  });

  test('begin anew with the window', async () => {
    const requests = new ReservedRequests(await instance({ 'graphql-actor': { points: 2, seconds: 3 } }));
    const actor = randomUUID();
    expect(allowed(await repeat(5, () => requests.count(actor)))).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    expect(allowed(await repeat(5, () => requests.count(actor)))).toBe(2);
  });

  test('cost a round trip for one in twenty', async () => {
    const [each, portions] = [await instance(), new ReservedRequests(await instance())];
    const [all, few] = [randomUUID(), randomUUID()];
    await Promise.all([each.consume('login-practice', all), portions.count(few)]);
    const singly = await timed(200, () => each.consume('login-practice', all));
    const drawn = await timed(200, () => portions.count(few));
    process.stdout.write(
      `counting one request: ${singly.toFixed(3)} ms each by itself, ${drawn.toFixed(3)} ms by portions\n`,
    );
    expect(drawn).toBeLessThan(singly);
  });
});

/** Milliseconds that each of `count` calls takes on average, one after the other. */
async function timed(count: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < count; n++) await work();
  return (performance.now() - began) / count;
}

describe('over HTTP', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));

  /** Who is signed in stands in the request’s header, in place of what signs people in. */
  async function serve(rateLimits: RateLimits): Promise<(actor: string) => Promise<Response>> {
    const middleware = new GraphqlRequestsMiddleware(new ReservedRequests(rateLimits));
    const server = createServer((request, response) => {
      const actorId = String(request.headers['x-actor']);
      const tenant: Tenant = {
        practiceId: actorId,
        actorKind: 'member',
        actorId,
        clientId: null,
        reach: 'practice',
        closed: [],
        inOffice: false,
        requestId: actorId,
      };
      runAsTenant(tenant, () => void middleware.use(request, response, () => response.end('done')));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return (actor) => fetch(`http://127.0.0.1:${port}/graphql`, { headers: { 'x-actor': actor } });
  }

  test('each has a count of their own, whatever the others at the same address do', async () => {
    const ask = await serve(await instance({ 'graphql-actor': { points: 3, seconds: 60 } }));
    const [one, other] = [randomUUID(), randomUUID()];
    for (const left of [2, 1, 0]) {
      const answer = await ask(one);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60');
      expect(answer.headers.get('ratelimit')).toMatch(new RegExp(`^"requests";r=${left};t=(?:60|5\\d)$`));
    }
    const refused = await ask(one);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(55);
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: expect.stringMatching(
            /^There were too many requests\. Nothing was done\. Wait \d+ seconds/,
          ),
          extensions: { code: 'TOO_MANY_REQUESTS' },
        },
      ],
    });
    const answer = await ask(other);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit')).toMatch(/r=2;/);
  });

  test('nobody is let through uncounted when Postgres is gone', async () => {
    const ask = await serve(lost());
    const answer = await ask(randomUUID());
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
  });
});
