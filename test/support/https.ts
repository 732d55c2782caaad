import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { OutgoingHttpHeaders, Server as HttpServer, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A server that browsers reach over https, under names that end in `.localhost`. */
export interface HttpsServer {
  readonly port: number;
  /** The Cookie header that was brought to a path last. */
  readonly brought: ReadonlyMap<string, string>;
  /** Does it give out cookies as to a browser that does not know the word `Partitioned`? */
  isBeforePartitions: boolean;
  stop(): Promise<void>;
}

/** Opens the port first, since the product has to know its address before it is started; `serve` says who answers there. */
export async function openHttps(): Promise<HttpsServer & { serve(by: HttpServer): void }> {
  const server = createServer(certificate());
  const brought = new Map<string, string>();
  server.on('request', ({ url = '', headers }) => brought.set(url, headers.cookie ?? ''));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const opened: HttpsServer & { serve(by: HttpServer): void } = {
    port: (server.address() as AddressInfo).port,
    brought,
    isBeforePartitions: false,
    serve(by) {
      server.on('request', (request, response) => {
        if (opened.isBeforePartitions) givesPlainCookies(response);
        by.emit('request', request, response);
      });
    },
    stop: () => close(server),
  };
  return opened;
}

function givesPlainCookies(response: ServerResponse): void {
  const send = response.writeHead.bind(response);
  response.writeHead = (status: number, more?: unknown) => {
    const headers = { ...response.getHeaders(), ...(more as OutgoingHttpHeaders | undefined) };
    const cookies = [headers['set-cookie'] ?? []].flat();
    return send(status, {
      ...headers,
      'set-cookie': cookies.map((cookie) => cookie.replace('; Partitioned', '')),
    });
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

let made: { key: Buffer; cert: Buffer } | undefined;

/** A certificate that no browser believes unless it is told to; made once a test file. */
function certificate(): { key: Buffer; cert: Buffer } {
  if (made) return made;
  const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-https-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const { status, stderr } = spawnSync('openssl', [
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'.split(
      ' ',
    ),
    '-keyout',
    key,
    '-out',
    cert,
  ]);
  if (status !== 0) throw new Error(`openssl made no certificate: ${String(stderr)}`);
  made = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return made;
}
