import { Injectable, Logger } from '@nestjs/common';
import { sqlStateOf } from '../platform/errors/sql-state.js';
import { HttpReply, type HttpRequest } from '../platform/http/exchange.js';
import { refusalOf } from '../platform/http/refusal.js';
import { PageRenderer } from './page-renderer.js';

/** Tells a client in plain words that something went wrong, where a program would be told in JSON. */
@Injectable()
export class PageErrors {
  private readonly log = new Logger('pages');

  constructor(private readonly pages: PageRenderer) {}

  /** The page for `error`; of what is in it nothing is told. The database is not asked: it may be what went wrong. */
  async reply(error: unknown, request: HttpRequest): Promise<HttpReply> {
    const { status, code, retryAfterSeconds } = refusalOf(error);
    // Of an error only its kind is told: its message may hold what someone wrote.
    if (code === 'INTERNAL')
      this.log.error(`${error instanceof Error ? error.name : typeof error} ${sqlStateOf(error) ?? ''}`);
    // A browser that loads the page again sends its form again; one that goes back has forgotten what was typed.
    const message = request.method === 'POST' && (status >= 500 || status === 429) ? 'notSent' : 'wrong';
    const reply = await this.pages.replyUnnamed(request, { kind: 'message', message }, status);
    if (retryAfterSeconds === undefined) return reply;
    const headers = { ...reply.headers, 'retry-after': String(retryAfterSeconds) };
    return new HttpReply(status, headers, reply.body);
  }
}
