import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { describeError } from '../log/logger.js';
import { QueueSql } from './queue-sql.js';
import { WORKER_OPTIONS, type WorkerOptions } from './worker.js';

/** What is looked after from time to time, in every practice at once: one statement that puts events into the outbox. */
export interface Chore {
  /** Between two times. */
  readonly everyMs: number;
  /** Runs as the job role, outside of any practice. Two instances may run it at a time. */
  readonly statement: string;
}

/**
 * Does what no act of anybody's brings about: it sees that a time has come, and says so in the outbox. All that follows
 * goes the way of every event. Features sign up before the server has started.
 */
@Injectable()
export class Clock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly chores: Chore[] = [];
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly sql: QueueSql,
    @Inject(WORKER_OPTIONS) private readonly options: WorkerOptions,
  ) {}

  /** Has a chore done from time to time. */
  every(chore: Chore): void {
    this.chores.push(chore);
  }

  /** Does every chore once, now. */
  async strike(): Promise<void> {
    for (const { statement } of this.chores) await this.sql.executeSql(statement);
  }

  onApplicationBootstrap(): void {
    if (this.options.works) this.running = Promise.all(this.chores.map((chore) => this.repeat(chore)));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async repeat({ everyMs, statement }: Chore): Promise<void> {
    const { signal } = this.stopping;
    let failing = false;
    while (!signal.aborted) {
      // Not at the start: what is due can wait a moment, and those who start must not.
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.sql.executeSql(statement);
        failing = false;
      } catch (error) {
        if (!failing) this.options.logger.error(describeError(error), 'the clock is held up');
        failing = true;
      }
    }
  }
}
