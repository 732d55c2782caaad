import { Delete, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { LoginWork } from '../../platform/database/login-work.js';
import { checkInput } from '../../platform/errors/check-input.js';
import { CurrentRequest, HttpReply, type HttpRequest } from '../../platform/http/exchange.js';
import { RestController } from '../../platform/http/rest-controller.js';
import { MemberAccountService } from './member-account.service.js';
import { enrolledReply } from './enrolled-reply.js';
import { MemberEnrolmentService } from './member-enrolment.service.js';
import { challenge, codeShown, password, secret, totpCode } from './member-input.js';
import { MemberRequests } from './member-requests.service.js';
import { MemberSessionsService, sessionOf } from './member-sessions.service.js';

const shownAgain = z.union(
  [z.object({ password }), z.object({ passkeyChallenge: secret, response: z.unknown() }), codeShown],
  'Send a password, a totp or recoveryCode, or a passkey.',
);
const offer = z.object({ challenge }).optional();
const confirmation = z.object({ challenge, code: totpCode });
const change = z.object({ next: password });

/** A member’s own log-in: factors, browsers. Each route asks for the session of the browser, unless a log-in goes on. */
@RestController('auth')
export class MemberAccountController {
  constructor(
    private readonly work: LoginWork,
    private readonly requests: MemberRequests,
    private readonly account: MemberAccountService,
    private readonly enrolment: MemberEnrolmentService,
    private readonly sessions: MemberSessionsService,
  ) {}

  @Get('me')
  me(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () => HttpReply.json(await this.account.me()));
  }

  @Post('step-up')
  stepUp(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () => {
      await this.account.stepUp(checkInput(shownAgain, request.body));
      return HttpReply.json({ next: 'done' });
    });
  }

  @Post('password')
  password(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () => {
      await this.account.changePassword(checkInput(change, request.body).next);
      return HttpReply.json();
    });
  }

  @Post('recovery-codes')
  recoveryCodes(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () =>
      HttpReply.json({ recoveryCodes: await this.account.newRecoveryCodes() }),
    );
  }

  @Post('totp')
  async offerTotp(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return HttpReply.json(
      await this.enrolment.offerTotp(request, checkInput(offer, request.body ?? undefined)?.challenge),
    );
  }

  @Post('totp/confirm')
  async confirmTotp(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const { challenge: begun, code } = checkInput(confirmation, request.body);
    return enrolledReply(await this.enrolment.confirmTotp(request, begun, code));
  }

  @Delete('totp')
  removeTotp(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () => {
      await this.account.removeTotp();
      return HttpReply.json();
    });
  }

  @Get('sessions')
  list(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () =>
      HttpReply.json(await this.work.write(() => this.sessions.list())),
    );
  }

  @Delete('sessions')
  endAll(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () => {
      await this.work.write(() => this.sessions.endAll());
      return HttpReply.json(undefined, [this.sessions.cleared()]);
    });
  }

  @Delete('sessions/:id')
  end(@Param('id') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async (member) => {
      await this.work.write(() => this.sessions.end(id));
      return HttpReply.json(undefined, id === sessionOf(member) ? [this.sessions.cleared()] : []);
    });
  }

  @Post('sign-out')
  async signOut(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    await this.sessions.leave(request.cookies, request.id);
    return HttpReply.json(undefined, [this.sessions.cleared()]);
  }
}
