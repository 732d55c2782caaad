import { connect, type Socket } from 'node:net';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../src/platform/log/logger.js';
import { SECURITY_HEADERS } from '../src/platform/http/security-headers.js';
import { startTestApp, type TestApp } from './support/app.js';

/** What no client library would send: spoken to the server letter by letter, over a socket. */

let app: TestApp;
let server: Server;
let port: number;
const lines: string[] = [];
/** Stands in what is sent, and must come back in no answer and no log. */
const SAID = 'said-in-private';

beforeAll(async () => {
  app = await startTestApp({
    graphiql: false,
    logger: createLogger('trace', { write: (line) => void lines.push(line) }),
  });
  server = app.app.getHttpServer();
  const { connectionsCheckingInterval: looks } = server as { connectionsCheckingInterval?: number };
  given = { headers: server.headersTimeout, all: server.requestTimeout, looks };
  // As in life, only quicker: Node judges by these when it looks, and looks as often as this from listening on.
  Object.assign(server, { headersTimeout: 400, requestTimeout: 900, connectionsCheckingInterval: 50 });
  await app.app.listen(0, '127.0.0.1');
  port = Number(new URL(await app.app.getUrl()).port);
});
afterAll(async () => {
  // What a failed test left open would be waited for.
  server?.closeAllConnections();
  await app?.stop();
});

let given: { headers: number; all: number; looks: number | undefined };

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends `text` and gives what comes back until the server closes, or has nothing more to say. */
async function say(text: string): Promise<Answer> {
  const socket = connect(port, '127.0.0.1');
  socket.end(text);
  return answerOn(socket);
}

async function answerOn(socket: Socket): Promise<Answer> {
  let said = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (said += chunk));
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
  const [head = '', ...body] = said.split('\r\n\r\n');
  const [first = '', ...fields] = head.split('\r\n');
  const headers = Object.fromEntries(
    fields.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  return { status: Number(first.split(' ')[1]), headers, body: body.join('\r\n\r\n') };
}

const CLOSE = 'host: x\r\nconnection: close\r\n';

describe('what cannot be read', () => {
  test.each([
    ['is no HTTP', 400, 'BAD_INPUT', `${SAID}\r\n\r\n`],
    ['has a header without a name', 400, 'BAD_INPUT', `GET / HTTP/1.1\r\nhost: x\r\n: ${SAID}\r\n\r\n`],
    [
      'has a control character in a header',
      400,
      'BAD_INPUT',
      `GET / HTTP/1.1\r\nhost: x\r\na: ${SAID}\u0001\r\n\r\n`,
    ],
    [
      'has two lengths',
      400,
      'BAD_INPUT',
      `POST /${SAID} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab`,
    ],
    [
      'has a length and pieces',
      400,
      'BAD_INPUT',
      `POST /${SAID} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['is of an unknown method', 400, 'BAD_INPUT', `STEAL /${SAID} HTTP/1.1\r\nhost: x\r\n\r\n`],
    ['is HTTP/2', 400, 'BAD_INPUT', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    [
      'has headers too large',
      431,
      'TOO_LARGE',
      `GET / HTTP/1.1\r\nhost: x\r\na: ${SAID.repeat(2_000)}\r\n\r\n`,
    ],
    ['has an address too long', 431, 'TOO_LARGE', `GET /${SAID.repeat(2_000)} HTTP/1.1\r\n${CLOSE}\r\n`],
    ['has a parameter too long', 414, 'TOO_LARGE', `GET /me/w/${SAID.repeat(20)} HTTP/1.1\r\n${CLOSE}\r\n`],
    ['has a broken address', 400, 'BAD_INPUT', `GET /me/w/${SAID}%E0%A4%A HTTP/1.1\r\n${CLOSE}\r\n`],
    ['has no host', 400, 'BAD_INPUT', `GET /${SAID} HTTP/1.1\r\nconnection: close\r\n\r\n`],
    ['expects what is unknown', 417, 'BAD_INPUT', `GET /${SAID} HTTP/1.1\r\n${CLOSE}expect: ${SAID}\r\n\r\n`],
    ['asks for nothing of ours', 404, 'NOT_FOUND', `GET *${SAID} HTTP/1.1\r\n${CLOSE}\r\n`],
    ['asks a proxy', 404, 'NOT_FOUND', `GET http://${SAID}.example/x HTTP/1.1\r\n${CLOSE}\r\n`],
  ])('since it %s gets %i in the shape of every error', async (_what, status, code, text) => {
    lines.length = 0;
    const answer = await say(text);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({
      errors: [{ message: expect.stringMatching(/^[A-Z].*\.$/), extensions: { code } }],
    });
    expect(answer.headers).toMatchObject({ ...SECURITY_HEADERS, connection: 'close' });
    expect(answer.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(JSON.stringify(answer)).not.toContain(SAID);
    await sleep(10);
    expect(lines.join('')).toContain(`"status":${status}`);
    expect(lines.join('')).not.toContain(SAID);
  });

  test('as a balancer of old asks for life, without a host, is answered', async () => {
    expect((await say('GET /livez HTTP/1.0\r\n\r\n')).status).toBe(200);
  });
});

describe('who sends letter by letter', () => {
  test('has ten seconds for the headers and thirty for everything, and is looked at every two', () => {
    expect(given).toEqual({ headers: 10_000, all: 30_000, looks: 2_000 });
    const options = app.app.getHttpAdapter().getInstance().initialConfig as { connectionTimeout?: number };
    expect(options.connectionTimeout).toBe(30_000);
    expect(server.keepAliveTimeout).toBe(10_000);
  });

  /** Sends the beginning, then a letter now and then, and gives how long the server had patience. */
  async function dribble(beginning: string): Promise<Answer & { readonly ms: number }> {
    const began = performance.now();
    const socket = connect(port, '127.0.0.1');
    socket.write(beginning);
    const letters = setInterval(() => socket.write('x'), 60);
    socket.on('close', () => clearInterval(letters));
    const answer = await answerOn(socket);
    return { ...answer, ms: performance.now() - began };
  }

  test.each([
    ['headers', 300, `GET /${SAID} HTTP/1.1\r\nhost: x\r\na: `],
    [
      'a body',
      800,
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n`,
    ],
    [
      'a form',
      800,
      `POST /me/w/x HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 9999\r\n\r\na=`,
    ],
  ])('%s is cut off, and others are served meanwhile', async (what, atLeast, beginning) => {
    const slow = Array.from({ length: 50 }, () => dribble(beginning));
    await sleep(100);
    expect((await say(`GET /livez HTTP/1.1\r\n${CLOSE}\r\n`)).status).toBe(200);
    for (const { status, body, ms } of await Promise.all(slow)) {
      // Nobody without a session has a body read: what is refused before is refused at once.
      if (status === 401) continue;
      expect([what, status]).toEqual([what, 408]);
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
      expect(ms).toBeGreaterThan(atLeast);
      expect(ms).toBeLessThan(20_000);
    }
  });
});
