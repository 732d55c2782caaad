import { Controller, Get, Param, Post, Query, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  type HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { LogInService } from './log-in.service.js';
import { OpenedAnewInterceptor } from './opened-anew.interceptor.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import { SameOriginGuard } from './same-origin.guard.js';

/** "Your log-in": PIN, passkeys, devices. */
@Controller('me/log-in')
@UseGuards(SameOriginGuard)
@UseInterceptors(HttpReplyInterceptor, OpenedAnewInterceptor)
@UseFilters(PageErrorFilter)
export class LogInController {
  constructor(
    private readonly service: LogInService,
    private readonly pages: PageRenderer,
  ) {}

  @Get()
  async show(@Query('done') done: unknown, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.pages.show(request, await this.service.show(request, done));
  }

  @Post('pin')
  async setPin(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.pages.show(request, await this.service.setPin(request));
  }

  @Post('pin/remove')
  async removePin(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.pages.show(request, await this.service.removePin(request));
  }

  @Post('passkeys/:id/remove')
  async removePasskey(@Param('id') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.pages.show(request, await this.service.removePasskey(request, id));
  }

  @Post('devices/:id/end')
  async endDevice(@Param('id') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.pages.show(request, await this.service.endDevice(request, id));
  }
}
