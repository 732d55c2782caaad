import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import { ASSIGNMENT_MOVES, ASSIGNMENT_STATES } from '../src/assignments/assignment.state.js';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import { entities } from '../src/entities.js';
import { migrate, ownerDataSource } from '../src/platform/database/migrate.js';
import { LaunchError } from '../src/platform/errors/launch-error.js';
import { RootKeyProvider } from '../src/platform/vault/key-provider.js';
import { prepareDatabase } from '../src/prepare-database.js';
import { describeSchema } from './support/catalogue.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { connectTo, type Sql } from './support/sql.js';

let database: TestDatabase;
let owner: Sql;
beforeEach(async () => {
  database = await createTestDatabase();
  owner = await connectTo(database.url);
});
afterEach(async () => {
  await owner?.end();
  await database?.drop();
});

/** As a database is before the first start. */
async function empty(): Promise<void> {
  await owner.rows('DROP SCHEMA mendwork CASCADE');
  await owner.rows('DROP SCHEMA mendwork_jobs CASCADE');
  await owner.rows(`ALTER ROLE mendwork_app IN DATABASE "${database.name}" RESET ALL`);
}

async function undo(steps: number): Promise<void> {
  const dataSource = await ownerDataSource(database.url).initialize();
  try {
    for (let step = 0; step < steps; step++) await dataSource.undoLastMigration();
  } finally {
    await dataSource.destroy();
  }
}

describe('migrations', () => {
  test('make the same database again after each was taken back', async () => {
    await empty();
    await migrate(database.url);
    const made = await describeSchema(owner);
    expect(made.length).toBeGreaterThan(300);
    for (let steps = 1; steps <= migrations.length; steps++) {
      await undo(steps);
      await migrate(database.url);
      expect(await describeSchema(owner)).toEqual(made);
    }
  });

  test('taken back leave nothing but their own table, and no rights', async () => {
    await undo(migrations.length);
    const left = await describeSchema(owner);
    expect(left.filter((fact) => !/^role setting|migration|^relation PK_/.test(fact))).toEqual([
      expect.stringMatching(/^schema mendwork/),
    ]);
    expect(left.filter((fact) => /^(?!role setting).*mendwork_app/.test(fact))).toEqual([]);
    expect(await owner.rows('SELECT name FROM mendwork.migration')).toEqual([]);
  });

  test('run again change nothing', async () => {
    const before = await describeSchema(owner);
    await migrate(database.url);
    expect(await describeSchema(owner)).toEqual(before);
  });

  test('that fail halfway leave nothing of themselves', async () => {
    await empty();
    await owner.rows('CREATE SCHEMA mendwork');
    await owner.rows('CREATE TABLE mendwork.draft (id int)');
    await expect(migrate(database.url)).rejects.toThrow('already exists');
    await owner.rows('DROP TABLE mendwork.draft');
    expect((await describeSchema(owner)).filter((fact) => /practice|client/.test(fact))).toEqual([]);
    await migrate(database.url);
    expect(await owner.count('SELECT FROM mendwork.migration')).toBe(migrations.length);
  });
});

test('an assignment from before practices had worksheets keeps its version', async () => {
  await undo(1);
  const id = randomUUID();
  await owner.rows(
    `INSERT INTO mendwork.practice (id, name, time_zone, wrapped_key) VALUES ($1, 'P', 'UTC', '')`,
    [id],
  );
  for (const statement of [
    `mendwork.member (practice_id, id, display_name, roles) VALUES ($1, $1, 'M', '{clinician}')`,
    `mendwork.data_key (practice_id, id, wrapped_key) VALUES ($1, $1, '')`,
    `mendwork.client (practice_id, id, code, data_key_id, name_sealed) VALUES ($1, $1, 'C', $1, '')`,
    `mendwork.worksheet_version (hash, worksheet_id, definition) SELECT 'old', 'sheet', '{}' WHERE $1::uuid IS NOT NULL`,
    `mendwork.assignment (practice_id, id, client_id, worksheet_id, worksheet_hash, assigned_by, state)
      VALUES ($1, $1, $1, 'sheet', 'old', $1, 'assigned')`,
  ])
    await owner.rows(`INSERT INTO ${statement}`, [id]);
  await migrate(database.url);
  const kept = await owner.rows(
    'SELECT practice_made, circumstances_sealed, shipped_hash, practice_hash FROM mendwork.assignment',
  );
  expect(kept).toEqual([
    { practice_made: false, circumstances_sealed: null, shipped_hash: 'old', practice_hash: null },
  ]);
  await expect(owner.rows(`DELETE FROM mendwork.worksheet_version`)).rejects.toThrow('assignment_shipped_fk');
});

