import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { PublicError } from '../platform/errors/problem.js';
import { toHttpRequest } from '../platform/http/exchange.js';
import { isSameOrigin } from '../platform/http/same-origin.js';

/**
 * Lets nothing change but from a page of ours: here also for who brings no cookie, since what scans mails brings none.
 * Whatever reads passes.
 */
@Injectable()
export class SameOriginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = toHttpRequest(context.switchToHttp().getRequest());
    if (request.method === 'GET' || request.method === 'HEAD' || isSameOrigin(request)) return true;
    throw new PublicError(
      'FORBIDDEN',
      'This request did not come from a page of ours. Open the page itself and try again there.',
    );
  }
}
