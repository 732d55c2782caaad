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
  readonly reach?: string;
  readonly closed?: readonly string[];
  readonly place?: string;
}

/** Runs `work` in a transaction with these settings, and undoes what it did. */
export async function inScope<T>(sql: Sql, setting: Setting, work: () => Promise<T>): Promise<T> {
  await sql.rows('BEGIN');
  try {
    await sql.rows(
      `SELECT set_config('mendwork.practice_id', $1, true), set_config('mendwork.client_id', $2, true),
        set_config('mendwork.actor_id', $3, true), set_config('mendwork.reach', $4, true),
        set_config('mendwork.closed', $5, true), set_config('mendwork.place', $6, true)`,
      [
        setting.practiceId ?? '',
        setting.clientId ?? '',
        setting.actorId ?? '',
        setting.reach ?? '',
        setting.closed?.join(',') ?? '',
        setting.place ?? '',
      ],
    );
    return await work();
  } finally {
    await sql.rows('ROLLBACK');
  }
}

/**
 * Lets a role wait half a minute for what another transaction holds, in place of three seconds. Its connections are
 * ended: those that follow know of it.
 */
export async function letWait(owner: Sql, database: string, role: string): Promise<void> {
  for (const limit of ['lock_timeout', 'statement_timeout'])
    await owner.rows(`ALTER ROLE ${role} IN DATABASE ${database} SET ${limit} = '30s'`);
  await owner.rows(
    'SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename = $1 AND datname = $2',
    [role, database],
  );
}

/** The tables of schema mendwork, by name. */
export async function tablesOf(sql: Sql): Promise<string[]> {
  const tables = await sql.rows<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'mendwork'::regnamespace AND relkind IN ('r', 'p')
     ORDER BY relname`,
  );
  return tables.map(({ name }) => name);
}

/** Puts a row that is there into its table once more, as whoever `sql` speaks for. */
export async function insertAgain(owner: Sql, sql: Sql, name: string, row: object): Promise<void> {
  const [columns] = await owner.rows<{ list: string }>(
    `SELECT string_agg(attname, ', ') AS list FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [`mendwork.${name}`],
  );
  await sql.rows(
    `INSERT INTO mendwork.${name} (${columns?.list}) SELECT ${columns?.list}
     FROM jsonb_populate_record(NULL::mendwork.${name}, $1)`,
    [row],
  );
}

/** What came of a statement: `done: …` with its value, or what Postgres said. */
export function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    (value) => `done: ${JSON.stringify(value)}`,
    (error: Error) => error.message,
  );
}

/**
 * What every table holds, as one hash a table: two equal fingerprints, and nothing was written in between. That a
 * browser was seen again, once a minute at most, is left out, and so is how many requests there were.
 */
export async function fingerprint(owner: Sql): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const table of await tablesOf(owner)) {
    if (table === 'rate_limit') continue;
    const [row] = await owner.rows<{ print: string }>(
      `SELECT count(*) || ':' || coalesce(md5(string_agg(line, '' ORDER BY line)), '') AS print
       FROM (SELECT md5((to_jsonb(t) - 'seen_at')::text) AS line FROM mendwork.${table} t) AS lines`,
    );
    prints[table] = row?.print ?? '';
  }
  return prints;
}

/**
 * The same of one practice in one statement, or of what is one client's within it. The times at which something was
 * last seen or used are left out as well.
 */
export async function fingerprintOf(
  owner: Sql,
  practiceId: string,
  clientId: string | null = null,
): Promise<Record<string, string>> {
  const columns = await owner.rows<{ name: string; client: boolean }>(
    `SELECT relname AS name, bool_or(attname = 'client_id') AS client FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'mendwork'::regnamespace AND relkind IN ('r', 'p') AND attnum > 0
     GROUP BY relname HAVING bool_or(attname = 'practice_id') ORDER BY relname`,
  );
  const lines = columns
    .filter(({ client }) => clientId === null || client)
    .map(
      ({
        name,
      }) => `SELECT '${name}' AS name, count(*) || ':' || coalesce(md5(string_agg(line, '' ORDER BY line)), '') AS print
       FROM (SELECT md5((to_jsonb(t) - 'seen_at' - 'used_at')::text) AS line FROM mendwork.${name} t
         WHERE practice_id = $1 ${clientId === null ? '' : 'AND client_id = $2'}) AS lines`,
    );
  const prints = await owner.rows<{ name: string; print: string }>(
    lines.join(' UNION ALL '),
    clientId === null ? [practiceId] : [practiceId, clientId],
  );
  return Object.fromEntries(prints.map(({ name, print }) => [name, print]));
}
