import { Controller, Get, Inject, Param, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import type { ClientFiles } from './client-files.js';
import { encodingFor } from './encoding.js';
import { CLIENT_FILES } from './page-renderer.js';

/** Gives the page's script and font: those of the build and no others. Their names change with what is in them. */
@Controller('me/assets')
@UseInterceptors(HttpReplyInterceptor)
export class AssetsController {
  constructor(@Inject(CLIENT_FILES) private readonly built: ClientFiles) {}

  @Get(':file')
  file(@Param('file') name: string, @CurrentRequest() request: HttpRequest): HttpReply {
    const file = this.built.files.get(name);
    if (file === undefined) return new HttpReply(404, { 'cache-control': 'no-store' });
    const encoding = file.brotli && file.gzip ? encodingFor(request) : undefined;
    const body = { br: file.brotli, gzip: file.gzip, none: file.plain }[encoding ?? 'none'] ?? file.plain;
    return new HttpReply(
      200,
      {
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        vary: 'accept-encoding',
        ...(encoding && { 'content-encoding': encoding }),
      },
      body,
    );
  }
}
