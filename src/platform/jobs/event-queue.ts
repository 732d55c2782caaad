import { Injectable } from '@nestjs/common';
import PgBoss from 'pg-boss';
import { z } from 'zod';
import { type KeptFailure } from './failure.js';
import { QueueSql } from './queue-sql.js';

/** The queue and those given up, as the migration makes them. */
const EVENTS = 'events';
const GIVEN_UP = 'events-given-up';

/** An event nobody hears is kept for an instance of a newer version, which may be starting beside this one. */
const UNHEARD = `1 day`;
const MOVED_AT_A_TIME = 100;

/** One relay at a time: the others find the lock taken and come again. $1 topics that somebody hears. */
const TAKE = `
  DELETE FROM mendwork.outbox o USING (
    SELECT practice_id, id FROM mendwork.outbox
    WHERE topic = ANY($1) OR created_at < now() - interval '${UNHEARD}'
    ORDER BY id LIMIT ${MOVED_AT_A_TIME}) AS next
  WHERE o.practice_id = next.practice_id AND o.id = next.id
  RETURNING o.practice_id, o.id, o.topic, o.ids`;
const ALONE = `SELECT pg_try_advisory_xact_lock(hashtextextended('mendwork.outbox/relay', 0)) AS alone`;

const Payload = z.object({
  practiceId: z.uuid(),
  topic: z.string(),
  ids: z.record(z.string(), z.string()),
});

/** An event on its way: ids and a topic, never what somebody wrote. */
export interface QueuedEvent extends z.infer<typeof Payload> {
  /** The outbox row’s, so that a row is queued once. */
  readonly jobId: string;
}

/**
 * The way of events from the outbox through pg-boss: at least once, five tries at most, each later than the one before,
 * and then apart. Of pg-boss its tables and statements are used and not its own workers: those do not wait until an
 * event’s end is written down, so that a lost connection there would end the process.
 */
@Injectable()
export class EventQueue {
  private readonly boss: PgBoss;

  constructor(private readonly sql: QueueSql) {
    // Its tables are ours to migrate, and what it would do by timers is called by the worker.
    this.boss = new PgBoss({
      db: sql,
      schema: 'mendwork_jobs',
      migrate: false,
      supervise: false,
      schedule: false,
    });
  }

  /** Sees that the tables are those that this pg-boss knows. */
  async open(): Promise<void> {
    await this.boss.start();
  }

  /**
   * Moves what waits in the outbox into the queue, at one commit: a row is in exactly one of the two. Events of topics
   * that nobody hears stay for a day and go then.
   * @returns whether there may be more
   */
  async relay(heard: readonly string[]): Promise<boolean> {
    return this.sql.transaction(async (database) => {
      const { rows } = await database.executeSql(ALONE);
      if (rows[0]?.alone !== true) return false;
      const taken = await database.executeSql(TAKE, [heard]);
      const jobs = taken.rows
        .filter(({ topic }) => heard.includes(topic as string))
        .map(({ practice_id, id, topic, ids }) => ({
          id: id as string,
          name: EVENTS,
          data: { practiceId: practice_id, topic, ids },
        }));
      if (jobs.length > 0) await this.boss.insert(jobs, { db: database });
      return taken.rows.length === MOVED_AT_A_TIME;
    });
  }

  /** Takes up to `most` events that are due. Each is this worker’s for a minute. What cannot be read is given up. */
  async take(most: number): Promise<QueuedEvent[]> {
    const events: QueuedEvent[] = [];
    for (const { id, data } of await this.boss.fetch<object>(EVENTS, { batchSize: most })) {
      const payload = Payload.safeParse(data);
      if (payload.success) events.push({ jobId: id, ...payload.data });
      else await this.putAside(id, data, { kind: 'Unreadable' });
    }
    return events;
  }

  /** The event is dealt with. */
  async done({ jobId }: QueuedEvent): Promise<void> {
    await this.boss.complete(EVENTS, jobId);
  }

  /** It did not work out this time: it comes again later, or is given up after the last try. */
  async failed({ jobId }: QueuedEvent, failure: KeptFailure): Promise<void> {
    await this.boss.fail(EVENTS, jobId, failure);
  }

  /** Trying again would be of no use: the event is put with those given up at once. */
  async giveUp({ jobId, ...payload }: QueuedEvent, failure: KeptFailure): Promise<void> {
    await this.putAside(jobId, payload, failure);
  }

  /** Hands events of workers that died to others, and clears away what was done. */
  async maintain(): Promise<void> {
    await this.boss.maintain();
  }

  private async putAside(jobId: string, payload: object, failure: KeptFailure): Promise<void> {
    await this.sql.transaction(async (database) => {
      await this.boss.insert([{ id: jobId, name: GIVEN_UP, data: { ...payload, failure } }], {
        db: database,
      });
      await this.boss.cancel(EVENTS, jobId, { db: database });
    });
  }
}
