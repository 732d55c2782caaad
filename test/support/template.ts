import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { migrate } from '../../src/platform/database/migrate.js';
import { DATABASE_ROLES, perRole } from '../../src/platform/database/roles.js';
import { RUN, databasePrefix } from './server.js';

/** The roles' password on test servers. */
export const ROLE_PASSWORD = 'only-for-tests';

/**
 * Makes the database that all test databases of this run are copies of, if it is not there yet: empty and migrated.
 * The caller sees to it that this happens once at a time.
 * @param admin a superuser's connection to another database
 * @param adminUrl the URL of that connection
 * @returns the name of the template
 */
export async function prepareTemplate(admin: Client, adminUrl: string): Promise<string> {
  const name = `${databasePrefix(process.env[RUN] ?? '')}template`;
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
  if (rowCount) return name;
  const draft = `${name}_draft`;
  await admin.query(`drop database if exists ${escapeIdentifier(draft)} with (force)`);
  await admin.query(`create database ${escapeIdentifier(draft)}`);
  await migrate(
    urlOf(adminUrl, draft),
    perRole(() => ROLE_PASSWORD),
  );
  // A role that was there before us keeps its password, and may have none.
  for (const role of Object.values(DATABASE_ROLES))
    await admin.query(`alter role ${escapeIdentifier(role)} login password ${escapeLiteral(ROLE_PASSWORD)}`);
  await admin.query(`alter database ${escapeIdentifier(draft)} rename to ${escapeIdentifier(name)}`);
  return name;
}

/** The same server and login, another database. */
export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
