import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { Outbox } from '../../platform/database/outbox.js';
import { currentTenant } from '../../platform/database/tenant.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { SECURE_COOKIES } from '../../platform/http/public-address.js';
import { type ClientActor, requireClient, runAsSystem } from '../actor.js';
import { deviceLabel } from '../device-label.js';
import { hashOfSecret, newSecret } from '../secrets.js';
import type { ClientDevice, ClientState, SessionPlace, UnlockWay } from './client-session.types.js';

const LIFE_MINUTES: Readonly<Record<SessionPlace, number>> = { own: 12 * 60, office: 60, embedded: 12 * 60 };
/** A tablet of the clinic’s goes to somebody else next: what is left open there is over soon. */
const IDLE_MINUTES = 15;
const IDLE_MINUTES_IN_OFFICE = 5;
const STEP_UP_MINUTES = 10;
/** SHA-256. */
const HASH_BYTES = 32;
/** For how long a browser is remembered after its session, so that only one that is new is told of. */
const REMEMBERED_DAYS = 90;

const OUT: ClientState = { state: 'out', ways: [], steppedUp: false, clientId: null, place: 'own' };

type Cookies = Readonly<Record<string, string>>;
type Browser = Pick<HttpRequest, 'headers' | 'cookies'>;

/** Whose session it is, and where it runs. */
interface Found {
  readonly client_id: string;
  readonly place: SessionPlace;
}

/** What leads to a session: whose practice it is of, and the hash of its secret. */
export interface NamedSession {
  readonly practiceId: string;
  readonly hash: Buffer;
}

/** A session in use. */
export interface OpenSession {
  readonly client: ClientActor;
  /** As in `ClientState`. */
  readonly steppedUp: boolean;
}

const LIVE = 'expires_at > now()';
const IN_USE = `seen_at > now() - make_interval(mins =>
  CASE place WHEN 'office' THEN ${IDLE_MINUTES_IN_OFFICE} ELSE ${IDLE_MINUTES} END)`;
/** In the office nothing is set up, in a frame nothing can be, and what is over stays over. */
export const OPENS_AGAIN = `place = 'own'`;
const STEPPED_UP = `coalesce(stepped_up_at > now() - interval '${STEP_UP_MINUTES} minutes', false)`;

/** Finds a session that is in use, and notes so once a minute at most. $1 practice, $2 hash of the secret. */
const FIND = `
  WITH found AS (
    SELECT client_id, place, ${STEPPED_UP} AS stepped_up, seen_at < now() - interval '1 minute' AS stale
    FROM mendwork.client_session WHERE practice_id = $1 AND id_hash = $2 AND ${LIVE} AND ${IN_USE}),
  touched AS (
    UPDATE mendwork.client_session s SET seen_at = now() FROM found
    WHERE s.practice_id = $1 AND s.id_hash = $2 AND found.stale)
  SELECT client_id, place, stepped_up FROM found`;

/** The same by looking only. What is over still tells where it ran, so that the right page comes after it. */
const STATE = `
  SELECT client_id, place, ${LIVE} AND ${IN_USE} AS open, ${STEPPED_UP} AND ${IN_USE} AS stepped_up,
    ${LIVE} AND ${OPENS_AGAIN} AND EXISTS (
      SELECT FROM mendwork.client_pin p WHERE p.practice_id = $1 AND p.client_id = s.client_id) AS pin,
    ${LIVE} AND ${OPENS_AGAIN} AND EXISTS (
      SELECT FROM mendwork.client_passkey k WHERE k.practice_id = $1 AND k.client_id = s.client_id) AS passkey
  FROM mendwork.client_session s WHERE practice_id = $1 AND id_hash = $2`;

/** $1 practice, $2 client, $3 label. A tablet of the clinic’s is nobody’s, and makes none of its kind known. */
const KNOWN_BROWSERS = `
  SELECT count(*)::int AS browsers, coalesce(bool_or(label = $3), false) AS known
  FROM mendwork.client_session WHERE practice_id = $1 AND client_id = $2 AND place <> 'office'`;

/**
 * Clients’ browsers: an opaque secret in a cookie, its hash in Postgres, 12 hours at most. After 15 minutes without use
 * a session is locked where a PIN or passkey can open it again, and over where there is none. On a tablet of the clinic’s
 * it is over after an hour, or after five minutes without use, and its cookie goes with the browser’s window.
 */
@Injectable()
export class ClientSessionsService {
  private readonly cookieName: string;
  private readonly framedCookieName: string;

  constructor(
    private readonly work: LoginWork,
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
    @Inject(SECURE_COOKIES) private readonly secure: boolean,
  ) {
    this.cookieName = secure ? '__Host-session' : 'session';
    this.framedCookieName = secure ? '__Host-framed-session' : 'framed-session';
  }

