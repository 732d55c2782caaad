import { randomUUID } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { type PerRole, perRole, roleUrlFrom } from '../../src/platform/database/roles.js';
import { ADMIN_URL, RUN, databasePrefix } from './server.js';
import { prepareTemplate, ROLE_PASSWORD, urlOf } from './template.js';

/** A database of a test's own, with all migrations applied. */
export interface TestDatabase {
  /** The owner's URL, a superuser. */
  url: string;
  /** The URL of the role that requests run as. */
  appUrl: string;
  /** The URL of every role. */
  roleUrls: PerRole<string>;
  name: string;
  /** Ends its connections and removes it. What is not dropped goes at the end of the run. */
  drop(): Promise<void>;
}

const COPYING = 5_077_190;

/**
 * Makes a database for the calling test file.
 * @throws Error when the run has no server, as for specs, which are pure
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `${databasePrefix(process.env[RUN] ?? '')}${randomUUID().slice(0, 8)}`;
  const url = await asAdmin(async (admin, adminUrl) => {
    // One at a time: a template that is in use cannot be copied. The lock ends with the connection.
    await admin.query('select pg_advisory_lock($1)', [COPYING]);
    const template = await prepareTemplate(admin, adminUrl);
    const copy = `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`;
    await admin.query(`${copy} strategy file_copy`);
    await copyRoleSettings(admin, template, name);
    return urlOf(adminUrl, name);
  });
  const drop = async (): Promise<void> => {
    await asAdmin((admin) => admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`));
  };
  const roleUrls = perRole((role) => roleUrlFrom(url, role, ROLE_PASSWORD));
  return { url, appUrl: roleUrls.app, roleUrls, name, drop };
}

/** What is set for a role in one database does not travel with a copy of that database. */
async function copyRoleSettings(admin: Client, from: string, to: string): Promise<void> {
  const { rows } = await admin.query<{ role: string; name: string; value: string }>(
    `select rolname as role, split_part(setting, '=', 1) as name, split_part(setting, '=', 2) as value
     from pg_db_role_setting join pg_database d on d.oid = setdatabase join pg_roles r on r.oid = setrole,
     unnest(setconfig) as setting where datname = $1`,
    [from],
  );
  for (const { role, name, value } of rows) {
    const where = `${escapeIdentifier(role)} in database ${escapeIdentifier(to)}`;
    await admin.query(`alter role ${where} set ${escapeIdentifier(name)} = ${escapeLiteral(value)}`);
  }
}

async function asAdmin<T>(work: (admin: Client, adminUrl: string) => Promise<T>): Promise<T> {
  const adminUrl = process.env[ADMIN_URL];
  if (!adminUrl) throw new Error('There is no test server: only files named test/**/*.test.ts get one.');
  const admin = new Client(adminUrl);
  await admin.connect();
  try {
    return await work(admin, adminUrl);
  } finally {
    await admin.end();
  }
}
