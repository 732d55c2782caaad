import { Controller, Post, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  type HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { LeavingService } from './leaving.service.js';
import { PageErrorFilter } from './page-error.filter.js';
import { SameOriginGuard } from './same-origin.guard.js';

/** "Leave now". */
@Controller('me')
@UseGuards(SameOriginGuard)
@UseInterceptors(HttpReplyInterceptor)
@UseFilters(PageErrorFilter)
export class LeaveController {
  constructor(private readonly leaving: LeavingService) {}

  @Post('leave')
  leave(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.leaving.leave(request);
  }
}
