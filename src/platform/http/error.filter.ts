import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  type HttpServer,
} from '@nestjs/common';
import { type ErrorCode, PublicError, STATUS_OF } from '../errors/problem.js';
import { toPublicError } from '../errors/sql-state.js';
import type { ReportError } from '../graphql/errors.js';

interface Told {
  readonly status: number;
  readonly code: ErrorCode | 'NOT_FOUND' | 'TOO_LARGE';
  readonly message: string;
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
    const { status, code, message } = tell(error);
    if (status >= 500 && code === 'INTERNAL') this.report(error);
    const response = host.switchToHttp().getResponse<object>();
    this.adapter.setHeader?.(response, 'cache-control', 'no-store');
    if (status === 503) this.adapter.setHeader?.(response, 'retry-after', '1');
    this.adapter.reply(response, { errors: [{ message, extensions: { code } }] }, status);
  }
}

function tell(error: unknown): Told {
  const known = error instanceof PublicError ? error : toPublicError(error);
  if (known) return { status: STATUS_OF[known.code], code: known.code, message: known.message };
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
  if (status === 413)
    return {
      status: 413,
      code: 'TOO_LARGE',
      message: 'The request is too large. Send less at a time: single changes, not whole worksheets.',
    };
  if (status === 404) return { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' };
  if (status === 503)
    return {
      status: 503,
      code: 'UNAVAILABLE',
      message: 'The service cannot be reached now. Try again in a moment.',
    };
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { status, code: 'BAD_INPUT', message: 'This request cannot be read. Check it and send it again.' };
  return { status: 500, code: 'INTERNAL', message: 'Something went wrong on our side. Try again.' };
}
