import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { PublicError } from '../../platform/errors/problem.js';
import { RateLimits, tooMany } from '../../platform/rate-limits/rate-limits.service.js';
import { type MemberActor, requireMember, type Role } from '../actor.js';
import type { Factor } from '../login-challenges.service.js';
import { MemberFactorsService, type ShownCode } from './member-factors.service.js';
import { MemberFactsService } from './member-facts.service.js';
import { MemberPasswordsService } from './member-passwords.service.js';
import { MemberRecoveryCodesService } from './member-recovery-codes.service.js';
import { MemberSessionsService, sessionOf } from './member-sessions.service.js';
import { MemberTotpService } from './member-totp.service.js';
import { hashPassword, isPassword } from './password-hash.js';
import { faultInPassword } from './password-rules.js';
import { MemberPasskeysService } from './passkeys.service.js';
import { getsIn, MEMBER_SECOND_FACTOR, needsSecondFactor, type SecondFactorPolicy } from './second-factor.js';
import { requireSteppedUp } from './step-up.js';

/** A factor that is shown again. */
export type ShownAgain =
  | { readonly password: string }
  | { readonly passkeyChallenge: string; readonly response: unknown }
  | ShownCode;

/** The member who is signed in, for the member’s own page. */
export interface Me {
  readonly id: string;
  readonly practiceId: string;
  readonly practiceName: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
  readonly recoveryCodesLeft: number;
  readonly steppedUp: boolean;
}

/** What a signed-in member does with their own log-in. */
@Injectable()
export class MemberAccountService {
  constructor(
    private readonly work: LoginWork,
    private readonly limits: RateLimits,
    private readonly facts: MemberFactsService,
    private readonly factors: MemberFactorsService,
    private readonly passwords: MemberPasswordsService,
    private readonly passkeys: MemberPasskeysService,
    private readonly recoveryCodes: MemberRecoveryCodesService,
    private readonly sessions: MemberSessionsService,
    private readonly totp: MemberTotpService,
    private readonly audit: AuditService,
    @Inject(MEMBER_SECOND_FACTOR) private readonly policy: SecondFactorPolicy,
  ) {}

  /** The caller. */
  async me(): Promise<Me> {
    const { id, practiceId, roles, credential } = requireMember();
    return this.work.write(async () => {
      const { practiceName, displayName } = await this.facts.of(id);
      const ways = await this.facts.waysIn(id);
      return {
        id,
        practiceId,
        practiceName,
        displayName,
        roles,
        hasPassword: ways.password,
        hasTotp: ways.totp,
        hasPasskey: ways.passkeys > 0,
        recoveryCodesLeft: ways.recoveryCodes,
        steppedUp: credential.kind === 'session' && credential.steppedUpAt !== null,
      };
    });
  }

  /**
   * Shows a factor again, for ten minutes of exports, releases and settings.
   * @throws PublicError SIGN_IN_REFUSED for a wrong one, TOO_MANY_REQUESTS after some
   */
  async stepUp(shown: ShownAgain): Promise<void> {
    const member = requireMember();
    const counted = await this.limits.consume('login-address', `step-up/${member.practiceId}/${member.id}`);
    if (!counted.allowed) throw tooMany(counted);
    const hash = await this.work.write(() => this.passwords.hashOf(member.id));
    const right = 'password' in shown && (await isPassword(shown.password, hash));
    const factor = await this.work.write(() => this.noteShown(member, shown, right));
    if (!factor)
      throw new PublicError(
        'SIGN_IN_REFUSED',
        'That was not right, or was used already. Try again, or use another way.',
      );
  }

  /**
   * Changes the password and ends everything else that the member is signed in by.
   * @throws PublicError BAD_INPUT for a password that will not do, STEP_UP_REQUIRED
   */
  async changePassword(next: string): Promise<void> {
    const member = requireSteppedUp();
    const fault = await this.work.write(async () => faultInPassword(next, await this.facts.of(member.id)));
    if (fault !== undefined) throw new PublicError('BAD_INPUT', fault);
    const hash = await hashPassword(next);
    await this.work.write(async () => {
      await this.facts.keyOf(member.id);
      await this.passwords.set(member.id, hash);
      await this.factors.endAccess(member.id, sessionOf(member));
      await this.audit.record({ action: 'member_password.changed', memberId: member.id });
    });
  }

  /** Ten new recovery codes, shown this once. @throws PublicError STEP_UP_REQUIRED */
  async newRecoveryCodes(): Promise<readonly string[]> {
    const { id } = requireSteppedUp();
    return this.work.write(() => this.recoveryCodes.replace(id));
  }

  /**
   * Forgets the authenticator app.
   * @throws PublicError BAD_INPUT when it is the last factor of somebody who must have two, STEP_UP_REQUIRED
   */
  async removeTotp(): Promise<void> {
    const { id } = requireSteppedUp();
    await this.work.write(async () => {
      await this.requireGettingIn(id, { totp: false });
      await this.totp.remove(id);
    });
  }

  /**
   * Makes sure that the caller still gets in when `gone` is taken away. Acts in the current unit of work, and holds
   * others back who would take away what is left.
   * @param gone the ways as they will be, where they differ
   * @throws PublicError BAD_INPUT
   */
  async requireGettingIn(memberId: string, gone: { totp?: false; passkeys?: number }): Promise<void> {
    const { roles, practiceId } = requireMember();
    const transaction = await this.work.current();
    await transaction.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `member-factors/${practiceId}/${memberId}`,
    ]);
    const left = { ...(await this.facts.waysIn(memberId)), ...gone };
    if (!getsIn(left, needsSecondFactor(roles, this.policy)))
      throw new PublicError(
        'BAD_INPUT',
        'This is your last way of showing that it is you. Add another first, then remove this one.',
      );
  }

  private async noteShown(
    member: MemberActor,
    shown: ShownAgain,
    rightPassword: boolean,
  ): Promise<Factor | undefined> {
    const factor = rightPassword ? 'password' : await this.factorIn(member, shown);
    if (factor) await this.sessions.stepUp(factor);
    else await this.audit.record({ action: 'member_step_up.failed', memberId: member.id });
    return factor;
  }

  private async factorIn(member: MemberActor, shown: ShownAgain): Promise<Factor | undefined> {
    if ('password' in shown) return undefined;
    if (!('passkeyChallenge' in shown)) return this.factors.use(member.id, shown);
    const owner = await this.passkeys.show(shown.passkeyChallenge, 'step_up', shown.response);
    return owner === member.id ? 'passkey' : undefined;
  }
}
