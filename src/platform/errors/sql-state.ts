import { PublicError } from './problem.js';

/** The SQLSTATE of an error raised by pg, TypeORM's wrapper included. */
export function sqlStateOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  // Node's EPIPE has five capitals as well; every SQLSTATE has a digit.
  if (typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return code;
  return driverError === undefined ? undefined : sqlStateOf(driverError);
}

const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** What pg says of a lost connection where there is no code. */
const LOST =
  /Connection terminated|is not queryable|timeout exceeded when trying to connect|Query read timeout/;

/** The connection to Postgres is gone or was refused; nothing is known of the transaction's fate. */
export function isConnectionFailure(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return state.startsWith('08') || state.startsWith('57P') || state === '53300';
  // By shape and not by class: an error of Node's sockets can be of another realm than ours.
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' && NETWORK_CODES.has(code)) ||
    (typeof message === 'string' && LOST.test(message))
  );
}

/**
 * The whole transaction may be tried again: serialization failure and deadlock (class 40),
 * and a lost connection (classes 08 and 57P).
 */
export function isRetryable(error: unknown): boolean {
  return (sqlStateOf(error)?.startsWith('40') ?? false) || isConnectionFailure(error);
}

/** What the caller may be told of a failure of the database: bad input, try later, or nothing (undefined). */
export function toPublicError(error: unknown): PublicError | undefined {
  const state = sqlStateOf(error);
  if (state === '22021' || state?.startsWith('22') || state?.startsWith('23'))
    return new PublicError(
      'BAD_INPUT',
      'A value in this request cannot be stored. Check it and send it again.',
    );
  if (isRetryable(error) || state === '57014' || state === '55P03' || state?.startsWith('53'))
    return new PublicError('UNAVAILABLE', 'The service is busy. Nothing was changed. Try again in a moment.');
  return undefined;
}
