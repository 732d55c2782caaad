import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool, QueryConfig } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { LOGIN_DATA_SOURCE } from '../database/login-work.js';
import { NAMED_STATEMENTS } from '../database/unit-of-work.js';
import { PublicError } from '../errors/problem.js';
import { toPublicError } from '../errors/sql-state.js';
import type { KeyProvider } from '../vault/key-provider.js';
import { KEY_PROVIDER } from '../vault/vault.service.js';
import {
  type Bucket,
  type RateLimit,
  type RateLimitTable,
  secondsToWait,
  type Verdict,
} from './rate-limits.types.js';

/** Injection token of the `RateLimitTable` in force. */
export const RATE_LIMITS = Symbol('mendwork.rate-limits');

/**
 * Counts how often something is tried, in Postgres, so that all instances count together.
 *
 * For whoever lets people in:
 * - By place and practice, call `demand('login-ip' | 'login-network' | 'login-practice', …)` before anything is looked
 *   up. `networkOf` names the network of an address. A refusal becomes 429 with Retry-After.
 * - By the address that somebody wants to sign in with, call `consume('login-address', …)` for known and unknown alike
 *   and **keep the answer as it is**: when it is not allowed, quietly send nothing. A refusal that showed would tell
 *   one partner that the other has been trying, and would let anybody lock the other out.
 * - Send no `RateLimit` headers before somebody is signed in: those of a place are shared with whoever else is there.
 *
 * When Postgres cannot be asked, both throw (UNAVAILABLE, 503): nobody is let in uncounted.
 */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<Bucket, RateLimiterPostgres>();
  private key: Buffer | undefined;

  constructor(
    @Inject(LOGIN_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(NAMED_STATEMENTS) private readonly named: boolean,
    @Inject(KEY_PROVIDER) private readonly keys: KeyProvider,
    @Inject(RATE_LIMITS) private readonly limits: RateLimitTable,
  ) {}

  /** The limit of a bucket. */
  limitOf(bucket: Bucket): RateLimit {
    return this.limits[bucket];
  }

  /**
   * Counts `points` more for `subject` and says whether that is within the limit. A refused try counts as well.
   * @param subject in clear (an e-mail address in its normal form, an IP, a network, an id): it is hashed under a key of
   *   this installation before it goes anywhere
   * @throws PublicError UNAVAILABLE when Postgres cannot be reached
   */
  async consume(bucket: Bucket, subject: string, points = 1): Promise<Verdict> {
    const limit = this.limits[bucket];
    try {
      return verdict(true, limit, await this.limiter(bucket).consume(await this.hash(subject), points));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return verdict(false, limit, refusal);
      throw toPublicError(refusal) ?? refusal;
    }
  }

  /**
   * As `consume`, for where a refusal may be seen.
   * @throws PublicError TOO_MANY_REQUESTS with the seconds to wait, or UNAVAILABLE
   */
  async demand(bucket: Exclude<Bucket, 'login-address'>, subject: string): Promise<void> {
    const counted = await this.consume(bucket, subject);
    if (!counted.allowed) throw tooMany(counted);
  }

  private limiter(bucket: Bucket): RateLimiterPostgres {
    const known = this.limiters.get(bucket);
    if (known) return known;
    const { points, seconds } = this.limits[bucket];
    const limiter = new RateLimiterPostgres({
      storeClient: { query: (statement: QueryConfig) => this.query(statement) },
      storeType: 'client',
      schemaName: 'mendwork',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix: bucket,
      points,
      duration: seconds,
      // Who floods is refused from memory, and Postgres is left in peace.
      inMemoryBlockOnConsumed: points,
      // Each limiter would sweep the same table.
      clearExpiredByTimeout: this.limiters.size === 0,
    });
    this.limiters.set(bucket, limiter);
    return limiter;
  }

  private query({ name, ...statement }: QueryConfig): Promise<unknown> {
    const pool = (this.dataSource.driver as unknown as { master: Pool }).master;
    return pool.query(this.named && name !== undefined ? { ...statement, name } : statement);
  }

  private async hash(subject: string): Promise<string> {
    this.key ??= await this.keys.derive('rate-limits', 32);
    return createHmac('sha256', this.key).update(subject).digest('base64url');
  }
}

function verdict(allowed: boolean, limit: RateLimit, counted: RateLimiterRes): Verdict {
  return {
    allowed,
    limit,
    remaining: allowed ? counted.remainingPoints : 0,
    resetMilliseconds: Math.max(0, counted.msBeforeNext),
  };
}

/** The refusal that a verdict comes to: what to do, and how long to wait. */
export function tooMany(counted: Verdict): PublicError {
  const seconds = secondsToWait(counted);
  const wait = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`;
  return new PublicError(
    'TOO_MANY_REQUESTS',
    `There were too many requests. Nothing was done. Wait ${wait} and try again.`,
    seconds,
  );
}
