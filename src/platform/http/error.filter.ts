import { type ArgumentsHost, Catch, type ExceptionFilter, type HttpServer } from '@nestjs/common';
import type { ReportError } from '../graphql/errors.js';
import { refusalOf, writeRefusal } from './refusal.js';

interface AnyRequest {
  readonly headers: { readonly accept?: string };
}

/** The last stop of everything that goes wrong outside GraphQL: the same shape, and nothing of the inside. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly adapter: HttpServer,
    private readonly report: ReportError,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    // GraphQL has its own way of telling (`formatError`).
    if (host.getType() !== 'http') throw error;
    const refusal = refusalOf(error);
    if (refusal.code === 'INTERNAL') this.report(error);
    const http = host.switchToHttp();
    const response = http.getResponse<object>();
    const { headers, body } = writeRefusal(refusal, http.getRequest<AnyRequest>().headers.accept);
    for (const [name, text] of Object.entries(headers)) this.adapter.setHeader?.(response, name, text);
    this.adapter.reply(response, body, refusal.status);
  }
}
