import path from 'node:path';
import { z } from 'zod';
import type { PerRole } from '../database/roles.js';
import { LaunchError } from '../errors/launch-error.js';

/** What the standalone server is told by environment variables. */
export interface Environment {
  /** TCP port of the web server. */
  port: number;
  /** Address of the web server. */
  host: string;
  /** The owner's Postgres URL; undefined: the embedded Postgres. */
  databaseUrl: string | undefined;
  /** Postgres URL of each role, if they are not the owner's server with Mendwork's own roles and passwords. */
  databaseRoleUrls: PerRole<string> | undefined;
  /** Absolute path of the folder for everything that is kept outside Postgres, and for the embedded Postgres itself. */
  dataFolder: string;
  /** Where people reach the server: an http(s) origin without a slash at the end. */
  publicUrl: string;
  mode: 'development' | 'test' | 'production';
}

const postgresUrl = z
  .string()
  .refine(isPostgresUrl, 'is no Postgres URL: write postgres://user:password@host:5432/database');

const Variables = z.object({
  PORT: z.coerce
    .number('is no port: write a number from 1 to 65535, for example 3000')
    .int('is no port: write a whole number, for example 3000')
    .min(1, 'is no port: write a number from 1 to 65535')
    .max(65_535, 'is no port: write a number from 1 to 65535')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'is no address: write 127.0.0.1, or 0.0.0.0 for all networks')
    .default('127.0.0.1'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_APP_URL: postgresUrl.optional(),
  DATABASE_LOGIN_URL: postgresUrl.optional(),
  DATABASE_JOB_URL: postgresUrl.optional(),
  MENDWORK_DATA: z.string().default('./data'),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, 'is no web address without a path: write one like https://practice.example')
    .optional(),
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'is unknown: write development, test or production')
    .default('development'),
});

/**
 * Reads the environment variables of the standalone server. One that is empty counts as not set.
 * @throws LaunchError that names every variable that is wrong, and what to write
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given = Object.entries(env).filter(([, value]) => value?.trim());
  const parsed = Variables.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw faultsIn(parsed.error);
  const { PORT, HOST, DATABASE_URL, MENDWORK_DATA, PUBLIC_URL, NODE_ENV } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    databaseUrl: DATABASE_URL,
    databaseRoleUrls: roleUrlsIn(parsed.data),
    dataFolder: path.resolve(MENDWORK_DATA),
    publicUrl: new URL(PUBLIC_URL ?? `http://localhost:${PORT}`).origin,
    mode: NODE_ENV,
  };
}

function roleUrlsIn(variables: z.infer<typeof Variables>): PerRole<string> | undefined {
  const { DATABASE_APP_URL: app, DATABASE_LOGIN_URL: login, DATABASE_JOB_URL: job } = variables;
  if (app && login && job) return { app, login, job };
  if (!app && !login && !job) return undefined;
  throw new LaunchError(
    'Mendwork speaks to Postgres as three roles. Give DATABASE_APP_URL, DATABASE_LOGIN_URL and DATABASE_JOB_URL together, or none of them.',
  );
}

function faultsIn({ issues }: z.ZodError): LaunchError {
  const faults = issues.map(({ path: [variable], message }) => `${String(variable)} ${message}`);
  return new LaunchError(`Mendwork cannot start with these settings: ${faults.join('; ')}.`);
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(?:ql)?:$/.test(parseUrl(text)?.protocol ?? '');
}

function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  return /^https?:$/.test(url?.protocol ?? '') && url?.href === `${url?.origin}/`;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
