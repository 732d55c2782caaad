import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';

/** GraphQL requests are counted for each caller alone, over HTTP. */

let app: TestApp;
let practice: TestPractice;
beforeAll(async () => {
  app = await startTestApp({ rateLimits: { 'graphql-actor': { points: 5, seconds: 60 } } });
  practice = await app.practice();
});
afterAll(() => app?.stop());

const ask = (credentials: Record<string, string>): request.Test =>
  request(app.app.getHttpServer()).post('/graphql').set(credentials).send({ query: '{ __typename }' });

test('who asks too often waits, is told how long, and nobody else does', async () => {
  const other = await app.practice();
  const statuses: number[] = [];
  for (let count = 0; count < 6; count++) statuses.push((await ask(practice.member)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  const refused = await ask(practice.member);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused.body).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_REQUESTS' } }] });
  const answer = await ask(other.member);
  expect(answer.status).toBe(200);
  expect(answer.headers.ratelimit).toMatch(/^"requests";r=4;/);
  expect((await ask({})).status).toBe(401);
});

test('partners count apart, whichever network they share', async () => {
  const { member } = await app.practice();
  const [a, b] = [await makeClient(app, member), await makeClient(app, member)];
  const [first, second] = [await app.signIn(member, a), await app.signIn(member, b)];
  for (let count = 0; count < 6; count++) await ask(first);
  expect((await ask(first)).status).toBe(429);
  const answer = await ask(second);
  expect([answer.status, answer.headers.ratelimit]).toEqual([200, expect.stringMatching(/r=4;/)]);
});
