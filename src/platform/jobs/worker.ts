import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { runAsTenant } from '../database/tenant.js';
import { describeError } from '../log/logger.js';
import { EventHandlers } from './event-handlers.js';
import { EventQueue, type QueuedEvent } from './event-queue.js';
import { GiveUp, keptFailure } from './failure.js';

/** Injection token of `WorkerOptions`. */
export const WORKER_OPTIONS = Symbol('mendwork.worker-options');

export interface WorkerOptions {
  /** Whether this instance carries events at all; another may. */
  readonly works: boolean;
  readonly logger: Logger;
  /** Between two looks at the outbox and the queue. */
  readonly pollMs: number;
  /** Between two looks for events of workers that died. */
  readonly maintainMs: number;
}

const AT_A_TIME = 4;
/** Within the minute for which an event is this worker’s (migration 1764000500000-jobs). */
const LONGEST_MS = 45_000;
/** When the server stops, what is under way gets this long. */
const PATIENCE_MS = 10_000;

/** Carries events from the outbox to those who hear them. Any number of instances may; the tables are the only truth. */
@Injectable()
export class EventWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly hurry = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private turning: Promise<void> | undefined;
  private maintainedAt = 0;
  private failing = false;

  constructor(
    private readonly queue: EventQueue,
    private readonly handlers: EventHandlers,
    @Inject(WORKER_OPTIONS) private readonly options: WorkerOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.options.works) return;
    await this.queue.open();
    this.turning = this.turnUntilStopped();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Takes nothing new, and waits for what is under way. What does not end in time comes again elsewhere. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const late = setTimeout(() => this.hurry.abort(), PATIENCE_MS);
    try {
      await this.turning;
      await Promise.all(this.running);
    } finally {
      clearTimeout(late);
    }
  }

  private async turnUntilStopped(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let more = false;
      try {
        more = await this.turn();
        this.failing = false;
      } catch (error) {
        // Once an outage: a database that is away is heard of elsewhere as well.
        if (!this.failing) this.options.logger.error(describeError(error), 'events are held up');
        this.failing = true;
      }
      await this.pause(more);
    }
  }

  /** Until the next look. Where more is due that is as soon as one of those under way is done. */
  private async pause(more: boolean): Promise<void> {
    if (more && this.running.size === 0) return;
    const over = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, over.signal]);
    const poll = sleep(this.options.pollMs, undefined, { signal }).catch(() => undefined);
    await Promise.race(more ? [poll, ...this.running] : [poll]);
    over.abort();
  }

  /** @returns whether more may be due */
  private async turn(): Promise<boolean> {
    const waits = await this.queue.relay(this.handlers.topics());
    if (Date.now() - this.maintainedAt >= this.options.maintainMs) {
      await this.queue.maintain();
      this.maintainedAt = Date.now();
    }
    const room = AT_A_TIME - this.running.size;
    if (room === 0 || this.stopping.signal.aborted) return true;
    const taken = await this.queue.take(room);
    for (const event of taken) {
      const run = this.run(event).finally(() => this.running.delete(run));
      this.running.add(run);
    }
    return waits || taken.length === room;
  }

  private async run(event: QueuedEvent): Promise<void> {
    const { logger } = this.options;
    try {
      try {
        await this.handle(event);
        await this.queue.done(event);
      } catch (error) {
        const said = { ...describeError(error), practiceId: event.practiceId };
        if (error instanceof GiveUp) {
          logger.error(said, 'an event was given up');
          await this.queue.giveUp(event, keptFailure(error));
        } else {
          logger.warn(said, 'an event did not work out and is tried again, unless this was its last time');
          await this.queue.failed(event, keptFailure(error));
        }
      }
    } catch (error) {
      // Its end could not be written down: it counts as a dead worker’s, and comes again.
      logger.error(describeError(error), 'an event’s end was not written down');
    }
  }

  private handle({ jobId, practiceId, topic, ids }: QueuedEvent): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(LONGEST_MS), this.hurry.signal]);
    const scope = {
      practiceId,
      actorKind: 'system',
      actorId: practiceId,
      clientId: null,
      reach: 'practice',
      closed: [],
      inOffice: false,
      requestId: jobId,
    } as const;
    return runAsTenant(scope, () => this.handlers.handle(topic, ids, signal));
  }
}
