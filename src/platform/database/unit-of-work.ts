import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { isRetryable } from '../errors/sql-state.js';
import { currentScope, runInTransaction } from './tenant.js';
import { Transaction } from './transaction.js';

/** Injection token of the DataSource that speaks as the application's role. */
export const APP_DATA_SOURCE = Symbol('mendwork.app-data-source');
/** Injection token: whether statements may be prepared by name (off behind a PgBouncer older than 1.21). */
export const NAMED_STATEMENTS = Symbol('mendwork.named-statements');

const ATTEMPTS = 4;

/** Thrown to undo a unit of work whose outcome is an expected failure: nothing is written, `result` is returned. */
export class Undo<T> extends Error {
  constructor(readonly result: T) {
    super('undone');
  }
}

/**
 * The only way into the tenants' tables. Outside a tenant's scope it throws; inside, it speaks with Postgres as the
 * application's role, in a transaction that carries the practice and the actor.
 */
@Injectable()
export class UnitOfWork {
  constructor(
    @Inject(APP_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(NAMED_STATEMENTS) private readonly named: boolean,
  ) {}

  /**
   * Runs `work` in a transaction of its own and commits. Serialization failures, deadlocks and lost connections
   * try the whole again, so `work` must do nothing outside the database. Throw `Undo` to roll back with a result.
   */
  async write<T>(work: () => Promise<T>): Promise<T> {
    const scope = requireScope();
    if (scope.transaction) throw new Error('A unit of work is open already: transactions do not nest.');
    await this.finishReading();
    for (let attempt = 1; ; attempt++) {
      try {
        const transaction = await this.begin();
        return await this.attempt(transaction, () => runInTransaction(scope, transaction, work));
      } catch (error) {
        if (error instanceof Undo) return error.result as T;
        if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
        await sleep(20 * 2 ** attempt * (0.5 + Math.random()));
      }
    }
  }

  /** The transaction to ask: the write that is under way, or else the request's read. */
  async current(): Promise<Transaction> {
    const scope = requireScope();
    if (scope.transaction) return scope.transaction;
    if (scope.over) throw new Error('The request is over: there is nobody to read for.');
    scope.reading ??= this.begin();
    return scope.reading;
  }

  /** Commits the request's read, if there was one, so that what it recorded is kept before anything is answered. */
  async finishReading(): Promise<void> {
    const reading = takeReading();
    if (reading) await (await reading).commit();
  }

  /** Ends the request's scope for reading, and drops the read that was never finished: no answer was sent. */
  async abandonReading(): Promise<void> {
    requireScope().over = true;
    const reading = takeReading();
    if (reading)
      await reading.then(
        (transaction) => transaction.rollback(),
        () => undefined,
      );
  }

  private async begin(): Promise<Transaction> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await Transaction.begin(runner, requireScope().tenant, this.named);
    } catch (error) {
      await runner.release();
      throw error;
    }
  }

  private async attempt<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
    let result: T;
    try {
      result = await work();
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    await transaction.commit();
    return result;
  }
}

function requireScope(): NonNullable<ReturnType<typeof currentScope>> {
  const scope = currentScope();
  if (!scope) throw new Error('No tenant in scope: the database cannot be asked on nobody’s behalf.');
  return scope;
}

function takeReading(): Promise<Transaction> | undefined {
  const scope = currentScope();
  const reading = scope?.reading;
  if (scope) scope.reading = undefined;
  return reading;
}
