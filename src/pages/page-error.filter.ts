import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { PublicError, STATUS_OF } from '../platform/errors/problem.js';
import { sqlStateOf, toPublicError } from '../platform/errors/sql-state.js';
import { HttpReply, toHttpRequest } from '../platform/http/exchange.js';
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
    const status = statusOf(error);
    // Of an error only its kind is told: its message may hold what someone wrote.
    if (status === 500)
      this.log.error(`${error instanceof Error ? error.name : typeof error} ${sqlStateOf(error) ?? ''}`);
    const http = host.switchToHttp();
    const request = toHttpRequest(http.getRequest());
    const reply = await this.pages.replyUnnamed(request, { kind: 'message', message: 'wrong' }, status);
    write(this.adapterHost, http.getResponse<object>(), reply);
  }
}

function statusOf(error: unknown): number {
  const known = error instanceof PublicError ? error : toPublicError(error);
  if (known) return STATUS_OF[known.code];
  return error instanceof HttpException ? error.getStatus() : 500;
}

function write(
  { httpAdapter }: HttpAdapterHost,
  response: object,
  { status, headers, body }: HttpReply,
): void {
  for (const [name, text] of Object.entries(headers)) httpAdapter.setHeader(response, name, text);
  httpAdapter.reply(response, body, status);
}
