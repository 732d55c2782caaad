import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { sqlStateOf } from '../platform/errors/sql-state.js';
import { type HttpReply, toHttpRequest } from '../platform/http/exchange.js';
import { refusalOf } from '../platform/http/refusal.js';
import { PageRenderer } from './page-renderer.js';

/** Tells a client in plain words that something went wrong, where a program would be told in JSON. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('pages');

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly pages: PageRenderer,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const { status, code, retryAfterSeconds } = refusalOf(error);
    // Of an error only its kind is told: its message may hold what someone wrote.
    if (code === 'INTERNAL')
      this.log.error(`${error instanceof Error ? error.name : typeof error} ${sqlStateOf(error) ?? ''}`);
    const http = host.switchToHttp();
    const request = toHttpRequest(http.getRequest());
    const reply = await this.pages.replyUnnamed(request, { kind: 'message', message: 'wrong' }, status);
    const response = http.getResponse<object>();
    if (retryAfterSeconds !== undefined)
      this.adapterHost.httpAdapter.setHeader(response, 'retry-after', String(retryAfterSeconds));
    write(this.adapterHost, response, reply);
  }
}

function write(
  { httpAdapter }: HttpAdapterHost,
  response: object,
  { status, headers, body }: HttpReply,
): void {
  for (const [name, text] of Object.entries(headers)) httpAdapter.setHeader(response, name, text);
  httpAdapter.reply(response, body, status);
}
