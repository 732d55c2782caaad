import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { currentActor, requireMember } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import { contentHash } from '../core/worksheet/hash.js';
import { type DefinitionProblem, lintWorksheetSource } from '../core/worksheet/parse.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CatalogueService, prepare, SHIPPED } from './catalogue.service.js';
import type { PracticeWorksheetRow } from './practice-worksheet.entity.js';
import type { PublishWorksheetInput, PublishWorksheetResult } from './publishing.types.js';
import type { Shipped } from './shipped.js';
import type { DescribedWorksheet } from './worksheet.types.js';

/** The name that problems would carry as their file: what is published comes as a text. */
const FILE = 'worksheet';

/** Takes what practices make into the catalogue. A version that is there is never changed. */
@Injectable()
export class PublishingService {
  constructor(
    @Inject(SHIPPED) private readonly shipped: Shipped,
    private readonly catalogue: CatalogueService,
    private readonly unitOfWork: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {}

  /**
   * Publishes a worksheet from its text, for this practice alone; assignments from now on are given this version.
   * The same content is the same version, however often it is published.
   */
  async publish({ source, idempotencyKey }: PublishWorksheetInput): Promise<PublishWorksheetResult> {
    const { library, flagCodes } = this.shipped;
    const { worksheet, problems } = lintWorksheetSource(source, FILE, library, flagCodes);
    if (!worksheet) return { __typename: 'LintReport', problems };
    const hash = contentHash(worksheet);
    return this.unitOfWork.write(async () => {
      // Content names the version, so a request that is sent again needs no earlier result to give the same one.
      await this.idempotency.claim('publishWorksheet', idempotencyKey, { source }, uuidv7());
      await this.keep(hash, worksheet, source);
      const newest = await this.catalogue.find(worksheet.id);
      return {
        __typename: 'PublishedWorksheet',
        worksheet: this.catalogue.present(prepare({ hash, practiceMade: true }, worksheet)),
        problems: newest?.hash === hash ? problems : [NEWER_STANDS, ...problems],
      };
    });
  }

  /** The text that the practice published a version from; null for a version that ships, and for clients. */
  async sourceOf({ hash, origin }: DescribedWorksheet): Promise<string | null> {
    if (origin !== 'PRACTICE' || currentActor()?.kind !== 'member') return null;
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<Pick<PracticeWorksheetRow, 'source'>>(
      'SELECT source FROM mendwork.practice_worksheet WHERE practice_id = $1 AND hash = $2',
      [currentTenant().practiceId, hash],
    );
    return row?.source ?? null;
  }

  private async keep(hash: string, worksheet: Worksheet, source: string): Promise<void> {
    const { practiceId, id: memberId } = requireMember();
    const transaction = await this.unitOfWork.current();
    const [kept] = await transaction.sql(
      `INSERT INTO mendwork.practice_worksheet (practice_id, hash, worksheet_id, definition, source, published_by)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (practice_id, hash) DO NOTHING RETURNING hash`,
      [practiceId, hash, worksheet.id, worksheet, source, memberId],
    );
    if (kept) await this.audit.record({ action: 'worksheet.published', worksheetId: worksheet.id, hash });
  }
}

/** Going back to an older version takes a new one: what was published stays in its order. */
const NEWER_STANDS: DefinitionProblem = {
  file: FILE,
  line: 1,
  column: 1,
  path: 'version',
  severity: 'warning',
  message:
    'This content was published before, and a newer version stands. Give it another `version` to publish it anew.',
};
