import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { currentTenant } from './tenant.js';
import { UnitOfWork } from './unit-of-work.js';

/** What has to happen after a commit. Ids only: an event never carries what somebody wrote. */
export type OutboxEvent =
  | { readonly topic: 'assignment.assigned'; readonly assignmentId: string }
  | { readonly topic: 'assignment.submitted'; readonly assignmentId: string; readonly submissionId: string }
  /** The hour has come at which a practice's next day is made ready. */
  | { readonly topic: 'practice.evening' }
  /** A clinician has sessions on a day, YYYY-MM-DD, and their summaries are to be made ready. */
  | {
      readonly topic: 'clinic_day.coming' | 'clinic_day.ready';
      readonly memberId: string;
      readonly day: string;
    }
  /** Somebody asked for a link; `requestId` names the link that is to be made, if any. */
  | { readonly topic: 'client_link.requested'; readonly requestId: string }
  /** A client’s session began in a browser that was not known. */
  | { readonly topic: 'client_session.started'; readonly clientId: string; readonly sessionId: string };

/** Writes events into the transaction that they tell of. */
@Injectable()
export class Outbox {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Keeps `event` with the current unit of work: both are committed or neither. */
  async add(event: OutboxEvent): Promise<void> {
    const { topic, ...ids } = event;
    const transaction = await this.unitOfWork.current();
    await transaction.sql(
      'INSERT INTO mendwork.outbox (practice_id, id, topic, ids) VALUES ($1, $2, $3, $4)',
      [currentTenant().practiceId, uuidv7(), topic, ids],
      'outbox-add',
    );
  }
}
