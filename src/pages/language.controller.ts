import { Controller, Post, Query, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { Languages } from './languages.js';
import { goingOn, pageAt } from './onward.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import { postedText } from './posted-fields.js';
import { SameOriginGuard } from './same-origin.guard.js';

/** Pages that are there before anybody is signed in. */
const WAYS_IN = /^\/(?:(?:p|tablet)\/[0-9a-f-]{36}|enter\/[0-9a-f-]{36}\/[0-9a-f-]{36})$/;

/** The choice of a language in the foot of a page, which comes back in it. */
@Controller('me')
@UseGuards(SameOriginGuard)
@UseInterceptors(HttpReplyInterceptor)
@UseFilters(PageErrorFilter)
export class LanguageController {
  constructor(
    private readonly languages: Languages,
    private readonly pages: PageRenderer,
  ) {}

  /** @param to the part whose form came along with the choice: it is sent on there, so that nothing typed is lost */
  @Post('language')
  choose(@Query('to') to: unknown, @CurrentRequest() request: HttpRequest): HttpReply {
    const language = this.languages.named(postedText(request.body, 'lang'));
    const cookies = language ? this.languages.keeping(language) : [];
    const part = typeof to === 'string' ? pageAt(to) : '';
    if (part === '') return HttpReply.seeOther(this.address(this.before(request)), cookies);
    return new HttpReply(307, { location: this.address(part), 'cache-control': 'no-store' }, '', cookies);
  }

  private address(page: string): string {
    return `${this.pages.basePath}/me${page}`;
  }

  /** The page that the choice was made on, as the browser tells it; the list where it tells none of ours. */
  private before({ headers }: HttpRequest): string {
    const referer = typeof headers.referer === 'string' ? headers.referer : '';
    const { pathname, search } = URL.canParse(referer) ? new URL(referer) : { pathname: '', search: '' };
    const own = this.address('');
    if (!pathname.startsWith(`${own}/`)) return '';
    const page = pathname.slice(own.length);
    return WAYS_IN.test(page) ? page : goingOn({ to: pageAt(page + search), carried: '' }).to;
  }
}
