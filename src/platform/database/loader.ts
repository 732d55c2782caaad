import DataLoader from 'dataloader';
import type { Transaction } from './transaction.js';
import type { UnitOfWork } from './unit-of-work.js';

/**
 * Loads by id, many at a time, for edges of a GraphQL answer. What was loaded lives as long as its unit of work,
 * so that nothing is remembered from before a write, nor from another caller.
 * @param batch loads in one statement; gives for every id a row, or null where there is none for the caller
 */
export function loadById<T>(
  unitOfWork: UnitOfWork,
  batch: (ids: readonly string[]) => Promise<Map<string, T>>,
): (id: string) => Promise<T | null> {
  const loaders = new WeakMap<Transaction, DataLoader<string, T | null>>();
  return async (id) => {
    const transaction = await unitOfWork.current();
    let loader = loaders.get(transaction);
    if (!loader) {
      loader = new DataLoader(async (ids) => {
        const found = await batch(ids);
        return ids.map((one) => found.get(one) ?? null);
      });
      loaders.set(transaction, loader);
    }
    return loader.load(id);
  };
}
