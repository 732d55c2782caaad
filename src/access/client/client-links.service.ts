import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { PUBLIC_ADDRESS } from '../../platform/http/public-address.js';
import { Vault } from '../../platform/vault/vault.service.js';
import { runAsSystem } from '../actor.js';
import type { LinkOrigin } from './client-link.entity.js';
import type { SessionPlace } from './client-session.types.js';
import { ClientSessionsService } from './client-sessions.service.js';
import { hashOfSecret } from '../secrets.js';
import { practiceExists } from '../practice-exists.js';

const MAX_TRIES = 5;
/** A link to sign in by lives this long; after that the clinic makes another. */
const LIFE_MINUTES = 10;

/** A way in for one client. The secret stands in the address's fragment, which is sent to no server and no log. */
export interface ClientLink {
  readonly id: string;
  readonly url: string;
  /** What stands behind the `#`. */
  readonly secret: string;
  /** Eight digits: the way in where scripts do not run, together with the address. */
  readonly code: string;
  readonly expiresAt: Date;
  /** Where the digits alone let in, on a tablet of the clinic’s; null for a link that is not for the office. */
  readonly tabletUrl: string | null;
}

/** What a new link shall be like. */
export interface LinkWishes {
  readonly id?: string;
  readonly minutes?: number;
  readonly origin?: LinkOrigin;
  /** For a tablet of the clinic’s and nowhere else: the session that it starts runs in the office. */
  readonly forOffice?: boolean;
}

/** `cookie` is a complete Set-Cookie value. Why somebody is not let in is nobody’s to know. */
export type EnterResult =
  | { readonly ok: true; readonly cookie: string; readonly place: SessionPlace; readonly clientId: string }
  | { readonly ok: false };

/** What a link is tried with. */
export interface Entry {
  readonly practiceId: string;
  readonly linkId: string;
  readonly secret?: string;
  readonly code?: string;
  /** Where the session is to run: `own` unless told. What was made for a frame opens in none but a frame. */
  readonly place?: Exclude<SessionPlace, 'office'>;
}

/** What is typed on a tablet of the clinic’s: the digits of whichever link. */
export interface TabletEntry {
  readonly practiceId: string;
  readonly code: string;
}

type Browser = Pick<HttpRequest, 'headers' | 'cookies'>;

/** Whom a link lets in, and where. */
interface Spent {
  readonly client_id: string;
  readonly place: SessionPlace;
}

/** Which earlier links of the client's a new one ends. A host's page may hold several frames. */
const ENDS: Readonly<Record<LinkOrigin, readonly LinkOrigin[]>> = {
  handed_over: ['handed_over', 'requested'],
  requested: ['requested'],
  embedded: [],
};

/** $1 practice, $2 link, $3 hash of the secret or null, $4 MAC of the code or null, $5 whether it is for a frame. */
const FITS = '(secret_hash = $3 OR code_mac = $4)';
const SPEND = `
  UPDATE mendwork.client_link SET
    ended_at = CASE WHEN ${FITS} THEN now() END,
    failed_tries = failed_tries + CASE WHEN ${FITS} THEN 0 ELSE 1 END
  WHERE practice_id = $1 AND id = $2 AND ended_at IS NULL AND expires_at > now() AND failed_tries < ${MAX_TRIES}
    AND (origin = 'embedded') = $5
  RETURNING client_id, ended_at IS NOT NULL AS fits,
    CASE WHEN $5 THEN 'embedded' WHEN office_lookup IS NOT NULL THEN 'office' ELSE 'own' END AS place`;

/** The same by the digits alone. Should two links have the same, neither opens. $1 practice, $2 MAC of the digits. */
const SPEND_ON_TABLET = `
  WITH fitting AS (
    SELECT id FROM mendwork.client_link
    WHERE practice_id = $1 AND office_lookup = $2 AND ended_at IS NULL AND expires_at > now()
      AND failed_tries < ${MAX_TRIES})
  UPDATE mendwork.client_link l SET ended_at = now() FROM fitting
  WHERE l.practice_id = $1 AND l.id = fitting.id AND l.ended_at IS NULL AND (SELECT count(*) FROM fitting) = 1
  RETURNING l.client_id, 'office' AS place`;

/**
 * Makes and spends the clients' links. Each is good once, and a newer one ends the older; only what was asked for by an
 * address leaves alone what a clinician handed over, or whoever knows the address could end that, and what was made for a
 * frame leaves all alone.
 */
