import { Injectable } from '@nestjs/common';
import { requireClient } from '../access/actor.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { MemberRow } from './member.entity.js';
import type { PracticeRow } from './practice.entity.js';

/** What pages and documents say about the practice. */
export type PracticeFacts = Pick<PracticeRow, 'name' | 'time_zone' | 'paper'>;

/** The practice in scope and its members. */
@Injectable()
export class PracticesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The practice that the caller belongs to. */
  async current(): Promise<PracticeFacts> {
    const transaction = await this.unitOfWork.current();
    const [practice] = await transaction.sql<PracticeFacts>(
      'SELECT name, time_zone, paper FROM mendwork.practice WHERE id = $1',
      [currentTenant().practiceId],
      'practice-current',
    );
    if (!practice) throw new Error('The practice in scope does not exist.');
    return practice;
  }

  /** The name that a member is shown by. */
  async memberName(memberId: string): Promise<string> {
    const transaction = await this.unitOfWork.current();
    const [member] = await transaction.sql<Pick<MemberRow, 'display_name'>>(
      'SELECT display_name FROM mendwork.member WHERE practice_id = $1 AND id = $2',
      [currentTenant().practiceId, memberId],
      'member-name',
    );
    return member?.display_name ?? '';
  }

  /** What the client's pages say of who is on the other side: the practice, its zone, the client's own clinician. */
  async shell(): Promise<{
    practiceName: string;
    clinicianName: string;
    timeZone: string;
    /** The sites that may frame the pages. */
    embedOrigins: readonly string[];
  }> {
    const client = requireClient();
    const transaction = await this.unitOfWork.current();
    const [shell] = await transaction.sql<{
      practice_name: string;
      time_zone: string;
      clinician_name: string | null;
      embed_origins: string[];
    }>(
      `SELECT p.name AS practice_name, p.time_zone, p.embed_origins, (
         SELECT m.display_name FROM mendwork.care_team t
         JOIN mendwork.member m ON m.practice_id = t.practice_id AND m.id = t.member_id
         WHERE t.practice_id = p.id AND t.client_id = $2 AND t.ended_at IS NULL
         ORDER BY t.tie = 'primary' DESC, t.created_at LIMIT 1) AS clinician_name
       FROM mendwork.practice p WHERE p.id = $1`,
      [client.practiceId, client.id],
      'practice-shell',
    );
    return {
      practiceName: shell?.practice_name ?? '',
      clinicianName: shell?.clinician_name ?? 'your therapist',
      timeZone: shell?.time_zone ?? 'UTC',
      embedOrigins: shell?.embed_origins ?? [],
    };
  }
}
