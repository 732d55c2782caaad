import { Transaction } from '../../src/platform/database/transaction.js';
import { type Sql, tablesOf } from './sql.js';

/** The two walls between practices, to be taken down one at a time. */

const sql = Reflect.get(Transaction.prototype, 'sql');

/**
 * From now on no statement, of no role, names the practice or the client that it is about: services that forgot their
 * filter. Returns what makes them remember.
 */
export function forgetFilters(): () => void {
  Transaction.prototype.sql = function forgetful(this: Transaction, text, values, _name) {
    const forgotten = text
      .replaceAll(/(?<=(?:WHERE|AND) )(\w+\.)?practice_id = \$1(?!\d)/g, () => '$1::uuid IS NOT NULL')
      .replaceAll(/(?<=AND )(\w+\.)?client_id = \$2(?!\d)/g, () => '$2::uuid IS NOT NULL');
    return sql.call(this, forgotten, values) as never;
  };
  return () => void (Transaction.prototype.sql = sql);
}

/** Turns every policy on or off. Tables that are of no practice have none. */
export async function setPolicies(owner: Sql, how: 'ENABLE' | 'DISABLE'): Promise<void> {
  for (const table of await tablesOf(owner))
    if (!['migration', 'rate_limit'].includes(table))
      await owner.rows(`ALTER TABLE mendwork.${table} ${how} ROW LEVEL SECURITY`);
}
