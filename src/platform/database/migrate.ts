import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { LaunchError } from '../errors/launch-error.js';
import { ensureRoles, type PerRole, perRole, withSetupLock } from './roles.js';

/** The DataSource that migrations run through, as the tables' owner. */
export function ownerDataSource(ownerUrl: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url: ownerUrl,
    schema: 'mendwork',
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    extra: { max: 2, options: '-c lock_timeout=5000', connectionTimeoutMillis: 10_000 },
  });
}

/**
 * Brings a database up to date: schema, roles, tables. Safe to run at every start and from several starts at a time.
 * @param passwords of the roles, should they have to be made; null: one that cannot log in yet
 * @throws LaunchError when the database is newer than this program
 */
export async function migrate(
  ownerUrl: string,
  passwords: PerRole<string | null> = perRole(() => null),
): Promise<void> {
  await withSetupLock(ownerUrl, async (owner) => {
    await owner.query('CREATE SCHEMA IF NOT EXISTS mendwork');
    await owner.query('REVOKE ALL ON SCHEMA mendwork FROM PUBLIC');
    await ensureRoles(owner, passwords);
    const dataSource = ownerDataSource(ownerUrl);
    await dataSource.initialize();
    try {
      await refuseNewerDatabase(dataSource);
      await dataSource.runMigrations();
    } finally {
      await dataSource.destroy();
    }
  });
}

async function refuseNewerDatabase(dataSource: DataSource): Promise<void> {
  const [known] = await dataSource.query<{ there: boolean }[]>(
    `SELECT to_regclass('mendwork.migration') IS NOT NULL AS there`,
  );
  if (!known?.there) return;
  const ran = await dataSource.query<{ name: string }[]>('SELECT name FROM mendwork.migration');
  const ours = new Set(migrations.map((migration) => migration.name));
  if (ran.some(({ name }) => !ours.has(name)))
    throw new LaunchError(
      'This database was made by a newer version of Mendwork. Start that version, or restore a backup of this one.',
    );
}
