import { Client } from 'pg';
import { publishShipped, type Shipped } from './catalogue/shipped.js';
import { migrate } from './platform/database/migrate.js';
import {
  DATABASE_ROLES,
  type DatabaseRole,
  type PerRole,
  perRole,
  roleUrlFrom,
} from './platform/database/roles.js';
import { LaunchError } from './platform/errors/launch-error.js';
import type { KeyProvider } from './platform/vault/key-provider.js';

export interface PrepareDatabaseOptions {
  /** Postgres 15 to 18 as the owner, directly and not through a pooler. */
  readonly ownerUrl: string;
  /** Where each role reaches Postgres, where that is another address, another password or a pooler: all or none. */
  readonly roleUrls?: PerRole<string> | undefined;
  readonly keys: KeyProvider;
  /** As `readWorksheets` read them. */
  readonly worksheets: Shipped;
}

/**
 * Brings a database up to date before the module uses it: schema `mendwork`, roles, tables, worksheets. Run it at every
 * start or deployment; several at a time take turns, and what is there is left as it is.
 * @returns the addresses for `MendworkOptions.databaseUrls`
 * @throws LaunchError with what to do
 */
export async function prepareDatabase(options: PrepareDatabaseOptions): Promise<PerRole<string>> {
  const { ownerUrl, roleUrls } = options;
  const passwords = await passwordsFrom(options.keys);
  await migrate(ownerUrl, roleUrls ? perRole(() => null) : passwords);
  await publishShipped(ownerUrl, options.worksheets);
  const urls = roleUrls ?? perRole((role) => roleUrlFrom(ownerUrl, role, passwords[role]));
  for (const role of Object.keys(urls) as DatabaseRole[]) await checkRoleUrl(role, urls[role]);
  return urls;
}

async function passwordsFrom(keys: KeyProvider): Promise<PerRole<string>> {
  const derive = async (purpose: string): Promise<string> =>
    (await keys.derive(purpose, 24)).toString('base64url');
  return {
    app: await derive('database-role'),
    login: await derive('database-role/login'),
    job: await derive('database-role/job'),
  };
}

async function checkRoleUrl(role: DatabaseRole, url: string): Promise<void> {
  const name = DATABASE_ROLES[role];
  const variable = `DATABASE_${role.toUpperCase()}_URL`;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ above_policies: boolean }>(
      `SELECT rolsuper OR rolbypassrls AS above_policies FROM pg_roles WHERE rolname = current_user`,
    );
    if (rows[0]?.above_policies)
      throw new LaunchError(
        `The role in ${variable} stands above row-level security. Use ${name}, or another plain role.`,
      );
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('28'))
      throw new LaunchError(
        `Postgres refuses the role ${name}: it has another password. Give its address in ${variable}, or set its password with ALTER ROLE.`,
        { cause: error },
      );
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
