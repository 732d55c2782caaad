import type { IncomingMessage, ServerResponse } from 'node:http';
import { PublicError } from '../errors/problem.js';
import { requestIdOf } from './request-id.js';
import { isForeignChange } from './same-origin.js';
import { setSecurityHeaders } from './security-headers.js';

/** Adapters on which every request is guarded already, whatever its route. */
export const guardedAdapters = new WeakSet<object>();

/**
 * What is done for every request before anything else looks at it: the answer gets its headers, and a change that
 * another site asks for on behalf of a cookie is refused.
 * @param https see `setSecurityHeaders`
 * @returns the reason why the request goes no further
 */
export function guardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  https: boolean,
): PublicError | undefined {
  setSecurityHeaders(response, requestIdOf(request), https);
  const { headers, method = '' } = request;
  // RFC 9112, 3.2. Node would answer for itself, without these headers.
  if (headers.host === undefined && request.httpVersion === '1.1')
    return new PublicError('BAD_INPUT', 'This request names no host. Add a Host header and send it again.');
  if (isForeignChange({ headers, method }))
    return new PublicError(
      'FORBIDDEN',
      'This request did not come from a page of ours. Open the page itself and try again there.',
    );
  return undefined;
}
