import { Injectable } from '@nestjs/common';
import { ClientsService } from '../clients/clients.service.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Place, Vault } from '../platform/vault/vault.service.js';
import type { PreparedPrintRow } from './prepared-print.entity.js';
import type { ClientCopy, Paper } from './session-summary.types.js';
import type { SummaryContent } from './summary.types.js';

/** What a copy says when it is made at a moment. */
export type Saying = (madeAt: Date) => SummaryContent;

/** A document that was made ahead. */
export interface PreparedPrint {
  readonly copy: ClientCopy;
  readonly content: SummaryContent;
  readonly paper: Paper;
  readonly bytes: Buffer;
  /** The clinician on whose behalf it was made. */
  readonly madeFor: string;
  readonly expiresAt: Date;
}

const KEEP = `
  INSERT INTO mendwork.prepared_print
    (practice_id, session_id, client_id, paper, content_mac, bytes_sealed, made_for, made_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (practice_id, session_id, client_id) DO UPDATE SET
    paper = excluded.paper, content_mac = excluded.content_mac, bytes_sealed = excluded.bytes_sealed,
    made_for = excluded.made_for, made_at = excluded.made_at, expires_at = excluded.expires_at`;

/**
 * Documents that were made the evening before, sealed under the key of the client whom they are about. One is given out
 * only while the same document would be made now: nothing came in since, nobody's name or rights are others.
 */
@Injectable()
export class PreparedPrintsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientsService,
    private readonly vault: Vault,
  ) {}

  /** The document of a copy where it is still what would be made; else undefined. */
  async current(copy: ClientCopy, paper: Paper, says: Saying): Promise<Buffer | undefined> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<PreparedPrintRow>(
      `SELECT * FROM mendwork.prepared_print
       WHERE practice_id = $1 AND session_id = $2 AND client_id = $3 AND paper = $4 AND expires_at > now()`,
      [currentTenant().practiceId, copy.sessionId, copy.clientId, paper],
      'prepared-print',
    );
    if (!row || !row.content_mac.equals(await this.macOf(says(row.made_at)))) return undefined;
    return Buffer.from(await this.vault.open<string>(placeOf(copy), row.bytes_sealed), 'base64');
  }

  /** Keeps a document in place of one that was made before, in the current unit of work. */
  async keep({ copy, content, paper, bytes, madeFor, expiresAt }: PreparedPrint): Promise<void> {
    const keyId = await this.clients.dataKeyOf(copy.clientId);
    if (keyId === undefined) return;
    const transaction = await this.unitOfWork.current();
    await transaction.sql(KEEP, [
      currentTenant().practiceId,
      copy.sessionId,
      copy.clientId,
      paper,
      await this.macOf(content),
      await this.vault.seal(keyId, placeOf(copy), bytes.toString('base64')),
      madeFor,
      content.madeAt,
      expiresAt,
    ]);
  }

  /** Throws away what is over, in the current unit of work; all of it where the practice has nothing made ready. */
  async sweep(now: Date): Promise<void> {
    const transaction = await this.unitOfWork.current();
    await transaction.sql(
      `DELETE FROM mendwork.prepared_print t USING mendwork.practice p
       WHERE t.practice_id = $1 AND p.id = t.practice_id AND (t.expires_at <= $2 OR p.summaries_ready_at IS NULL)`,
      [currentTenant().practiceId, now],
    );
  }

  /** Keyed, so that nobody who has the table alone can try what a client may have written. */
  private macOf(content: SummaryContent): Promise<Buffer> {
    return this.vault.mac('prepared-print', JSON.stringify(content));
  }
}

function placeOf({ sessionId, clientId }: ClientCopy): Place {
  return { table: 'prepared_print', column: 'bytes_sealed', rowId: `${sessionId}/${clientId}` };
}
