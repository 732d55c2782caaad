import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestApp } from './app.js';
import type { RawAnswer } from './operations.js';

/** What to ask of a server that listens. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON, or as a form where it is a text. */
  readonly body?: unknown;
}

/** Asks over HTTP, on connections that are kept. */
export interface Asker {
  ask(asked: Asked): Promise<RawAnswer>;
  stop(): void;
}

const OF_THE_MOMENT = ['date', 'x-request-id', 'ratelimit', 'content-length', 'keep-alive', 'connection'];

/** Lets the app listen. Answers come without what differs from one request to the next: the clock, ids of requests. */
export async function startAsking({ app }: TestApp): Promise<Asker> {
  const server = app.getHttpServer();
  if (!server.listening) await app.listen(0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  return {
    ask: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const form = typeof body === 'string';
        const payload = body === undefined ? undefined : Buffer.from(form ? body : JSON.stringify(body));
        const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
        const typed = payload && { 'content-type': type, 'content-length': payload.length };
        const asked = request({ port, agent, method, path, headers: { ...headers, ...typed } }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            const kept = Object.entries(answer.headers).filter(([name]) => !OF_THE_MOMENT.includes(name));
            const text = Buffer.concat(chunks).toString('utf8');
            resolve(withoutNonce({ status: answer.statusCode ?? 0, headers: asTexts(kept), text }));
          });
          answer.on('error', reject);
        });
        asked.on('error', reject);
        asked.end(payload);
      }),
    stop: () => agent.destroy(),
  };
}

const asTexts = (headers: [string, unknown][]): Record<string, string> =>
  Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));

/** Pages draw a nonce each time. */
function withoutNonce({ status, headers, text }: RawAnswer): RawAnswer {
  const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1];
  const plain = (of: string): string => (nonce === undefined ? of : of.replaceAll(nonce, 'NONCE'));
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, plain(value)])),
    text: plain(text),
  };
}

/** An answer in which the id that was asked for, in whatever way it is written, stands as `ID`. */
export function withoutId(answer: RawAnswer, id: string): RawAnswer {
  if (id.trim().length < 8) return answer;
  const forms = [id, JSON.stringify(id).slice(1, -1), encodeURIComponent(id)];
  const plain = (of: string): string => forms.reduce((text, form) => text.replaceAll(form, 'ID'), of);
  return {
    status: answer.status,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, plain(value)])),
    text: plain(answer.text),
  };
}
