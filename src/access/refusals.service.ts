import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Actor, currentActor } from './actor.js';

/** Why somebody was refused: by who they are, by what their token allows, or for want of a factor shown again. */
export type RefusalReason = 'role' | 'scope' | 'step_up';

/**
 * Notes who was refused what. The entries are gathered and written when the request has been answered for, in a
 * transaction of their own, since a refused one is rolled back; each rule once a request, however often it was met.
 */
@Injectable()
export class Refusals {
  private readonly gathered = new WeakMap<Actor, Map<string, RefusalReason>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  /** Keeps a refusal of the current request. `operation` as in the schema: `Query.client`, `Client.email`. */
  note(operation: string, why: RefusalReason): void {
    const actor = currentActor();
    if (!actor) return;
    const refused = this.gathered.get(actor) ?? new Map<string, RefusalReason>();
    this.gathered.set(actor, refused.set(operation, why));
  }

  /** Writes down what the current request was refused. */
  async settle(): Promise<void> {
    const actor = currentActor();
    const refused = actor && this.gathered.get(actor);
    if (!refused) return;
    this.gathered.delete(actor);
    // A client's entry bears the client's id, as all that clients do.
    const own = actor.kind === 'client' ? { clientId: actor.id } : {};
    await this.unitOfWork.write(async () => {
      for (const [operation, why] of refused)
        await this.audit.record({ action: 'access.refused', operation, why, ...own });
    });
  }
}
