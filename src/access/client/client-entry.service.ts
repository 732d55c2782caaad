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
import { HandedOver } from '../handed-over.js';
import { MemberSessionsService } from '../member/member-sessions.service.js';
import { ClientLinksService, type EnterResult, type TabletEntry } from './client-links.service.js';

/**
 * No answer at the door comes sooner than after this many milliseconds. All cases do the same work; what little they
 * differ in after all is not to be seen from outside.
 */
export const EVEN_MILLISECONDS = 100;

/** `cookies` are complete Set-Cookie values. */
export type Entered =
  | { readonly ok: true; readonly cookies: readonly string[]; readonly clientId: string }
  | { readonly ok: false };

/** The door as strangers reach it: counted, and with one answer for everything that is not let in. */
@Injectable()
export class ClientEntryService {
  constructor(
    private readonly work: LoginWork,
    private readonly links: ClientLinksService,
    private readonly memberSessions: MemberSessionsService,
    private readonly handedOver: HandedOver,
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
  ): Promise<Entered> {
    await this.limits.byPlace(asked.practiceId, request.ip);
    return evenly(async () =>
      this.entered(asked, await this.links.enter(asked, request.id, request), request),
    );
  }

  /**
   * Spends what was made for a frame. A host’s page opens one at each visit, from wherever its users are: what is tried in
   * vain has the count of all entries, and what fits a wide one alone. That one comes first, or a flood would fill the
   * audit, which nothing is ever taken out of.
   * @throws PublicError TOO_MANY_REQUESTS for the place that tries, UNAVAILABLE
   */
  async enterFrame(
    asked: { practiceId: string; linkId: string; secret: string },
    request: HttpRequest,
  ): Promise<EnterResult> {
    await this.limits.byFrame(request.ip);
    const entered = await evenly(() =>
      this.links.enter({ ...asked, place: 'embedded' }, request.id, request),
    );
    if (!entered.ok) await this.limits.byPlace(asked.practiceId, request.ip);
    return entered;
  }

  /**
   * Spends a link for the office by its digits alone.
   * @throws PublicError TOO_MANY_REQUESTS for the place that tries, UNAVAILABLE
   */
  async enterOnTablet(asked: TabletEntry, request: HttpRequest): Promise<Entered> {
    await this.limits.byPlace(asked.practiceId, request.ip);
    return evenly(async () =>
      this.entered(asked, await this.links.enterOnTablet(asked, request.id, request), request),
    );
  }

  /** Whoever holds a device of the clinic’s next must not get at what a member had open there. */
  private async entered(
    { practiceId }: Pick<TabletEntry, 'practiceId'>,
    result: EnterResult,
    request: HttpRequest,
  ): Promise<Entered> {
    if (!result.ok) return result;
    const { cookie, clientId, place } = result;
    if (place !== 'office')
      return { ok: true, cookies: [cookie, ...this.handedOver.asOwn(request.cookies)], clientId };
    await this.memberSessions.leave(request.cookies, request.id);
    return {
      ok: true,
      cookies: [cookie, this.memberSessions.cleared(), this.handedOver.mark(practiceId)],
      clientId,
    };
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
