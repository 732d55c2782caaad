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
import type { WorksheetVersion } from './catalogue.types.js';
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
    const { version, isNewest } = await this.take('publishWorksheet', worksheet, { source, idempotencyKey });
    return {
      __typename: 'PublishedWorksheet',
      worksheet: this.catalogue.present(version),
      problems: isNewest ? problems : [NEWER_STANDS, ...problems],
    };
  }

  /** Takes a worksheet that is in order into the catalogue, as a version of this practice's alone. */
  async take(
    operation: keyof typeof ACTIONS,
    worksheet: Worksheet,
    { source, idempotencyKey }: PublishWorksheetInput,
  ): Promise<Taken> {
    const hash = contentHash(worksheet);
    return this.unitOfWork.write(async () => {
      // Content names the version, so a request that is sent again needs no earlier result to give the same one.
      await this.idempotency.claim(operation, idempotencyKey, { source }, uuidv7());
      const isNew = await this.keep(hash, worksheet, source);
      if (isNew) await this.audit.record({ action: ACTIONS[operation], worksheetId: worksheet.id, hash });
      const isNewest = await this.catalogue.isNewestOwn(worksheet, hash);
      return { version: prepare({ hash, practiceMade: true }, worksheet), isNewest };
    });
  }

  /** The text that the practice made a version from; null for a version that ships, and for clients. */
  async sourceOf({ hash, origin }: DescribedWorksheet): Promise<string | null> {
    if (origin !== 'PRACTICE' || currentActor()?.kind !== 'member') return null;
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<Pick<PracticeWorksheetRow, 'source'>>(
      'SELECT source FROM mendwork.practice_worksheet WHERE practice_id = $1 AND hash = $2',
      [currentTenant().practiceId, hash],
    );
    return row?.source ?? null;
  }

  /** Whether it was not there before. */
  private async keep(hash: string, worksheet: Worksheet, source: string): Promise<boolean> {
    const { practiceId, id: memberId } = requireMember();
    const transaction = await this.unitOfWork.current();
    const [kept] = await transaction.sql(
      `INSERT INTO mendwork.practice_worksheet (practice_id, hash, worksheet_id, definition, source, published_by)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (practice_id, hash) DO NOTHING RETURNING hash`,
      [practiceId, hash, worksheet.id, worksheet, source, memberId],
    );
    return kept !== undefined;
  }
}

/** How each way into the catalogue stands in the audit. */
const ACTIONS = {
  publishWorksheet: 'worksheet.published',
  importQuestionnaire: 'worksheet.imported',
} as const;

/** A version of the practice's own, and whether it is the one that would be assigned now. */
export interface Taken {
  readonly version: WorksheetVersion;
  readonly isNewest: boolean;
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
