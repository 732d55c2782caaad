import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Logger, Post, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { ClientPagesService } from './client-pages.service.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import { SameOriginGuard } from './same-origin.guard.js';

/** Who leaves in a hurry waits no longer than this for the session’s end to be written down. */
const PATIENCE_MS = 1_000;

/**
 * "Leave now". It asks nobody who is calling before it acts, and it leads out whatever does not work here: the browser
 * forgets its cookie in any case, and a session whose end could not be written down is over when it was left for long.
 */
@Controller('me')
@UseGuards(SameOriginGuard)
@UseInterceptors(HttpReplyInterceptor)
@UseFilters(PageErrorFilter)
export class LeaveController {
  private readonly log = new Logger('pages');

  constructor(
    private readonly service: ClientPagesService,
    private readonly pages: PageRenderer,
  ) {}

  @Post('leave')
  async leave(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const ended = this.service
      .leave(request)
      .catch(() => this.log.error('the end of a session was not written down'));
    await Promise.race([ended, sleep(PATIENCE_MS)]);
    return HttpReply.seeOther(this.pages.exitUrl, [this.service.forgotten()]);
  }
}
