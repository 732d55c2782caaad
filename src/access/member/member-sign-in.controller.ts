import { Post } from '@nestjs/common';
import { z } from 'zod';
import { checkInput } from '../../platform/errors/check-input.js';
import { PublicError } from '../../platform/errors/problem.js';
import { CurrentRequest, HttpReply, type HttpRequest } from '../../platform/http/exchange.js';
import { RestController } from '../../platform/http/rest-controller.js';
import { MemberAcceptanceService } from './member-acceptance.service.js';
import { codeShown, email, password, practiceId, secret } from './member-input.js';
import { MemberSignInService, type SignInStep } from './member-sign-in.service.js';

const signIn = z.object({ practiceId, email, password });
const secondFactor = z.object({ challenge: secret }).and(codeShown);
const invitation = z.object({ practiceId, invitation: z.uuid('This is no invitation.'), secret });
const acceptance = invitation.extend({ password: password.optional() });

const WRONG =
  'The address or the password is not right, or there were too many tries. Check both, or wait a quarter of an hour. If you cannot get in, ask your practice’s admin for a new invitation.';
const WRONG_CODE =
  'This code is not right, was used already, or came too late. Try the next one; after five tries sign in again, and after ten wait a quarter of an hour.';
const NO_INVITATION =
  'This invitation is not good, or no longer: each is good once, for seven days. Ask your practice’s admin for a new one.';

/** How members get in. What is wrong is refused with one text a route. */
@RestController('auth')
export class MemberSignInController {
  constructor(
    private readonly members: MemberSignInService,
    private readonly invitations: MemberAcceptanceService,
  ) {}

  @Post('sign-in')
  async signIn(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return answer(await this.members.byPassword(checkInput(signIn, request.body), request), WRONG);
  }

  @Post('second-factor')
  async secondFactor(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const { challenge, ...shown } = checkInput(secondFactor, request.body);
    return answer(await this.members.bySecondFactor(challenge, shown, request), WRONG_CODE);
  }

  @Post('invitation')
  async invitation(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const invited = await this.invitations.look(checkInput(invitation, request.body), request);
    if (!invited) throw new PublicError('SIGN_IN_REFUSED', NO_INVITATION);
    return HttpReply.json(invited);
  }

  @Post('invitation/accept')
  async accept(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const { password: chosen, ...shown } = checkInput(acceptance, request.body);
    return answer(await this.invitations.accept(shown, chosen, request), NO_INVITATION);
  }
}

function answer(step: SignInStep | undefined, refusal: string): HttpReply {
  if (!step) throw new PublicError('SIGN_IN_REFUSED', refusal);
  return step.next === 'done' ? HttpReply.json({ next: 'done' }, [step.cookie]) : HttpReply.json(step);
}
