import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { PublicError } from '../../platform/errors/problem.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { Vault } from '../../platform/vault/vault.service.js';
import { hashPassword } from '../member/password-hash.js';
import { pinProblem } from './client-pin.js';
import { ClientRequests } from './client-requests.service.js';

type Asked = Pick<HttpRequest, 'id' | 'cookies'>;

/** Clients’ PINs: they open a session that was left, in the browser that it was left in, and nothing else. */
@Injectable()
export class ClientPinsService {
  constructor(
    private readonly work: LoginWork,
    private readonly requests: ClientRequests,
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  /**
   * Sets the client’s PIN, or another in place of the one that there is.
   * @throws PublicError BAD_INPUT for one that will not do; what `ClientRequests.steppedUp` throws
   */
  async set(request: Asked, pin: string): Promise<void> {
    const problem = pinProblem(pin);
    const peppered = await this.requests.steppedUp(request, ({ id: clientId }) => {
      if (problem !== undefined) throw new PublicError('BAD_INPUT', problem);
      return this.pepper(clientId, pin);
    });
    // Slow on purpose, so it holds no connection meanwhile: everybody’s way in shares these few.
    const hash = await hashPassword(peppered);
    await this.requests.steppedUp(request, async ({ practiceId, id: clientId }) => {
      const transaction = await this.work.current();
      await transaction.sql(
        `INSERT INTO mendwork.client_pin (practice_id, client_id, hash) VALUES ($1, $2, $3)
         ON CONFLICT (practice_id, client_id) DO UPDATE SET hash = excluded.hash, set_at = now()`,
        [practiceId, clientId, hash],
      );
      await this.audit.record({ action: 'client_pin.set', clientId });
    });
  }

  /** Removes the client’s PIN, if there is one. @throws what `ClientRequests.steppedUp` throws */
  async remove(request: Asked): Promise<void> {
    await this.requests.steppedUp(request, async ({ practiceId, id: clientId }) => {
      const transaction = await this.work.current();
      const [removed] = await transaction.sql(
        'DELETE FROM mendwork.client_pin WHERE practice_id = $1 AND client_id = $2 RETURNING client_id',
        [practiceId, clientId],
      );
      if (removed) await this.audit.record({ action: 'client_pin.removed', clientId });
    });
  }

  /**
   * What is hashed in place of the PIN: it follows from a key of the practice’s, so that a stolen table, with its few
   * digits, gives no PIN away. In the current unit of work.
   */
  async pepper(clientId: string, pin: string): Promise<string> {
    return (await this.vault.mac('client-pin', `${clientId}:${pin}`)).toString('base64url');
  }
}
