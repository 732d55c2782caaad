import { setTimeout as sleep } from 'node:timers/promises';
import { Get, HttpCode, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { APP_DATA_SOURCE } from '../database/unit-of-work.js';
import { HttpReply } from './exchange.js';
import { RestController } from './rest-controller.js';
import { Readiness } from './readiness.js';

/** A database that needs longer than this for nothing cannot serve anybody. */
const PATIENCE_MS = 2_000;

/** For balancers and operators: says that it lives, and whether it can serve. */
@RestController('')
export class HealthController {
  constructor(
    @Inject(APP_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly readiness: Readiness,
  ) {}

  /** 200 as long as the process answers, also while it finishes what is under way. */
  @Get('livez')
  @HttpCode(200)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 once the database answers; 503 when it does not, and from the moment at which the server is to stop. */
  @Get('readyz')
  async ready(): Promise<HttpReply> {
    if (this.readiness.draining) return told(503, 'draining');
    return (await this.databaseAnswers()) ? told(200, 'ok') : told(503, 'database unreachable');
  }

  private databaseAnswers(): Promise<boolean> {
    const answered = this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answered, sleep(PATIENCE_MS, false, { ref: false })]);
  }
}

function told(status: number, text: string): HttpReply {
  return new HttpReply(
    status,
    { 'content-type': 'application/json; charset=utf-8', ...(status === 503 && { 'retry-after': '1' }) },
    JSON.stringify({ status: text }),
  );
}
