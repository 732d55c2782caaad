import { Controller, Get, Param, Post, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import { ClientEntryService } from '../access/client/client-entry.service.js';
import { PublicError, STATUS_OF } from '../platform/errors/problem.js';
import {
  CurrentRequest,
  HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import { postedText } from './posted-fields.js';
import { SameOriginGuard } from './same-origin.guard.js';

/** The client's way in. Looking at it changes nothing; only the button spends the link. */
@Controller()
@UseGuards(SameOriginGuard)
@UseInterceptors(HttpReplyInterceptor)
export class EntryController {
  constructor(
    private readonly entry: ClientEntryService,
    private readonly pages: PageRenderer,
  ) {}

  @Get('me/enter/:practiceId/:linkId')
  @UseFilters(PageErrorFilter)
  show(
    @Param('practiceId') practiceId: string,
    @Param('linkId') linkId: string,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    return this.pages.reply(request, { kind: 'enter', practiceId, linkId, problem: null });
  }

  /** A form of ours is answered by a page, a script of ours in JSON. What does not fit is refused in one way. */
  @Post('auth/client/enter')
  async enter(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const field = (name: string): string => postedText(request.body, name).slice(0, 200);
    const [practiceId, linkId, secret, code] = ['practice', 'link', 'secret', 'code'].map(field) as Four;
    // Without a link, the digits of one for the office: that is how a device of the clinic’s is gone on with in place.
    const entered =
      linkId === ''
        ? await this.entry.enterOnTablet({ practiceId, code }, request)
        : await this.entry.enter({ practiceId, linkId, secret, code }, request);
    const isForm = !isJson(request);
    if (entered.ok)
      return isForm
        ? HttpReply.seeOther(`${this.pages.basePath}/me`, entered.cookies)
        : HttpReply.json({ next: 'done' }, entered.cookies);
    if (isForm)
      return this.pages.reply(
        request,
        { kind: 'enter', practiceId, linkId, problem: 'refused' },
        STATUS_OF.SIGN_IN_REFUSED,
      );
    throw new PublicError(
      'SIGN_IN_REFUSED',
      'That did not open it. Check the code and try again. It works once, for ten minutes and five tries; after that, ask for a new one.',
    );
  }
}

type Four = [string, string, string, string];

function isJson({ headers }: HttpRequest): boolean {
  return String(headers['content-type']).startsWith('application/json');
}
