import { Injectable } from '@nestjs/common';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { LoginWork } from '../../platform/database/login-work.js';
import { PublicError } from '../../platform/errors/problem.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { requireMember } from '../actor.js';
import { MemberAccountService } from './member-account.service.js';
import { type Enrolled, MemberEnrolmentService } from './member-enrolment.service.js';
import { MemberFactsService } from './member-facts.service.js';
import { MemberPasskeysService } from './passkeys.service.js';
import type { EnrolledPasskey, Passkey, PasskeyOptions } from './passkeys.types.js';
import { requireSteppedUp } from './step-up.js';

type Refused = Extract<EnrolledPasskey, { ok: false }>;

const WHY: Readonly<Record<Refused['reason'], string>> = {
  refused: 'This passkey was not made for now and here. Begin again.',
  known: 'This passkey is in use already. Choose another device, or use the one that there is.',
  too_many: 'You have as many passkeys as one can have. Remove one that is not needed first.',
};

/** What a member does with their own passkeys, during the first log-in or later. */
@Injectable()
export class PasskeyAccountService {
  constructor(
    private readonly work: LoginWork,
    private readonly account: MemberAccountService,
    private readonly enrolment: MemberEnrolmentService,
    private readonly facts: MemberFactsService,
    private readonly passkeys: MemberPasskeysService,
  ) {}

  /** The caller’s passkeys, oldest first. */
  async list(): Promise<readonly Passkey[]> {
    const { id } = requireMember();
    return this.work.write(() => this.passkeys.list(id));
  }

  /** Begins showing one of the caller’s passkeys again. */
  async beginStepUp(): Promise<PasskeyOptions<PublicKeyCredentialRequestOptionsJSON>> {
    const { id } = requireMember();
    return this.work.write(() => this.passkeys.begin('step_up', id));
  }

  /**
   * Begins making a passkey.
   * @param enrolment of a log-in that waits for a first factor; without it, for who is signed in and has stepped up
   * @throws PublicError SIGN_IN_REFUSED, UNAUTHENTICATED or STEP_UP_REQUIRED; FORBIDDEN for whom the host signs in
   */
  async begin(
    request: HttpRequest,
    enrolment: string | undefined,
  ): Promise<PasskeyOptions<PublicKeyCredentialCreationOptionsJSON>> {
    return this.enrolment.as(request, enrolment, async ({ memberId }) => {
      await this.facts.keyOf(memberId);
      return this.passkeys.beginEnrolment(memberId);
    });
  }

  /**
   * Keeps the passkey that the browser made.
   * @throws PublicError as `begin`, and BAD_INPUT for one that cannot be kept
   */
  async enrol(
    request: HttpRequest,
    made: {
      readonly enrolment: string | undefined;
      readonly challenge: string;
      readonly response: unknown;
      readonly label: string;
    },
  ): Promise<Enrolled> {
    const outcome = await this.enrolment.as(
      request,
      made.enrolment,
      async (enrolling): Promise<Enrolled | Refused> => {
        const kept = await this.passkeys.enrol(enrolling.memberId, made.challenge, made.response, made.label);
        return kept.ok ? this.enrolment.finish(enrolling, 'passkey', request) : kept;
      },
    );
    // Thrown here and not within, so that the challenge stays spent.
    if ('reason' in outcome) throw new PublicError('BAD_INPUT', WHY[outcome.reason]);
    return outcome;
  }

  /**
   * Removes one of the caller’s passkeys. What is none of theirs is passed over: no answer tells of it.
   * @throws PublicError BAD_INPUT when it is the last factor of somebody who must have two, STEP_UP_REQUIRED
   */
  async remove(passkeyId: string): Promise<void> {
    const { id } = requireSteppedUp();
    await this.work.write(async () => {
      if (await this.passkeys.remove(id, passkeyId)) await this.account.requireGettingIn(id, {});
    });
  }
}
