/** How a request fails where failing is not part of an operation's result type. */
export type ErrorCode =
  | 'BAD_INPUT'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INTERNAL'
  | 'SIGN_IN_REFUSED'
  | 'STEP_UP_REQUIRED'
  | 'TOO_MANY_REQUESTS'
  | 'UNAUTHENTICATED'
  | 'UNAVAILABLE';

/** HTTP status that goes with each code. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  BAD_INPUT: 400,
  FORBIDDEN: 403,
  IDEMPOTENCY_KEY_REUSED: 409,
  INTERNAL: 500,
  SIGN_IN_REFUSED: 401,
  STEP_UP_REQUIRED: 403,
  TOO_MANY_REQUESTS: 429,
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
    /** Whole seconds to wait before trying again: the header Retry-After. */
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}
