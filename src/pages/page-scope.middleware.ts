import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type NestMiddleware } from '@nestjs/common';
import { ActorScope } from '../access/access.middleware.js';
import { toHttpRequest } from '../platform/http/exchange.js';
import { PageErrors } from './page-errors.js';

type Asked = Parameters<typeof toHttpRequest>[0];

/**
 * In front of the client's pages: a caller who is not known gets a page that says so, and one of whom it cannot be found
 * out a page of ours all the same, with the way out on it.
 */
@Injectable()
export class PageScopeMiddleware implements NestMiddleware<IncomingMessage, ServerResponse> {
  constructor(
    private readonly scope: ActorScope,
    private readonly errors: PageErrors,
  ) {}

  use(request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): Promise<void> {
    return this.scope.enter(request, response, next, {
      cookieOf: 'client',
      anonymous: next,
      failed: async (error) => {
        const { status, headers, body } = await this.errors.reply(error, toHttpRequest(request as Asked));
        response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
      },
    });
  }
}
