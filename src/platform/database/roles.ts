import { Client } from 'pg';

/** The role that requests run as: owner of nothing, no BYPASSRLS. */
export const APP_ROLE = 'mendwork_app';

/** Held while roles and tables are made, so that two starts at a time take turns. */
const SETUP_LOCK = 7_364_311;

/** Timeouts stand on the role, not in the connection's start-up parameters, so that PgBouncer accepts them. */
const TIMEOUTS = {
  statement_timeout: '5s',
  lock_timeout: '3s',
  idle_in_transaction_session_timeout: '15s',
};

/** Runs `work` alone: a second start waits. Needs a direct connection, no pooler in transaction mode. */
export async function withSetupLock<T>(ownerUrl: string, work: (owner: Client) => Promise<T>): Promise<T> {
  const owner = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [SETUP_LOCK]);
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/**
 * Makes the application's role where it is missing. Roles belong to the whole cluster, so a role that is there keeps
 * its password: another database of the cluster may rely on it.
 * @param password for a role that is made now; null makes one that cannot log in until somebody gives it a password
 */
export async function ensureAppRole(owner: Client, password: string | null): Promise<void> {
  const { rowCount } = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
  if (rowCount === 0) {
    const login = password === null ? 'NOLOGIN' : `LOGIN PASSWORD ${owner.escapeLiteral(password)}`;
    try {
      await owner.query(
        `CREATE ROLE ${APP_ROLE} ${login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT`,
      );
    } catch (error) {
      // Another database's first start can be quicker: the lock above holds within one database only.
      if ((error as { code?: string }).code !== '42710' && (error as { code?: string }).code !== '23505')
        throw error;
    }
  }
  for (const [name, value] of Object.entries(TIMEOUTS))
    await owner.query(
      `ALTER ROLE ${APP_ROLE} IN DATABASE ${await currentDatabase(owner)} SET ${name} = '${value}'`,
    );
}

async function currentDatabase(owner: Client): Promise<string> {
  const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name');
  return owner.escapeIdentifier(rows[0]?.name ?? '');
}

/** The application's own address, made from the owner's. */
export function appUrlFrom(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = encodeURIComponent(password);
  return url.toString();
}
