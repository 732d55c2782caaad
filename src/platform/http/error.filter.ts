import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ReportError } from '../graphql/errors.js';
import { refusalOf, writeRefusal } from './refusal.js';

/** Injection token: where what the caller is not told is reported. */
export const REPORT_ERROR = Symbol('mendwork.report-error');

interface AnyRequest {
  readonly headers: { readonly accept?: string };
}

/** The last stop of everything that goes wrong outside GraphQL: the same shape, and nothing of the inside. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    @Inject(REPORT_ERROR) private readonly report: ReportError,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    // GraphQL has its own way of telling (`formatError`).
    if (host.getType() !== 'http') throw error;
    const refusal = refusalOf(error);
    if (refusal.code === 'INTERNAL') this.report(error);
    const http = host.switchToHttp();
    const adapter = this.adapterHost.httpAdapter;
    const response = http.getResponse<object>();
    const { headers, body } = writeRefusal(refusal, http.getRequest<AnyRequest>().headers.accept);
    for (const [name, text] of Object.entries(headers)) adapter.setHeader(response, name, text);
    adapter.reply(response, body, refusal.status);
  }
}