describe('the entities', () => {
  /** TypeORM looks for the words of generated columns in a table of its own. It is given what Postgres says of them. */
  async function keepGeneratedColumns(): Promise<void> {
    await owner.rows(`CREATE TABLE mendwork.typeorm_metadata AS
      SELECT 'GENERATED_COLUMN' AS type, table_catalog AS database, table_schema AS schema, table_name AS table,
        column_name AS name, regexp_replace(generation_expression, '\\s+', ' ', 'g') AS value
      FROM information_schema.columns WHERE table_schema = 'mendwork' AND is_generated = 'ALWAYS'`);
  }

  async function differences(): Promise<string[]> {
    const dataSource = new DataSource({
      type: 'postgres',
      url: database.url,
      schema: 'mendwork',
      entities,
      installExtensions: false,
    });
    await dataSource.initialize();
    await keepGeneratedColumns();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      return upQueries.map(({ query }) => query);
    } finally {
      await dataSource.destroy();
    }
  }

  test('are what the migrations make', async () => {
    expect(await differences()).toEqual([]);
  });

  test.each([
    'ALTER TABLE mendwork.client DROP COLUMN email_sealed',
    'ALTER TABLE mendwork.client ADD COLUMN nickname text',
    'ALTER TABLE mendwork.client ALTER COLUMN email_sealed SET NOT NULL',
    'ALTER TABLE mendwork.draft ALTER COLUMN revision TYPE bigint',
    'ALTER TABLE mendwork.draft ALTER COLUMN saved_at DROP DEFAULT',
    'ALTER TABLE mendwork.client DROP CONSTRAINT client_code_key',
    'ALTER TABLE mendwork.assignment DROP CONSTRAINT assignment_move_check',
    'ALTER TABLE mendwork.draft DROP CONSTRAINT draft_assignment_fk',
    'DROP INDEX mendwork.assignment_by_state',
    'ALTER TABLE mendwork.assignment ALTER COLUMN shipped_hash DROP EXPRESSION',
    'ALTER TABLE mendwork.assignment DROP COLUMN practice_hash, ADD COLUMN practice_hash text GENERATED ALWAYS AS (worksheet_hash) STORED',
  ])('are seen to differ after: %s', async (drift) => {
    await owner.rows(drift);
    expect(await differences()).not.toEqual([]);
  });
});

test('the database takes exactly the moves of an assignment that the code lists', async () => {
  const [check] = await owner.rows<{ rule: string }>(
    `SELECT pg_get_expr(conbin, conrelid) AS rule FROM pg_constraint WHERE conname = 'assignment_move_check'`,
  );
  const states = await owner.rows<{ previous_state: string | null; state: string }>(
    `SELECT previous_state, state FROM unnest($1::text[]) AS state, unnest($1::text[] || NULL::text) AS previous_state
     WHERE ${check?.rule}`,
    [ASSIGNMENT_STATES],
  );
  const moves = states.map(({ previous_state: from, state: to }) => `${from} → ${to}`);
  expect(moves.toSorted()).toEqual(ASSIGNMENT_MOVES.map(([from, to]) => `${from} → ${to}`).toSorted());
});

describe('preparing a database', () => {
  const worksheets = readWorksheets(shippedFolder());
  const prepare = (): Promise<unknown> =>
    prepareDatabase({
      ownerUrl: database.url,
      roleUrls: database.roleUrls,
      keys: new RootKeyProvider(randomBytes(32)),
      worksheets,
    });

  test('by several starts at a time does it once', async () => {
    await empty();
    await Promise.all([prepare(), prepare(), prepare()]);
    expect(await owner.count('SELECT FROM mendwork.migration')).toBe(migrations.length);
    expect(await owner.count('SELECT FROM mendwork.worksheet_version')).toBe(worksheets.worksheets.length);
  });

  test('that a newer version made is refused, and leaves it as it is', async () => {
    await owner.rows(`INSERT INTO mendwork.migration (timestamp, name) VALUES (1, 'Later1999999999999')`);
    const before = await describeSchema(owner);
    await expect(prepare()).rejects.toThrow(LaunchError);
    await expect(prepare()).rejects.toThrow('newer version');
    expect(await describeSchema(owner)).toEqual(before);
  });

  test('for a role above the policies is refused', async () => {
    await expect(
      prepareDatabase({
        ownerUrl: database.url,
        roleUrls: { ...database.roleUrls, app: database.url },
        keys: new RootKeyProvider(randomBytes(32)),
        worksheets,
      }),
    ).rejects.toThrow('stands above row-level security');
  });

  test('without the role’s address and with another password says what to do', async () => {
    await expect(
      prepareDatabase({ ownerUrl: database.url, keys: new RootKeyProvider(randomBytes(32)), worksheets }),
    ).rejects.toThrow(/DATABASE_APP_URL|ALTER ROLE/);
  });
});
