import { Client } from 'pg';
import { publishShipped, type Shipped } from './catalogue/shipped.js';
import { migrate } from './platform/database/migrate.js';
import { APP_ROLE, appUrlFrom } from './platform/database/roles.js';
import { LaunchError } from './platform/errors/launch-error.js';
import type { KeyProvider } from './platform/vault/key-provider.js';

export interface PrepareDatabaseOptions {
  /** Postgres 15 to 18 as the owner, directly and not through a pooler. */
  readonly ownerUrl: string;
  /** Where requests reach Postgres as `mendwork_app`, where that is another address or a pooler. */
  readonly appUrl?: string | undefined;
  readonly keys: KeyProvider;
  /** As `readWorksheets` read them. */
  readonly worksheets: Shipped;
}

/**
 * Brings a database up to date before the module uses it: schema `mendwork`, role, tables, worksheets. Run it at every
 * start or deployment; several at a time take turns, and what is there is left as it is.
 * @returns the address for `MendworkOptions.databaseUrl`
 * @throws LaunchError with what to do
 */
export async function prepareDatabase(options: PrepareDatabaseOptions): Promise<string> {
  const password = (await options.keys.derive('database-role', 24)).toString('base64url');
  await migrate(options.ownerUrl, options.appUrl === undefined ? password : null);
  await publishShipped(options.ownerUrl, options.worksheets);
  const appUrl = options.appUrl ?? appUrlFrom(options.ownerUrl, password);
  await checkAppUrl(appUrl);
  return appUrl;
}

async function checkAppUrl(appUrl: string): Promise<void> {
  const app = new Client({ connectionString: appUrl, connectionTimeoutMillis: 10_000 });
  app.on('error', () => undefined);
  try {
    await app.connect();
    const { rows } = await app.query<{ above_policies: boolean }>(
      `SELECT rolsuper OR rolbypassrls AS above_policies FROM pg_roles WHERE rolname = current_user`,
    );
    if (rows[0]?.above_policies)
      throw new LaunchError(
        `The role in DATABASE_APP_URL stands above row-level security. Use ${APP_ROLE}, or another plain role.`,
      );
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('28'))
      throw new LaunchError(
        `Postgres refuses the role ${APP_ROLE}: it has another password. Give its address in DATABASE_APP_URL, or set its password with ALTER ROLE.`,
        { cause: error },
      );
    throw error;
  } finally {
    await app.end().catch(() => undefined);
  }
}
