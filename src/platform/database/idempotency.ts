import { Injectable } from '@nestjs/common';
import { PublicError } from '../errors/problem.js';
import { Vault } from '../vault/vault.service.js';
import { currentTenant } from './tenant.js';
import { UnitOfWork } from './unit-of-work.js';

/** @internal $1 practice, $2 actor, $3 operation, $4 key, $5 hash of the request, $6 id of the result. */
export const CLAIM = `
  WITH claim AS (
    INSERT INTO mendwork.idempotency AS i (practice_id, actor_id, operation, key, request_hash, result_id)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (practice_id, actor_id, operation, key) DO UPDATE
      SET request_hash = excluded.request_hash, result_id = excluded.result_id, created_at = now()
      WHERE i.created_at < now() - interval '24 hours'
    RETURNING request_hash, result_id
  )
  SELECT request_hash, result_id FROM claim`;

const EARLIER = `
  SELECT request_hash, result_id FROM mendwork.idempotency
  WHERE practice_id = $1 AND actor_id = $2 AND operation = $3 AND key = $4`;

interface Claim {
  request_hash: Buffer;
  result_id: string;
}

/**
 * At most once: a mutation that is sent again with its key within 24 hours gives the first result and does nothing.
 * Rows hold ids and a keyed hash of the request, by which nobody can try whether a name was in it. An expected failure
 * rolls its claim back.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
  ) {}

  /**
   * Claims `key` for this actor and operation inside the current unit of work.
   * @param request what was asked, without the key; a second use of the key with another request is refused
   * @param resultId the id that the result will have if this is the first time
   * @returns `{ first: true }`, or the id of what the first use made
   * @throws PublicError IDEMPOTENCY_KEY_REUSED
   */
  async claim(
    operation: string,
    key: string,
    request: unknown,
    resultId: string,
  ): Promise<{ first: true } | { first: false; resultId: string }> {
    if (!/^[\x21-\x7e]{8,200}$/.test(key))
      throw new PublicError(
        'BAD_INPUT',
        'An idempotency key has 8 to 200 visible characters, for example a UUID.',
      );
    const transaction = await this.unitOfWork.current();
    const tenant = currentTenant();
    const owner = [tenant.practiceId, tenant.actorId, operation, key];
    const hash = await this.vault.mac('idempotency-request', JSON.stringify(request));
    const [claimed] = await transaction.sql<Claim>(CLAIM, [...owner, hash, resultId], 'idempotency-claim');
    if (claimed) return { first: true };
    // A concurrent first use has committed by now: ON CONFLICT waited for it, and this statement sees its row.
    const [earlier] = await transaction.sql<Claim>(EARLIER, owner, 'idempotency-earlier');
    if (!earlier?.request_hash.equals(hash))
      throw new PublicError(
        'IDEMPOTENCY_KEY_REUSED',
        'This idempotency key was used for another request. Make a new key for a new request.',
      );
    return { first: false, resultId: earlier.result_id };
  }
}