  /**
   * Starts a session in the current unit of work, and ends the one that the browser brought: nobody goes on under an id
   * from before. A browser of another kind than the client’s earlier ones is told of (by the safe channel alone), a
   * tablet of the clinic’s is not.
   * @returns the complete Set-Cookie value
   */
  async start(clientId: string, browser: Browser, place: SessionPlace = 'own'): Promise<string> {
    const { practiceId } = currentTenant();
    const [secret, sessionId] = [newSecret(), uuidv7()];
    const label = deviceLabel(browser.headers['user-agent']);
    await this.endBroughtBy(browser.cookies);
    await this.forgetOldOf(clientId);
    const transaction = await this.work.current();
    const [before] = await transaction.sql<{ browsers: number; known: boolean }>(KNOWN_BROWSERS, [
      practiceId,
      clientId,
      label,
    ]);
    await transaction.sql(
      `INSERT INTO mendwork.client_session
         (practice_id, id_hash, id, client_id, label, place, stepped_up_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $6 = 'own' THEN now() END, now() + make_interval(mins => $7))`,
      [practiceId, hashOfSecret(secret), sessionId, clientId, label, place, LIFE_MINUTES[place]],
    );
    if (place !== 'office' && before && before.browsers > 0 && !before.known)
      await this.outbox.add({ topic: 'client_session.started', clientId, sessionId });
    return this.cookieOf(secret, place);
  }

  /** The client whose browser sent `cookies`, and a note that the session is in use. */
  async find(cookies: Cookies, requestId: string): Promise<ClientActor | undefined> {
    return (await this.findOpen(cookies, requestId))?.client;
  }

  /** The same with what a step-up needs to know. */
  async findOpen(cookies: Cookies, requestId: string): Promise<OpenSession | undefined> {
    const brought = this.broughtBy(cookies);
    if (!brought) return undefined;
    const { practiceId, hash } = brought;
    const found = await this.ask<Found & { stepped_up: boolean }>(brought, requestId, FIND);
    if (!found) return undefined;
    const { client_id: id, place } = found;
    return {
      client: { kind: 'client', practiceId, id, sessionHash: hash, place },
      steppedUp: found.stepped_up,
    };
  }

  /** How the session of a browser stands. Asking does not keep it awake. */
  async state(cookies: Cookies, requestId: string): Promise<ClientState> {
    const brought = this.broughtBy(cookies);
    const found =
      brought &&
      (await this.ask<Found & { open: boolean; stepped_up: boolean; pin: boolean; passkey: boolean }>(
        brought,
        requestId,
        STATE,
      ));
    if (!found) return OUT;
    const { place } = found;
    const ways = (['pin', 'passkey'] as const satisfies UnlockWay[]).filter((way) => found[way]);
    if (!found.open && ways.length === 0) return { ...OUT, place };
    if (!found.open) return { state: 'locked', ways, steppedUp: false, clientId: null, place };
    return { state: 'open', ways, steppedUp: found.stepped_up, clientId: found.client_id, place };
  }

  /** A name for the browser’s session, by which it can be ended and nothing else; '' where there is none. */
  nameOf(cookies: Cookies): string {
    const brought = this.broughtBy(cookies);
    return brought ? `${brought.practiceId}.${brought.hash.toString('base64url')}` : '';
  }

  /** The session that such a name is for. Proves nothing. */
  namedBy(name: string): NamedSession | undefined {
    const [practiceId = '', written = ''] = name.split('.');
    const hash = Buffer.from(written, 'base64url');
    return isUuid(practiceId) && hash.length === HASH_BYTES ? { practiceId, hash } : undefined;
  }

  /** The practice and the hash that a browser’s cookie names. Proves nothing. */
  broughtBy(cookies: Cookies): NamedSession | undefined {
    const [practiceId = '', secret = ''] = (
      cookies[this.cookieName] ??
      cookies[this.framedCookieName] ??
      ''
    ).split('.');
    return isUuid(practiceId) && secret !== '' ? { practiceId, hash: hashOfSecret(secret) } : undefined;
  }

  /**
   * Opens a session again in the current unit of work, under a new secret and till its first end.
   * @returns the complete Set-Cookie value; undefined where the session has ended meanwhile
   */
  async reopen(hash: Buffer): Promise<string | undefined> {
    const secret = newSecret();
    const transaction = await this.work.current();
    const [reopened] = await transaction.sql<Found & { id: string; seconds: number }>(
      `UPDATE mendwork.client_session SET id_hash = $3, seen_at = now(), stepped_up_at = now(), failed_tries = 0
       WHERE practice_id = $1 AND id_hash = $2 AND ${LIVE} AND ${OPENS_AGAIN}
       RETURNING client_id, place, id, extract(epoch FROM expires_at - now())::int AS seconds`,
      [currentTenant().practiceId, hash, hashOfSecret(secret)],
    );
    if (!reopened) return undefined;
    const { client_id, place, id, seconds } = reopened;
    await this.audit.record({ action: 'client_session.unlocked', clientId: client_id, sessionId: id });
    return this.cookieOf(secret, place, seconds);
  }

