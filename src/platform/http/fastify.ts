import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { DynamicModule, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { PublicError } from '../errors/problem.js';
import { isDraining } from './drain.js';
import { ErrorFilter } from './error.filter.js';
import { believing } from './proxies.js';
import { answerRaw, answerUnreadable } from './raw-answers.js';
import { guardedAdapters, guardRequest } from './request-guard.js';
import { logRequest } from './request-log.js';

export type { NestFastifyApplication };

/** JSON bodies: a GraphQL request, a draft's patches. */
const JSON_LIMIT = 256 * 1024;
/** Forms of pages without scripts carry a whole part: some texts of 20,000 characters, percent-encoded. */
const FORM_LIMIT = 2 * 1024 * 1024;

/** Who sends a request letter by letter holds a connection: headers have to be there within 10 s, all of it within 30. */
const LIMITS = {
  bodyLimit: FORM_LIMIT,
  connectionTimeout: 30_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  http: {
    headersTimeout: 10_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16 * 1024,
    // `guardRequest` asks for it, and answers as for everything else.
    requireHostHeader: false,
  },
};

/** What the standalone server is told of its place. */
export interface Serving {
  /** Browsers come by https, and are to come no other way. */
  readonly https?: boolean;
  /**
   * Proxies of the operator’s own between it and the browsers: see `believing`. None unless told: the other end of the
   * connection is the caller.
   */
  readonly proxies?: number;
  /** Gets a line a request; without it none is written. */
  readonly log?: Logger;
}

/** The standalone server: the module on Fastify, every request guarded, with limits on size and time. */
export async function createFastifyApp(
  module: DynamicModule,
  logger: LoggerService,
  serving: Serving = {},
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, guardedAdapter(serving), {
    logger,
    bodyParser: true,
    abortOnError: false,
  });
  app.useBodyParser(
    'application/json',
    { bodyLimit: JSON_LIMIT },
    async (request: JsonRequest, body: Buffer) => readJson(request, body),
  );
  app.useGlobalFilters(app.get(ErrorFilter));
  await app.init();
  return app;
}

function guardedAdapter({ https = false, proxies = 0, log }: Serving): FastifyAdapter {
  /** For what goes wrong before there is a route. */
  const refuse = (request: IncomingMessage, response: ServerResponse, error: unknown): void => {
    guardRequest(request, response, https);
    answerRaw(request, response, error);
    if (log) logRequest(log, { request, status: response.statusCode });
  };
  const adapter = new FastifyAdapter({
    ...LIMITS,
    trustProxy: believing(proxies),
    // While it closes, what still comes on an open connection is served: it was sent in good faith.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error: Error, request: Raw<IncomingMessage>, reply: Raw<ServerResponse>) =>
      refuse(request.raw, reply.raw, error),
    clientErrorHandler: (error: Error, socket: Socket) => {
      const status = answerUnreadable(error, socket);
      if (status !== undefined) log?.info({ status }, 'unreadable request');
    },
  });
  const fastify = adapter.getInstance();
  // Before Nest adds anything of its own, so that it goes for every request: no route can be without it.
  fastify.addHook('onRequest', (request, reply, done) => done(guardRequest(request.raw, reply.raw, https)));
  // A connection that is kept would be waited for, and would bring its next request to a server that is gone.
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isDraining(fastify.server)) reply.header('connection', 'close');
    done(null, payload);
  });
  if (log)
    fastify.addHook('onResponse', (request, reply, done) => {
      logRequest(log, { request, status: reply.statusCode, ms: reply.elapsedTime });
      done();
    });
  fastify.server.on('checkExpectation', (request, response) =>
    refuse(request, response, { statusCode: 417 }),
  );
  guardedAdapters.add(adapter);
  return adapter;
}

interface Raw<T> {
  readonly raw: T;
}

interface JsonRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** JSON.parse would take bytes that are no text for a replacement mark, and what was typed would be lost unseen. */
function readJson({ headers }: JsonRequest, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(String(headers['content-type']))?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset) || !isUtf8(body))
    throw new PublicError('BAD_INPUT', 'The request’s body is not UTF-8 text. Send it as UTF-8.');
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    throw new PublicError('BAD_INPUT', 'The request’s body is not valid JSON. Check it and send it again.');
  }
}
