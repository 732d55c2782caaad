import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { AuditService } from '../audit/audit.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { checkInput } from '../platform/errors/check-input.js';
import { embedOriginList } from './embed-origins.js';
import type { PracticeRow } from './practice.entity.js';
import type { Part2, PracticeSettings, PracticeSettingsInput } from './practice-settings.types.js';

const hour = z.int().min(0, 'An hour is 0 to 23.').max(23, 'An hour is 0 to 23.').nullish();
const sites = z.object({ embedOrigins: embedOriginList.nullish() });

type Settings = Pick<PracticeRow, 'care_team_only' | 'part2' | 'summaries_ready_at' | 'embed_origins'>;

/** What an admin sets for the whole practice. */
@Injectable()
export class PracticeSettingsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {}

  /** What stands now. */
  async current(): Promise<PracticeSettings> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<Settings>(
      'SELECT care_team_only, part2, summaries_ready_at, embed_origins FROM mendwork.practice WHERE id = $1',
      [currentTenant().practiceId],
    );
    return {
      careTeamOnly: row?.care_team_only ?? true,
      part2: (row?.part2?.toUpperCase() ?? null) as Part2 | null,
      summariesReadyAt: row?.summaries_ready_at ?? null,
      embedOrigins: row?.embed_origins ?? [],
    };
  }

  /** Sets what is given; members see by it from their next request. */
  async set({ idempotencyKey, ...asked }: PracticeSettingsInput): Promise<PracticeSettings> {
    checkInput(hour, asked.summariesReadyAt);
    const { embedOrigins } = checkInput(sites, { embedOrigins: asked.embedOrigins });
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('setPracticeSettings', idempotencyKey, asked, uuidv7());
      if (claim.first) {
        const transaction = await this.unitOfWork.current();
        const now = await this.current();
        const next = { ...now, ...asked, embedOrigins: embedOrigins ?? now.embedOrigins };
        await transaction.sql(
          `UPDATE mendwork.practice SET care_team_only = $2, part2 = $3, summaries_ready_at = $4, embed_origins = $5
           WHERE id = $1`,
          [
            currentTenant().practiceId,
            next.careTeamOnly,
            next.part2?.toLowerCase() ?? null,
            next.summariesReadyAt,
            next.embedOrigins,
          ],
        );
        await this.audit.record({ action: 'practice_settings.set', ...next });
      }
      return this.current();
    });
  }
}
