import { Injectable } from '@nestjs/common';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { type Factor, LoginChallenges } from '../login-challenges.service.js';
import { MemberRecoveryCodesService } from './member-recovery-codes.service.js';
import { MemberSessionsService } from './member-sessions.service.js';
import { MemberTotpService } from './member-totp.service.js';

/** A code that somebody typed: of an authenticator app, or a recovery code. */
export type ShownCode = { readonly totp: string } | { readonly recoveryCode: string };

/** What a member’s factors are kept in. */
const FACTORS = ['member_password', 'member_totp', 'member_passkey', 'member_recovery_code'];

/** A member’s factors together. Each call acts in the current unit of work. */
@Injectable()
export class MemberFactorsService {
  constructor(
    private readonly work: LoginWork,
    private readonly totp: MemberTotpService,
    private readonly recoveryCodes: MemberRecoveryCodesService,
    private readonly sessions: MemberSessionsService,
    private readonly challenges: LoginChallenges,
  ) {}

  /** Uses a code up. @returns the factor that it was; undefined for a wrong one and one that was used before */
  async use(memberId: string, shown: ShownCode): Promise<Factor | undefined> {
    if ('totp' in shown) return (await this.totp.use(memberId, shown.totp)) ? 'totp' : undefined;
    return (await this.recoveryCodes.use(memberId, shown.recoveryCode)) ? 'recovery_code' : undefined;
  }

  /** Ends everything that a member is signed in by, or has begun: browsers, programs, log-ins. */
  async endAccess(memberId: string, keepSession: string | null = null): Promise<void> {
    await this.sessions.endAllOf(memberId, keepSession);
    await this.challenges.endAllOf(memberId);
    const transaction = await this.work.current();
    await transaction.sql(
      'UPDATE mendwork.access_token SET ended_at = now() WHERE practice_id = $1 AND member_id = $2 AND ended_at IS NULL',
      [currentTenant().practiceId, memberId],
    );
  }

  /** Takes all factors away, for one who begins anew. */
  async forget(memberId: string): Promise<void> {
    const transaction = await this.work.current();
    for (const table of FACTORS)
      await transaction.sql(`DELETE FROM mendwork.${table} WHERE practice_id = $1 AND member_id = $2`, [
        currentTenant().practiceId,
        memberId,
      ]);
  }
}
