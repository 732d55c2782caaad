import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { RateLimits } from './rate-limits.service.js';
import type { Verdict } from './rate-limits.types.js';

/** The limit is drawn in this many portions. */
const PORTIONS = 30;

interface Reserve {
  /** Points drawn from Postgres and not yet used. */
  left: number;
  /** What Postgres said when they were drawn. */
  readonly drawn: Verdict;
  /** When the window ends, in milliseconds of this process’s own clock. */
  readonly until: number;
}

/**
 * Counts an actor’s requests without a round trip for each: a portion (20 of 600) is drawn from Postgres at a time and
 * used up here. All instances draw from one count, so that together they never let more through than the limit; each
 * further instance may leave up to a portion less one unused in a window.
 */
@Injectable()
export class ReservedRequests {
  /** What is forgotten when there are too many actors costs each of them the rest of a portion. */
  private readonly reserves = new LRUCache<string, Promise<Reserve>>({ max: 10_000 });

  constructor(private readonly rateLimits: RateLimits) {}

  /**
   * Counts one request of `actorId`.
   * @throws PublicError UNAVAILABLE when Postgres cannot be asked
   */
  async count(actorId: string): Promise<Verdict> {
    for (;;) {
      const pending = this.reserves.get(actorId) ?? this.draw(actorId);
      const reserve = await pending;
      const { drawn, until } = reserve;
      const milliseconds = until - performance.now();
      if (reserve.left > 0 && milliseconds > 0) {
        reserve.left -= 1;
        return { ...drawn, remaining: drawn.remaining + reserve.left, resetMilliseconds: milliseconds };
      }
      if (!drawn.allowed && milliseconds > 0) return { ...drawn, resetMilliseconds: milliseconds };
      // Others who waited for the same portion may have drawn the next already.
      if (this.reserves.peek(actorId) === pending) this.reserves.delete(actorId);
    }
  }

  private draw(actorId: string): Promise<Reserve> {
    const portion = Math.max(1, Math.floor(this.rateLimits.limitOf('graphql-actor').points / PORTIONS));
    const drawing = this.rateLimits.consume('graphql-actor', actorId, portion).then((drawn) => ({
      left: drawn.allowed ? portion : 0,
      drawn,
      // At least a moment, in which those who wait for it are counted: nobody draws in circles at a window’s end.
      until: performance.now() + Math.max(50, drawn.resetMilliseconds),
    }));
    this.reserves.set(actorId, drawing);
    drawing.catch(() => this.reserves.delete(actorId));
    return drawing;
  }
}