@Injectable()
export class ClientLinksService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly loginWork: LoginWork,
    private readonly vault: Vault,
    private readonly sessions: ClientSessionsService,
    private readonly audit: AuditService,
    @Inject(PUBLIC_ADDRESS) private readonly publicAddress: string,
  ) {}

  /**
   * Makes a link in the current unit of work, a request’s or a job’s, ending earlier ones of this client.
   * @param wishes its id, how many minutes it lives, how it came about; 10 minutes and handed over unless told
   */
  async make(clientId: string, wishes: LinkWishes = {}): Promise<ClientLink> {
    const { id: linkId = uuidv7(), minutes = LIFE_MINUTES, origin = 'handed_over', forOffice } = wishes;
    const { practiceId } = currentTenant();
    const { secret, code } = await this.secretsOf(linkId);
    const transaction = await this.unitOfWork.current();
    // One at a time for each client: of links that are made at the same moment, each must see the one before.
    await transaction.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `client-link/${practiceId}/${clientId}`,
    ]);
    await transaction.sql(
      `UPDATE mendwork.client_link SET ended_at = now()
       WHERE practice_id = $1 AND client_id = $2 AND ended_at IS NULL AND origin = ANY ($3)`,
      [practiceId, clientId, ENDS[origin]],
    );
    const [made] = await transaction.sql<{ expires_at: Date }>(
      `INSERT INTO mendwork.client_link
         (practice_id, id, client_id, origin, secret_hash, code_mac, office_lookup, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(mins => $8)) RETURNING expires_at`,
      [
        practiceId,
        linkId,
        clientId,
        origin,
        hashOfSecret(secret),
        await this.codeMac(linkId, code),
        forOffice ? await this.officeMac(code) : null,
        minutes,
      ],
    );
    const action = origin === 'embedded' ? 'embed_address.made' : 'client_link.made';
    await this.audit.record({ action, clientId });
    return this.describe(linkId, forOffice === true, made?.expires_at as Date);
  }

  /** The same link again, for what is asked or done twice. */
  async again(linkId: string): Promise<ClientLink> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<{ expires_at: Date; for_office: boolean }>(
      `SELECT expires_at, office_lookup IS NOT NULL AS for_office
       FROM mendwork.client_link WHERE practice_id = $1 AND id = $2`,
      [currentTenant().practiceId, linkId],
    );
    return this.describe(linkId, row?.for_office === true, row?.expires_at as Date);
  }

  /**
   * Spends a link by its secret or its code. One of any number of tries at a time gets in; five wrong ones end the link.
   * @param browser which the session is for
   */
  async enter(
    entry: Entry,
    requestId: string = uuidv7(),
    browser: Browser = { headers: {}, cookies: {} },
  ): Promise<EnterResult> {
    if (!isUuid(entry.linkId)) return { ok: false };
    return this.letIn(entry.practiceId, requestId, browser, () => this.spend(entry));
  }

  /** Spends a link for the office by its digits alone, as a tablet of the clinic’s asks for them. */
  async enterOnTablet(
    { practiceId, code }: TabletEntry,
    requestId: string,
    browser: Browser,
  ): Promise<EnterResult> {
    return this.letIn(practiceId, requestId, browser, () => this.spendOnTablet(code));
  }

  private async letIn(
    practiceId: string,
    requestId: string,
    browser: Browser,
    spend: () => Promise<Spent | undefined>,
  ): Promise<EnterResult> {
    if (!isUuid(practiceId)) return { ok: false };
    return runAsSystem(practiceId, requestId, () =>
      this.loginWork.write(async () => {
        if (!(await practiceExists(this.unitOfWork))) return { ok: false };
        const spent = await spend();
        if (!spent) return { ok: false };
        const { client_id: clientId, place } = spent;
        return { ok: true, cookie: await this.sessions.start(clientId, browser, place), place, clientId };
      }),
    );
  }

  /**
   * One statement judges, spends and counts. A link that there is not leaves an entry in the audit as well, and so costs
   * as much as one that does not fit.
   */
  private async spend({ practiceId, linkId, secret, code, place }: Entry): Promise<Spent | undefined> {
    const transaction = await this.unitOfWork.current();
    const [tried] = await transaction.sql<Spent & { fits: boolean }>(SPEND, [
      practiceId,
      linkId,
      secret ? hashOfSecret(secret) : null,
      secret ? null : await this.codeMac(linkId, digitsOf(code ?? '')),
      place === 'embedded',
    ]);
    if (tried?.fits) {
      const action = place === 'embedded' ? 'embed_address.used' : 'client_link.used';
      await this.audit.record({ action, clientId: tried.client_id });
      return tried;
    }
    await this.audit.record({ action: 'client_link.failed', clientId: tried?.client_id ?? null });
    return undefined;
  }

  private async spendOnTablet(code: string): Promise<Spent | undefined> {
    const transaction = await this.unitOfWork.current();
    const [spent] = await transaction.sql<Spent>(SPEND_ON_TABLET, [
      currentTenant().practiceId,
      await this.officeMac(digitsOf(code)),
    ]);
    if (spent) await this.audit.record({ action: 'client_link.used', clientId: spent.client_id });
    else await this.audit.record({ action: 'client_link.failed', clientId: null });
    return spent;
  }

  private officeMac(code: string): Promise<Buffer> {
    return this.vault.mac('client-link-office', code);
  }

  private codeMac(linkId: string, code: string): Promise<Buffer> {
    return this.vault.mac('client-link-code', `${linkId}:${code}`);
  }

  /** Both secrets follow from the link's id under the practice's key, so that none has to be stored to be told again. */
  private async secretsOf(linkId: string): Promise<{ secret: string; code: string }> {
    const secret = (await this.vault.mac('client-link-secret', linkId)).toString('base64url');
    const number = (await this.vault.mac('client-link-digits', linkId)).readUIntBE(0, 6) % 100_000_000;
    return { secret, code: String(number).padStart(8, '0') };
  }

  private async describe(linkId: string, forOffice: boolean, expiresAt: Date): Promise<ClientLink> {
    const { secret, code } = await this.secretsOf(linkId);
    const { practiceId } = currentTenant();
    const tabletUrl = forOffice ? `${this.publicAddress}/me/tablet/${practiceId}` : null;
    const url = `${this.publicAddress}/me/enter/${practiceId}/${linkId}#${secret}`;
    return { id: linkId, url, secret, code, expiresAt, tabletUrl };
  }
}

/** The digits of what was typed, however they were set apart. */
function digitsOf(code: string): string {
  return code.replaceAll(/\D/g, '');
}
