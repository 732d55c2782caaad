import { Controller, Get, HttpCode, Inject, ServiceUnavailableException } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { APP_DATA_SOURCE } from '../database/unit-of-work.js';

/** For balancers and operators: says that it lives, and whether it can serve. */
@Controller()
export class HealthController {
  constructor(@Inject(APP_DATA_SOURCE) private readonly dataSource: DataSource) {}

  @Get('livez')
  @HttpCode(200)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 once the database answers, 503 otherwise. */
  @Get('readyz')
  async ready(): Promise<{ status: 'ok' }> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch {
      throw new ServiceUnavailableException({ status: 'database unreachable' });
    }
    return { status: 'ok' };
  }
}
