import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PUBLIC_ADDRESS } from '../../platform/http/public-address.js';
import { Vault } from '../../platform/vault/vault.service.js';
import { currentActor, type Role } from '../actor.js';
import { hashOfSecret } from '../secrets.js';
import { invitationUrl, INVITATION_DAYS, INVITATION_SECRET } from './invitation-address.js';

export interface NewMember {
  readonly displayName: string;
  /** Where nobody else of the practice has it. It is sealed; only its keyed hash can be looked up. */
  readonly email: string;
  readonly roles: readonly Role[];
}

/** A way in for one member, good once. Whoever has the address gets in, so it is handed over and never mailed by us. */
export interface MemberInvitation {
  readonly id: string;
  readonly memberId: string;
  /** The secret stands in the fragment, which is sent to no server and no log. */
  readonly url: string;
  readonly expiresAt: Date;
}

export type InviteResult =
  | { readonly ok: true; readonly invitation: MemberInvitation }
  /** `email_in_use`: invite that member again instead. */
  | { readonly ok: false; readonly reason: 'email_in_use'; readonly memberId: string }
  /** `no_member`: none of this practice, or one who has no e-mail address and comes by the host’s log-in. */
  | { readonly ok: false; readonly reason: 'no_member' };

/**
 * Invites members. Each call acts in the current unit of work of somebody who may do this; who that is, the caller
 * sees to. A newer invitation ends the older ones of its member.
 */
@Injectable()
export class MemberInvitationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    @Inject(PUBLIC_ADDRESS) private readonly publicAddress: string,
  ) {}

  /**
   * Makes a member who is not in yet, and their invitation.
   * @param invitationId chosen by the caller, so that a mutation that is sent twice can show the same `again`
   */
  async invite(member: NewMember, invitationId: string = uuidv7()): Promise<InviteResult> {
    const { practiceId } = currentTenant();
    const transaction = await this.unitOfWork.current();
    const lookup = await this.vault.lookupEmail(member.email);
    const [there] = await transaction.sql<{ id: string }>(
      'SELECT id FROM mendwork.member WHERE practice_id = $1 AND email_lookup = $2',
      [practiceId, lookup],
    );
    if (there) return { ok: false, reason: 'email_in_use', memberId: there.id };
    const memberId = uuidv7();
    const keyId = await this.vault.createDataKey();
    const place = { table: 'member', column: 'email_sealed', rowId: memberId };
    const sealed = await this.vault.seal(keyId, place, member.email.trim());
    await transaction.sql(
      `INSERT INTO mendwork.member (practice_id, id, display_name, roles, data_key_id, email_sealed, email_lookup, state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'invited')`,
      [practiceId, memberId, member.displayName, [...new Set(member.roles)], keyId, sealed, lookup],
    );
    return { ok: true, invitation: await this.make(memberId, invitationId) };
  }

  /**
   * A new invitation for somebody who is a member, was one, or has lost all ways in: accepting it ends their sessions,
   * tokens and factors. Until then an active member goes on as before.
   */
  async inviteAgain(memberId: string, invitationId: string = uuidv7()): Promise<InviteResult> {
    const { practiceId } = currentTenant();
    const transaction = await this.unitOfWork.current();
    const [member] = await transaction.sql(
      `UPDATE mendwork.member SET state = CASE state WHEN 'ended' THEN 'invited' ELSE state END
       WHERE practice_id = $1 AND id = $2 AND email_lookup IS NOT NULL RETURNING id`,
      [practiceId, memberId],
    );
    if (!member) return { ok: false, reason: 'no_member' };
    return { ok: true, invitation: await this.make(memberId, invitationId) };
  }

  /** The same invitation again, for a mutation that is sent twice. */
  async again(invitationId: string): Promise<MemberInvitation | undefined> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<{ member_id: string; expires_at: Date }>(
      'SELECT member_id, expires_at FROM mendwork.member_invitation WHERE practice_id = $1 AND id = $2',
      [currentTenant().practiceId, invitationId],
    );
    return row && this.describe(invitationId, row.member_id, row.expires_at);
  }

  private async make(memberId: string, id: string): Promise<MemberInvitation> {
    const { practiceId } = currentTenant();
    const transaction = await this.unitOfWork.current();
    // One at a time for each member: of those that are made at the same moment, each must see the one before.
    await transaction.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `member-invitation/${practiceId}/${memberId}`,
    ]);
    await transaction.sql(
      `UPDATE mendwork.member_invitation SET ended_at = now()
       WHERE practice_id = $1 AND member_id = $2 AND ended_at IS NULL`,
      [practiceId, memberId],
    );
    const [made] = await transaction.sql<{ expires_at: Date }>(
      `INSERT INTO mendwork.member_invitation (practice_id, id, secret_hash, member_id, invited_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + interval '${INVITATION_DAYS} days') RETURNING expires_at`,
      [practiceId, id, hashOfSecret(await this.secretOf(id)), memberId, currentActor()?.id ?? null],
    );
    await this.audit.record({ action: 'member.invited', memberId, invitationId: id });
    return this.describe(id, memberId, made?.expires_at as Date);
  }

  /** Follows from the id under the practice’s key, so that it does not have to be stored to be told again. */
  private async secretOf(id: string): Promise<string> {
    return (await this.vault.mac(INVITATION_SECRET, id)).toString('base64url');
  }

  private async describe(id: string, memberId: string, expiresAt: Date): Promise<MemberInvitation> {
    const { practiceId } = currentTenant();
    const url = invitationUrl(this.publicAddress, { practiceId, id, secret: await this.secretOf(id) });
    return { id, memberId, url, expiresAt };
  }
}
