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

  /** When the same client or couple was last seen before a session; null when never. */
  async previous(session: Session): Promise<Date | null> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<{ at: Date | null }>(
      `SELECT max(starts_at) AS at FROM mendwork.session
       WHERE practice_id = $1 AND (client_id = $2 OR couple_id = $3) AND starts_at < $4`,
      [currentTenant().practiceId, session.clientId, session.coupleId, session.startsAt],
    );
    return row?.at ?? null;
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
