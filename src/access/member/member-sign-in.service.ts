import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { Vault } from '../../platform/vault/vault.service.js';
import { runAsSystem } from '../actor.js';
import { type Factor, LoginChallenges, practiceOfChallenge } from '../login-challenges.service.js';
import { LoginLimits } from '../login-limits.service.js';
import { practiceExists } from '../practice-exists.js';
import { MemberFactorsService, type ShownCode } from './member-factors.service.js';
import { MemberFactsService } from './member-facts.service.js';
import { MemberPasswordsService } from './member-passwords.service.js';
import { MemberSessionsService } from './member-sessions.service.js';
import { isPassword } from './password-hash.js';
import {
  getsIn,
  MEMBER_SECOND_FACTOR,
  needsSecondFactor,
  type SecondFactorPolicy,
  secondWays,
} from './second-factor.js';

/** What comes next for somebody who is signing in. */
export type SignInStep =
  /** Another factor, one of `ways`. */
  | { readonly next: 'second_factor'; readonly challenge: string; readonly ways: readonly Factor[] }
  /** A factor has to be made first. */
  | { readonly next: 'enrol'; readonly challenge: string }
  /** Signed in: `cookie` is a complete Set-Cookie value. */
  | { readonly next: 'done'; readonly cookie: string };

interface Found {
  id: string;
  hash: string | null;
}

/**
 * Signing a member in with a password and a second factor. Everything that is wrong is refused alike, after the same
 * work: unknown addresses, wrong passwords, members who are no longer, tries too many. No number of tries closes an
 * account; an address is slowed down, and a challenge dies.
 */
@Injectable()
export class MemberSignInService {
  constructor(
    private readonly work: LoginWork,
    private readonly vault: Vault,
    private readonly limits: LoginLimits,
    private readonly challenges: LoginChallenges,
    private readonly factors: MemberFactorsService,
    private readonly facts: MemberFactsService,
    private readonly passwords: MemberPasswordsService,
    private readonly sessions: MemberSessionsService,
    private readonly audit: AuditService,
    @Inject(MEMBER_SECOND_FACTOR) private readonly policy: SecondFactorPolicy,
  ) {}

  /**
   * The first step.
   * @returns undefined for everything that is wrong
   * @throws PublicError TOO_MANY_REQUESTS by place or practice
   */
  async byPassword(
    asked: { readonly practiceId: string; readonly email: string; readonly password: string },
    request: HttpRequest,
  ): Promise<SignInStep | undefined> {
    const { practiceId, email, password } = asked;
    await this.limits.byPlace(practiceId, request.ip);
    const allowed = await this.limits.byAddress(practiceId, email);
    const write = <T>(work: () => Promise<T>): Promise<T> =>
      runAsSystem(practiceId, request.id, () => this.work.write(work));
    const found = await write(() => this.look(practiceId, email));
    // Outside of any transaction: it takes long, and no connection may wait for it.
    const right = await isPassword(password, allowed ? found?.hash : null);
    if (found === undefined) return undefined;
    return write(async () => {
      // The password may have been changed meanwhile, which ends all that was begun by it.
      if (right && found.hash !== null && (await this.passwords.isStill(found.id, found.hash)))
        return this.goOn(found.id, request);
      return this.refuse(found.id || null);
    });
  }

  /**
   * The second step, with a code. After five tries the challenge is dead; after ten in a quarter of an hour, at any
   * number of challenges, no code counts.
   * @returns undefined for everything that is wrong
   */
  async bySecondFactor(
    challenge: string,
    shown: ShownCode,
    request: HttpRequest,
  ): Promise<SignInStep | undefined> {
    const practiceId = practiceOfChallenge(challenge);
    if (practiceId === undefined) return undefined;
    await this.limits.byPlace(practiceId, request.ip);
    const write = <T>(work: () => Promise<T>): Promise<T> =>
      runAsSystem(practiceId, request.id, () => this.work.write(work));
    const waiting = await write(() => this.challenges.look(challenge, 'second_factor'));
    if (!waiting?.memberId) return undefined;
    const allowed = await this.limits.bySecondFactor(practiceId, waiting.memberId);
    return write(async () => {
      const begun = await this.challenges.attempt(challenge, 'second_factor');
      if (!begun?.memberId) return undefined;
      const factor = allowed ? await this.factors.use(begun.memberId, shown) : undefined;
      if (!factor || !(await this.challenges.end(begun))) return this.refuse(begun.memberId);
      return this.finish(begun.memberId, [...begun.factors, factor], request);
    });
  }

  /** Where somebody goes on who has shown a password, or has just chosen one. Acts in the current unit of work. */
  async goOn(memberId: string, request: HttpRequest): Promise<SignInStep | undefined> {
    const { roles } = await this.facts.of(memberId);
    const waysIn = await this.facts.waysIn(memberId);
    const ways = secondWays(waysIn);
    const factors: Factor[] = waysIn.password ? ['password'] : [];
    if (ways.length > 0) {
      const challenge = await this.challenges.open({ kind: 'second_factor', memberId, factors });
      return { next: 'second_factor', challenge, ways };
    }
    if (getsIn(waysIn, needsSecondFactor(roles, this.policy))) return this.finish(memberId, factors, request);
    return { next: 'enrol', challenge: await this.challenges.open({ kind: 'enrolment', memberId, factors }) };
  }

  private async finish(
    memberId: string,
    factors: readonly Factor[],
    request: HttpRequest,
  ): Promise<SignInStep | undefined> {
    const cookie = await this.sessions.start(memberId, factors, request);
    return cookie === undefined ? undefined : { next: 'done', cookie };
  }

  /** @returns undefined where there is no such practice; an empty id where nobody has the address */
  private async look(practiceId: string, email: string): Promise<Found | undefined> {
    const transaction = await this.work.current();
    if (!(await practiceExists(this.work))) return undefined;
    const [found] = await transaction.sql<Found>(
      `SELECT m.id, p.hash FROM mendwork.member m
       LEFT JOIN mendwork.member_password p ON p.practice_id = m.practice_id AND p.member_id = m.id
       WHERE m.practice_id = $1 AND m.email_lookup = $2 AND m.state = 'active'`,
      [practiceId, await this.vault.lookupEmail(email)],
    );
    return found ?? { id: '', hash: null };
  }

  /** An unknown address leaves an entry as well, with nothing of it: the same work, and the tries can be counted. */
  private async refuse(memberId: string | null): Promise<undefined> {
    await this.audit.record({ action: 'member_sign_in.failed', memberId });
  }
}
