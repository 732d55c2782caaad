import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditService } from '../audit/audit.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { PracticeRow } from './practice.entity.js';
import type { PracticeSettings, PracticeSettingsInput } from './practice-settings.types.js';

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
    const [row] = await transaction.sql<Pick<PracticeRow, 'care_team_only'>>(
      'SELECT care_team_only FROM mendwork.practice WHERE id = $1',
      [currentTenant().practiceId],
    );
    return { careTeamOnly: row?.care_team_only ?? true };
  }

  /** Sets all; members see by it from their next request. */
  async set({ idempotencyKey, ...asked }: PracticeSettingsInput): Promise<PracticeSettings> {
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('setPracticeSettings', idempotencyKey, asked, uuidv7());
      if (claim.first) {
        const transaction = await this.unitOfWork.current();
        await transaction.sql('UPDATE mendwork.practice SET care_team_only = $2 WHERE id = $1', [
          currentTenant().practiceId,
          asked.careTeamOnly,
        ]);
        await this.audit.record({ action: 'practice_settings.set', careTeamOnly: asked.careTeamOnly });
      }
      return this.current();
    });
  }
}
