import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { Vault } from '../../platform/vault/vault.service.js';

const CODES = 10;
const LETTERS = 10;
/** Crockford’s Base32: no I, L, O or U, which are taken for others when they are copied by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Codes for the day on which the second factor is lost; each is good once. Calls act in the current unit of work. */
@Injectable()
export class MemberRecoveryCodesService {
  constructor(
    private readonly work: LoginWork,
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  /** Ten new codes, 50 bits each, to be shown this once; those from before are good no more. */
  async replace(memberId: string): Promise<string[]> {
    const { practiceId } = currentTenant();
    const codes = Array.from({ length: CODES }, newCode);
    const macs = await Promise.all(codes.map((code) => this.macOf(memberId, code)));
    await this.forget(memberId);
    const transaction = await this.work.current();
    await transaction.sql(
      `INSERT INTO mendwork.member_recovery_code (practice_id, member_id, code_mac)
       SELECT $1, $2, mac FROM unnest($3::bytea[]) AS mac`,
      [practiceId, memberId, macs],
    );
    await this.audit.record({ action: 'member_recovery_codes.made', memberId });
    return codes;
  }

  /** Ten new codes for who has none left; undefined for who has. */
  async replaceIfNone(memberId: string): Promise<string[] | undefined> {
    const transaction = await this.work.current();
    const left = await transaction.sql(
      'SELECT FROM mendwork.member_recovery_code WHERE practice_id = $1 AND member_id = $2 AND used_at IS NULL LIMIT 1',
      [currentTenant().practiceId, memberId],
    );
    return left.length > 0 ? undefined : this.replace(memberId);
  }

  /** Uses a code up, however it is typed. Of any number at a time one counts. @returns whether it was a good one */
  async use(memberId: string, code: string): Promise<boolean> {
    const transaction = await this.work.current();
    const used = await transaction.sql(
      `UPDATE mendwork.member_recovery_code SET used_at = now()
       WHERE practice_id = $1 AND member_id = $2 AND code_mac = $3 AND used_at IS NULL RETURNING member_id`,
      [currentTenant().practiceId, memberId, await this.macOf(memberId, code)],
    );
    if (used.length > 0) await this.audit.record({ action: 'member_recovery_code.used', memberId });
    return used.length > 0;
  }

  /** Takes all of a member’s codes away. */
  async forget(memberId: string): Promise<void> {
    const transaction = await this.work.current();
    await transaction.sql(
      'DELETE FROM mendwork.member_recovery_code WHERE practice_id = $1 AND member_id = $2',
      [currentTenant().practiceId, memberId],
    );
  }

  private macOf(memberId: string, code: string): Promise<Buffer> {
    return this.vault.mac('member-recovery-code', `${memberId}:${inNormalForm(code)}`);
  }
}

/** `7F3KQ-0ZT9W` */
function newCode(): string {
  const letters = Array.from({ length: LETTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, LETTERS / 2)}-${letters.slice(LETTERS / 2)}`;
}

function inNormalForm(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/[^\dA-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
