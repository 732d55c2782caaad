import DataLoader from 'dataloader';
import type { PageArgs } from '../paging/connection.js';
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
  return loadWith(
    unitOfWork,
    () =>
      new DataLoader<string, T | null>(async (ids) => {
        const found = await batch(ids);
        return ids.map((one) => found.get(one) ?? null);
      }),
  );
}

/**
 * Loads one page of each of many lists at a time, for connections under many parents.
 * @param batch loads the same page of several parents’ lists in one statement; gives one for every parent
 */
export function loadPages<T>(
  unitOfWork: UnitOfWork,
  batch: (parentIds: readonly string[], page: PageArgs) => Promise<Map<string, T>>,
): (parentId: string, page: PageArgs) => Promise<T> {
  const load = loadWith(
    unitOfWork,
    () =>
      new DataLoader<Asked, T, string>(
        async (asked) => {
          const pages = new Map<string, Map<string, T>>();
          for (const one of asked) {
            const name = nameOfPage(one);
            if (pages.has(name)) continue;
            const alike = asked.filter((other) => nameOfPage(other) === name);
            pages.set(
              name,
              await batch(
                alike.map(({ parentId }) => parentId),
                one.page,
              ),
            );
          }
          return asked.map((one) => pages.get(nameOfPage(one))?.get(one.parentId) as T);
        },
        { cacheKeyFn: (one) => `${one.parentId} ${nameOfPage(one)}` },
      ),
  );
  return (parentId, page) => load({ parentId, page });
}

interface Asked {
  readonly parentId: string;
  readonly page: PageArgs;
}

function nameOfPage({ page: { first, after } }: Asked): string {
  return `${first} ${after ?? ''}`;
}

/** A loader lives as long as its unit of work. */
function loadWith<Key, T>(
  unitOfWork: UnitOfWork,
  make: () => DataLoader<Key, T, unknown>,
): (key: Key) => Promise<T> {
  const loaders = new WeakMap<Transaction, DataLoader<Key, T, unknown>>();
  return async (key) => {
    const transaction = await unitOfWork.current();
    const loader = loaders.get(transaction) ?? make();
    loaders.set(transaction, loader);
    return loader.load(key);
  };
}
