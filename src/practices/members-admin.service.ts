import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { z } from 'zod';
import { requireMember, ROLES } from '../access/actor.js';
import {
  type MemberInvitation,
  MemberInvitationsService,
} from '../access/member/member-invitations.service.js';
import { AuditService } from '../audit/audit.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { checkInput } from '../platform/errors/check-input.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import type { MemberRow } from './member.entity.js';
import { MembersService, present } from './members.service.js';
import type {
  ChangeMemberResult,
  InvitedMember,
  InviteMemberAgainResult,
  InviteMemberInput,
  InviteMemberResult,
  Member,
  MemberInput,
  MemberRefusal,
  SetMemberRolesInput,
} from './members.types.js';

const roles = z.array(z.enum(ROLES)).min(1, 'Give the member a role.');
const newMember = z.object({
  displayName: z
    .string()
    .trim()
    .min(1, 'Give the member’s name.')
    .max(100, 'A name has at most 100 characters.')
    .regex(/^[^\p{Control}\p{Surrogate}]*$/u, 'The name has characters that cannot be kept. Type it again.'),
  email: z.email('This is not an e-mail address.').max(254, 'An e-mail address has at most 254 characters.'),
  roles,
});

/** Lets members in, says what they are, and ends them. For admins, who are never without one of their own. */
@Injectable()
export class MembersAdminService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly members: MembersService,
    private readonly invitations: MemberInvitationsService,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {}

  /** Invites somebody new; the same request sent again gives the same address. */
  async invite({ idempotencyKey, ...asked }: InviteMemberInput): Promise<InviteMemberResult> {
    const member = checkInput(newMember, asked);
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('inviteMember', idempotencyKey, asked, id);
      if (!claim.first) return this.invited(await this.invitations.again(claim.resultId));
      const made = await this.invitations.invite(member, id);
      if (!made.ok) throw new Undo<InviteMemberResult>(EMAIL_TAKEN);
      return this.invited(made.invitation);
    });
  }

  /** A new address for a member who has lost all ways in, or was a member before. */
  async inviteAgain({ idempotencyKey, memberId }: MemberInput): Promise<InviteMemberAgainResult> {
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('inviteMemberAgain', idempotencyKey, { memberId }, id);
      if (!claim.first) return this.invited(await this.invitations.again(claim.resultId));
      const made = isUuid(memberId) && (await this.invitations.inviteAgain(memberId, id));
      if (!made || !made.ok) throw new Undo<InviteMemberAgainResult>(notFound());
      return this.invited(made.invitation);
    });
  }

  /**
   * Says what a member is from now on; it holds from the member’s next request. Nobody gives themselves a role: an
   * admin who wants to see clinical content needs another admin’s word.
   */
  async setRoles({ idempotencyKey, ...asked }: SetMemberRolesInput): Promise<ChangeMemberResult> {
    const { practiceId, id: callerId } = requireMember();
    const wanted = [...new Set(checkInput(roles, asked.roles))];
    return this.unitOfWork.write(async () => {
      const { first } = await this.idempotency.claim('setMemberRoles', idempotencyKey, asked, uuidv7());
      const member = await this.members.get(asked.memberId);
      if (!first) return member ?? notFound();
      if (!member) throw new Undo<ChangeMemberResult>(notFound());
      if (member.id === callerId) throw new Undo<ChangeMemberResult>(NOT_YOURSELF);
      const transaction = await this.unitOfWork.current();
      if (!wanted.includes('admin') && (await this.isLastAdmin(transaction, member)))
        throw new Undo<ChangeMemberResult>(LAST_ADMIN);
      const [row] = await transaction.sql<MemberRow>(
        'UPDATE mendwork.member SET roles = $3 WHERE practice_id = $1 AND id = $2 RETURNING *',
        [practiceId, member.id, wanted],
      );
      await this.audit.record({ action: 'member.roles_set', memberId: member.id, roles: wanted });
      return present(row as MemberRow);
    });
  }

  /** Ends a member: their sessions and tokens let nobody in from now on, and their ties to clients are over. */
  async end({ idempotencyKey, memberId }: MemberInput): Promise<ChangeMemberResult> {
    const { practiceId, id: callerId } = requireMember();
    return this.unitOfWork.write(async () => {
      const { first } = await this.idempotency.claim('endMember', idempotencyKey, { memberId }, uuidv7());
      const member = await this.members.get(memberId);
      if (!first) return member ?? notFound();
      if (!member) throw new Undo<ChangeMemberResult>(notFound());
      if (member.id === callerId) throw new Undo<ChangeMemberResult>(NOT_YOURSELF);
      const transaction = await this.unitOfWork.current();
      if (await this.isLastAdmin(transaction, member)) throw new Undo<ChangeMemberResult>(LAST_ADMIN);
      const [row] = await transaction.sql<MemberRow>(
        `UPDATE mendwork.member SET state = 'ended' WHERE practice_id = $1 AND id = $2 RETURNING *`,
        [practiceId, member.id],
      );
      await transaction.sql(
        `UPDATE mendwork.member_invitation SET ended_at = now()
         WHERE practice_id = $1 AND member_id = $2 AND ended_at IS NULL`,
        [practiceId, member.id],
      );
      await this.audit.record({ action: 'member.ended', memberId: member.id });
      await this.endTies(transaction, practiceId, member.id);
      return present(row as MemberRow);
    });
  }

  /** The clients’ feature lies to the right of this one; of ties, the end of a member has to know this alone. */
  private async endTies(transaction: Transaction, practiceId: string, memberId: string): Promise<void> {
    const ended = await transaction.sql<{ client_id: string; tie: string }>(
      `UPDATE mendwork.care_team SET ended_at = now()
       WHERE practice_id = $1 AND member_id = $2 AND ended_at IS NULL RETURNING client_id, tie`,
      [practiceId, memberId],
    );
    for (const { client_id: clientId, tie } of ended)
      await this.audit.record({ action: 'care_team.ended', clientId, memberId, tie });
  }

  private async isLastAdmin(transaction: Transaction, { id }: Member): Promise<boolean> {
    const { practiceId } = requireMember();
    // One at a time: of two admins who end each other at the same moment, each must see what the other did.
    await transaction.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`admins/${practiceId}`]);
    const admins = await transaction.sql<{ id: string }>(
      `SELECT id FROM mendwork.member WHERE practice_id = $1 AND 'admin' = ANY(roles) AND state = 'active'`,
      [practiceId],
    );
    return admins.length === 1 && admins[0]?.id === id;
  }

  private async invited(invitation: MemberInvitation | undefined): Promise<InvitedMember> {
    const member = invitation && (await this.members.get(invitation.memberId));
    if (!member) throw new Error('An invitation is no member’s.');
    return { __typename: 'InvitedMember', member, url: invitation.url, expiresAt: invitation.expiresAt };
  }
}

const EMAIL_TAKEN: MemberRefusal<'EmailTaken'> = {
  __typename: 'EmailTaken',
  message: 'Somebody of the practice has this e-mail address. Invite that member again instead.',
};
const LAST_ADMIN: MemberRefusal<'LastAdmin'> = {
  __typename: 'LastAdmin',
  message: 'This is the practice’s only admin. Make somebody else an admin first.',
};
const NOT_YOURSELF: MemberRefusal<'NotYourself'> = {
  __typename: 'NotYourself',
  message: 'What you are yourself, another admin decides. Ask one to do it.',
};
