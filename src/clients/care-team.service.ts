import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { requireMember } from '../access/actor.js';
import { Refusals } from '../access/refusals.service.js';
import { AuditService } from '../audit/audit.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { loadById } from '../platform/database/loader.js';
import { currentTenant } from '../platform/database/tenant.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicError } from '../platform/errors/problem.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { MembersService } from '../practices/members.service.js';
import type { CareTeamRow } from './care-team.entity.js';
import type {
  CareTie,
  EndCareTeamTieInput,
  EndCareTeamTieResult,
  SetCareTeamTieInput,
  SetCareTeamTieResult,
} from './care-team.types.js';
import { ClientsService } from './clients.service.js';

/** The other primaries of a client step back. $1 practice, $2 client, $3 the new primary. */
const ONE_PRIMARY = `
  UPDATE mendwork.care_team SET tie = 'co_therapist'
  WHERE practice_id = $1 AND client_id = $2 AND member_id <> $3 AND tie = 'primary' AND ended_at IS NULL`;

/** A tie that was over begins anew. $1 practice, $2 client, $3 member, $4 tie. */
const SET = `
  INSERT INTO mendwork.care_team AS t (practice_id, client_id, member_id, tie) VALUES ($1, $2, $3, $4)
  ON CONFLICT (practice_id, client_id, member_id) DO UPDATE SET tie = excluded.tie, ended_at = NULL,
    created_at = CASE WHEN t.ended_at IS NULL THEN t.created_at ELSE now() END
  RETURNING *`;

/** Who treats which client. What a tie opens and closes, row-level security sees to. */
@Injectable()
export class CareTeamService {
  private readonly load: (clientId: string) => Promise<readonly CareTie[] | null>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientsService,
    private readonly members: MembersService,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
    private readonly refusals: Refusals,
  ) {
    this.load = loadById(unitOfWork, (ids) => this.byClients(ids));
  }

  /** Who treats a client now, the primary first. */
  async of(clientId: string): Promise<readonly CareTie[]> {
    return (await this.load(clientId)) ?? [];
  }

  /**
   * Makes a member one of those who treat a client, or changes as what.
   * @throws PublicError FORBIDDEN for those who neither lead the treatment nor oversee it
   */
  async set({ idempotencyKey, ...asked }: SetCareTeamTieInput): Promise<SetCareTeamTieResult> {
    const { clientId, memberId, tie } = asked;
    return this.unitOfWork.write(async () => {
      const { first } = await this.idempotency.claim('setCareTeamTie', idempotencyKey, asked, uuidv7());
      const transaction = await this.openTo(asked, 'setCareTeamTie');
      if (!transaction || !(await this.members.treats(memberId)))
        throw new Undo<SetCareTeamTieResult>(notFound());
      if (first) {
        const { practiceId } = currentTenant();
        if (tie === 'primary') await transaction.sql(ONE_PRIMARY, [practiceId, clientId, memberId]);
        await transaction.sql(SET, [practiceId, clientId, memberId, tie]);
        await this.audit.record({ action: 'care_team.set', clientId, memberId, tie });
      }
      return (await this.of(clientId)).find((one) => one.memberId === memberId) ?? notFound();
    });
  }

  /**
   * Ends a member's tie to a client.
   * @throws PublicError FORBIDDEN for those who neither lead the treatment nor oversee it
   */
  async end({ idempotencyKey, ...asked }: EndCareTeamTieInput): Promise<EndCareTeamTieResult> {
    const { clientId, memberId } = asked;
    return this.unitOfWork.write(async () => {
      const { first } = await this.idempotency.claim('endCareTeamTie', idempotencyKey, asked, uuidv7());
      if (!first) return this.ended(asked);
      const transaction = await this.openTo(asked, 'endCareTeamTie');
      if (!transaction) throw new Undo<EndCareTeamTieResult>(notFound());
      const [row] = await transaction.sql<CareTeamRow>(
        `UPDATE mendwork.care_team SET ended_at = now()
         WHERE practice_id = $1 AND client_id = $2 AND member_id::text = $3 AND ended_at IS NULL RETURNING *`,
        [currentTenant().practiceId, clientId, memberId],
      );
      if (!row) throw new Undo<EndCareTeamTieResult>(notFound());
      await this.audit.record({ action: 'care_team.ended', clientId, memberId, tie: row.tie });
      return this.ended(asked);
    });
  }

  /**
   * Makes sure that the caller may change who treats a client, one caller at a time. Nobody loosens what binds
   * themselves: a partner's individual therapist who would see the other's file, or an admin who would keep open what
   * was opened for a while, needs another's word.
   * @returns the transaction to do it in; undefined where there is no such client for the caller
   */
  private async openTo(
    { clientId, memberId }: Pick<SetCareTeamTieInput, 'clientId' | 'memberId'>,
    operation: string,
  ): Promise<Transaction | undefined> {
    const { practiceId, id: callerId, roles, reach } = requireMember();
    if (!(await this.clients.exists(clientId))) return undefined;
    const transaction = await this.unitOfWork.current();
    await transaction.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `care-team/${practiceId}/${clientId}`,
    ]);
    const [own] = await transaction.sql<Pick<CareTeamRow, 'tie'>>(
      `SELECT tie FROM mendwork.care_team
       WHERE practice_id = $1 AND client_id = $2 AND member_id = $3 AND ended_at IS NULL`,
      [practiceId, clientId, callerId],
    );
    const leads = own !== undefined && own.tie !== 'individual_therapist';
    const oversees = roles.includes('supervisor') || roles.includes('admin');
    const isBound = memberId === callerId && (own !== undefined || reach === 'care_team');
    if (leads || (oversees && !isBound)) return transaction;
    this.refusals.note(`Mutation.${operation}`, 'role');
    throw new PublicError(
      'FORBIDDEN',
      'Who treats this client is changed by the primary clinician, a co-therapist, a supervisor or an admin, and what you are yourself by another of them. Ask one.',
    );
  }

  private async ended({
    clientId,
    memberId,
  }: Omit<EndCareTeamTieInput, 'idempotencyKey'>): Promise<EndCareTeamTieResult> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<Pick<CareTeamRow, 'ended_at'>>(
      `SELECT ended_at FROM mendwork.care_team
       WHERE practice_id = $1 AND client_id::text = $2 AND member_id::text = $3 AND ended_at IS NOT NULL`,
      [currentTenant().practiceId, clientId, memberId],
    );
    return row?.ended_at
      ? { __typename: 'CareTieEnded', clientId, memberId, endedAt: row.ended_at }
      : notFound();
  }

  private async byClients(clientIds: readonly string[]): Promise<Map<string, CareTie[]>> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<CareTeamRow>(
      `SELECT * FROM mendwork.care_team
       WHERE practice_id = $1 AND client_id = ANY($2::uuid[]) AND ended_at IS NULL
       ORDER BY tie = 'primary' DESC, created_at, member_id`,
      [currentTenant().practiceId, clientIds],
      'care-team',
    );
    const found = new Map<string, CareTie[]>();
    for (const row of rows) found.set(row.client_id, [...(found.get(row.client_id) ?? []), present(row)]);
    return found;
  }
}

function present(row: CareTeamRow): CareTie {
  return { __typename: 'CareTie', memberId: row.member_id, tie: row.tie, since: row.created_at };
}
