import { HttpException } from '@nestjs/common';
import { type ErrorCode, PublicError, STATUS_OF } from '../errors/problem.js';
import { toPublicError } from '../errors/sql-state.js';
import { PLAIN_PAGE_POLICY, plainPage } from './plain-page.js';

/** What a caller is told of something that went wrong outside GraphQL. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode | 'NOT_FOUND' | 'TIMEOUT' | 'TOO_LARGE';
  readonly message: string;
  /** When to come again. */
  readonly retryAfterSeconds?: number | undefined;
}

/** Statuses that arise before any code of ours runs, and what they mean to the caller. */
const KNOWN: Readonly<Record<number, Refusal>> = {
  404: {
    status: 404,
    code: 'NOT_FOUND',
    message:
      'There is nothing at this address. Check it for typing errors, or open the link that you were given.',
  },
  408: {
    status: 408,
    code: 'TIMEOUT',
    message: 'The request took too long to arrive. Check the connection and send it again.',
  },
  413: {
    status: 413,
    code: 'TOO_LARGE',
    message: 'The request is too large. Send less at a time: single changes, not whole worksheets.',
  },
  414: {
    status: 414,
    code: 'TOO_LARGE',
    message: 'The address is too long. Check it for typing errors, or open the link that you were given.',
  },
  431: {
    status: 431,
    code: 'TOO_LARGE',
    message: 'The address or the headers of this request are too long. Shorten them and send it again.',
  },
  503: {
    status: 503,
    code: 'UNAVAILABLE',
    message: 'The service cannot be reached now. Try again in a moment.',
    retryAfterSeconds: 1,
  },
};

/** The refusal that an error comes to: a code and a sentence of ours, and nothing of the inside or of the request. */
export function refusalOf(error: unknown): Refusal {
  const known = error instanceof PublicError ? error : toPublicError(error);
  if (known) {
    const { code, message, retryAfterSeconds } = known;
    const soon = code === 'UNAVAILABLE' ? 1 : undefined;
    return { status: STATUS_OF[code], code, message, retryAfterSeconds: retryAfterSeconds ?? soon };
  }
  return refusalWith(
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: unknown } | null)?.statusCode,
  );
}

/** The refusal that goes with a status alone; INTERNAL for what is no refusal’s status. */
export function refusalWith(status: unknown): Refusal {
  if (typeof status === 'number' && KNOWN[status]) return KNOWN[status];
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { status, code: 'BAD_INPUT', message: 'This request cannot be read. Check it and send it again.' };
  return { status: 500, code: 'INTERNAL', message: 'Something went wrong on our side. Try again.' };
}

/** A refusal as it goes out. */
export interface WrittenRefusal {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The refusal as a page for who reads it in a browser’s window, as JSON for everybody else.
 * @param accept the request’s `Accept`
 */
export function writeRefusal(refusal: Refusal, accept?: string): WrittenRefusal {
  const { status, code, message, retryAfterSeconds } = refusal;
  const common: Record<string, string> = {
    'cache-control': 'no-store',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  };
  if (accept?.includes('text/html')) {
    const title = status === 404 ? 'Not found' : 'Something went wrong';
    return {
      headers: {
        ...common,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': PLAIN_PAGE_POLICY,
      },
      body: plainPage(title, message),
    };
  }
  return {
    headers: { ...common, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  };
}
