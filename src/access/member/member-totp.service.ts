import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { qrSvg } from '../../platform/qr.js';
import { type Place, Vault } from '../../platform/vault/vault.service.js';
import { MemberFactsService } from './member-facts.service.js';
import { TOTP_SECRET_BYTES, totpStep, totpText, totpUri } from './totp.js';

/** What an authenticator app needs, shown once. */
export interface TotpOffer {
  /** Base32, for typing. */
  readonly secret: string;
  readonly uri: string;
  /** The same as a QR code: an SVG document. */
  readonly qrSvg: string;
}

/** Members’ authenticator apps (RFC 6238). Each call acts in the current unit of work. */
@Injectable()
export class MemberTotpService {
  constructor(
    private readonly work: LoginWork,
    private readonly vault: Vault,
    private readonly facts: MemberFactsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Offers a secret. Nothing is kept, and one that is in use goes on, until `confirm`.
   * @param occasion id of the log-in or session that asks: the same occasion is offered the same
   */
  async offer(memberId: string, occasion: string): Promise<TotpOffer> {
    const secret = await this.offered(memberId, occasion);
    const { practiceName, displayName, email } = await this.facts.of(memberId);
    const uri = totpUri(secret, practiceName, email ?? displayName);
    return { secret: totpText(secret), uri, qrSvg: qrSvg(uri) };
  }

  /** Takes what `offer` offered into use, once a code shows that the app has it. @returns whether it does */
  async confirm(memberId: string, occasion: string, code: string): Promise<boolean> {
    const { practiceId } = currentTenant();
    const secret = await this.offered(memberId, occasion);
    const step = totpStep(secret, code, await this.now());
    if (step === undefined) return false;
    const keyId = await this.facts.keyOf(memberId);
    const sealed = await this.vault.seal(keyId, placeOf(memberId), secret.toString('base64'));
    const transaction = await this.work.current();
    await transaction.sql(
      `INSERT INTO mendwork.member_totp (practice_id, member_id, secret_sealed, last_step)
       VALUES ($1, $2, $3, $4) ON CONFLICT (practice_id, member_id) DO UPDATE
       SET secret_sealed = excluded.secret_sealed, last_step = excluded.last_step, created_at = now()`,
      [practiceId, memberId, sealed, step],
    );
    await this.audit.record({ action: 'member_totp.enrolled', memberId });
    return true;
  }

  /** Uses a code up. No step is good twice, nor one before it. @returns whether it was a good one */
  async use(memberId: string, code: string): Promise<boolean> {
    const { practiceId } = currentTenant();
    const transaction = await this.work.current();
    const [row] = await transaction.sql<{ secret_sealed: Buffer }>(
      `SELECT secret_sealed FROM mendwork.member_totp
       WHERE practice_id = $1 AND member_id = $2`,
      [practiceId, memberId],
    );
    if (!row) return false;
    const secret = Buffer.from(await this.vault.open<string>(placeOf(memberId), row.secret_sealed), 'base64');
    const step = totpStep(secret, code, await this.now());
    if (step === undefined) return false;
    const used = await transaction.sql(
      `UPDATE mendwork.member_totp SET last_step = $3
       WHERE practice_id = $1 AND member_id = $2 AND last_step < $3 RETURNING member_id`,
      [practiceId, memberId, step],
    );
    return used.length > 0;
  }

  /** Forgets a member’s app. @returns whether there was one */
  async remove(memberId: string): Promise<boolean> {
    const transaction = await this.work.current();
    const gone = await transaction.sql(
      'DELETE FROM mendwork.member_totp WHERE practice_id = $1 AND member_id = $2 RETURNING member_id',
      [currentTenant().practiceId, memberId],
    );
    if (gone.length > 0) await this.audit.record({ action: 'member_totp.removed', memberId });
    return gone.length > 0;
  }

  /**
   * The secret for one occasion. It follows from the practice’s key, so that an offer that nobody takes leaves nothing
   * behind; what is in use counts in, so that the next offer on the same occasion is another.
   */
  private async offered(memberId: string, occasion: string): Promise<Buffer> {
    const transaction = await this.work.current();
    const [row] = await transaction.sql<{ of: string }>(
      `SELECT extract(epoch FROM created_at)::text AS of FROM mendwork.member_totp WHERE practice_id = $1 AND member_id = $2`,
      [currentTenant().practiceId, memberId],
    );
    const mac = await this.vault.mac('member-totp-offer', `${memberId}:${occasion}:${row?.of ?? ''}`);
    return mac.subarray(0, TOTP_SECRET_BYTES);
  }

  private async now(): Promise<number> {
    const transaction = await this.work.current();
    const [clock] = await transaction.sql<{ now: number }>(
      'SELECT extract(epoch FROM clock_timestamp())::float8 AS now',
    );
    return clock?.now ?? 0;
  }
}

function placeOf(memberId: string): Place {
  return { table: 'member_totp', column: 'secret_sealed', rowId: memberId };
}
