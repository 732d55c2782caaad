import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { refusalOf, refusalWith, writeRefusal } from './refusal.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Answers for whoever would have: in front of the adapter, where there are neither filters nor replies. */
export function answerRaw(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const refusal = refusalOf(error);
  const { headers, body } = writeRefusal(refusal, request.headers.accept);
  response.writeHead(refusal.status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** Statuses of what Node’s parser gives up on; 400 for the rest. */
const STATUS_OF_PARSER: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers what is no HTTP request, or did not arrive in time, in the shape of every other error of ours: Fastify’s own
 * answers differ from it, and without this nothing that a caller sent wrong would have our headers.
 * @returns the status that was told; undefined when nobody is there to hear
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): number | undefined {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return undefined;
  }
  const refusal = refusalWith(STATUS_OF_PARSER[error.code ?? ''] ?? 400);
  const { headers, body } = writeRefusal(refusal);
  const lines = Object.entries({
    ...SECURITY_HEADERS,
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': uuidv7(),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('')}\r\n${body}`,
    () => socket.destroy(),
  );
  return refusal.status;
}
