import { AsyncLocalStorage } from 'node:async_hooks';
import type { Tenant } from './tenant.types.js';
import type { Transaction } from './transaction.js';

interface Scope {
  readonly tenant: Tenant;
  /** The unit of work that is under way: a write, or the request's read. */
  transaction?: Transaction | undefined;
  /** Opens on the first read outside a write and lives until the request ends. */
  reading?: Promise<Transaction> | undefined;
  /** The request has ended, answered or not: a read that began now would never be finished. */
  over?: boolean;
}

const scopes = new AsyncLocalStorage<Scope>();

/** Runs `work` on behalf of `tenant`; everything that it awaits stays in this scope. */
export function runAsTenant<T>(tenant: Tenant, work: () => T): T {
  return scopes.run({ tenant }, work);
}

/** @internal the scope that the caller runs in. */
export function currentScope(): Scope | undefined {
  return scopes.getStore();
}

/** @internal runs `work` inside one open transaction. */
export function runInTransaction<T>(scope: Scope, transaction: Transaction, work: () => T): T {
  return scopes.run({ tenant: scope.tenant, transaction }, work);
}

/** The tenant in scope. Throws outside of any: nothing in the database can be reached without one. */
export function currentTenant(): Tenant {
  const scope = scopes.getStore();
  if (!scope) throw new Error('No tenant in scope: the database cannot be asked on nobody’s behalf.');
  return scope.tenant;
}
