import { Injectable } from '@nestjs/common';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PracticeSettingsService } from '../practices/practice-settings.service.js';
import { PracticesService } from '../practices/practices.service.js';
import { dayToReady, nextEvening, USUAL_HOUR } from './evenings.js';

/** When a practice's next evening comes. All of it acts in the current unit of work. */
@Injectable()
export class EveningsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly practices: PracticesService,
    private readonly settings: PracticeSettingsService,
  ) {}

  /** Sees that the practice's evenings come from now on: it has sessions. */
  async begin(): Promise<void> {
    const transaction = await this.unitOfWork.current();
    await transaction.sql(
      'INSERT INTO mendwork.evening (practice_id, next_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [currentTenant().practiceId, await this.next(new Date())],
      'evening-begin',
    );
  }

  /**
   * Moves on to the next evening.
   * @returns the day to be made ready, YYYY-MM-DD: undefined where none is, and where somebody has moved on before
   */
  async turn(now: Date): Promise<string | undefined> {
    const transaction = await this.unitOfWork.current();
    const moved = await transaction.sql(
      'UPDATE mendwork.evening SET next_at = $2 WHERE practice_id = $1 AND next_at < $2 RETURNING next_at',
      [currentTenant().practiceId, await this.next(now)],
    );
    const { summariesReadyAt: hour } = await this.settings.current();
    if (moved.length === 0 || hour === null) return undefined;
    return dayToReady(now, hour, (await this.practices.current()).time_zone);
  }

  private async next(now: Date): Promise<Date> {
    const { summariesReadyAt } = await this.settings.current();
    const { time_zone: zone } = await this.practices.current();
    // Where nothing is made ready there is still something to be thrown away.
    return nextEvening(now, summariesReadyAt ?? USUAL_HOUR, zone);
  }
}
