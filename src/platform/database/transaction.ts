import type { PoolClient, QueryResultRow } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { isConnectionFailure } from '../errors/sql-state.js';
import type { Tenant } from './tenant.types.js';

/** Settings that hold one of a few words of ours; all others hold ids. */
const WORDS = new Set(['actor_kind', 'reach', 'place']);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * One open transaction of one practice. Statements queue up: one connection takes one at a time, and a failed
 * statement aborts the transaction, so nobody may catch its error and go on.
 */
export class Transaction {
  readonly manager: EntityManager;
  private readonly last: (() => string)[] = [];
  private tail: Promise<unknown> = Promise.resolve();
  private open = true;
  private failure: { readonly error: unknown } | undefined;

  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
    private readonly named: boolean,
  ) {
    const query = runner.query.bind(runner);
    // The query builder reaches the connection through the runner: it has to take its turn as well.
    runner.query = (...args: Parameters<QueryRunner['query']>) => this.ask(() => query(...args));
    this.manager = runner.manager;
  }

  /**
   * Begins a transaction on a connection of the application's role and sets whose it is.
   * BEGIN and the settings travel in one message, which takes no parameters: hence the check of every id.
   */
  static async begin(runner: QueryRunner, tenant: Tenant, named: boolean): Promise<Transaction> {
    const client = (await runner.connect()) as PoolClient;
    const settings: [string, string][] = [
      ['practice_id', tenant.practiceId],
      ['actor_kind', tenant.actorKind],
      ['actor_id', tenant.actorId],
      ['client_id', tenant.clientId ?? ''],
      ['reach', tenant.reach],
      ['closed', tenant.closed.join(',')],
      ['place', tenant.inOffice ? 'office' : ''],
    ];
    const values = settings.map(([name, value]) => {
      if (!WORDS.has(name) && value !== '' && !value.split(',').every((id) => UUID.test(id)))
        throw new Error(`${name} is not a UUID`);
      return `set_config('mendwork.${name}', '${value}', true)`;
    });
    try {
      await client.query(`BEGIN; SELECT ${values.join(', ')}`);
    } catch (error) {
      await close(client);
      throw error;
    }
    return new Transaction(runner, client, named);
  }

  /** Runs one parameterised statement. `name` prepares it once a connection: give it to statements of hot paths. */
  async sql<Row extends QueryResultRow>(text: string, values: unknown[] = [], name?: string): Promise<Row[]> {
    const result = await this.ask(() =>
      this.client.query<Row>(this.named && name ? { name, text, values } : { text, values }),
    );
    return result.rows;
  }

  /**
   * Sends `statement` in one message with COMMIT, after everything else: locks that it takes are held for no round
   * trip. It has no parameters, so its literals must be escaped. Its failure rolls back.
   */
  onCommit(statement: () => string): void {
    this.last.push(statement);
  }

  /**
   * Commits and gives the connection back.
   * @throws the first error of a statement, also of one that was passed over: Postgres would roll back at COMMIT, unseen
   */
  async commit(): Promise<void> {
    const statements = [...this.last.map((statement) => statement()), 'COMMIT'];
    try {
      await this.ask(() => this.client.query(statements.join('; ')));
      this.open = false;
    } catch (error) {
      await this.rollback();
      throw error;
    }
    await this.runner.release();
  }

  /** Undoes everything and gives the connection back. */
  async rollback(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    try {
      if (this.failure && isConnectionFailure(this.failure.error)) await close(this.client);
      else await this.inTurn(() => this.client.query('ROLLBACK'));
    } catch {
      await close(this.client);
    }
    await this.runner.release();
  }

  /** A statement of the work's. Late ones are refused: the connection may carry another's transaction by then. */
  private ask<T>(statement: () => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      if (!this.open) throw new Error('This unit of work is over.');
      if (this.failure) throw this.failure.error;
      try {
        return await statement();
      } catch (error) {
        this.failure = { error };
        throw error;
      }
    });
  }

  private inTurn<T>(statement: () => Promise<T>): Promise<T> {
    const turn = this.tail.then(statement);
    this.tail = turn.catch(() => undefined);
    return turn;
  }
}

/** Closes a connection that is lost or in an unknown state; the pool drops it at release and opens another when needed. */
async function close(client: PoolClient): Promise<void> {
  await client.end().catch(() => undefined);
}
