import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { mergeMap, type Observable } from 'rxjs';
import { UnitOfWork } from '../database/unit-of-work.js';
import { requestIdOf } from './request-id.js';

/** What a controller may know of a request, whichever adapter (Fastify, Express) carries it. */
export interface HttpRequest {
  /** The request’s own id: see `requestIdOf`. */
  readonly id: string;
  /** Address of the other end, or what the host’s trusted proxy says of it. */
  readonly ip: string;
  readonly method: string;
  /** Path with query, as asked. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** Parsed form fields or JSON; `unknown` until checked. */
  readonly body: unknown;
}

/** What a controller answers; `HttpReplyInterceptor` writes it through the adapter in use. */
export class HttpReply {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly body: string | Buffer = '',
    /** Complete Set-Cookie values. */
    readonly cookies: readonly string[] = [],
  ) {}

  /** 303: after a form was posted, the browser asks for the next page by GET. */
  static seeOther(
    location: string,
    cookies: readonly string[] = [],
    more: Readonly<Record<string, string>> = {},
  ): HttpReply {
    return new HttpReply(303, { location, 'cache-control': 'no-store', ...more }, '', cookies);
  }

  /** JSON for our own pages, kept by no cache; 204 where there is nothing to say. */
  static json(body?: object, cookies: readonly string[] = [], status = body ? 200 : 204): HttpReply {
    const type = body ? { 'content-type': 'application/json; charset=utf-8' } : undefined;
    const text = body ? JSON.stringify(body) : '';
    return new HttpReply(status, { ...type, 'cache-control': 'no-store' }, text, cookies);
  }
}

/** Cookies by name; the first of a name counts. */
function readCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0) cookies[pair.slice(0, at).trim()] ??= pair.slice(at + 1).trim();
  }
  return cookies;
}

/**
 * The token of an `Authorization: Bearer` header. A request that has one is its holder’s and nobody else’s: the cookies
 * beside it do not count.
 */
export function bearerToken(authorization: string | string[] | undefined): string | undefined {
  return typeof authorization === 'string' ? /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1] : undefined;
}

/** So begin, behind the `__Host-` of https, the names of cookies that were made for a frame in somebody else’s page. */
const FRAMED_COOKIE = /^(?:__Host-)?framed-/;
/** What says nothing of who is there counts everywhere. */
const OF_NOBODY: ReadonlySet<string> = new Set(['lang']);
/** Pages of ours say by this header which of them asks, where a cookie alone would not tell. */
export const PAGE_HEADER = 'x-mendwork-page';

/** Was the request begun in a frame, or by the script of a page in one? undefined where the browser does not say. */
export function isFramed({ headers }: Pick<HttpRequest, 'headers'>): boolean | undefined {
  if (headers[PAGE_HEADER] === 'framed') return true;
  const destination = headers['sec-fetch-dest'];
  return destination === undefined ? undefined : destination === 'iframe';
}

/**
 * The cookies that count where a request was begun: in a frame those that were made for one, elsewhere the others. So
 * nobody’s own session opens in a frame, whatever site that is in, and what another site has opened in a frame is never
 * taken for the client’s own. Where the browser does not say, all count.
 */
export function cookiesOf(request: Pick<HttpRequest, 'headers'>): Record<string, string> {
  const cookies = readCookies(request.headers.cookie as string | undefined);
  const framed = isFramed(request);
  if (framed === undefined) return cookies;
  for (const name of Object.keys(cookies))
    if (FRAMED_COOKIE.test(name) !== framed && !OF_NOBODY.has(name)) delete cookies[name];
  return cookies;
}

interface AnyAdapterRequest {
  ip?: string;
  method: string;
  url: string;
  originalUrl?: string;
  headers: Record<string, string | string[] | undefined>;
  body?: unknown;
}

/** The neutral view of an adapter's request. */
export function toHttpRequest(request: AnyAdapterRequest): HttpRequest {
  return {
    id: requestIdOf(request),
    ip: request.ip ?? '',
    method: request.method,
    url: request.originalUrl ?? request.url,
    headers: request.headers,
    cookies: cookiesOf(request),
    body: request.body,
  };
}

/** Parameter decorator: the request as `HttpRequest`. */
export const CurrentRequest = createParamDecorator((_data: unknown, context: ExecutionContext): HttpRequest =>
  toHttpRequest(context.switchToHttp().getRequest<AnyAdapterRequest>()),
);

/** Writes an `HttpReply`, once what was read for it is committed; leaves every other value to Nest. */
@Injectable()
export class HttpReplyInterceptor implements NestInterceptor {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      mergeMap(async (value: unknown) => {
        await this.unitOfWork.finishReading();
        if (!(value instanceof HttpReply)) return value;
        const adapter = this.adapterHost.httpAdapter;
        const response = context.switchToHttp().getResponse<object>();
        for (const [name, text] of Object.entries(value.headers)) adapter.setHeader(response, name, text);
        for (const cookie of value.cookies) adapter.appendHeader(response, 'set-cookie', cookie);
        adapter.status(response, value.status);
        // Express’s adapter would send a Buffer as JSON.
        return typeof value.body === 'string' ? value.body : new StreamableFile(value.body);
      }),
    );
  }
}
