/** How often something may be done: `points` within `seconds`, counted from the first. */
export interface RateLimit {
  readonly points: number;
  readonly seconds: number;
}

/** What is counted, each by a subject of its own. docs/api.md shows the figures. */
export type Bucket =
  'frame-network' | 'graphql-actor' | 'login-address' | 'login-ip' | 'login-network' | 'login-practice';

/** A limit for each bucket. */
export type RateLimitTable = Readonly<Record<Bucket, RateLimit>>;

/**
 * The limits unless the operator sets others. A whole clinic signs in behind one address of the internet, so those by
 * place are wide; what stops guessing is that a challenge dies after five tries. A host’s page opens a frame at each
 * visit: that limit is there against floods alone.
 */
export const DEFAULT_RATE_LIMITS: RateLimitTable = {
  'graphql-actor': { points: 600, seconds: 60 },
  'login-address': { points: 10, seconds: 900 },
  'login-ip': { points: 100, seconds: 900 },
  'login-network': { points: 400, seconds: 900 },
  'login-practice': { points: 2_000, seconds: 900 },
  'frame-network': { points: 600, seconds: 900 },
};

/** What counting once more came to. */
export interface Verdict {
  /** False: it is one too many, and must not be done. */
  readonly allowed: boolean;
  readonly limit: RateLimit;
  /** Points that are left in this window; never below 0. */
  readonly remaining: number;
  /** Until the window ends and counting begins again; never below 0. */
  readonly resetMilliseconds: number;
}

/** Whole seconds to wait until the window of `verdict` ends, as headers say it; at least 1. */
export function secondsToWait({ resetMilliseconds }: Verdict): number {
  return Math.max(1, Math.ceil(resetMilliseconds / 1_000));
}
