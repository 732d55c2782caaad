import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import type { HostLogin } from './access/host/host-login.types.js';
import { localeFile, readWorksheets, type Shipped, shippedFolder } from './catalogue/shipped.js';
import { demonstrationFile, openDemonstration } from './demo/demonstration.js';
import { banner } from './demo/banner.js';
import { MendworkModule } from './mendwork.module.js';
import { languagesToSpeak } from './pages/languages.js';
import { type Environment, type HostLoginVariables, readEnvironment } from './platform/config/environment.js';
import { refuseUnsafeProduction } from './platform/config/production.js';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './platform/embedded-postgres/embedded-postgres.js';
import { LaunchError } from './platform/errors/launch-error.js';
import { drain } from './platform/http/drain.js';
import { createFastifyApp, type NestFastifyApplication } from './platform/http/fastify.js';
import { explainListenError } from './platform/http/listen-errors.js';
import { createLogger, describeError, NestLogger } from './platform/log/logger.js';
import type { MailSettings } from './platform/mail/mail.module.js';
import { fileKeyProvider } from './platform/vault/key-provider.js';
import { prepareDatabase } from './prepare-database.js';

/**
 * The standalone server: Postgres (its own or `DATABASE_URL`), migrations, the module on Fastify, and, unless
 * `--empty` is given, a demonstration practice.
 * @throws LaunchError with one sentence that says what to do; nothing is damaged, and what was started is stopped
 */
export async function runServer(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  const environment = readEnvironment(env);
  const empty = readArguments(args);
  refuseUnsafeProduction(environment, {
    demonstrationFile: demonstrationFile(environment.dataFolder),
    localeFile: environment.crisisLocale && localeFile(shippedFolder(), environment.crisisLocale),
  });
  // At the terminal of somebody who tries it, a line a request would hide what was printed for them.
  const logger = createLogger(environment.mode === 'production' ? 'info' : 'warn');
  const running: Running = {};
  stopOnSignal(() => stop(running, environment));
  try {
    running.postgres = await startPostgres(environment, logger);
    await serve(environment, running, logger, empty);
  } catch (error) {
    await stop(running, environment);
    throw error;
  }
}

/** What has to be stopped, as far as it was started. */
interface Running {
  postgres?: EmbeddedPostgres | undefined;
  app?: NestFastifyApplication;
}

/** The server first: its last writes still need the database. */
async function stop({ app, postgres }: Running, { drainSeconds }: Environment): Promise<void> {
  if (app) await drain(app, drainSeconds * 1_000);
  await postgres?.stop();
}

function readArguments(args: readonly string[]): boolean {
  const unknown = args.filter((argument) => argument !== '--empty');
  if (unknown.length > 0)
    throw new LaunchError(
      `Mendwork does not know the option ${unknown[0]}. It knows --empty: start without demonstration data.`,
    );
  return args.includes('--empty');
}

async function startPostgres(
  environment: Environment,
  logger: Logger,
): Promise<EmbeddedPostgres | undefined> {
  if (environment.databaseUrl !== undefined) return undefined;
  return startEmbeddedPostgres({
    dataDir: path.join(environment.dataFolder, 'postgres'),
    onLost: (error) => {
      logger.fatal(describeError(error), error.message);
      process.exit(1);
    },
  });
}

async function serve(
  environment: Environment,
  running: Running,
  logger: Logger,
  empty: boolean,
): Promise<void> {
  const ownerUrl = running.postgres?.url ?? environment.databaseUrl ?? '';
  const keys = fileKeyProvider(path.join(environment.dataFolder, 'keys', 'root.key'));
  const worksheets = worksheetsFor(environment);
  const databaseUrls = await prepareDatabase({
    ownerUrl,
    roleUrls: environment.databaseRoleUrls,
    keys,
    worksheets,
  });
  const module = MendworkModule.forRoot({
    databaseUrls,
    publicAddress: environment.publicUrl,
    keys,
    worksheets,
    logger,
    graphiql: environment.graphiql,
    introspection: environment.introspection,
    memberSecondFactor: environment.memberSecondFactor,
    exitUrl: environment.exitUrl,
    languages: languagesToSpeak(environment.clientLanguages, environment.mode !== 'production'),
    hostLogin: environment.hostLogin && hostLogin(environment.hostLogin),
    mail: mailOf(environment),
  });
  const https = environment.publicUrl.startsWith('https:');
  const app = await createFastifyApp(module, new NestLogger(logger), {
    https,
    proxies: environment.trustedProxies,
    log: logger,
  });
  running.app = app;
  const demonstration =
    empty || environment.mode === 'production'
      ? undefined
      : await openDemonstration({ app, ownerUrl, keys, ...environment });
  try {
    await app.listen(environment.port, environment.host);
  } catch (error) {
    throw explainListenError(error, environment.port) ?? error;
  }
  process.stdout.write(banner(environment, demonstration));
}

function worksheetsFor({ crisisLocale: locale }: Environment): Shipped {
  if (locale && !existsSync(localeFile(shippedFolder(), locale)))
    throw new LaunchError(
      `There are no crisis lines for ${locale}. Write worksheets/locales/${locale}.yaml, or name another locale in CRISIS_LOCALE.`,
    );
  return readWorksheets(shippedFolder(), locale);
}

/** For trying, mail lands where it can be looked at; for real use it goes out, or there is none. */
function mailOf({ smtp, mode, dataFolder }: Environment): MailSettings | undefined {
  if (smtp) return { via: 'smtp', ...smtp };
  return mode === 'production' ? undefined : { via: 'folder', folder: path.join(dataFolder, 'outbox') };
}

function hostLogin({ clientId, clientSecret, ...provider }: HostLoginVariables): HostLogin {
  return { ...provider, client: clientId ? { id: clientId, secret: clientSecret } : undefined };
}

function stopOnSignal(stopAll: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stopAll().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}
