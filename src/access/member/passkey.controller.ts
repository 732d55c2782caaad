import { Delete, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { checkInput } from '../../platform/errors/check-input.js';
import { PublicError } from '../../platform/errors/problem.js';
import { CurrentRequest, HttpReply, type HttpRequest } from '../../platform/http/exchange.js';
import { RestController } from '../../platform/http/rest-controller.js';
import { enrolledReply } from './enrolled-reply.js';
import { challenge, practiceId, secret } from './member-input.js';
import { MemberRequests } from './member-requests.service.js';
import { PasskeyAccountService } from './passkey-account.service.js';
import { PasskeySignInService } from './passkey-sign-in.service.js';
import { passkeyLabel } from './passkeys.types.js';

const begun = z.object({ practiceId, challenge });
const shown = z.object({ practiceId, challenge: secret, response: z.unknown() });
const enrolment = z.object({ challenge }).optional();
const made = z.object({
  challenge,
  passkeyChallenge: secret,
  response: z.unknown(),
  label: passkeyLabel,
});

const REFUSED =
  'This passkey does not sign you in here, or it took too long. Try again, or sign in with your password.';

/** Members’ passkeys: to sign in by, and to keep. */
@RestController('auth')
export class PasskeyController {
  constructor(
    private readonly signIn: PasskeySignInService,
    private readonly account: PasskeyAccountService,
    private readonly requests: MemberRequests,
  ) {}

  @Post('passkey/options')
  async begin(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const { challenge: secondFactor, ...asked } = checkInput(begun, request.body);
    const options = await this.signIn.begin({ ...asked, secondFactor }, request);
    if (!options) throw new PublicError('SIGN_IN_REFUSED', REFUSED);
    return HttpReply.json(options);
  }

  @Post('passkey/sign-in')
  async finish(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const cookie = await this.signIn.finish(checkInput(shown, request.body), request);
    if (cookie === undefined) throw new PublicError('SIGN_IN_REFUSED', REFUSED);
    return HttpReply.json({ next: 'done' }, [cookie]);
  }

  @Post('passkey/step-up-options')
  beginStepUp(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () => HttpReply.json(await this.account.beginStepUp()));
  }

  @Get('passkeys')
  list(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () => HttpReply.json(await this.account.list()));
  }

  @Post('passkeys/options')
  async beginEnrolment(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return HttpReply.json(
      await this.account.begin(request, checkInput(enrolment, request.body ?? undefined)?.challenge),
    );
  }

  @Post('passkeys')
  async enrol(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const { challenge: enrolling, passkeyChallenge, ...passkey } = checkInput(made, request.body);
    const keptPasskey = await this.account.enrol(request, {
      ...passkey,
      enrolment: enrolling,
      challenge: passkeyChallenge,
    });
    return enrolledReply(keptPasskey);
  }

  @Delete('passkeys/:id')
  remove(@Param('id') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () => {
      await this.account.remove(id);
      return HttpReply.json();
    });
  }
}
