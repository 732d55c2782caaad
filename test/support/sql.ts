import { Client, type QueryResultRow } from 'pg';

/** One connection to Postgres, without the product in between. */
export interface Sql {
  /** Runs one statement and gives its rows. */
  rows<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** How many rows a statement gave or changed. */
  count(text: string, values?: readonly unknown[]): Promise<number>;
  end(): Promise<void>;
}

/** Connects to a test database: with its owner's URL what is really there is seen, since policies bind no superuser. */
export async function connectTo(url: string): Promise<Sql> {
  const client = new Client(url);
  client.on('error', () => undefined);
  await client.connect();
  return {
    rows: async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows,
    count: async (text, values = []) => (await client.query(text, [...values])).rowCount ?? 0,
    end: () => client.end(),
  };
}

/** The settings that row-level policies read. */
export interface Setting {
  readonly practiceId?: string;
  readonly clientId?: string;
  readonly actorId?: string;
}

/** Runs `work` in a transaction with these settings, and undoes what it did. */
export async function inScope<T>(sql: Sql, setting: Setting, work: () => Promise<T>): Promise<T> {
  await sql.rows('BEGIN');
  try {
    await sql.rows(
      `SELECT set_config('mendwork.practice_id', $1, true), set_config('mendwork.client_id', $2, true),
        set_config('mendwork.actor_id', $3, true)`,
      [setting.practiceId ?? '', setting.clientId ?? '', setting.actorId ?? ''],
    );
    return await work();
  } finally {
    await sql.rows('ROLLBACK');
  }
}

/** The tables of schema mendwork, by name. */
export async function tablesOf(sql: Sql): Promise<string[]> {
  const tables = await sql.rows<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'mendwork'::regnamespace AND relkind IN ('r', 'p')
     ORDER BY relname`,
  );
  return tables.map(({ name }) => name);
}

/**
 * What every table holds, as one hash a table: two equal fingerprints, and nothing was written in between. That a
 * browser was seen again, once a minute at most, is left out.
 */
export async function fingerprint(owner: Sql): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const table of await tablesOf(owner)) {
    const [row] = await owner.rows<{ print: string }>(
      `SELECT count(*) || ':' || coalesce(md5(string_agg(line, '' ORDER BY line)), '') AS print
       FROM (SELECT md5((to_jsonb(t) - 'seen_at')::text) AS line FROM mendwork.${table} t) AS lines`,
    );
    prints[table] = row?.print ?? '';
  }
  return prints;
}
