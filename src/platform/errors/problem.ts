/** How a request fails where failing is not part of an operation's result type. */
export type ErrorCode =
  'BAD_INPUT' | 'FORBIDDEN' | 'IDEMPOTENCY_KEY_REUSED' | 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE';

/** HTTP status that goes with each code. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  BAD_INPUT: 400,
  FORBIDDEN: 403,
  IDEMPOTENCY_KEY_REUSED: 409,
  INTERNAL: 500,
  UNAUTHENTICATED: 401,
  UNAVAILABLE: 503,
};

/**
 * An error that may be shown: a code for programs and a sentence for people that says what to do.
 * Never put an answer, a name or a contact into the message.
 */
export class PublicError extends Error {
  override readonly name = 'PublicError';

  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}
