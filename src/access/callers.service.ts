import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { bearerToken, cookiesOf, PAGE_HEADER } from '../platform/http/exchange.js';
import type { Actor } from './actor.js';
import { ClientSessionsService } from './client/client-sessions.service.js';
import { HostTokensService } from './host/host-tokens.service.js';
import { AccessTokensService } from './member/access-tokens.service.js';
import { MemberSessionsService } from './member/member-sessions.service.js';

/** Whose cookie counts where a browser has a member's and a client's. */
export type CookieOf = 'member' | 'client' | 'either';

/** Finds out from a request's credentials who is calling. */
@Injectable()
export class Callers {
  constructor(
    private readonly accessTokens: AccessTokensService,
    private readonly hostTokens: HostTokensService,
    private readonly memberSessions: MemberSessionsService,
    private readonly clientSessions: ClientSessionsService,
  ) {}

  /**
   * Who is calling, if anybody is known. A bearer token is taken at its word and no cookie beside it.
   * @throws PublicError UNAVAILABLE where that cannot be found out now
   */
  async find(request: IncomingMessage, requestId: string, cookieOf: CookieOf): Promise<Actor | undefined> {
    const bearer = bearerToken(request.headers.authorization);
    if (bearer !== undefined) return this.byToken(bearer, requestId);
    const cookies = cookiesOf(request);
    const member = (): Promise<Actor | undefined> => this.memberSessions.find(cookies, requestId);
    if (cookieOf === 'member' || request.headers[PAGE_HEADER] === 'console') return member();
    const client = await this.clientSessions.find(cookies, requestId);
    return client ?? (cookieOf === 'either' ? member() : undefined);
  }

  /** Which kind it is shows from its form; what has none of the forms costs no look-up. */
  private async byToken(token: string, requestId: string): Promise<Actor | undefined> {
    return (await this.accessTokens.find(token, requestId)) ?? this.hostTokens.find(token, requestId);
  }
}
