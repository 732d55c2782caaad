import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { requireMember } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { ClientsService } from '../clients/clients.service.js';
import { CouplesService } from '../clients/couples.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicError } from '../platform/errors/problem.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { MembersService } from '../practices/members.service.js';
import { EveningsService } from './evenings.service.js';
import type { SessionRow } from './session.entity.js';
import type { CreateSessionInput, Session, SessionResult } from './session.types.js';

/** Appointments, as far as a summary needs them. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientsService,
    private readonly couples: CouplesService,
    private readonly members: MembersService,
    private readonly evenings: EveningsService,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {}

  /** Notes an appointment with a client or a couple; the caller is its clinician unless another is named. */
  async create(input: CreateSessionInput): Promise<SessionResult> {
    const { practiceId, id: memberId } = requireMember();
    const { idempotencyKey, ...asked } = input;
    const { clientId = null, coupleId = null } = asked.with;
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('createSession', idempotencyKey, asked, id);
      if (!claim.first) return this.get(claim.resultId);
      const known = clientId
        ? await this.clients.exists(clientId)
        : coupleId !== null && (await this.couples.partners(coupleId)).length > 0;
      if (!known) throw new Undo<SessionResult>(notFound());
      const clinicianId = asked.clinicianId ?? memberId;
      if (!(await this.members.treats(clinicianId)))
        throw new PublicError('BAD_INPUT', 'Name the clinician or supervisor whose appointment it is.');
      const transaction = await this.unitOfWork.current();
      const [row] = await transaction.sql<SessionRow>(
        `INSERT INTO mendwork.session (practice_id, id, client_id, couple_id, clinician_id, starts_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING *`,
        [practiceId, id, clientId, coupleId, clinicianId, asked.startsAt],
      );
      await this.evenings.begin();
      await this.audit.record({ action: 'session.created', sessionId: id });
      return present(row as SessionRow);
    });
  }

  /** One session; NotFound when there is none for the caller. */
  async get(id: string): Promise<SessionResult> {
    if (!isUuid(id)) return notFound();
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<SessionRow>(
      'SELECT * FROM mendwork.session WHERE practice_id = $1 AND id = $2',
      [currentTenant().practiceId, id],
    );
    return row ? present(row) : notFound();
  }

  /** When the same client or couple was seen before a session: first, and the last `count` times, the oldest first. */
  async before(
    session: Session,
    count: number,
  ): Promise<{ readonly first: Date | null; readonly last: readonly Date[] }> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<{ at: Date; first: Date }>(
      `SELECT starts_at AS at, min(starts_at) OVER () AS first FROM mendwork.session
       WHERE practice_id = $1 AND (client_id = $2 OR couple_id = $3) AND starts_at < $4
       ORDER BY starts_at DESC LIMIT $5`,
      [currentTenant().practiceId, session.clientId, session.coupleId, session.startsAt, count],
      'sessions-before',
    );
    return { first: rows[0]?.first ?? null, last: rows.map(({ at }) => at).toReversed() };
  }

  /** A clinician's sessions that begin within a time, in the order in which they do; at most `most`. */
  async ofClinician(clinicianId: string, from: Date, until: Date, most: number): Promise<Session[]> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<SessionRow>(
      `SELECT * FROM mendwork.session
       WHERE practice_id = $1 AND clinician_id = $2 AND starts_at >= $3 AND starts_at < $4
       ORDER BY starts_at, id LIMIT $5`,
      [currentTenant().practiceId, clinicianId, from, until, most],
      'sessions-of-clinician',
    );
    return rows.map(present);
  }

  /** The clinicians who have sessions that begin within a time. */
  async cliniciansOf(from: Date, until: Date): Promise<string[]> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<{ id: string }>(
      `SELECT DISTINCT clinician_id AS id FROM mendwork.session
       WHERE practice_id = $1 AND starts_at >= $2 AND starts_at < $3 ORDER BY id`,
      [currentTenant().practiceId, from, until],
    );
    return rows.map(({ id }) => id);
  }
}

function present(row: SessionRow): Session {
  return {
    __typename: 'Session',
    id: row.id,
    clientId: row.client_id,
    coupleId: row.couple_id,
    clinicianId: row.clinician_id,
    startsAt: row.starts_at,
  };
}
