import { Injectable } from '@nestjs/common';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { PublicError } from '../../platform/errors/problem.js';
import { Vault } from '../../platform/vault/vault.service.js';
import type { Role } from '../actor.js';
import type { KnownOfMember } from './password-rules.js';
import type { WaysIn } from './second-factor.js';

/** A member of the practice in scope, for the member’s own eyes. */
export interface MemberSelf extends KnownOfMember {
  readonly roles: readonly Role[];
}

/** What signing in needs to know of a member. Each call acts in the current unit of work. */
@Injectable()
export class MemberFactsService {
  constructor(
    private readonly work: LoginWork,
    private readonly vault: Vault,
  ) {}

  /** @throws Error for an id that is none of the practice’s */
  async of(memberId: string): Promise<MemberSelf> {
    const transaction = await this.work.current();
    const [row] = await transaction.sql<{
      practice_name: string;
      display_name: string;
      roles: Role[];
      email_sealed: Buffer | null;
    }>(
      `SELECT p.name AS practice_name, m.display_name, m.roles, m.email_sealed
       FROM mendwork.member m JOIN mendwork.practice p ON p.id = m.practice_id
       WHERE m.practice_id = $1 AND m.id = $2`,
      [currentTenant().practiceId, memberId],
    );
    if (!row) throw new Error('There is no such member.');
    const place = { table: 'member', column: 'email_sealed', rowId: memberId };
    const email = row.email_sealed ? await this.vault.open<string>(place, row.email_sealed) : null;
    return { practiceName: row.practice_name, displayName: row.display_name, roles: row.roles, email };
  }

  async waysIn(memberId: string): Promise<WaysIn> {
    const transaction = await this.work.current();
    const of = 'WHERE practice_id = $1 AND member_id = $2';
    const [row] = await transaction.sql<WaysIn>(
      `SELECT EXISTS (SELECT FROM mendwork.member_password ${of}) AS password,
         EXISTS (SELECT FROM mendwork.member_totp ${of}) AS totp,
         (SELECT count(*)::int FROM mendwork.member_passkey ${of}) AS passkeys,
         (SELECT count(*)::int FROM mendwork.member_recovery_code ${of} AND used_at IS NULL) AS "recoveryCodes"`,
      [currentTenant().practiceId, memberId],
    );
    return row as WaysIn;
  }

  /**
   * The data key that seals what is kept of the member.
   * @throws PublicError FORBIDDEN for one who was never invited: the host signs them in
   */
  async keyOf(memberId: string): Promise<string> {
    const transaction = await this.work.current();
    const [row] = await transaction.sql<{ data_key_id: string | null }>(
      'SELECT data_key_id FROM mendwork.member WHERE practice_id = $1 AND id = $2',
      [currentTenant().practiceId, memberId],
    );
    if (!row?.data_key_id)
      throw new PublicError(
        'FORBIDDEN',
        'Your practice signs you in by its own log-in. Ask your practice’s admin for an invitation first.',
      );
    return row.data_key_id;
  }
}
