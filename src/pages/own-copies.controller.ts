import { Controller, Get, Param, UseFilters, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  type HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { OpenedAnewInterceptor } from './opened-anew.interceptor.js';
import { OwnCopiesService } from './own-copies.service.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';

/** The copy that a client keeps of what they handed in. */
@Controller('me')
@UseInterceptors(HttpReplyInterceptor, OpenedAnewInterceptor)
@UseFilters(PageErrorFilter)
export class OwnCopiesController {
  constructor(
    private readonly copies: OwnCopiesService,
    private readonly pages: PageRenderer,
  ) {}

  /** A file for the device; a page of the way in where nobody has shown lately who they are. */
  @Get('w/:assignmentId/copy')
  async copy(@Param('assignmentId') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const copied = await this.copies.copy(request, id);
    return 'file' in copied ? this.pages.file(copied.file) : this.pages.show(request, copied);
  }
}
