import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { actingFor, type Actor, runAsActor } from '../../src/access/actor.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { TestApp, TestPractice } from './app.js';
import { connectTo } from './sql.js';

/** Units of work that leave a mark behind when, and only when, they are committed. */
export interface Marks {
  readonly practice: TestPractice;
  /** Runs `work` as the practice's clinician. */
  asMember<T>(work: () => Promise<T>): Promise<T>;
  /** Leaves a mark in the unit of work that is under way; in the product's own unless another is given. */
  leave(mark: string, unit?: UnitOfWork): Promise<void>;
  /** The marks that are left, sorted; removes them. */
  take(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Makes a practice to leave marks in: they are rows of its outbox. */
export async function startMarking(app: TestApp): Promise<Marks> {
  const owner = await connectTo(app.database.url);
  const practice = await app.practice();
  const { practiceId, memberId } = practice;
  const actor: Actor = actingFor({ practiceId, id: memberId, roles: ['clinician'] });
  return {
    practice,
    asMember: (work) => runAsActor(actor, randomUUID(), work),
    async leave(mark: string, unit: UnitOfWork = app.app.get(UnitOfWork)) {
      const transaction = await unit.current();
      await transaction.sql(
        `INSERT INTO mendwork.outbox (practice_id, id, topic, ids) VALUES ($1, $2, $3, '{}')`,
        [practiceId, randomUUID(), mark],
      );
    },
    async take() {
      const rows = await owner.rows<{ topic: string }>(
        'DELETE FROM mendwork.outbox WHERE practice_id = $1 RETURNING topic',
        [practiceId],
      );
      return rows.map(({ topic }) => topic).toSorted();
    },
    stop: () => owner.end(),
  };
}

/** Expects that all connections are back in their pool and that nobody waits for one. */
export function expectAllIdle(dataSource: DataSource): void {
  const { totalCount, idleCount, waitingCount } = (dataSource.driver as unknown as { master: Pool }).master;
  expect({ lent: totalCount - idleCount, waitingCount }).toEqual({ lent: 0, waitingCount: 0 });
}
