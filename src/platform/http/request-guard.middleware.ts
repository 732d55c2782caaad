import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type NestMiddleware } from '@nestjs/common';
import { answerRaw } from './raw-answers.js';
import { guardRequest } from './request-guard.js';

/** `guardRequest` within somebody else’s application: for our routes alone. */
@Injectable()
export class RequestGuardMiddleware implements NestMiddleware<IncomingMessage, ServerResponse> {
  use(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    const refused = guardRequest(request, response, false);
    // Answered here: what the host’s own filters would make of the error is not known.
    if (refused) answerRaw(request, response, refused);
    else next();
  }
}
