import 'reflect-metadata';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { readWorksheets, shippedFolder } from './catalogue/shipped.js';
import { demonstrationAddress, demonstrationLink } from './demo/demonstration.js';
import { MendworkModule } from './mendwork.module.js';
import { readEnvironment } from './platform/config/environment.js';
import { findEmbeddedPostgres } from './platform/embedded-postgres/embedded-postgres.js';
import { LaunchError } from './platform/errors/launch-error.js';
import { createLogger, NestLogger } from './platform/log/logger.js';
import { fileKeyProvider } from './platform/vault/key-provider.js';
import { prepareDatabase } from './prepare-database.js';

/**
 * `mendwork demo link`: writes a new link for the demonstration's client.
 * @throws LaunchError when Mendwork is not running on the data folder
 */
export async function writeDemonstrationLink(
  env: NodeJS.ProcessEnv,
  write: (line: string) => void,
): Promise<void> {
  const environment = readEnvironment(env);
  const ownerUrl =
    environment.databaseUrl ?? (await findEmbeddedPostgres(path.join(environment.dataFolder, 'postgres')));
  if (ownerUrl === undefined)
    throw new LaunchError(
      `Mendwork is not running on ${environment.dataFolder}. Start it with "npm start", then ask again; MENDWORK_DATA names another folder.`,
    );
  const keys = fileKeyProvider(path.join(environment.dataFolder, 'keys', 'root.key'));
  const worksheets = readWorksheets(shippedFolder());
  const databaseUrls = await prepareDatabase({
    ownerUrl,
    roleUrls: environment.databaseRoleUrls,
    keys,
    worksheets,
  });
  const logger = createLogger('warn');
  const app = await NestFactory.createApplicationContext(
    MendworkModule.forRoot({
      databaseUrls,
      publicAddress: demonstrationAddress(environment.dataFolder) ?? environment.publicUrl,
      keys,
      worksheets,
      logger,
      jobs: false,
    }),
    { logger: new NestLogger(logger) },
  );
  try {
    const link = await demonstrationLink(app, environment.dataFolder);
    write(link.url);
    write(`Code where scripts do not run: ${link.code}`);
  } finally {
    await app.close();
  }
}
