import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { toHttpRequest } from '../platform/http/exchange.js';
import { PageErrors } from './page-errors.js';

/** Answers for a page’s controller that failed. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly errors: PageErrors,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const { status, headers, body } = await this.errors.reply(error, toHttpRequest(http.getRequest()));
    const { httpAdapter } = this.adapterHost;
    const response = http.getResponse<object>();
    for (const [name, text] of Object.entries(headers)) httpAdapter.setHeader(response, name, text);
    httpAdapter.reply(response, body, status);
  }
}
