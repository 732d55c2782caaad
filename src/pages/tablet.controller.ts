import { Controller, Get, Param, Post, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  type HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { PageErrorFilter } from './page-error.filter.js';
import { SameOriginGuard } from './same-origin.guard.js';
import { TabletService } from './tablet.service.js';

/** The page of a clinic’s tablet between two clients: it names nobody and asks for a code. */
@Controller('me/tablet')
@UseGuards(SameOriginGuard)
@UseInterceptors(HttpReplyInterceptor)
@UseFilters(PageErrorFilter)
export class TabletController {
  constructor(private readonly tablet: TabletService) {}

  @Get(':practiceId')
  show(@Param('practiceId') practiceId: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.tablet.show(request, practiceId);
  }

  @Post(':practiceId')
  enter(@Param('practiceId') practiceId: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.tablet.enter(request, practiceId);
  }
}
