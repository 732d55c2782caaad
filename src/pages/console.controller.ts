import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Controller, Get, Inject, Param, UseInterceptors } from '@nestjs/common';
import {
  CurrentRequest,
  HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { ClientSessionsService } from '../access/client/client-sessions.service.js';
import { HOST_LOGIN, type HostLogin } from '../access/host/host-login.types.js';
import { PUBLIC_ADDRESS } from '../platform/http/public-address.js';
import { builtFolder } from '../platform/package-folder.js';
import type { ClientAssets } from '../web/client/model.js';
import { renderConsole } from '../web/console/render.js';
import { assetReply } from './asset-reply.js';
import { assetsAt, type ClientFiles, readClientFiles } from './client-files.js';

/** Injection token of the console’s built files, read once. */
export const CONSOLE_FILES = Symbol('mendwork.console-files');

/** Reads what the build put there for the console; see `readClientFiles`. */
export function readConsoleFiles(): ClientFiles {
  return readClientFiles(path.join(builtFolder(), 'web', 'console'));
}

/**
 * The members’ console: one document for all its addresses, which holds nothing of anybody; its script asks for the
 * rest. Looking at an invitation’s address spends nothing. As long as a client is in on a device of the clinic’s, the
 * console is not to be had there.
 */
@Controller('console')
@UseInterceptors(HttpReplyInterceptor)
export class ConsoleController {
  private readonly basePath: string;
  private readonly assets: ClientAssets;

  constructor(
    @Inject(PUBLIC_ADDRESS) publicAddress: string,
    @Inject(CONSOLE_FILES) private readonly built: ClientFiles,
    @Inject(HOST_LOGIN) private readonly hostLogin: HostLogin | undefined,
    private readonly clientSessions: ClientSessionsService,
  ) {
    this.basePath = new URL(publicAddress).pathname.replace(/\/$/, '');
    this.assets = assetsAt(`${this.basePath}/console/assets`, built);
  }

  @Get(['', 'account', 'tokens', 'p/:practiceId', 'invitation/:practiceId/:invitationId'])
  async page(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    if (await this.isInClientsHands(request)) return HttpReply.seeOther(`${this.basePath}/me`);
    const nonce = randomBytes(16).toString('base64');
    return new HttpReply(
      200,
      {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy(nonce),
        'cache-control': 'no-store',
      },
      renderConsole(
        { basePath: this.basePath, hostSignIn: this.hostLogin?.client !== undefined },
        this.assets,
        nonce,
      ),
    );
  }

  private async isInClientsHands({ cookies, id }: HttpRequest): Promise<boolean> {
    const { state, place } = await this.clientSessions.state(cookies, id);
    return state === 'open' && place === 'office';
  }

  @Get('assets/:file')
  file(@Param('file') name: string, @CurrentRequest() request: HttpRequest): HttpReply {
    return assetReply(this.built.files, name, request);
  }
}

/** Forms are sent by the script alone: without it, a browser must not put a password into an address. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
