import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The practice and the client that the transaction acts for (`src/platform/database/tenant.ts`). */
const PRACTICE = `nullif(current_setting('mendwork.practice_id', true), '')::uuid`;
const CLIENT = `nullif(current_setting('mendwork.client_id', true), '')::uuid`;

const practiceRows = `practice_id = ${PRACTICE}`;
const staffOnly = `${practiceRows} AND ${CLIENT} IS NULL`;
const ownRows = `${practiceRows} AND (${CLIENT} IS NULL OR client_id = ${CLIENT})`;

const tables = [
  `CREATE TABLE mendwork.practice_worksheet (
    practice_id uuid NOT NULL,
    hash text NOT NULL,
    worksheet_id text NOT NULL,
    definition jsonb NOT NULL,
    source text NOT NULL,
    published_by uuid NOT NULL,
    published_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT practice_worksheet_pkey PRIMARY KEY (practice_id, hash),
    CONSTRAINT practice_worksheet_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id),
    CONSTRAINT practice_worksheet_published_by_fk FOREIGN KEY (practice_id, published_by) REFERENCES mendwork.member (practice_id, id)
  )`,
  `CREATE INDEX practice_worksheet_newest ON mendwork.practice_worksheet (practice_id, worksheet_id, published_at, hash)`,
  `CREATE TABLE mendwork.practice_policy (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    body jsonb NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT practice_policy_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT practice_policy_kind_check CHECK (kind IN ('risk_protocol', 'secrets_policy')),
    CONSTRAINT practice_policy_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id),
    CONSTRAINT practice_policy_recorded_by_fk FOREIGN KEY (practice_id, recorded_by) REFERENCES mendwork.member (practice_id, id)
  )`,
  `CREATE INDEX practice_policy_newest ON mendwork.practice_policy (practice_id, kind, recorded_at, id)`,
  `CREATE TABLE mendwork.flag (
    practice_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    code text NOT NULL,
    level text NOT NULL,
    items text[] NOT NULL,
    client_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    raised_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT flag_pkey PRIMARY KEY (practice_id, submission_id, code),
    CONSTRAINT flag_level_check CHECK (level IN ('urgent', 'read', 'note')),
    CONSTRAINT flag_submission_fk FOREIGN KEY (practice_id, submission_id) REFERENCES mendwork.submission (practice_id, id),
    CONSTRAINT flag_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id),
    CONSTRAINT flag_assignment_fk FOREIGN KEY (practice_id, assignment_id) REFERENCES mendwork.assignment (practice_id, id)
  )`,
  `CREATE INDEX flag_by_client ON mendwork.flag (practice_id, client_id, raised_at)`,
];

/**
 * A version is shipped or the practice's own. Whichever it is, a foreign key keeps it as long as the assignment: each
 * goes by a column that is made from the hash and empty for the other kind.
 */
const assignment = [
  `ALTER TABLE mendwork.assignment
    ADD COLUMN practice_made boolean NOT NULL DEFAULT false,
    ADD COLUMN circumstances_sealed bytea,
    ADD COLUMN shipped_hash text GENERATED ALWAYS AS (CASE WHEN practice_made THEN NULL ELSE worksheet_hash END) STORED,
    ADD COLUMN practice_hash text GENERATED ALWAYS AS (CASE WHEN practice_made THEN worksheet_hash END) STORED`,
  `ALTER TABLE mendwork.assignment
    DROP CONSTRAINT assignment_worksheet_fk,
    ADD CONSTRAINT assignment_shipped_fk FOREIGN KEY (shipped_hash) REFERENCES mendwork.worksheet_version (hash),
    ADD CONSTRAINT assignment_practice_worksheet_fk FOREIGN KEY (practice_id, practice_hash)
      REFERENCES mendwork.practice_worksheet (practice_id, hash)`,
  `CREATE INDEX assignment_by_worksheet ON mendwork.assignment (practice_id, worksheet_id, assigned_at, id)`,
];

const assignmentBefore = [
  'DROP INDEX mendwork.assignment_by_worksheet',
  `ALTER TABLE mendwork.assignment
    DROP COLUMN shipped_hash, DROP COLUMN practice_hash, DROP COLUMN circumstances_sealed, DROP COLUMN practice_made,
    ADD CONSTRAINT assignment_worksheet_fk FOREIGN KEY (worksheet_hash) REFERENCES mendwork.worksheet_version (hash)`,
];

interface Rule {
  /** Which rows the application is shown. */
  readonly rows: string;
  /** Which rows it may put in. */
  readonly check: string;
}

/** One line a table. The application may read and add, and change or remove nothing. */
const rules: Readonly<Record<string, Rule>> = {
  // A client's transactions read the sheets that the client is given, and publish none.
  practice_worksheet: { rows: practiceRows, check: staffOnly },
  practice_policy: { rows: staffOnly, check: staffOnly },
  // Raised by the client's own act, and for the practice's eyes alone.
  flag: { rows: staffOnly, check: ownRows },
};

/** Worksheets that practices make, what practices have recorded, flags, and what an assignment was fitted to. */
export class WholeCatalogue1764000200000 implements MigrationInterface {
  readonly name = 'WholeCatalogue1764000200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...assignment]) await runner.query(statement);
    for (const [table, { rows, check }] of Object.entries(rules)) {
      await runner.query(`ALTER TABLE mendwork.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE mendwork.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY tenant ON mendwork.${table} USING (${rows}) WITH CHECK (${check})`);
      await runner.query(`GRANT SELECT, INSERT ON mendwork.${table} TO mendwork_app`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of assignmentBefore) await runner.query(statement);
    for (const table of ['flag', 'practice_policy', 'practice_worksheet'])
      await runner.query(`DROP TABLE mendwork.${table}`);
  }
}
