import { Injectable } from '@nestjs/common';
import { LoginWork } from '../../platform/database/login-work.js';
import { PublicError } from '../../platform/errors/problem.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { runAsSystem } from '../actor.js';
import {
  type Challenge,
  type Factor,
  LoginChallenges,
  practiceOfChallenge,
} from '../login-challenges.service.js';
import { LoginLimits } from '../login-limits.service.js';
import { MemberFactsService } from './member-facts.service.js';
import { MemberRecoveryCodesService } from './member-recovery-codes.service.js';
import { MemberRequests } from './member-requests.service.js';
import { MemberSessionsService, sessionOf } from './member-sessions.service.js';
import { MemberTotpService, type TotpOffer } from './member-totp.service.js';
import { requireSteppedUp } from './step-up.js';

/** Who makes a factor: a member in the middle of a log-in, or one who is signed in and has just stepped up. */
export interface Enrolling {
  readonly memberId: string;
  /** Names the log-in or the session. */
  readonly occasion: string;
  /** The log-in that goes on with the new factor. */
  readonly begun?: Challenge;
}

/** What making a factor came to. */
export interface Enrolled {
  /** Told this once: all ten after a log-in, and to who had none left. */
  readonly recoveryCodes?: readonly string[];
  /** Complete Set-Cookie value, after a log-in. */
  readonly cookie?: string;
}

const OVER = 'The time for this is over, or it was done already. Sign in again.';

/** Making a factor, during the first log-in or later. */
@Injectable()
export class MemberEnrolmentService {
  constructor(
    private readonly work: LoginWork,
    private readonly limits: LoginLimits,
    private readonly challenges: LoginChallenges,
    private readonly requests: MemberRequests,
    private readonly sessions: MemberSessionsService,
    private readonly facts: MemberFactsService,
    private readonly recoveryCodes: MemberRecoveryCodesService,
    private readonly totp: MemberTotpService,
  ) {}

  /**
   * Runs `work` in a unit of work for whoever is making a factor.
   * @param challenge of kind `enrolment`; without one the browser’s session counts
   * @param trying whether this is a try: after five, the log-in is over
   * @throws PublicError SIGN_IN_REFUSED, UNAUTHENTICATED or STEP_UP_REQUIRED
   */
  async as<T>(
    request: HttpRequest,
    challenge: string | undefined,
    work: (enrolling: Enrolling) => Promise<T>,
    trying = false,
  ): Promise<T> {
    if (challenge === undefined)
      return this.requests.as(request, (member) => {
        requireSteppedUp();
        return this.work.write(() => work({ memberId: member.id, occasion: sessionOf(member) ?? '' }));
      });
    const practiceId = practiceOfChallenge(challenge);
    if (practiceId === undefined) throw new PublicError('SIGN_IN_REFUSED', OVER);
    await this.limits.byPlace(practiceId, request.ip);
    return runAsSystem(practiceId, request.id, () =>
      this.work.write(async () => {
        const begun = await this.challenges[trying ? 'attempt' : 'look'](challenge, 'enrolment');
        if (!begun?.memberId) throw new PublicError('SIGN_IN_REFUSED', OVER);
        return work({ memberId: begun.memberId, occasion: begun.id, begun });
      }),
    );
  }

  /** After a factor was made: finishes the log-in, if that is what it was for. Acts in the current unit of work. */
  async finish({ memberId, begun }: Enrolling, factor: Factor, request: HttpRequest): Promise<Enrolled> {
    if (!begun) {
      const recoveryCodes = await this.recoveryCodes.replaceIfNone(memberId);
      return recoveryCodes ? { recoveryCodes } : {};
    }
    if (!(await this.challenges.end(begun))) throw new PublicError('SIGN_IN_REFUSED', OVER);
    // Others that wait for a first factor were begun by a password alone: from now on that is not enough.
    await this.challenges.endAllOf(memberId);
    const recoveryCodes = await this.recoveryCodes.replace(memberId);
    const cookie = await this.sessions.start(memberId, [...begun.factors, factor], request);
    if (cookie === undefined) throw new PublicError('SIGN_IN_REFUSED', OVER);
    return { recoveryCodes, cookie };
  }

  /** A secret for an authenticator app. Nothing is kept until `confirmTotp`. */
  async offerTotp(request: HttpRequest, challenge: string | undefined): Promise<TotpOffer> {
    return this.as(request, challenge, async ({ memberId, occasion }) => {
      await this.facts.keyOf(memberId);
      if (!(await this.facts.waysIn(memberId)).password)
        throw new PublicError(
          'BAD_INPUT',
          'Codes go with a password, and you have none. Choose a password first, or use a passkey.',
        );
      return this.totp.offer(memberId, occasion);
    });
  }

  /**
   * Takes the offered secret into use.
   * @throws PublicError BAD_INPUT for a code that the secret does not give now
   */
  async confirmTotp(request: HttpRequest, challenge: string | undefined, code: string): Promise<Enrolled> {
    const confirm = async (enrolling: Enrolling): Promise<Enrolled | undefined> =>
      (await this.totp.confirm(enrolling.memberId, enrolling.occasion, code))
        ? this.finish(enrolling, 'totp', request)
        : undefined;
    const enrolled = await this.as(request, challenge, confirm, true);
    // Thrown here and not within, so that the try stays counted.
    if (!enrolled)
      throw new PublicError(
        'BAD_INPUT',
        'This is not the code that the app shows now. Wait for the next one and type that.',
      );
    return enrolled;
  }
}
