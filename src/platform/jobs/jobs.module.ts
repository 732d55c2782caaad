import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from './clock.js';
import { EventHandlers } from './event-handlers.js';
import { EventQueue } from './event-queue.js';
import { QueueSql } from './queue-sql.js';
import { EventWorker, WORKER_OPTIONS, type WorkerOptions } from './worker.js';

/** What happens after a commit. Global within Mendwork: features sign up with `EventHandlers`. */
@Module({})
export class JobsModule {
  static forRoot(options: { logger: Logger } & Partial<WorkerOptions>): DynamicModule {
    const worker: WorkerOptions = { works: true, pollMs: 1_000, maintainMs: 30_000, ...options };
    return {
      module: JobsModule,
      global: true,
      providers: [
        Clock,
        EventHandlers,
        EventQueue,
        EventWorker,
        QueueSql,
        { provide: WORKER_OPTIONS, useValue: worker },
      ],
      exports: [Clock, EventHandlers, EventWorker],
    };
  }
}
