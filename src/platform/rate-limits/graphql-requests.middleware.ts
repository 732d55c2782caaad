import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type NestMiddleware } from '@nestjs/common';
import { currentTenant } from '../database/tenant.js';
import { answerRaw } from '../http/raw-answers.js';
import { tooMany } from './rate-limits.service.js';
import { secondsToWait, type Verdict } from './rate-limits.types.js';
import { ReservedRequests } from './reserved-requests.js';

/**
 * Counts GraphQL requests, each against the one who is signed in and nobody else: partners on one Wi-Fi share no count,
 * and none learns of the other’s from the headers. Goes right behind what signs the caller in, before the body is read.
 */
@Injectable()
export class GraphqlRequestsMiddleware implements NestMiddleware<IncomingMessage, ServerResponse> {
  constructor(private readonly requests: ReservedRequests) {}

  async use(
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ): Promise<void> {
    let verdict: Verdict;
    try {
      verdict = await this.requests.count(currentTenant().actorId);
    } catch (error) {
      answerRaw(request, response, error);
      return;
    }
    writeHeaders(response, verdict);
    if (verdict.allowed) next();
    else answerRaw(request, response, tooMany(verdict));
  }
}

/** Draft 10 of “RateLimit header fields for HTTP” (IETF httpapi): quota and window; what remains, and for how long. */
function writeHeaders(response: ServerResponse, verdict: Verdict): void {
  const { limit, remaining } = verdict;
  response.setHeader('ratelimit-policy', `"requests";q=${limit.points};w=${limit.seconds}`);
  response.setHeader('ratelimit', `"requests";r=${remaining};t=${secondsToWait(verdict)}`);
}
