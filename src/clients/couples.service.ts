import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';

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
  readonly role: 'hurt' | 'repairing' | 'both';
}

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
}
