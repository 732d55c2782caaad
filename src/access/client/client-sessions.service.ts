import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { LoginWork } from '../../platform/database/login-work.js';
import { SECURE_COOKIES } from '../../platform/http/public-address.js';
import { type ClientActor, requireClient, runAsSystem } from '../actor.js';
import { hashOfSecret, newSecret } from '../secrets.js';

const LIFE_HOURS = 12;
const IDLE_MINUTES = 15;

/** Client's browsers: an opaque secret in a cookie, its hash in Postgres, 12 hours at most, 15 minutes idle. */
@Injectable()
export class ClientSessionsService {
  private readonly cookieName: string;

  constructor(
    private readonly work: LoginWork,
    @Inject(SECURE_COOKIES) private readonly secure: boolean,
  ) {
    this.cookieName = secure ? '__Host-session' : 'session';
  }

  /** Starts a session in the current unit of work. Returns the complete Set-Cookie value. */
  async start(practiceId: string, clientId: string): Promise<string> {
    const secret = newSecret();
    const transaction = await this.work.current();
    await transaction.sql(
      `INSERT INTO mendwork.client_session (practice_id, id_hash, id, client_id, label, expires_at)
       VALUES ($1, $2, $4, $3, '', now() + interval '${LIFE_HOURS} hours')`,
      [practiceId, hashOfSecret(secret), clientId, uuidv7()],
    );
    return this.cookie(`${practiceId}.${secret}`, `Max-Age=${LIFE_HOURS * 3600}`);
  }

  /** The client whose browser sent `cookies`, and a note that the session is in use. */
  async find(cookies: Readonly<Record<string, string>>, requestId: string): Promise<ClientActor | undefined> {
    const [practiceId = '', secret = ''] = (cookies[this.cookieName] ?? '').split('.');
    if (!isUuid(practiceId) || secret === '') return undefined;
    const sessionHash = hashOfSecret(secret);
    const clientId = await runAsSystem(practiceId, requestId, () =>
      this.work.write(() => this.touch(practiceId, sessionHash)),
    );
    return clientId === undefined ? undefined : { kind: 'client', practiceId, id: clientId, sessionHash };
  }

  /** Ends the caller's session. Returns the Set-Cookie value that clears the browser's cookie. */
  async end(): Promise<string> {
    const { practiceId, sessionHash } = requireClient();
    const transaction = await this.work.current();
    await transaction.sql('DELETE FROM mendwork.client_session WHERE practice_id = $1 AND id_hash = $2', [
      practiceId,
      sessionHash,
    ]);
    return this.cleared();
  }

  /** The Set-Cookie value that clears the browser's cookie. */
  cleared(): string {
    return this.cookie('', 'Max-Age=0');
  }

  private async touch(practiceId: string, sessionHash: Buffer): Promise<string | undefined> {
    const transaction = await this.work.current();
    const [session] = await transaction.sql<{ client_id: string; stale: boolean }>(
      `SELECT client_id, seen_at < now() - interval '1 minute' AS stale FROM mendwork.client_session
       WHERE practice_id = $1 AND id_hash = $2
         AND expires_at > now() AND seen_at > now() - interval '${IDLE_MINUTES} minutes'`,
      [practiceId, sessionHash],
      'client-session-find',
    );
    if (session?.stale)
      await transaction.sql(
        'UPDATE mendwork.client_session SET seen_at = now() WHERE practice_id = $1 AND id_hash = $2',
        [practiceId, sessionHash],
        'client-session-touch',
      );
    return session?.client_id;
  }

  private cookie(value: string, life: string): string {
    const secure = this.secure ? '; Secure' : '';
    return `${this.cookieName}=${value}; Path=/; ${life}; HttpOnly; SameSite=Lax${secure}`;
  }
}
