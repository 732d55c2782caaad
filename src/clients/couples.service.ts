import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { CoupleMemberRow, CoupleRow } from './couple.entity.js';

/** A partner of a couple: which client, and which side every document calls A or B. */
export interface Partner {
  readonly clientId: string;
  readonly side: 'A' | 'B';
}

/** A case to be made of two clients, A first. `role` is never shown to clients. */
export interface NewCouple {
  readonly code: string;
  readonly partners: readonly [Partnership, Partnership];
}
interface Partnership {
  readonly clientId: string;
  readonly role: IncidentRole;
}

/** The part that a client has in an incident; `both` where each has hurt the other. */
export type IncidentRole = CoupleMemberRow['role'];

/** A client's place in the couple that the client was joined to last. */
export interface CouplePlace {
  readonly side: 'A' | 'B';
  /** In the latest incident. */
  readonly role: IncidentRole;
  /** When the two were joined. */
  readonly since: Date;
  /** The partner, unless another couple has come after this one for the partner. */
  readonly partnerIds: readonly string[];
}

/** Each one's latest couple, for a client and all who were ever joined to the client. $1 practice, $2 client. */
const PLACE = `
  WITH latest AS (
    SELECT DISTINCT ON (m.client_id) m.client_id, m.couple_id, m.role, m.side, c.created_at
    FROM mendwork.couple_member m
    JOIN mendwork.couple c ON c.practice_id = m.practice_id AND c.id = m.couple_id
    WHERE m.practice_id = $1 AND m.client_id IN (
      SELECT theirs.client_id FROM mendwork.couple_member mine
      JOIN mendwork.couple_member theirs ON theirs.practice_id = mine.practice_id AND theirs.couple_id = mine.couple_id
      WHERE mine.practice_id = $1 AND mine.client_id = $2)
    ORDER BY m.client_id, c.created_at DESC, c.id DESC, m.incident DESC)
  SELECT own.role, own.side, own.created_at AS since, ARRAY(
    SELECT client_id FROM latest partner
    WHERE partner.couple_id = own.couple_id AND partner.client_id <> own.client_id) AS "partnerIds"
  FROM latest own WHERE own.client_id = $2`;

/** The practice's couples. Only members of the practice reach them. */
@Injectable()
export class CouplesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Joins two clients into a case, A first, with the role of each in the first incident.
   * @returns the couple's id
   */
  async create(couple: NewCouple): Promise<string> {
    const { practiceId } = currentTenant();
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const transaction = await this.unitOfWork.current();
      await transaction.sql('INSERT INTO mendwork.couple (practice_id, id, code) VALUES ($1, $2, $3)', [
        practiceId,
        id,
        couple.code,
      ]);
      for (const [index, { clientId, role }] of couple.partners.entries())
        await transaction.sql(
          `INSERT INTO mendwork.couple_member (practice_id, couple_id, incident, client_id, side, role)
           VALUES ($1, $2, 1, $3, $4, $5)`,
          [practiceId, id, clientId, index === 0 ? 'A' : 'B', role],
        );
      return id;
    });
  }

  /** A couple's two partners, A first; empty when there is no such couple for the caller. */
  async partners(coupleId: string): Promise<Partner[]> {
    if (!isUuid(coupleId)) return [];
    const transaction = await this.unitOfWork.current();
    return transaction.sql<{ clientId: string; side: 'A' | 'B' }>(
      `SELECT DISTINCT client_id AS "clientId", side FROM mendwork.couple_member
       WHERE practice_id = $1 AND couple_id = $2 ORDER BY side`,
      [currentTenant().practiceId, coupleId],
    );
  }

  /** The code that documents call a couple by; undefined when there is no such couple for the caller. */
  async codeOf(coupleId: string): Promise<string | undefined> {
    if (!isUuid(coupleId)) return undefined;
    const transaction = await this.unitOfWork.current();
    const [couple] = await transaction.sql<Pick<CoupleRow, 'code'>>(
      'SELECT code FROM mendwork.couple WHERE practice_id = $1 AND id = $2',
      [currentTenant().practiceId, coupleId],
    );
    return couple?.code;
  }

  /** Where a client stands as one of a couple; undefined for a client alone. */
  async placeOf(clientId: string): Promise<CouplePlace | undefined> {
    const transaction = await this.unitOfWork.current();
    const [place] = await transaction.sql<CouplePlace>(PLACE, [currentTenant().practiceId, clientId]);
    return place;
  }
}
