import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { LoginWork } from '../../platform/database/login-work.js';
import { Outbox } from '../../platform/database/outbox.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { Vault } from '../../platform/vault/vault.service.js';
import { runAsSystem } from '../actor.js';
import { LoginLimits } from '../login-limits.service.js';
import { practiceExists } from '../practice-exists.js';
import { ClientLinksService, type EnterResult } from './client-links.service.js';

/**
 * No answer at the door comes sooner than after this many milliseconds. All cases do the same work; what little they
 * differ in after all is not to be seen from outside.
 */
export const EVEN_MILLISECONDS = 100;

/** The door as strangers reach it: counted, and with one answer for everything that is not let in. */
@Injectable()
export class ClientEntryService {
  constructor(
    private readonly work: LoginWork,
    private readonly links: ClientLinksService,
    private readonly limits: LoginLimits,
    private readonly outbox: Outbox,
    private readonly vault: Vault,
  ) {}

  /**
   * Takes down that somebody asks for a link by an e-mail address. Nothing is looked up: a job finds out later whether
   * the address is anybody’s, and what does not come is not told of.
   * @returns the id of the link that is to be, to type its code for; the same for every address
   * @throws PublicError TOO_MANY_REQUESTS for the place that asks (never for the address), UNAVAILABLE
   */
  async askForLink(asked: { practiceId: string; email: string }, request: HttpRequest): Promise<string> {
    const { practiceId, email } = asked;
    await this.limits.byPlace(practiceId, request.ip);
    const linkId = uuidv7();
    return evenly(async () => {
      const allowed = await this.limits.byAddress(practiceId, email);
      // Asked for too often, an address is quietly taken for one that nobody has: the rest goes as for any other.
      await this.keep(practiceId, linkId, allowed ? email : randomUUID(), request.id);
      return linkId;
    });
  }

  /**
   * Spends a link by its secret or its code.
   * @throws PublicError TOO_MANY_REQUESTS for the place that tries, UNAVAILABLE
   */
  async enter(
    asked: { practiceId: string; linkId: string; secret?: string; code?: string },
    request: HttpRequest,
  ): Promise<EnterResult> {
    await this.limits.byPlace(asked.practiceId, request.ip);
    return evenly(() => this.links.enter(asked, request.id, request));
  }

  private async keep(practiceId: string, linkId: string, email: string, requestId: string): Promise<void> {
    if (!isUuid(practiceId)) return;
    await runAsSystem(practiceId, requestId, () =>
      this.work.write(async () => {
        if (!(await practiceExists(this.work))) return;
        const transaction = await this.work.current();
        await transaction.sql(
          'INSERT INTO mendwork.client_link_request (practice_id, id, email_lookup) VALUES ($1, $2, $3)',
          [practiceId, linkId, await this.vault.lookupEmail(email)],
        );
        await this.outbox.add({ topic: 'client_link.requested', requestId: linkId });
      }),
    );
  }
}

async function evenly<T>(work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.all([work(), sleep(EVEN_MILLISECONDS)]);
  return result;
}
