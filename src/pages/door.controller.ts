import { Controller, Get, Param, Post, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  type HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { DoorService } from './door.service.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import { SameOriginGuard } from './same-origin.guard.js';

/** The client's way in and back in, as pages that work without scripts. Nobody is known here yet, and nobody is named. */
@Controller('me')
@UseGuards(SameOriginGuard)
@UseInterceptors(HttpReplyInterceptor)
@UseFilters(PageErrorFilter)
export class DoorController {
  constructor(
    private readonly door: DoorService,
    private readonly pages: PageRenderer,
  ) {}

  @Get('p/:practiceId')
  signIn(
    @Param('practiceId') practiceId: string,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    return this.pages.show(request, this.door.signIn(practiceId));
  }

  @Post('p/:practiceId')
  async askForLink(
    @Param('practiceId') practiceId: string,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    return this.pages.show(request, await this.door.askForLink(request, practiceId));
  }

  @Post('p/:practiceId/code')
  async enter(
    @Param('practiceId') practiceId: string,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    return this.pages.show(request, await this.door.enter(request, practiceId));
  }

  @Post('unlock')
  async unlock(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.pages.show(request, await this.door.unlock(request));
  }
}
