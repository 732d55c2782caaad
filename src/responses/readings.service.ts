import { Injectable } from '@nestjs/common';
import { GivenWorksheetsService } from '../assignments/given.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { sumUp } from '../core/worksheet/sums.js';
import { loadById } from '../platform/database/loader.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { FlagRow } from './flag.entity.js';
import type { Flag, LabelledSum, Submission } from './response.types.js';

const FLAGS = `
  SELECT submission_id, code, level, items FROM mendwork.flag
  WHERE practice_id = $1 AND submission_id = ANY($2::uuid[])
  ORDER BY array_position(ARRAY['urgent', 'read', 'note'], level), code`;

/** What a submission says to the clinician beyond its answers. The access rules keep it from clients. */
@Injectable()
export class ReadingsService {
  private readonly load: (submissionId: string) => Promise<readonly Flag[] | null>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly given: GivenWorksheetsService,
    private readonly catalogue: CatalogueService,
  ) {
    this.load = loadById(unitOfWork, (ids) => this.bySubmissions(ids));
  }

  /** What needs a clinician's eyes, urgent first. */
  async flags({ id }: Submission): Promise<readonly Flag[]> {
    return (await this.load(id)) ?? [];
  }

  /** The worksheet's sums over the answers, each with its label. */
  async sums({ given, answers }: Submission): Promise<readonly LabelledSum[]> {
    const { compiled } = await this.given.open(given);
    return sumUp(compiled, answers).map((sum) => ({ ...sum, label: 'not validated' }));
  }

  private async bySubmissions(ids: readonly string[]): Promise<Map<string, readonly Flag[]>> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<FlagRow>(FLAGS, [currentTenant().practiceId, ids], 'flags');
    const found = new Map<string, Flag[]>();
    for (const row of rows)
      found.set(row.submission_id, [...(found.get(row.submission_id) ?? []), this.present(row)]);
    return found;
  }

  private present({ code, level, items }: FlagRow): Flag {
    const said = this.catalogue.flagCode(code);
    return { code, level, items, label: said?.label ?? code, suggestedAction: said?.suggestedAction ?? null };
  }
}
