import { Injectable } from '@nestjs/common';
import { LoginWork } from '../../platform/database/login-work.js';
import { PublicError } from '../../platform/errors/problem.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { type ClientActor, runAsActor } from '../actor.js';
import { ClientSessionsService } from './client-sessions.service.js';

/** Requests of a client’s browser that have to do with the log-in itself. */
@Injectable()
export class ClientRequests {
  constructor(
    private readonly work: LoginWork,
    private readonly sessions: ClientSessionsService,
  ) {}

  /**
   * Runs `act` as the client whose browser sent `request`, in one unit of work, where the client has shown within the
   * last ten minutes who they are: whoever picks up a phone that was left open changes nothing about its log-in.
   * @throws PublicError UNAUTHENTICATED when nobody is signed in there, or the session is locked; STEP_UP_REQUIRED
   */
  async steppedUp<T>(
    request: Pick<HttpRequest, 'id' | 'cookies'>,
    act: (client: ClientActor) => Promise<T>,
  ): Promise<T> {
    const session = await this.sessions.findOpen(request.cookies, request.id);
    if (!session) throw new PublicError('UNAUTHENTICATED', 'You are not signed in here. Sign in first.');
    if (!session.steppedUp)
      throw new PublicError(
        'STEP_UP_REQUIRED',
        'Show once more that it is you: your PIN, a passkey or a new code. Then try again.',
      );
    const { client } = session;
    return runAsActor(client, request.id, () => this.work.write(() => act(client)));
  }
}
