import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PUBLIC_ADDRESS } from '../../platform/http/public-address.js';
import { Vault } from '../../platform/vault/vault.service.js';
import { runAsSystem } from '../actor.js';
import { ClientSessionsService } from './client-sessions.service.js';
import { hashOfSecret, sameBytes } from '../secrets.js';

const MAX_TRIES = 5;
/** A link to sign in by lives this long; after that the clinic makes another. */
const LIFE_MINUTES = 10;

/** A way in for one client. The secret stands in the address's fragment, which is sent to no server and no log. */
export interface ClientLink {
  readonly id: string;
  readonly url: string;
  /** Eight digits: the way in where scripts do not run, together with the address. */
  readonly code: string;
  readonly expiresAt: Date;
}

export type EnterResult =
  | { readonly ok: true; readonly cookie: string }
  | { readonly ok: false; readonly reason: 'expired' | 'wrong_code' | 'too_many_tries' };

interface LinkRow {
  client_id: string;
  secret_hash: Buffer;
  code_mac: Buffer;
  failed_tries: number;
}

/** Makes and spends the clients' links. Each is good once, and a newer one ends the older. */
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
   * Makes a link in the current unit of work, ending earlier ones of this client.
   * @param minutes how long it lives; 10 unless told
   */
  async make(
    clientId: string,
    linkId: string = uuidv7(),
    minutes: number = LIFE_MINUTES,
  ): Promise<ClientLink> {
    const { practiceId } = currentTenant();
    const { secret, code } = await this.secretsOf(linkId);
    const transaction = await this.unitOfWork.current();
    // One at a time for each client: of links that are made at the same moment, each must see the one before.
    await transaction.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `client-link/${practiceId}/${clientId}`,
    ]);
    await transaction.sql(
      `UPDATE mendwork.client_link SET ended_at = now()
       WHERE practice_id = $1 AND client_id = $2 AND ended_at IS NULL`,
      [practiceId, clientId],
    );
    const codeMac = await this.vault.mac('client-link-code', `${linkId}:${code}`);
    const [made] = await transaction.sql<{ expires_at: Date }>(
      `INSERT INTO mendwork.client_link (practice_id, id, client_id, secret_hash, code_mac, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(mins => $6)) RETURNING expires_at`,
      [practiceId, linkId, clientId, hashOfSecret(secret), codeMac, minutes],
    );
    await this.audit.record({ action: 'client_link.made', clientId });
    return this.describe(linkId, made?.expires_at as Date);
  }

  /** The same link again, for a mutation that is sent twice. */
  async again(linkId: string): Promise<ClientLink> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<{ expires_at: Date }>(
      'SELECT expires_at FROM mendwork.client_link WHERE practice_id = $1 AND id = $2',
      [currentTenant().practiceId, linkId],
    );
    return this.describe(linkId, row?.expires_at as Date);
  }

  /** Spends a link by its secret or its code. One of any number of tries at a time gets in. */
  async enter(
    asked: { practiceId: string; linkId: string; secret?: string; code?: string },
    requestId: string = uuidv7(),
  ): Promise<EnterResult> {
    const { practiceId, linkId } = asked;
    if (!isUuid(practiceId) || !isUuid(linkId)) return { ok: false, reason: 'expired' };
    return runAsSystem(practiceId, requestId, () => this.loginWork.write(() => this.spend(asked)));
  }

  private async spend(asked: {
    practiceId: string;
    linkId: string;
    secret?: string;
    code?: string;
  }): Promise<EnterResult> {
    const transaction = await this.unitOfWork.current();
    const key = [asked.practiceId, asked.linkId];
    const [link] = await transaction.sql<LinkRow>(
      `SELECT client_id, secret_hash, code_mac, failed_tries FROM mendwork.client_link
       WHERE practice_id = $1 AND id = $2 AND ended_at IS NULL AND expires_at > now() FOR UPDATE`,
      key,
    );
    if (!link) return { ok: false, reason: 'expired' };
    if (link.failed_tries >= MAX_TRIES) return { ok: false, reason: 'too_many_tries' };
    if (!(await this.matches(link, asked))) {
      await transaction.sql(
        'UPDATE mendwork.client_link SET failed_tries = failed_tries + 1 WHERE practice_id = $1 AND id = $2',
        key,
      );
      await this.audit.record({ action: 'client_link.failed', clientId: link.client_id });
      return { ok: false, reason: link.failed_tries + 1 >= MAX_TRIES ? 'too_many_tries' : 'wrong_code' };
    }
    await transaction.sql(
      'UPDATE mendwork.client_link SET ended_at = now() WHERE practice_id = $1 AND id = $2',
      key,
    );
    await this.audit.record({ action: 'client_link.used', clientId: link.client_id });
    return { ok: true, cookie: await this.sessions.start(asked.practiceId, link.client_id) };
  }

  private async matches(
    link: LinkRow,
    asked: { linkId: string; secret?: string; code?: string },
  ): Promise<boolean> {
    if (asked.secret) return sameBytes(hashOfSecret(asked.secret), link.secret_hash);
    const digits = (asked.code ?? '').replaceAll(/\D/g, '');
    return sameBytes(await this.vault.mac('client-link-code', `${asked.linkId}:${digits}`), link.code_mac);
  }

  /** Both secrets follow from the link's id under the practice's key, so that none has to be stored to be told again. */
  private async secretsOf(linkId: string): Promise<{ secret: string; code: string }> {
    const secret = (await this.vault.mac('client-link-secret', linkId)).toString('base64url');
    const number = (await this.vault.mac('client-link-digits', linkId)).readUIntBE(0, 6) % 100_000_000;
    return { secret, code: String(number).padStart(8, '0') };
  }

  private async describe(linkId: string, expiresAt: Date): Promise<ClientLink> {
    const { secret, code } = await this.secretsOf(linkId);
    const url = `${this.publicAddress}/me/enter/${currentTenant().practiceId}/${linkId}#${secret}`;
    return { id: linkId, url, code, expiresAt };
  }
}
