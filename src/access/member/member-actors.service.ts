import { Injectable } from '@nestjs/common';
import { currentTenant } from '../../platform/database/tenant.js';
import type { Reach } from '../../platform/database/tenant.types.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { type MemberActor, type MemberCredential, type Role, runAsSystem } from '../actor.js';

/** What a member’s row and ties say of them, as `withMemberFacts` finds it. */
export interface MemberFacts {
  roles: Role[];
  care_team_only: boolean;
  closed: string[];
}

/**
 * A statement that finds a credential and its member in one round trip: the columns of `found` and `MemberFacts`, or no
 * row for one who is no member any longer. Closed: every couple of somebody whom the member treats alone, and the
 * partners in it whom the member does not treat (DECISIONS 7: an individual therapist sees one file only).
 * @param found a SELECT over the rows of practice $1 that gives one `member_id`
 */
export function withMemberFacts(found: string): string {
  return `
  WITH found AS (${found}),
  ties AS (
    SELECT t.client_id, t.tie FROM mendwork.care_team t JOIN found ON t.member_id = found.member_id
    WHERE t.practice_id = $1 AND t.ended_at IS NULL),
  apart AS (
    SELECT partner.couple_id, partner.client_id FROM ties
    JOIN mendwork.couple_member own ON own.practice_id = $1 AND own.client_id = ties.client_id
    JOIN mendwork.couple_member partner ON partner.practice_id = $1 AND partner.couple_id = own.couple_id
    WHERE ties.tie = 'individual_therapist')
  SELECT found.*, m.roles, p.care_team_only, ARRAY(
    SELECT couple_id FROM apart
    UNION SELECT client_id FROM apart WHERE client_id NOT IN (SELECT client_id FROM ties)) AS closed
  FROM found
  JOIN mendwork.member m ON m.practice_id = $1 AND m.id = found.member_id
  JOIN mendwork.practice p ON p.id = m.practice_id
  WHERE m.state = 'active'`;
}

const FACTS = withMemberFacts('SELECT $2::uuid AS member_id');

/**
 * Who a member is and how far they see. Read anew for every request, so that a role, a tie or a member that was taken
 * away is gone at once.
 */
@Injectable()
export class MemberActorsService {
  constructor(private readonly work: LoginWork) {}

  /**
   * The member as an actor, inside the current unit of work.
   * @returns undefined for one who is not of this practice, or no longer
   */
  async find(memberId: string, credential: MemberCredential): Promise<MemberActor | undefined> {
    const { practiceId } = currentTenant();
    const transaction = await this.work.current();
    const [facts] = await transaction.sql<MemberFacts>(FACTS, [practiceId, memberId], 'member-facts');
    return facts && memberActor(practiceId, memberId, credential, facts);
  }

  /** The same before anybody is known, in a unit of work of its own. */
  async load(
    member: { practiceId: string; memberId: string },
    credential: MemberCredential,
    requestId: string,
  ): Promise<MemberActor | undefined> {
    return runAsSystem(member.practiceId, requestId, () =>
      this.work.write(() => this.find(member.memberId, credential)),
    );
  }
}

/** The actor that `facts` describe. */
export function memberActor(
  practiceId: string,
  id: string,
  credential: MemberCredential,
  { roles, care_team_only, closed }: MemberFacts,
): MemberActor {
  return {
    kind: 'member',
    practiceId,
    id,
    roles,
    credential,
    reach: reachOf(roles, care_team_only),
    closed,
  };
}

/** Supervisors see every file; clinicians those of their clients where the practice says so; others none. */
function reachOf(roles: readonly Role[], careTeamOnly: boolean): Reach {
  if (roles.includes('supervisor')) return 'practice';
  if (!roles.includes('clinician')) return 'desk';
  return careTeamOnly ? 'care_team' : 'practice';
}
