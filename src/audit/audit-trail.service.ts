import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { toCsv } from '../platform/csv/csv.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicError } from '../platform/errors/problem.js';
import { type Connection, readPage } from '../platform/paging/connection.js';
import type { AuditEntryRow } from './audit-entry.entity.js';
import { AuditService } from './audit.service.js';
import type {
  AuditEntry,
  AuditExportArgs,
  AuditFilter,
  AuditTrailArgs,
  ExportedAuditTrail,
} from './audit-trail.types.js';

/**
 * The page first and its names after, so that these are looked up for no more rows than are shown.
 * $1 practice, $2 client, $3 member, $4 since, $5 before which number, $6 how many.
 */
const PAGE = `
  SELECT e.*, c.code AS client_code, m.display_name AS actor_name
  FROM (
    SELECT practice_id, seq, at, actor_kind, actor_id, request_id, action, client_id, detail
    FROM mendwork.audit_entry
    WHERE practice_id = $1 AND ($2::uuid IS NULL OR client_id = $2)
      AND ($3::uuid IS NULL OR (actor_kind = 'member' AND actor_id = $3))
      AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::bigint IS NULL OR seq < $5)
    ORDER BY seq DESC LIMIT $6) e
  LEFT JOIN mendwork.client c ON c.practice_id = e.practice_id AND c.id = e.client_id
  LEFT JOIN mendwork.member m ON m.practice_id = e.practice_id AND e.actor_kind = 'member' AND m.id = e.actor_id
  ORDER BY e.seq DESC`;

type Row = AuditEntryRow & { readonly client_code: string | null; readonly actor_name: string | null };

/** Entries in one file; more are exported from where it ends. */
const MOST_EXPORTED = 5_000;
const HEAD = [
  'number',
  'at',
  'action',
  'actor kind',
  'actor',
  'actor id',
  'client',
  'client id',
  'request',
  'detail',
];

/** Shows the audit to those who look at what others did. Reading it is noted as well. */
@Injectable()
export class AuditTrailService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  /** The entries that fit the filter, the newest first. */
  async page({ filter, after, first }: AuditTrailArgs): Promise<Connection<AuditEntry>> {
    const { limit } = readPage({ first });
    const rows = await this.find(filter, after, limit);
    const edges = rows.slice(0, first).map((row) => ({ cursor: toCursor(row.seq), node: present(row) }));
    await this.audit.record({ action: 'audit.read', count: edges.length });
    return {
      edges,
      pageInfo: {
        hasNextPage: rows.length > first,
        hasPreviousPage: Boolean(after),
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }

  /** The same as a file for a spreadsheet, the newest first. */
  async export({ filter, after }: AuditExportArgs): Promise<ExportedAuditTrail> {
    const rows = await this.find(filter, after, MOST_EXPORTED + 1);
    const told = rows.slice(0, MOST_EXPORTED);
    await this.audit.record({ action: 'audit.exported', count: told.length });
    const last = told.at(-1);
    return {
      csv: toCsv([HEAD, ...told.map(cells)]),
      count: told.length,
      after: rows.length > MOST_EXPORTED && last ? toCursor(last.seq) : null,
    };
  }

  private async find(
    filter: AuditFilter | null | undefined,
    after: string | null | undefined,
    limit: number,
  ): Promise<Row[]> {
    const before = after ? readCursor(after) : null;
    const { client = null, memberId = null, since = null } = filter ?? {};
    const clientId = client === null ? null : await this.clientNamed(client);
    // Whoever names nobody has asked for nothing; without a name everything would be shown.
    if (clientId === undefined || (memberId !== null && !isUuid(memberId))) return [];
    const transaction = await this.unitOfWork.current();
    const { practiceId } = currentTenant();
    return transaction.sql<Row>(PAGE, [practiceId, clientId, memberId, since, before, limit]);
  }

  /** The id of the client whom a code or an id names. An id may be of one who is beyond the reader's reach. */
  private async clientNamed(name: string): Promise<string | undefined> {
    if (isUuid(name)) return name;
    const transaction = await this.unitOfWork.current();
    const [named] = await transaction.sql<{ id: string }>(
      'SELECT id FROM mendwork.client WHERE practice_id = $1 AND code = $2',
      [currentTenant().practiceId, name],
    );
    return named?.id;
  }
}

function cells(row: Row): string[] {
  return [
    row.seq,
    row.at.toISOString(),
    row.action,
    row.actor_kind,
    row.actor_name ?? '',
    row.actor_id,
    row.client_code ?? '',
    row.client_id ?? '',
    row.request_id,
    JSON.stringify(row.detail),
  ];
}

function toCursor(seq: string): string {
  return Buffer.from(seq).toString('base64url');
}

function readCursor(cursor: string): string {
  const seq = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{1,18}$/.test(seq))
    throw new PublicError('BAD_INPUT', 'This cursor is not one of ours. Take endCursor of the page before.');
  return seq;
}

function present(row: Row): AuditEntry {
  return {
    id: row.seq,
    at: row.at,
    action: row.action,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    clientId: row.client_id,
    clientCode: row.client_code,
    requestId: row.request_id,
    detail: row.detail,
  };
}
