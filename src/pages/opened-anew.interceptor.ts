import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { from, type Observable } from 'rxjs';
import { currentActor } from '../access/actor.js';
import { type HttpRequest, toHttpRequest } from '../platform/http/exchange.js';
import { LeavingService } from './leaving.service.js';

/** In front of every page of a client’s: on a device of the clinic’s it ends the session where the page was opened anew. */
@Injectable()
export class OpenedAnewInterceptor implements NestInterceptor {
  constructor(private readonly leaving: LeavingService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = toHttpRequest(context.switchToHttp().getRequest());
    const actor = currentActor();
    const isInOffice = actor?.kind === 'client' && actor.place === 'office';
    return isInOffice && isOpenedAnew(request) ? from(this.leaving.leave(request)) : next.handle();
  }
}

/**
 * Was the page opened by its address, not from a page of ours? On a device of the clinic’s that is what somebody does who
 * comes after a window was closed. What a browser loads ahead of that is nobody’s doing.
 */
function isOpenedAnew({ headers }: HttpRequest): boolean {
  return headers['sec-fetch-site'] === 'none' && headers['sec-purpose'] === undefined;
}
