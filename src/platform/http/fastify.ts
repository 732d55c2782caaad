import { isUtf8 } from 'node:buffer';
import type { DynamicModule, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { PublicError } from '../errors/problem.js';
import type { ReportError } from '../graphql/errors.js';
import { ErrorFilter } from './error.filter.js';

export type { NestFastifyApplication };

/** JSON bodies: a GraphQL request, a draft's patches. */
const JSON_LIMIT = 256 * 1024;
/** Forms of pages without scripts carry a whole part: some texts of 20,000 characters, percent-encoded. */
const FORM_LIMIT = 2 * 1024 * 1024;

/** The standalone server: the module on Fastify, with limits on size and time. */
export async function createFastifyApp(
  module: DynamicModule,
  logger: LoggerService,
  report: ReportError,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: FORM_LIMIT,
    connectionTimeout: 30_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    bodyParser: true,
    abortOnError: false,
  });
  app.useBodyParser(
    'application/json',
    { bodyLimit: JSON_LIMIT },
    async (request: JsonRequest, body: Buffer) => readJson(request, body),
  );
  app.useGlobalFilters(new ErrorFilter(app.getHttpAdapter(), report));
  await app.init();
  return app;
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
