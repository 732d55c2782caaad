import { Injectable } from '@nestjs/common';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';

/** Members’ passwords as hashes. Each call acts in the current unit of work; hashing is done outside of it. */
@Injectable()
export class MemberPasswordsService {
  constructor(private readonly work: LoginWork) {}

  /** The hash of a member’s password; null for who has none. */
  async hashOf(memberId: string): Promise<string | null> {
    const transaction = await this.work.current();
    const [row] = await transaction.sql<{ hash: string }>(
      'SELECT hash FROM mendwork.member_password WHERE practice_id = $1 AND member_id = $2',
      [currentTenant().practiceId, memberId],
    );
    return row?.hash ?? null;
  }

  /**
   * Whether `hash` is still that of the member’s password. If so, nobody changes it before the current unit of work is
   * over.
   */
  async isStill(memberId: string, hash: string): Promise<boolean> {
    const transaction = await this.work.current();
    const held = await transaction.sql(
      'SELECT FROM mendwork.member_password WHERE practice_id = $1 AND member_id = $2 AND hash = $3 FOR SHARE',
      [currentTenant().practiceId, memberId, hash],
    );
    return held.length > 0;
  }

  /** Keeps the hash of a new password. */
  async set(memberId: string, hash: string): Promise<void> {
    const transaction = await this.work.current();
    await transaction.sql(
      `INSERT INTO mendwork.member_password (practice_id, member_id, hash) VALUES ($1, $2, $3)
       ON CONFLICT (practice_id, member_id) DO UPDATE SET hash = excluded.hash, changed_at = now()`,
      [currentTenant().practiceId, memberId, hash],
    );
  }
}
