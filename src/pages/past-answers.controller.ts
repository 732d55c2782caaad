import { Controller, Get, Param, UseFilters, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  type HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { OpenedAnewInterceptor } from './opened-anew.interceptor.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import { PastAnswersService } from './past-answers.service.js';

/** What a client handed in, to be read again. */
@Controller('me')
@UseInterceptors(HttpReplyInterceptor, OpenedAnewInterceptor)
@UseFilters(PageErrorFilter)
export class PastAnswersController {
  constructor(
    private readonly past: PastAnswersService,
    private readonly pages: PageRenderer,
  ) {}

  @Get('w/:assignmentId/answers')
  async show(@Param('assignmentId') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.pages.show(request, await this.past.show(request, id));
  }
}
