import { Controller, Get, Param, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ClientLinksService } from '../access/client/client-links.service.js';
import {
  CurrentRequest,
  HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { isSameOrigin } from '../platform/http/same-origin.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import { postedText } from './posted-fields.js';

const STATUS = { expired: 410, wrong_code: 422, too_many_tries: 429 } as const;

/** The client's way in. Looking at it changes nothing; only the button spends the link. */
@Controller()
@UseInterceptors(HttpReplyInterceptor)
@UseFilters(PageErrorFilter)
export class EntryController {
  constructor(
    private readonly links: ClientLinksService,
    private readonly pages: PageRenderer,
  ) {}

  @Get('me/enter/:practiceId/:linkId')
  show(
    @Param('practiceId') practiceId: string,
    @Param('linkId') linkId: string,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    return this.pages.reply(request, { kind: 'enter', practiceId, linkId, problem: null });
  }

  @Post('auth/client/enter')
  async enter(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    if (!isSameOrigin(request)) return this.pages.reply(request, { kind: 'message', message: 'wrong' }, 403);
    const field = (name: string): string => postedText(request.body, name);
    const practiceId = field('practice');
    const linkId = field('link');
    const [secret, code] = [field('secret'), field('code')];
    const entered = await this.links.enter({
      practiceId,
      linkId,
      ...(secret !== '' && { secret }),
      ...(code !== '' && { code }),
    });
    if (entered.ok) return HttpReply.seeOther(`${this.pages.basePath}/me`, [entered.cookie]);
    const page = { kind: 'enter', practiceId, linkId, problem: entered.reason } as const;
    return this.pages.reply(request, page, STATUS[entered.reason]);
  }
}