  /**
   * The caller’s browsers that are not over, the latest first; not the clinic’s, which is over by itself and would tell of
   * a visit. Tells of no time of use: somebody may look on.
   */
  async list(): Promise<ClientDevice[]> {
    const { practiceId, id: clientId, sessionHash } = requireClient();
    const transaction = await this.work.current();
    const rows = await transaction.sql<{ id: string; label: string; created_at: Date; current: boolean }>(
      `SELECT id, label, created_at, id_hash = $3 AS current FROM mendwork.client_session
       WHERE practice_id = $1 AND client_id = $2 AND ${LIVE} AND place <> 'office' ORDER BY created_at DESC, id`,
      [practiceId, clientId, sessionHash],
    );
    return rows.map(({ id, label, created_at, current }) => ({ id, label, createdAt: created_at, current }));
  }

  /** Ends the caller’s session. Returns the Set-Cookie value that clears the browser’s cookie. */
  async end(): Promise<string> {
    const { practiceId, sessionHash, place } = requireClient();
    await this.endWhere(practiceId, 'id_hash = $2', [sessionHash]);
    return this.cleared(place);
  }

  /** Ends one of the caller’s browsers. What is no browser of theirs is passed over: no answer tells of it. */
  async endOne(sessionId: string): Promise<void> {
    const { practiceId, id: clientId } = requireClient();
    if (!isUuid(sessionId)) return;
    await this.endWhere(practiceId, 'client_id = $2 AND id = $3', [clientId, sessionId]);
  }

  /** Ends all of the caller’s browsers, this one too. Returns the Set-Cookie value that clears this one’s cookie. */
  async endAll(): Promise<string> {
    const { practiceId, id: clientId } = requireClient();
    await this.endWhere(practiceId, 'client_id = $2', [clientId]);
    return this.cleared();
  }

  /** Ends the session by its hash, in the scope of its practice. */
  async endByHash(hash: Buffer): Promise<void> {
    await this.endWhere(currentTenant().practiceId, 'id_hash = $2', [hash]);
  }

  /** The same where it runs in a frame, and nowhere else: there its name stands in the page. */
  async endFramedByHash(hash: Buffer): Promise<void> {
    await this.endWhere(currentTenant().practiceId, `id_hash = $2 AND place = 'embedded'`, [hash]);
  }

  /** The Set-Cookie value that clears the browser’s cookie; in a frame it has another. */
  cleared(place: SessionPlace = 'own'): string {
    return this.cookie('', place, 0);
  }

  private async ask<Row extends object>(
    { practiceId, hash }: NamedSession,
    requestId: string,
    text: typeof FIND | typeof STATE,
  ): Promise<Row | undefined> {
    const name = text === FIND ? 'client-session-find' : 'client-session-state';
    return runAsSystem(practiceId, requestId, () =>
      this.work.write(async () => {
        const transaction = await this.work.current();
        const [row] = await transaction.sql<Row>(text, [practiceId, hash], name);
        return row;
      }),
    );
  }

  private async endBroughtBy(cookies: Cookies): Promise<void> {
    const brought = this.broughtBy(cookies);
    if (brought?.practiceId === currentTenant().practiceId) await this.endByHash(brought.hash);
  }

  private async forgetOldOf(clientId: string): Promise<void> {
    const transaction = await this.work.current();
    await transaction.sql(
      `DELETE FROM mendwork.client_session WHERE practice_id = $1 AND client_id = $2
         AND expires_at < now() - interval '${REMEMBERED_DAYS} days'`,
      [currentTenant().practiceId, clientId],
    );
  }

  /** Over is over: the row stays a while as a browser that is known, and opens nothing. */
  private async endWhere(practiceId: string, which: string, values: unknown[]): Promise<void> {
    const transaction = await this.work.current();
    const ended = await transaction.sql<{ client_id: string; id: string }>(
      `UPDATE mendwork.client_session SET expires_at = now()
       WHERE practice_id = $1 AND ${LIVE} AND ${which} RETURNING client_id, id`,
      [practiceId, ...values],
    );
    for (const { client_id, id } of ended)
      await this.audit.record({ action: 'client_session.ended', clientId: client_id, sessionId: id });
  }

  /** On a tablet of the clinic’s, and in a host’s page, the browser itself forgets it when its window is closed. */
  private cookieOf(secret: string, place: SessionPlace, seconds = LIFE_MINUTES[place] * 60): string {
    const value = `${currentTenant().practiceId}.${secret}`;
    return this.cookie(value, place, place === 'own' ? seconds : undefined);
  }

  /**
   * In a frame of another site’s page a browser keeps and sends only what is `SameSite=None`, and `Partitioned` what it
   * keeps for that site alone. A name of its own tells it from the client’s own session: see `cookiesOf`.
   */
  private cookie(value: string, place: SessionPlace, seconds: number | undefined): string {
    const lasts = seconds === undefined ? '' : `; Max-Age=${seconds}`;
    if (place === 'embedded')
      return `${this.framedCookieName}=${value}; Path=/${lasts}; HttpOnly; SameSite=None; Secure; Partitioned`;
    const secure = this.secure ? '; Secure' : '';
    return `${this.cookieName}=${value}; Path=/${lasts}; HttpOnly; SameSite=Lax${secure}`;
  }
}
