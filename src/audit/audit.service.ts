import { Injectable } from '@nestjs/common';
import { escapeLiteral } from 'pg';
import { currentTenant } from '../platform/database/tenant.js';
import type { Transaction } from '../platform/database/transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { AuditEvent } from './audit.types.js';

/**
 * Writes down who did and who read what, in the transaction of the act itself (45 CFR 164.312(b)).
 * Entries are gathered and written last, just before COMMIT: the practice's chain is locked for one statement only.
 */
@Injectable()
export class AuditService {
  private readonly gathered = new WeakMap<Transaction, AuditEvent[]>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Keeps `event` with the current unit of work: an act without its entry is rolled back, and the reverse. */
  async record(event: AuditEvent): Promise<void> {
    const transaction = await this.unitOfWork.current();
    const events = this.gathered.get(transaction);
    if (events) {
      events.push(event);
      return;
    }
    const first = [event];
    this.gathered.set(transaction, first);
    transaction.onCommit(() => append(first));
  }
}

function append(events: readonly AuditEvent[]): string {
  const { actorKind, actorId, requestId } = currentTenant();
  const entries = events.map(({ action, ...ids }) => ({
    action,
    actor_kind: actorKind,
    actor_id: actorId,
    request_id: requestId,
    client_id: 'clientId' in ids ? ids.clientId : null,
    detail: ids,
  }));
  return `SELECT mendwork.append_audit(${escapeLiteral(JSON.stringify(entries))}::jsonb)`;
}
