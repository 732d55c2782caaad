import { randomUUID } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EVEN_MILLISECONDS } from '../src/access/client/client-entry.service.js';
import { startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { mannWhitneyZ, steadyZ } from './support/mann-whitney.js';

/** Whoever stands outside cannot find out who is in care here: not by text, status, headers, length or time. */

const EACH = 60;
const wide = { points: 1_000_000, seconds: 900 };

let app: TestApp;
let practice: TestPractice;
let port: number;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  app = await startTestApp({
    rateLimits: { 'login-ip': wide, 'login-network': wide, 'login-practice': wide },
  });
  practice = await app.practice();
  await app.app.listen(0, '127.0.0.1');
  ({ port } = app.app.getHttpServer().address() as AddressInfo);
});
afterAll(async () => {
  agent.destroy();
  await app?.stop();
});

interface Seen {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly milliseconds: number;
}

async function post(path: string, body: object): Promise<Seen> {
  const sent = JSON.stringify(body);
  const began = performance.now();
  const asked = request({
    agent,
    port,
    host: '127.0.0.1',
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(sent),
      'sec-fetch-site': 'same-origin',
    },
  });
  asked.end(sent);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const received = await text(answer);
  const { statusCode: status = 0, headers } = answer;
  return { status, headers, body: received, milliseconds: performance.now() - began };
}

/** All that an answer shows but for its time: what is new in every answer is named by its length. */
function shown({ status, headers, body }: Seen): unknown {
  const { date: _date, 'x-request-id': id, ...others } = headers;
  const plain = body.replace(/"challenge":"[0-9a-f-]{36}"/, '"challenge":"…"');
  return {
    status,
    headers: { ...others, 'x-request-id': String(id).length },
    body: plain,
    length: body.length,
  };
}

/** Asks both kinds in turns, which of a pair comes first by chance, and compares all that is seen from outside. */
async function compare(
  what: string,
  known: (n: number) => Promise<Seen>,
  unknown: (n: number) => Promise<Seen>,
): Promise<number> {
  const seen: { known: Seen[]; unknown: Seen[] } = { known: [], unknown: [] };
  for (let n = 0; n < EACH; n++)
    for (const kind of Math.random() < 0.5
      ? (['known', 'unknown'] as const)
      : (['unknown', 'known'] as const))
      seen[kind].push(await (kind === 'known' ? known : unknown)(n));
  const [first] = seen.known.map(shown);
  for (const one of [...seen.known, ...seen.unknown]) expect(shown(one)).toEqual(first);
  const times = (of: readonly Seen[]): number[] => of.map(({ milliseconds }) => milliseconds);
  // Timers may be a moment early.
  expect(Math.min(...times(seen.known), ...times(seen.unknown))).toBeGreaterThan(EVEN_MILLISECONDS - 3);
  const z = mannWhitneyZ(times(seen.known), times(seen.unknown));
  process.stdout.write(`${what}: ${EACH} + ${EACH}, z = ${z.toFixed(2)}\n`);
  return z;
}

async function makeClient(email: string): Promise<string> {
  const made = await app.graphql<{ createClient: { id: string } }>(
    practice.member,
    'mutation($input: CreateClientInput!) { createClient(input: $input) { ... on Client { id } } }',
    { input: { name: 'Test Client', email, idempotencyKey: randomUUID() } },
  );
  return made.data.createClient.id;
}
async function makeLink(clientId: string): Promise<string> {
  const made = await app.graphql<{ clientLink: { url: string } }>(
    practice.member,
    'mutation($input: ClientLinkInput!) { clientLink(input: $input) { ... on ClientLink { url } } }',
    { input: { clientId, idempotencyKey: randomUUID() } },
  );
  return new URL(made.data.clientLink.url).pathname.split('/')[4] ?? '';
}

const newAddress = (): string => `${randomUUID()}@example.org`;
const askFor = (email: string): Promise<Seen> =>
  post('/auth/client/link', { practiceId: practice.practiceId, email });
const typeCode = (link: string): Promise<Seen> =>
  post('/auth/client/enter', { practice: practice.practiceId, link, code: '00000000' });

describe('known and unknown cannot be told apart', () => {
  test('by asking for a link', async () => {
    const z = await steadyZ(async () => {
      const addresses = Array.from({ length: EACH }, newAddress);
      for (const address of addresses) await makeClient(address);
      await askFor(newAddress());
      return compare(
        'a link for a known and an unknown address',
        (n) => askFor(addresses[n] ?? ''),
        () => askFor(newAddress()),
      );
    });
    expect(Math.abs(z)).toBeLessThan(3.3);
  }, 240_000);

  test('by asking for a link too often', async () => {
    const address = newAddress();
    for (let n = 0; n < 10; n++) await askFor(address);
    const z = await steadyZ(() =>
      compare(
        'a link for an address that was asked for too often, and for a new one',
        () => askFor(address),
        () => askFor(newAddress()),
      ),
    );
    expect(Math.abs(z)).toBeLessThan(3.3);
  }, 240_000);

  test('by typing a code', async () => {
    const z = await steadyZ(async () => {
      const links: string[] = [];
      for (let n = 0; n < EACH / 4; n++) links.push(await makeLink(await makeClient(newAddress())));
      const { challenge } = JSON.parse((await askFor(newAddress())).body) as { challenge: string };
      return compare(
        'a code for a known and an unknown challenge',
        (n) => typeCode(links[Math.floor(n / 4)] ?? ''),
        () => typeCode(challenge),
      );
    });
    expect(Math.abs(z)).toBeLessThan(3.3);
  }, 240_000);
});
