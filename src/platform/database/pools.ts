import { DataSource, type EntitySchema } from 'typeorm';

export interface PoolOptions {
  readonly url: string;
  readonly entities: EntitySchema[];
  /** Connections at a time. */
  readonly connections: number;
}

/** A pool of connections that speak as one of the roles. */
export function roleDataSource({ url, entities, connections }: PoolOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'mendwork',
    entities,
    installExtensions: false,
    // Faults of the pool's idle connections; the next statement gets a new one.
    poolErrorHandler: () => undefined,
    extra: { max: connections, connectionTimeoutMillis: 3_000, query_timeout: 8_000 },
  });
}

/**
 * Opens such a pool. It is tried twice: a process that starts does much else at the same time, and on a slow machine it
 * may look at the clock before it looks at the answer of a database that was there all along.
 */
export async function openRoleDataSource(options: PoolOptions): Promise<DataSource> {
  try {
    return await roleDataSource(options).initialize();
  } catch {
    return roleDataSource(options).initialize();
  }
}
