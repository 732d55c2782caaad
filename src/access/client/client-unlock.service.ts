import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { runAsSystem } from '../actor.js';
import { isPassword } from '../member/password-hash.js';
import { ClientPasskeysService, type PasskeyQuestion } from './client-passkeys.service.js';
import { ClientPinsService } from './client-pins.service.js';
import { ClientSessionsService, OPENS_AGAIN } from './client-sessions.service.js';

/** Tries at one session. Then it ends, not the account: a link starts another. */
const MAX_TRIES = 5;

type Asked = Pick<HttpRequest, 'id' | 'cookies'>;

/** `cookie` is a complete Set-Cookie value. `out`: there is no session to be opened, or no longer. */
export type UnlockResult =
  { readonly ok: true; readonly cookie: string } | { readonly ok: false; readonly reason: 'wrong' | 'out' };

interface Tried {
  readonly client_id: string;
  readonly id: string;
  readonly failed_tries: number;
  /** The hash of the client’s PIN. */
  readonly pin: string | null;
}

/**
 * Counts a try before it is judged, so that of many at a time no more than five are. $1 practice, $2 session, $3 whether
 * it is by PIN. What there is nothing to open by is no session that is locked.
 */
const TRY = `
  UPDATE mendwork.client_session s SET failed_tries = failed_tries + 1
  WHERE practice_id = $1 AND id_hash = $2 AND expires_at > now() AND failed_tries < ${MAX_TRIES}
    AND ${OPENS_AGAIN} AND (
    ($3 AND EXISTS (SELECT FROM mendwork.client_pin p WHERE p.practice_id = $1 AND p.client_id = s.client_id)) OR
    (NOT $3 AND EXISTS (SELECT FROM mendwork.client_passkey k WHERE k.practice_id = $1 AND k.client_id = s.client_id)))
  RETURNING client_id, id, failed_tries, (
    SELECT p.hash FROM mendwork.client_pin p WHERE p.practice_id = $1 AND p.client_id = s.client_id) AS pin`;

/**
 * Opens a session that was left, where it was left, and is at the same time how a client shows once more who they are.
 * The session goes on under a new secret (ASVS 5.0, 7.2.4) and ends when it would have.
 */
@Injectable()
export class ClientUnlockService {
  constructor(
    private readonly work: LoginWork,
    private readonly sessions: ClientSessionsService,
    private readonly pins: ClientPinsService,
    private readonly passkeys: ClientPasskeysService,
    private readonly audit: AuditService,
  ) {}

  /** By the client’s PIN. */
  byPin(request: Asked, pin: string): Promise<UnlockResult> {
    return this.inScope(request, async (hash) => {
      const asked = await this.work.write(async () => {
        const tried = await this.countTry(hash, true);
        return tried && { tried, peppered: await this.pins.pepper(tried.client_id, pin) };
      });
      if (!asked) return { ok: false, reason: 'out' };
      const { tried, peppered } = asked;
      // Slow on purpose, so it holds no connection meanwhile.
      const fits = await isPassword(peppered, tried.pin);
      return this.work.write(() => this.finish(hash, tried, fits));
    });
  }

  /** What the browser needs to ask for a passkey; undefined where there is nothing that one could open. */
  async askForPasskey(
    request: Asked,
  ): Promise<PasskeyQuestion<PublicKeyCredentialRequestOptionsJSON> | undefined> {
    const brought = this.sessions.broughtBy(request.cookies);
    if (!brought) return undefined;
    return runAsSystem(brought.practiceId, request.id, () =>
      this.work.write(async () => {
        const transaction = await this.work.current();
        const [session] = await transaction.sql<{ client_id: string }>(
          `SELECT client_id FROM mendwork.client_session
           WHERE practice_id = $1 AND id_hash = $2 AND expires_at > now() AND failed_tries < ${MAX_TRIES}
             AND ${OPENS_AGAIN}`,
          [brought.practiceId, brought.hash],
        );
        return session && this.passkeys.askToShow(session.client_id);
      }),
    );
  }

  /** By one of the client’s passkeys. `answer.challenge` is that of `askForPasskey`. */
  byPasskey(request: Asked, answer: { challenge: string; response: unknown }): Promise<UnlockResult> {
    return this.inScope(request, (hash) =>
      this.work.write(async () => {
        const tried = await this.countTry(hash, false);
        if (!tried) return { ok: false, reason: 'out' };
        return this.finish(hash, tried, await this.passkeys.isShown(tried.client_id, answer));
      }),
    );
  }

  private async inScope(
    request: Asked,
    unlock: (hash: Buffer) => Promise<UnlockResult>,
  ): Promise<UnlockResult> {
    const brought = this.sessions.broughtBy(request.cookies);
    if (!brought) return { ok: false, reason: 'out' };
    return runAsSystem(brought.practiceId, request.id, () => unlock(brought.hash));
  }

  private async countTry(hash: Buffer, byPin: boolean): Promise<Tried | undefined> {
    const transaction = await this.work.current();
    const [tried] = await transaction.sql<Tried>(TRY, [currentTenant().practiceId, hash, byPin]);
    return tried;
  }

  private async finish(hash: Buffer, tried: Tried, fits: boolean): Promise<UnlockResult> {
    if (fits) {
      const cookie = await this.sessions.reopen(hash);
      return cookie === undefined ? { ok: false, reason: 'out' } : { ok: true, cookie };
    }
    await this.audit.record({
      action: 'client_unlock.failed',
      clientId: tried.client_id,
      sessionId: tried.id,
    });
    if (tried.failed_tries < MAX_TRIES) return { ok: false, reason: 'wrong' };
    await this.sessions.endByHash(hash);
    return { ok: false, reason: 'out' };
  }
}
