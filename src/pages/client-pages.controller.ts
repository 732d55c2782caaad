import { Controller, Get, Param, Post, Query, UseFilters, UseInterceptors } from '@nestjs/common';
import { currentActor } from '../access/actor.js';
import {
  CurrentRequest,
  HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { isSameOrigin } from '../platform/http/same-origin.js';
import { ClientPagesService } from './client-pages.service.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import { postedFields } from './posted-fields.js';
import type { Shown } from './shown.js';

/** The client's pages: the list, a worksheet's parts, the review, the receipt, and the way out. */
@Controller('me')
@UseInterceptors(HttpReplyInterceptor)
@UseFilters(PageErrorFilter)
export class ClientPagesController {
  constructor(
    private readonly service: ClientPagesService,
    private readonly pages: PageRenderer,
  ) {}

  @Get()
  home(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.show(request, () => this.service.home());
  }

  @Get('w/:assignmentId')
  sheet(
    @Param('assignmentId') id: string,
    @Query('part') part: unknown,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    return this.show(request, () => this.service.sheet(id, partNumber(part)));
  }

  @Post('w/:assignmentId')
  fillIn(
    @Param('assignmentId') id: string,
    @Query('part') part: unknown,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    return this.change(request, () =>
      this.service.fillIn(id, partNumber(part) ?? 1, postedFields(request.body)),
    );
  }

  @Get('w/:assignmentId/review')
  review(@Param('assignmentId') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.show(request, () => this.service.review(id));
  }

  @Post('w/:assignmentId/submit')
  submit(@Param('assignmentId') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.change(request, () => this.service.submit(id, postedFields(request.body)));
  }

  @Get('w/:assignmentId/done')
  done(@Param('assignmentId') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.show(request, () => this.service.done(id));
  }

  @Post('leave')
  async leave(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return isSameOrigin(request) ? this.toPlainPage() : this.refuse(request);
  }

  private async toPlainPage(): Promise<HttpReply> {
    return HttpReply.seeOther(this.pages.exitUrl, [await this.service.leave()]);
  }

  private async show(request: HttpRequest, find: () => Promise<Shown>): Promise<HttpReply> {
    if (currentActor()?.kind !== 'client') {
      return this.pages.reply(request, { kind: 'message', message: 'signedOut' }, 401);
    }
    const shown = await find();
    if ('leave' in shown) return this.toPlainPage();
    if ('goTo' in shown) return HttpReply.seeOther(`${this.pages.basePath}/me${shown.goTo}`);
    return this.pages.reply(request, shown.page, shown.status);
  }

  private async change(request: HttpRequest, make: () => Promise<Shown>): Promise<HttpReply> {
    return isSameOrigin(request) ? this.show(request, make) : this.refuse(request);
  }

  private refuse(request: HttpRequest): Promise<HttpReply> {
    return this.pages.reply(request, { kind: 'message', message: 'wrong' }, 403);
  }
}

/** The part that is asked for: 0 is the cover; undefined where none is named. */
function partNumber(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}
