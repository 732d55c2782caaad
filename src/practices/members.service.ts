import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { requireMember, type Role } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { loadById } from '../platform/database/loader.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Connection, type PageArgs, readPage, toConnection } from '../platform/paging/connection.js';
import { Vault } from '../platform/vault/vault.service.js';
import type { MemberRow } from './member.entity.js';
import type { EveningMailInput, Member } from './members.types.js';

const COLUMNS = 'id, display_name, roles, state, email_sealed, evening_mail, created_at';

/** Who belongs to the practice’s staff. */
@Injectable()
export class MembersService {
  /** A member for an edge of another answer; null when there is none. */
  readonly load: (id: string) => Promise<Member | null>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {
    this.load = loadById(unitOfWork, (ids) => this.byIds(ids));
  }

  /** All who were ever members, in the order in which they came. */
  async page(args: PageArgs): Promise<Connection<Member>> {
    const { limit, after } = readPage(args);
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<MemberRow>(
      `SELECT ${COLUMNS} FROM mendwork.member
       WHERE practice_id = $1 AND (created_at, id) > ($2::timestamptz, $3::uuid)
       ORDER BY created_at, id LIMIT $4`,
      [currentTenant().practiceId, after.at, after.id, limit],
    );
    return toConnection(args, rows.map(present), ({ createdAt, id }) => ({ at: createdAt, id }));
  }

  /** One member; null for an id that is nobody’s of this practice. */
  async get(id: string): Promise<Member | null> {
    return isUuid(id) ? this.load(id) : null;
  }

  /** A member’s e-mail address, opened; null where the member has none. */
  async emailOf({ id, emailSealed }: Member): Promise<string | null> {
    return (
      emailSealed && this.vault.open({ table: 'member', column: 'email_sealed', rowId: id }, emailSealed)
    );
  }

  /** Whether this is a member who treats clients now. */
  async treats(id: string): Promise<boolean> {
    const member = await this.get(id);
    return member?.state === 'active' && member.roles.some((role) => TREATING.includes(role));
  }

  /** Says whether the caller is told by mail, in the evening, that the next day's sessions are ready to read. */
  async setEveningMail({ idempotencyKey, wanted }: EveningMailInput): Promise<Member> {
    const { practiceId, id } = requireMember();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('setEveningMail', idempotencyKey, { wanted }, id);
      const transaction = await this.unitOfWork.current();
      if (claim.first) {
        await transaction.sql(
          'UPDATE mendwork.member SET evening_mail = $3 WHERE practice_id = $1 AND id = $2',
          [practiceId, id, wanted],
        );
        await this.audit.record({ action: 'evening_mail.set', memberId: id, wanted });
      }
      const found = await this.byIds([id]);
      return found.get(id) as Member;
    });
  }

  private async byIds(ids: readonly string[]): Promise<Map<string, Member>> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<MemberRow>(
      `SELECT ${COLUMNS} FROM mendwork.member WHERE practice_id = $1 AND id = ANY($2::uuid[])`,
      [currentTenant().practiceId, ids],
      'member-by-ids',
    );
    return new Map(rows.map((row) => [row.id, present(row)]));
  }
}

const TREATING: readonly Role[] = ['clinician', 'supervisor'];

/** @internal a row as everybody is shown it. */
export function present(row: MemberRow): Member {
  return {
    __typename: 'Member',
    id: row.id,
    displayName: row.display_name,
    roles: row.roles as Role[],
    state: row.state,
    emailSealed: row.email_sealed,
    eveningMail: row.evening_mail,
    createdAt: row.created_at,
  };
}
