import { type DynamicModule, Module } from '@nestjs/common';
import { RATE_LIMITS, RateLimits } from './rate-limits.service.js';
import { DEFAULT_RATE_LIMITS, type RateLimitTable } from './rate-limits.types.js';
import { ReservedRequests } from './reserved-requests.js';

/** Counting of tries, for all of Mendwork. */
@Module({})
export class RateLimitsModule {
  /** @param limits those that are other than usual */
  static forRoot(limits: Partial<RateLimitTable> = {}): DynamicModule {
    return {
      module: RateLimitsModule,
      global: true,
      providers: [
        { provide: RATE_LIMITS, useValue: { ...DEFAULT_RATE_LIMITS, ...limits } },
        RateLimits,
        ReservedRequests,
      ],
      exports: [RateLimits, ReservedRequests],
    };
  }
}
