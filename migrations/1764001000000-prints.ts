import type { MigrationInterface, QueryRunner } from 'typeorm';
import { narrowed } from './1764000400000-reach.js';
import { byFunction } from './1764000700000-treated-clients.js';

const PRACTICE = `nullif(current_setting('mendwork.practice_id', true), '')::uuid`;
const CLIENT = `nullif(current_setting('mendwork.client_id', true), '')::uuid`;

/** What a line here lets the roles do. */
const grants: readonly (readonly [table: string, right: string, role: string])[] = [
  ['practice', 'UPDATE (part2, summaries_ready_at)', 'mendwork_app'],
  ['member', 'UPDATE (evening_mail)', 'mendwork_app'],
  ['outbox', 'INSERT', 'mendwork_job'],
  // An accounting is added to and never changed (45 CFR 164.528).
  ['disclosure', 'SELECT', 'mendwork_app'],
  ['disclosure', 'INSERT', 'mendwork_app'],
  ['prepared_print', 'SELECT', 'mendwork_app'],
  ['prepared_print', 'INSERT', 'mendwork_app'],
  [
    'prepared_print',
    'UPDATE (paper, content_mac, bytes_sealed, made_for, made_at, expires_at)',
    'mendwork_app',
  ],
  ['prepared_print', 'DELETE', 'mendwork_app'],
  ['evening', 'SELECT', 'mendwork_app'],
  ['evening', 'INSERT', 'mendwork_app'],
  ['evening', 'UPDATE (next_at)', 'mendwork_app'],
  ['evening', 'SELECT', 'mendwork_job'],
  ['evening', 'UPDATE (next_at)', 'mendwork_job'],
];

/** Prints that leave the practice, prints made ready the evening before, and what a practice sets for both. */
export class Prints1764001000000 implements MigrationInterface {
  readonly name = 'Prints1764001000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE mendwork.practice
      ADD COLUMN part2 text,
      ADD COLUMN summaries_ready_at smallint DEFAULT 18,
      ADD CONSTRAINT practice_part2_check CHECK (part2 IN ('none', 'recipient', 'program')),
      ADD CONSTRAINT practice_summaries_ready_at_check CHECK (summaries_ready_at BETWEEN 0 AND 23)`);
    await runner.query('ALTER TABLE mendwork.member ADD COLUMN evening_mail boolean NOT NULL DEFAULT true');
    await runner.query(
      'CREATE INDEX session_by_clinician ON mendwork.session (practice_id, clinician_id, starts_at)',
    );
    await runner.query(`CREATE TABLE mendwork.disclosure (
      practice_id uuid NOT NULL,
      id uuid NOT NULL,
      client_id uuid NOT NULL,
      made_by uuid NOT NULL,
      made_at timestamptz(3) NOT NULL DEFAULT now(),
      basis text NOT NULL,
      statement text,
      details_sealed bytea NOT NULL,
      CONSTRAINT disclosure_pkey PRIMARY KEY (practice_id, id),
      CONSTRAINT disclosure_basis_check CHECK (basis IN ('consent', 'other')),
      CONSTRAINT disclosure_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id),
      CONSTRAINT disclosure_made_by_fk FOREIGN KEY (practice_id, made_by) REFERENCES mendwork.member (practice_id, id)
    )`);
    await runner.query(
      'CREATE INDEX disclosure_by_client ON mendwork.disclosure (practice_id, client_id, made_at, id)',
    );
    await runner.query(`CREATE TABLE mendwork.prepared_print (
      practice_id uuid NOT NULL,
      session_id uuid NOT NULL,
      client_id uuid NOT NULL,
      paper text NOT NULL,
      content_mac bytea NOT NULL,
      bytes_sealed bytea NOT NULL,
      made_for uuid NOT NULL,
      made_at timestamptz(3) NOT NULL,
      expires_at timestamptz(3) NOT NULL,
      CONSTRAINT prepared_print_pkey PRIMARY KEY (practice_id, session_id, client_id),
      CONSTRAINT prepared_print_paper_check CHECK (paper IN ('LETTER', 'A4')),
      CONSTRAINT prepared_print_session_fk FOREIGN KEY (practice_id, session_id) REFERENCES mendwork.session (practice_id, id),
      CONSTRAINT prepared_print_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id),
      CONSTRAINT prepared_print_made_for_fk FOREIGN KEY (practice_id, made_for) REFERENCES mendwork.member (practice_id, id)
    )`);
    await runner.query(`CREATE TABLE mendwork.evening (
      practice_id uuid NOT NULL,
      next_at timestamptz(3) NOT NULL,
      CONSTRAINT evening_pkey PRIMARY KEY (practice_id),
      CONSTRAINT evening_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id)
    )`);
    // Of flags as well the client knows nothing, and those who treat everything.
    const treated = byFunction(narrowed.flag?.rows ?? 'false');
    const staffOnly = `practice_id = ${PRACTICE} AND (SELECT ${CLIENT} IS NULL)`;
    for (const [table, rows] of Object.entries({
      disclosure: treated,
      prepared_print: treated,
      evening: staffOnly,
    })) {
      await runner.query(`ALTER TABLE mendwork.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE mendwork.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY tenant ON mendwork.${table} USING (${rows}) WITH CHECK (${rows})`);
    }
    // The clock sees of every practice when its evening comes, and nothing else.
    await runner.query('CREATE POLICY clock ON mendwork.evening TO mendwork_job USING (true)');
    // Of other practices' events the relay may add this one alone: it tells that an evening has come.
    await runner.query(`ALTER POLICY relay ON mendwork.outbox WITH CHECK (topic = 'practice.evening')`);
    for (const [table, right, role] of grants)
      await runner.query(`GRANT ${right} ON mendwork.${table} TO ${role}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mendwork.evening');
    await runner.query('DROP TABLE mendwork.prepared_print');
    await runner.query('DROP TABLE mendwork.disclosure');
    await runner.query('ALTER POLICY relay ON mendwork.outbox WITH CHECK (true)');
    await runner.query('REVOKE INSERT ON mendwork.outbox FROM mendwork_job');
    await runner.query('DROP INDEX mendwork.session_by_clinician');
    await runner.query('ALTER TABLE mendwork.member DROP COLUMN evening_mail');
    await runner.query(`ALTER TABLE mendwork.practice
      DROP COLUMN part2, DROP COLUMN summaries_ready_at`);
  }
}
