import { Get, Inject, Param, Query } from '@nestjs/common';
import { PublicError } from '../../platform/errors/problem.js';
import { CurrentRequest, HttpReply, type HttpRequest } from '../../platform/http/exchange.js';
import { RestController } from '../../platform/http/rest-controller.js';
import { PUBLIC_ADDRESS, SECURE_COOKIES } from '../../platform/http/public-address.js';
import { HandedOver } from '../handed-over.js';
import { HostSignInService } from './host-sign-in.service.js';

const MINUTES = 10;

/** The way to the host's log-in and back. */
@RestController('auth/host')
export class HostSignInController {
  private readonly cookieName: string;

  constructor(
    private readonly service: HostSignInService,
    private readonly handedOver: HandedOver,
    @Inject(PUBLIC_ADDRESS) private readonly publicAddress: string,
    @Inject(SECURE_COOKIES) private readonly secure: boolean,
  ) {
    this.cookieName = secure ? '__Host-host-sign-in' : 'host-sign-in';
  }

  @Get('callback')
  async callback(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    requireVisit(request);
    const answer = new URL(request.url, this.publicAddress).searchParams;
    const secret = request.cookies[this.cookieName] ?? '';
    const session = await this.service.finish(answer, secret, request);
    const cookies = [session, this.cookie('', 0), this.handedOver.cleared()];
    return HttpReply.seeOther(`${this.publicAddress}/console`, cookies);
  }

  @Get(':practiceId/sign-in')
  async begin(
    @Param('practiceId') practiceId: string,
    @Query('again') again: unknown,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    requireVisit(request);
    const mustAsk = again === '1' || this.handedOver.isMarked(request.cookies);
    const begun = await this.service.begin(practiceId, mustAsk, request);
    if (!begun) return new HttpReply(404, { 'cache-control': 'no-store', 'content-type': 'text/plain' }, '');
    return HttpReply.seeOther(begun.location, [this.cookie(begun.browserSecret, MINUTES * 60)]);
  }

  private cookie(value: string, seconds: number): string {
    const secure = this.secure ? '; Secure' : '';
    return `${this.cookieName}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  }
}

/**
 * Lets by who comes to the address itself. What another site embeds must neither use up the tries of those who look at
 * it, nor take the place of a sign-in that they have begun.
 */
function requireVisit({ headers }: HttpRequest): void {
  const destination = headers['sec-fetch-dest'];
  if (destination !== undefined && destination !== 'document')
    throw new PublicError('FORBIDDEN', 'Open this address in a window of its own to sign in.');
}
