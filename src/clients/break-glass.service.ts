import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { z } from 'zod';
import { requireMember } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { checkInput } from '../platform/errors/check-input.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { type Connection, readPage, toConnection } from '../platform/paging/connection.js';
import { Vault } from '../platform/vault/vault.service.js';
import type { BreakGlassRow } from './break-glass.entity.js';
import type {
  BreakGlassInput,
  BreakGlassResult,
  CloseGlassInput,
  CloseGlassResult,
  Glass,
  GlassArgs,
} from './break-glass.types.js';
import { ClientsService } from './clients.service.js';

const asking = z.object({
  clientId: z.string(),
  reason: z
    .string()
    .trim()
    .min(10, 'Say why in 10 characters or more.')
    .max(1_000, 'A reason has at most 1,000 characters.'),
  minutes: z.int().min(5, 'The shortest time is 5 minutes.').max(240, 'The longest time is 240 minutes.'),
});

interface GlassRow extends BreakGlassRow {
  readonly client_code: string | null;
}

/** A client beyond the reader's reach has no code for the reader. */
const SELECT = `
  SELECT g.*, c.code AS client_code FROM mendwork.break_glass g
  LEFT JOIN mendwork.client c ON c.practice_id = g.practice_id AND c.id = g.client_id
  WHERE g.practice_id = $1`;

/**
 * Opens a file to a clinician who does not treat the client, for an emergency: for a while, with a reason, seen by
 * those who oversee (45 CFR 164.312(a)(2)(ii)). What treating the partner alone closes, it does not open.
 */
@Injectable()
export class BreakGlassService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientsService,
    private readonly vault: Vault,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {}

  /** Opens a client's file to the caller. The reason is sealed under the client's own key. */
  async break({ idempotencyKey, ...asked }: BreakGlassInput): Promise<BreakGlassResult> {
    const { practiceId, id: memberId } = requireMember();
    const { clientId, reason, minutes } = checkInput(asking, asked);
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('breakGlass', idempotencyKey, asked, id);
      if (!claim.first) return (await this.get(claim.resultId)) ?? notFound();
      if (await this.clients.exists(clientId)) throw new Undo<BreakGlassResult>(NOT_NEEDED);
      const keyId = await this.keyOf(clientId);
      if (!keyId) throw new Undo<BreakGlassResult>(notFound());
      const transaction = await this.unitOfWork.current();
      await transaction.sql(
        `INSERT INTO mendwork.break_glass (practice_id, id, member_id, client_id, reason_sealed, expires_at)
         VALUES ($1, $2, $3, $4, $5, now() + make_interval(mins => $6))`,
        [practiceId, id, memberId, clientId, await this.vault.seal(keyId, reasonPlace(id), reason), minutes],
      );
      await this.audit.record({ action: 'glass.broken', clientId, glassId: id });
      return (await this.get(id)) ?? notFound();
    });
  }

  /** Closes a file before its time: by who opened it, or by those who oversee. */
  async close({ idempotencyKey, id }: CloseGlassInput): Promise<CloseGlassResult> {
    const { practiceId, id: callerId, roles } = requireMember();
    return this.unitOfWork.write(async () => {
      await this.idempotency.claim('closeGlass', idempotencyKey, { id }, uuidv7());
      const glass = await this.get(id);
      const oversees = roles.includes('supervisor') || roles.includes('admin');
      if (!glass || !(oversees || glass.memberId === callerId)) throw new Undo<CloseGlassResult>(notFound());
      const transaction = await this.unitOfWork.current();
      const [closed] = await transaction.sql<Pick<BreakGlassRow, 'ended_at'>>(
        `UPDATE mendwork.break_glass SET ended_at = now()
         WHERE practice_id = $1 AND id = $2 AND ended_at IS NULL AND expires_at > now() RETURNING ended_at`,
        [practiceId, glass.id],
      );
      if (!closed) return glass;
      await this.audit.record({ action: 'glass.closed', clientId: glass.clientId, glassId: glass.id });
      return { ...glass, endedAt: closed.ended_at };
    });
  }

  /** The files that are open so, the oldest first; or all that ever were. */
  async page(args: GlassArgs): Promise<Connection<Glass>> {
    const { limit, after } = readPage(args);
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<GlassRow>(
      `${SELECT} AND ($5 OR (g.ended_at IS NULL AND g.expires_at > now()))
         AND (g.opened_at, g.id) > ($2::timestamptz, $3::uuid)
       ORDER BY g.opened_at, g.id LIMIT $4`,
      [currentTenant().practiceId, after.at, after.id, limit, args.closed],
    );
    await this.audit.record({ action: 'glass.listed', count: Math.min(rows.length, args.first) });
    return toConnection(args, rows.map(present), ({ openedAt, id }) => ({ at: openedAt, id }));
  }

  /** Why a file was opened. */
  reasonOf({ id, reasonSealed }: Glass): Promise<string> {
    return this.vault.open(reasonPlace(id), reasonSealed);
  }

  private async get(id: string): Promise<Glass | undefined> {
    if (!isUuid(id)) return undefined;
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<GlassRow>(`${SELECT} AND g.id = $2`, [
      currentTenant().practiceId,
      id,
    ]);
    return row && present(row);
  }

  /** Beyond the caller's reach; null where there is no such client, or one who is closed to the caller. */
  private async keyOf(clientId: string): Promise<string | null> {
    if (!isUuid(clientId)) return null;
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<{ key: string | null }>('SELECT mendwork.client_key($1) AS key', [
      clientId,
    ]);
    return row?.key ?? null;
  }
}

const NOT_NEEDED: BreakGlassResult = {
  __typename: 'GlassNotNeeded',
  message: 'You can see this client’s file already. Nothing was noted.',
};

function reasonPlace(id: string): { table: string; column: string; rowId: string } {
  return { table: 'break_glass', column: 'reason_sealed', rowId: id };
}

function present(row: GlassRow): Glass {
  return {
    __typename: 'Glass',
    id: row.id,
    memberId: row.member_id,
    clientId: row.client_id,
    clientCode: row.client_code,
    reasonSealed: row.reason_sealed,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}
