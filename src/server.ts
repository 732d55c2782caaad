import path from 'node:path';
import type { Logger } from 'pino';
import { readWorksheets, shippedFolder } from './catalogue/shipped.js';
import { openDemonstration } from './demo/demonstration.js';
import { banner } from './demo/banner.js';
import { MendworkModule } from './mendwork.module.js';
import { readEnvironment, type Environment } from './platform/config/environment.js';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './platform/embedded-postgres/embedded-postgres.js';
import { LaunchError } from './platform/errors/launch-error.js';
import { createFastifyApp, type NestFastifyApplication } from './platform/http/fastify.js';
import { explainListenError } from './platform/http/listen-errors.js';
import { createLogger, describeError, NestLogger } from './platform/log/logger.js';
import { fileKeyProvider } from './platform/vault/key-provider.js';
import { prepareDatabase } from './prepare-database.js';
import { warmSessionSummary } from './summaries/summary.warm.js';

/**
 * The standalone server: Postgres (its own or `DATABASE_URL`), migrations, the module on Fastify, and, unless
 * `--empty` is given, a demonstration practice.
 * @throws LaunchError with one sentence that says what to do; nothing is damaged, and what was started is stopped
 */
export async function runServer(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  const environment = readEnvironment(env);
  const empty = readArguments(args);
  const logger = createLogger('info');
  const running: Running = {};
  stopOnSignal(() => stop(running));
  try {
    running.postgres = await startPostgres(environment, logger);
    await serve(environment, running, logger, empty);
  } catch (error) {
    await stop(running);
    throw error;
  }
}

/** What has to be stopped, as far as it was started. */
interface Running {
  postgres?: EmbeddedPostgres | undefined;
  app?: NestFastifyApplication;
}

/** The server first: its last writes still need the database. */
async function stop({ app, postgres }: Running): Promise<void> {
  await app?.close();
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
  const worksheets = readWorksheets(shippedFolder());
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
    graphiql: environment.mode !== 'production',
  });
  const report = (error: unknown): void => logger.error(describeError(error), 'request failed');
  const app = await createFastifyApp(module, new NestLogger(logger), report);
  running.app = app;
  const demonstration = empty ? undefined : await openDemonstration({ app, ownerUrl, keys, ...environment });
  try {
    await app.listen(environment.port, environment.host);
  } catch (error) {
    throw explainListenError(error, environment.port) ?? error;
  }
  process.stdout.write(banner(environment, demonstration));
  await warmSessionSummary(worksheets.worksheets.map(({ worksheet }) => worksheet));
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
