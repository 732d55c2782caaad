import { Controller, Get, Inject, Param, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  type HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { assetReply } from './asset-reply.js';
import type { ClientFiles } from './client-files.js';
import { CLIENT_FILES } from './page-renderer.js';

/** Gives the page's script and font: those of the build and no others. Their names change with what is in them. */
@Controller('me/assets')
@UseInterceptors(HttpReplyInterceptor)
export class AssetsController {
  constructor(@Inject(CLIENT_FILES) private readonly built: ClientFiles) {}

  @Get(':file')
  file(@Param('file') name: string, @CurrentRequest() request: HttpRequest): HttpReply {
    return assetReply(this.built.files, name, request);
  }
}
