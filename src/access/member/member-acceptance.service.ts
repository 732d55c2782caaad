import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { PublicError } from '../../platform/errors/problem.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { type Role, runAsSystem } from '../actor.js';
import { LoginLimits } from '../login-limits.service.js';
import { hashOfSecret } from '../secrets.js';
import { MemberFactorsService } from './member-factors.service.js';
import { MemberFactsService } from './member-facts.service.js';
import { MemberPasswordsService } from './member-passwords.service.js';
import { MemberSignInService, type SignInStep } from './member-sign-in.service.js';
import { hashPassword } from './password-hash.js';
import { faultInPassword } from './password-rules.js';

/** An invitation as its address holds it. */
export interface ShownInvitation {
  readonly practiceId: string;
  readonly invitation: string;
  readonly secret: string;
}

/** Whom an invitation is for. */
export interface Invited {
  readonly displayName: string;
  readonly roles: readonly Role[];
}

const LIVE = `i.practice_id = $1 AND i.id = $2 AND i.secret_hash = $3 AND i.ended_at IS NULL AND i.expires_at > now()
  AND m.practice_id = i.practice_id AND m.id = i.member_id AND m.state <> 'ended'`;

/** Accepting an invitation, the first time or to begin anew. */
@Injectable()
export class MemberAcceptanceService {
  constructor(
    private readonly work: LoginWork,
    private readonly limits: LoginLimits,
    private readonly facts: MemberFactsService,
    private readonly factors: MemberFactorsService,
    private readonly passwords: MemberPasswordsService,
    private readonly signIn: MemberSignInService,
    private readonly audit: AuditService,
  ) {}

  /** Whom an invitation is for. Looking spends nothing. @returns undefined for one that is not good */
  async look(shown: ShownInvitation, request: HttpRequest): Promise<Invited | undefined> {
    await this.limits.byPlace(shown.practiceId, request.ip);
    return this.write(shown, request, async () => {
      const memberId = await this.memberOf(shown);
      if (memberId === undefined) return undefined;
      const { displayName, roles } = await this.facts.of(memberId);
      return { displayName, roles };
    });
  }

  /**
   * Spends an invitation: of any number of uses at a time one counts. What the member was signed in by before, and
   * all factors from before, are gone.
   * @param password left out by who will use a passkey
   * @returns undefined for an invitation that is not good
   * @throws PublicError BAD_INPUT for a password that will not do; the invitation stays good
   */
  async accept(
    shown: ShownInvitation,
    password: string | undefined,
    request: HttpRequest,
  ): Promise<SignInStep | undefined> {
    await this.limits.byPlace(shown.practiceId, request.ip);
    const fault = await this.write(shown, request, async () => {
      const memberId = await this.memberOf(shown);
      if (memberId === undefined) return null;
      return password === undefined ? undefined : faultInPassword(password, await this.facts.of(memberId));
    });
    if (fault === null) return undefined;
    if (fault !== undefined) throw new PublicError('BAD_INPUT', fault);
    // Outside of any transaction: it takes long, and no connection may wait for it.
    const hash = password === undefined ? undefined : await hashPassword(password);
    return this.write(shown, request, () => this.spend(shown, hash, request));
  }

  private async spend(
    { practiceId, invitation, secret }: ShownInvitation,
    hash: string | undefined,
    request: HttpRequest,
  ): Promise<SignInStep | undefined> {
    const transaction = await this.work.current();
    const [spent] = await transaction.sql<{ member_id: string }>(
      `UPDATE mendwork.member_invitation i SET ended_at = now() FROM mendwork.member m
       WHERE ${LIVE} RETURNING i.member_id`,
      [practiceId, invitation, hashOfSecret(secret)],
    );
    if (!spent) return undefined;
    const memberId = spent.member_id;
    await transaction.sql(
      `UPDATE mendwork.member SET state = 'active' WHERE practice_id = $1 AND id = $2 AND state = 'invited'`,
      [practiceId, memberId],
    );
    await this.factors.endAccess(memberId);
    await this.factors.forget(memberId);
    if (hash !== undefined) await this.passwords.set(memberId, hash);
    await this.audit.record({ action: 'member_invitation.accepted', memberId, invitationId: invitation });
    return this.signIn.goOn(memberId, request);
  }

  private async memberOf({ practiceId, invitation, secret }: ShownInvitation): Promise<string | undefined> {
    const transaction = await this.work.current();
    const [row] = await transaction.sql<{ member_id: string }>(
      `SELECT i.member_id FROM mendwork.member_invitation i, mendwork.member m WHERE ${LIVE}`,
      [practiceId, invitation, hashOfSecret(secret)],
    );
    return row?.member_id;
  }

  private write<T>(
    { practiceId }: ShownInvitation,
    request: HttpRequest,
    work: () => Promise<T>,
  ): Promise<T> {
    return runAsSystem(practiceId, request.id, () => this.work.write(work));
  }
}
