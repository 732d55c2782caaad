import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { ClientEntryService, type Entered } from '../access/client/client-entry.service.js';
import { ClientSessionsService } from '../access/client/client-sessions.service.js';
import { PublicError } from '../platform/errors/problem.js';
import { HttpReply, type HttpRequest } from '../platform/http/exchange.js';
import type { Onward, TabletPage } from '../web/client/model.js';
import { FORGET, LeavingService } from './leaving.service.js';
import { goingOn, onwardIn } from './onward.js';
import { PageRenderer } from './page-renderer.js';
import { postedText } from './posted-fields.js';
import type { Shown } from './shown.js';

const NOT_FOUND: Shown = { page: { kind: 'message', message: 'notFound' }, status: 404 };
const NOWHERE: Onward = { to: '', carried: '' };

/** What a device of the clinic’s shows when nobody is in, and how the next client gets in there. */
@Injectable()
export class TabletService {
  constructor(
    private readonly entry: ClientEntryService,
    private readonly sessions: ClientSessionsService,
    private readonly leaving: LeavingService,
    private readonly pages: PageRenderer,
  ) {}

  /** The page. A client’s session that still runs on this device ends by it: whoever looks at it is between two clients. */
  async show(request: HttpRequest, practiceId: string): Promise<HttpReply> {
    if (!isUuid(practiceId)) return this.pages.show(request, NOT_FOUND);
    const reply = await this.pages.show(request, tabletPage(practiceId, NOWHERE, 200));
    const { place } = await this.sessions.state(request.cookies, request.id);
    if (place !== 'office') return reply;
    await this.leaving.end(request);
    const { status, headers, body } = reply;
    return new HttpReply(status, { ...headers, ...FORGET }, body, this.leaving.forgetting());
  }

  /** Lets the next client in by the digits that they were given. */
  async enter(request: HttpRequest, practiceId: string): Promise<HttpReply> {
    if (!isUuid(practiceId)) return this.pages.show(request, NOT_FOUND);
    const onward = onwardIn(request.body);
    const again = (status: number, problem: TabletPage['problem']): Promise<HttpReply> =>
      this.pages.show(request, tabletPage(practiceId, onward, status, problem));
    const entered = await this.tried(request, practiceId);
    if (entered === 'too_often') return again(429, 'too_often');
    if (!entered.ok) return again(422, 'refused');
    const { status, to } = goingOn(onward);
    return this.pages.show(request, { goTo: to, again: status === 307, cookies: entered.cookies });
  }

  private async tried(request: HttpRequest, practiceId: string): Promise<Entered | 'too_often'> {
    const code = postedText(request.body, 'code').slice(0, 40);
    try {
      return await this.entry.enterOnTablet({ practiceId, code }, request);
    } catch (error) {
      if (error instanceof PublicError && error.code === 'TOO_MANY_REQUESTS') return 'too_often';
      throw error;
    }
  }
}

/** What stands where a client’s time on a device of the clinic’s is over; `onward` waits there for the same client. */
export function tabletPage(
  practiceId: string,
  onward: Onward,
  status: number,
  problem: TabletPage['problem'] = null,
): Shown {
  return { page: { kind: 'tablet', practiceId, problem, ...onward }, status };
}
