import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { JOB_DATA_SOURCE } from '../database/job-work.js';

/** How pg-boss is given its connection. */
export interface QueueDatabase {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/**
 * Statements of the relay and the queue, as the job role. They belong to no practice: what they see are ids and
 * topics. Everything with content goes through `JobWork`, in a practice’s scope.
 */
@Injectable()
export class QueueSql implements QueueDatabase {
  constructor(@Inject(JOB_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /** One statement, or several of pg-boss’s own with their BEGIN and COMMIT. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
    return this.borrow((client) => client.query(text, values));
  }

  /** Runs `work` in a transaction. */
  transaction<T>(work: (database: QueueDatabase) => Promise<T>): Promise<T> {
    return this.borrow(async (client) => {
      await client.query('BEGIN');
      const result = await work({ executeSql: (text, values) => client.query(text, values) });
      await client.query('COMMIT');
      return result;
    });
  }

  private async borrow<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      try {
        return await work(client);
      } catch (error) {
        // Nobody else may get a connection with a transaction that has failed; one that is lost is closed.
        await client.query('ROLLBACK').catch(() => client.end().catch(() => undefined));
        throw error;
      }
    } finally {
      await runner.release();
    }
  }
}
