import type { Logger } from 'pino';
import { rawOf, requestIdOf } from './request-id.js';

/** Who called, as far as the log may know: never a client’s or a member’s id. */
export interface Caller {
  readonly kind: string;
  readonly practiceId: string;
}

const callers = new WeakMap<object, Caller>();

/** Notes who made the request, once that is known, for the line in the log. */
export function noteCaller(request: object, { kind, practiceId }: Caller): void {
  callers.set(rawOf(request), { kind, practiceId });
}

interface Answered {
  readonly request: {
    readonly method?: string | undefined;
    readonly routeOptions?: { readonly url?: string | undefined };
  };
  readonly status: number;
  readonly ms?: number;
}

/**
 * Writes the line of a request that was answered: which route, never which address. Ids, links and what was asked for
 * stand in addresses.
 */
export function logRequest(log: Logger, { request, status, ms }: Answered): void {
  const caller = callers.get(rawOf(request));
  log.info(
    {
      requestId: requestIdOf(request),
      method: request.method,
      route: request.routeOptions?.url,
      status,
      ms: ms === undefined ? undefined : Math.round(ms),
      actor: caller?.kind,
      practiceId: caller?.practiceId,
    },
    'request',
  );
}
