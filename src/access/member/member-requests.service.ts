import { Injectable } from '@nestjs/common';
import { PublicError } from '../../platform/errors/problem.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { type MemberActor, runAsActor } from '../actor.js';
import { MemberSessionsService } from './member-sessions.service.js';

/** REST routes of a member who is signed in in a browser. */
@Injectable()
export class MemberRequests {
  constructor(private readonly sessions: MemberSessionsService) {}

  /**
   * Runs `work` as the member whose browser sent `request`.
   * @throws PublicError UNAUTHENTICATED when nobody is signed in there
   */
  async as<T>(request: HttpRequest, work: (member: MemberActor) => Promise<T>): Promise<T> {
    const member = await this.sessions.find(request.cookies, request.id);
    if (!member) throw new PublicError('UNAUTHENTICATED', 'You are not signed in here. Sign in first.');
    return runAsActor(member, request.id, () => work(member));
  }
}
