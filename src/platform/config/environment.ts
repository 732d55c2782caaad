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
  /** A proxy in front of the server speaks TLS with browsers. */
  behindTlsProxy: boolean;
  /** Proxies of our own between the server and browsers: whose word for where a request comes from is believed. */
  trustedProxies: number;
  /** Which file of `worksheets/locales` says whom to call in a crisis; undefined: nobody has chosen. */
  crisisLocale: string | undefined;
  /** The languages of the client's pages, as they were named; undefined: nobody has chosen. */
  clientLanguages: string[] | undefined;
  /** Mail goes out through this server; undefined: there is none. */
  smtp: { url: string; from: string } | undefined;
  /** Whether members who see clinical content need a second factor. */
  memberSecondFactor: 'required' | 'optional';
  /** Where “Leave now” leads: an https address of somebody who knows nothing of us. */
  exitUrl: string;
  graphiql: boolean;
  introspection: boolean;
  /** How long the server still serves after it has said that it is not ready any more. */
  drainSeconds: number;
  /** The host's own log-in, where members sign in elsewhere. */
  hostLogin: HostLoginVariables | undefined;
}

/** How the host's identity provider is reached. The client's id and secret are for signing in with a browser. */
export interface HostLoginVariables {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
}

const postgresUrl = z
  .string()
  .refine(isPostgresUrl, 'is no Postgres URL: write postgres://user:password@host:5432/database');

/** Whoever stands in the way of plain http could put keys of their own there. */
const providerUrl = z.string().refine(isSafeUrl, 'is no https address: write one like https://id.example');

const onOrOff = z.enum(['on', 'off'], 'is unknown: write on or off');

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
  BEHIND_TLS_PROXY: z.enum(['yes', 'no'], 'is unknown: write yes or no').default('no'),
  TRUSTED_PROXIES: z.coerce
    .number('is no number of proxies: write one from 0 to 10')
    .int('is no number of proxies: write a whole one from 0 to 10')
    .min(0, 'is no number of proxies: write one from 0 to 10')
    .max(10, 'is no number of proxies: write one from 0 to 10')
    .optional(),
  CRISIS_LOCALE: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'is no locale: write one like en-US')
    .optional(),
  CLIENT_LANGUAGES: z
    .string()
    .regex(
      /^[a-z]{2,3}-[A-Z]{2}(,[a-z]{2,3}-[A-Z]{2})*$/,
      'is no list of languages: write one like en-US,es-US',
    )
    .transform((text) => text.split(','))
    .optional(),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, 'is no mail server: write smtps://user:password@host:465 or smtp://host:587')
    .optional(),
  MAIL_FROM: z.email('is no e-mail address: write one that says nothing of therapy').optional(),
  MEMBER_SECOND_FACTOR: z
    .enum(['required', 'optional'], 'is unknown: write required or optional')
    .default('required'),
  EXIT_URL: z
    .string()
    .refine(
      (text) => parseUrl(text)?.protocol === 'https:',
      'is no https address: write one like https://www.weather.gov/',
    )
    .default('https://www.weather.gov/'),
  GRAPHIQL: onOrOff.optional(),
  INTROSPECTION: onOrOff.optional(),
  DRAIN_SECONDS: z.coerce
    .number('is no number of seconds: write one from 0 to 300')
    .min(0, 'is no number of seconds: write one from 0 to 300')
    .max(300, 'is no number of seconds: write one from 0 to 300')
    .optional(),
  HOST_LOGIN_ISSUER: providerUrl.optional(),
  HOST_LOGIN_AUDIENCE: z.string().optional(),
  HOST_LOGIN_JWKS_URL: providerUrl.optional(),
  HOST_LOGIN_CLIENT_ID: z.string().optional(),
  HOST_LOGIN_CLIENT_SECRET: z.string().optional(),
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
    ...furtherSettings(parsed.data),
  };
}

function furtherSettings(
  variables: z.infer<typeof Variables>,
): Pick<
  Environment,
  | 'behindTlsProxy'
  | 'trustedProxies'
  | 'crisisLocale'
  | 'clientLanguages'
  | 'smtp'
  | 'memberSecondFactor'
  | 'exitUrl'
  | 'graphiql'
  | 'introspection'
  | 'drainSeconds'
  | 'hostLogin'
> {
  const production = variables.NODE_ENV === 'production';
  const behindTlsProxy = variables.BEHIND_TLS_PROXY === 'yes';
  const graphiql = isOn(variables.GRAPHIQL, !production);
  return {
    behindTlsProxy,
    trustedProxies: variables.TRUSTED_PROXIES ?? (behindTlsProxy ? 1 : 0),
    crisisLocale: variables.CRISIS_LOCALE,
    clientLanguages: variables.CLIENT_LANGUAGES,
    smtp: smtpIn(variables),
    memberSecondFactor: variables.MEMBER_SECOND_FACTOR,
    exitUrl: variables.EXIT_URL,
    graphiql,
    introspection: isOn(variables.INTROSPECTION, graphiql),
    drainSeconds: variables.DRAIN_SECONDS ?? (production ? 5 : 0),
    hostLogin: hostLoginIn(variables),
  };
}

const isOn = (given: 'on' | 'off' | undefined, otherwise: boolean): boolean =>
  given === undefined ? otherwise : given === 'on';

function smtpIn(variables: z.infer<typeof Variables>): Environment['smtp'] {
  const { SMTP_URL: url, MAIL_FROM: from } = variables;
  if (url && from) return { url, from };
  if (!url && !from) return undefined;
  throw new LaunchError('Mail needs SMTP_URL and MAIL_FROM together. Give both, or none of them.');
}

function hostLoginIn(variables: z.infer<typeof Variables>): HostLoginVariables | undefined {
  const {
    HOST_LOGIN_ISSUER: issuer,
    HOST_LOGIN_AUDIENCE: audience,
    HOST_LOGIN_JWKS_URL: jwksUrl,
    HOST_LOGIN_CLIENT_ID: clientId,
    HOST_LOGIN_CLIENT_SECRET: clientSecret,
  } = variables;
  if (issuer && audience) return { issuer, audience, jwksUrl, clientId, clientSecret };
  if (!issuer && !audience && !jwksUrl && !clientId && !clientSecret) return undefined;
  throw new LaunchError(
    'The host’s log-in needs HOST_LOGIN_ISSUER and HOST_LOGIN_AUDIENCE. Give both, or no HOST_LOGIN_ variable at all.',
  );
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

function isSmtpUrl(text: string): boolean {
  return /^smtps?:$/.test(parseUrl(text)?.protocol ?? '');
}

/** Plain http within this machine alone, for trying. */
function isSafeUrl(text: string): boolean {
  const { protocol, hostname } = parseUrl(text) ?? {};
  const here = hostname !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && here);
}

function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  return /^https?:$/.test(url?.protocol ?? '') && url?.href === `${url?.origin}/`;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
