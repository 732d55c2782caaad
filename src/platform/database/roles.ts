import { Client } from 'pg';
import { LaunchError } from '../errors/launch-error.js';
import { isConnectionFailure } from '../errors/sql-state.js';

/** The roles that the product speaks to Postgres as. Each owns nothing and stands below the policies. */
export const DATABASE_ROLES = {
  /** Requests of those who are signed in. */
  app: 'mendwork_app',
  /** Signing in: reads what proves who somebody is, and nothing that anybody wrote. */
  login: 'mendwork_login',
  /** What happens after a commit: the outbox, the queue, and what mails need. */
  job: 'mendwork_job',
} as const;
export type DatabaseRole = keyof typeof DATABASE_ROLES;
/** One value a role: an address, a password. */
export type PerRole<T> = Readonly<Record<DatabaseRole, T>>;

const ROLES = Object.keys(DATABASE_ROLES) as DatabaseRole[];

/** Makes one value for every role. */
export function perRole<T>(make: (role: DatabaseRole) => T): PerRole<T> {
  return Object.fromEntries(ROLES.map((role) => [role, make(role)])) as PerRole<T>;
}

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
  await connect(owner);
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [SETUP_LOCK]);
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** @throws LaunchError where nobody answers: the person at the terminal can do something about it */
async function connect(owner: Client): Promise<void> {
  try {
    await owner.connect();
  } catch (error) {
    if (!isConnectionFailure(error)) throw error;
    throw new LaunchError(
      `Postgres at ${owner.host}:${owner.port} does not answer. Start it, or check DATABASE_URL.`,
      { cause: error },
    );
  }
}

/**
 * Makes the roles that are missing. Roles belong to the whole cluster, so a role that is there keeps its password:
 * another database of the cluster may rely on it.
 * @param passwords for roles that are made now; null makes one that cannot log in until somebody gives it a password
 */
export async function ensureRoles(owner: Client, passwords: PerRole<string | null>): Promise<void> {
  for (const role of ROLES) await ensureRole(owner, DATABASE_ROLES[role], passwords[role]);
}

async function ensureRole(owner: Client, name: string, password: string | null): Promise<void> {
  const { rowCount } = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 0) {
    const login = password === null ? 'NOLOGIN' : `LOGIN PASSWORD ${owner.escapeLiteral(password)}`;
    try {
      await owner.query(
        `CREATE ROLE ${name} ${login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT`,
      );
    } catch (error) {
      // Another database's first start can be quicker: the lock above holds within one database only.
      if ((error as { code?: string }).code !== '42710' && (error as { code?: string }).code !== '23505')
        throw error;
    }
  }
  for (const [setting, value] of Object.entries(TIMEOUTS))
    await owner.query(
      `ALTER ROLE ${name} IN DATABASE ${await currentDatabase(owner)} SET ${setting} = '${value}'`,
    );
}

async function currentDatabase(owner: Client): Promise<string> {
  const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name');
  return owner.escapeIdentifier(rows[0]?.name ?? '');
}

/** A role's own address, made from the owner's. */
export function roleUrlFrom(ownerUrl: string, role: DatabaseRole, password: string): string {
  const url = new URL(ownerUrl);
  url.username = DATABASE_ROLES[role];
  url.password = encodeURIComponent(password);
  return url.toString();
}
