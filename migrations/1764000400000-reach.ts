import type { MigrationInterface, QueryRunner } from 'typeorm';

const PRACTICE = `nullif(current_setting('mendwork.practice_id', true), '')::uuid`;
const CLIENT = `nullif(current_setting('mendwork.client_id', true), '')::uuid`;
const ACTOR = `nullif(current_setting('mendwork.actor_id', true), '')::uuid`;
/*
 * What is the same for every row stands in a SELECT of its own, so that Postgres works it out once a statement. It also
 * estimates a truth that it does not know at one half then; of the bare expressions it believes that hardly a row
 * passes, and would rather sort a whole table than walk an index to the end of a page.
 */
const IS_STAFF = `(SELECT ${CLIENT} IS NULL)`;
/**
 * How far a member sees: `practice` all clinical content, `care_team` that of clients whom the member treats or has
 * broken the glass for, `desk` no clinical content. Not set means `care_team`: what is forgotten is closed.
 */
const reaches = (...names: readonly string[]): string =>
  `(SELECT coalesce(nullif(current_setting('mendwork.reach', true), ''), 'care_team') IN ('${names.join(`', '`)}'))`;
/** Clients and couples that are closed to the member: an individual therapist sees one file only. */
const CLOSED = `(SELECT string_to_array(coalesce(current_setting('mendwork.closed', true), ''), ',')::uuid[])`;

const practiceRows = `practice_id = ${PRACTICE}`;
const staffOnly = `${practiceRows} AND ${IS_STAFF}`;
const ownRows = (column = 'client_id'): string =>
  `${practiceRows} AND (${CLIENT} IS NULL OR ${column} = ${CLIENT})`;

/** The clients whom the member treats now, or has broken the glass for. */
export const TEAM = `(SELECT t.client_id FROM mendwork.care_team t
  WHERE t.practice_id = ${PRACTICE} AND t.member_id = ${ACTOR} AND t.ended_at IS NULL
  UNION ALL SELECT g.client_id FROM mendwork.break_glass g
  WHERE g.practice_id = ${PRACTICE} AND g.member_id = ${ACTOR} AND g.ended_at IS NULL AND g.expires_at > now())`;

const open = (column: string): string => `${column} <> ALL (${CLOSED}::uuid[])`;
const within = (column: string, whole: string): string =>
  `${open(column)} AND (${whole} OR (${reaches('care_team')} AND ${column} IN ${TEAM}))`;
/** Of a client's file: for those who treat. */
const clinical = (column: string): string => within(column, reaches('practice'));
/** Who the client is and when there are appointments: for the front desk as well. */
const desk = (column: string): string => within(column, reaches('practice', 'desk'));
const clientOr = (column: string, staff: string): string =>
  `${practiceRows} AND (${column} = (SELECT ${CLIENT}) OR (${IS_STAFF} AND ${staff}))`;

const SESSION_REACH = `(
  (client_id IS NOT NULL AND ${desk('client_id')}) OR
  (couple_id IS NOT NULL AND ${open('couple_id')} AND couple_id IN (SELECT c.id FROM mendwork.couple c WHERE c.practice_id = ${PRACTICE}))
)`;
const COUPLE_REACH = `${open('id')} AND (${reaches('practice', 'desk')} OR
  id IN (SELECT m.couple_id FROM mendwork.couple_member m WHERE m.practice_id = ${PRACTICE}))`;

/** Which rows a policy shows, and which it lets be written. */
export interface Rule {
  readonly rows: string;
  readonly check: string;
}
const both = (rows: string): Rule => ({ rows, check: rows });

/** One line a table whose rows are some client's. */
export const narrowed: Readonly<Record<string, Rule>> = {
  client: both(clientOr('id', desk('id'))),
  // The members of a new couple come after it.
  couple: { rows: `${staffOnly} AND ${COUPLE_REACH}`, check: staffOnly },
  couple_member: both(`${staffOnly} AND ${open('couple_id')} AND ${desk('client_id')}`),
  care_team: both(clientOr('client_id', open('client_id'))),
  session: both(`${staffOnly} AND ${SESSION_REACH}`),
  assignment: both(clientOr('client_id', clinical('client_id'))),
  submission: both(clientOr('client_id', clinical('client_id'))),
  // Raised by the client's own act, and for the practice's eyes alone.
  flag: {
    rows: `${staffOnly} AND ${clinical('client_id')}`,
    check: clientOr('client_id', clinical('client_id')),
  },
  client_link: both(clientOr('client_id', clinical('client_id'))),
  contact_proposal: both(clientOr('client_id', desk('client_id'))),
  // Everybody's acts are added; of what was done with a client's file only those know who may see the file.
  audit_entry: {
    rows: clientOr('client_id', `(client_id IS NULL OR (${desk('client_id')}))`),
    check: ownRows(),
  },
};

const staffBefore = `${practiceRows} AND ${CLIENT} IS NULL`;
const before: Readonly<Record<string, Rule>> = {
  client: both(ownRows('id')),
  couple: both(staffBefore),
  couple_member: both(staffBefore),
  care_team: both(ownRows()),
  session: both(staffBefore),
  assignment: both(ownRows()),
  submission: both(ownRows()),
  flag: { rows: staffBefore, check: ownRows() },
  client_link: both(ownRows()),
  contact_proposal: both(ownRows()),
  audit_entry: both(ownRows()),
};

/** Sets the policy of each table that is named. */
export async function setPolicies(
  runner: QueryRunner,
  policies: Readonly<Record<string, Rule>>,
): Promise<void> {
  for (const [table, { rows, check }] of Object.entries(policies))
    await runner.query(`ALTER POLICY tenant ON mendwork.${table} USING (${rows}) WITH CHECK (${check})`);
}

/** Who of the practice's members sees which clients: care team, individual therapists, and glass that was broken. */
export class Reach1764000400000 implements MigrationInterface {
  readonly name = 'Reach1764000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE mendwork.practice ADD COLUMN care_team_only boolean NOT NULL DEFAULT false`,
    );
    await runner.query('GRANT UPDATE (care_team_only) ON mendwork.practice TO mendwork_app');
    await runner.query(
      `ALTER POLICY tenant ON mendwork.practice WITH CHECK (id = ${PRACTICE} AND ${CLIENT} IS NULL)`,
    );
    await runner.query('ALTER TABLE mendwork.care_team ADD COLUMN ended_at timestamptz(3)');
    await runner.query('GRANT UPDATE (tie, created_at, ended_at) ON mendwork.care_team TO mendwork_app');
    // Who takes a client in is tied to the client first: otherwise the new row could not be shown to its maker.
    await runner.query(
      'ALTER TABLE mendwork.care_team ALTER CONSTRAINT care_team_client_fk DEFERRABLE INITIALLY DEFERRED',
    );
    await runner.query(`CREATE TABLE mendwork.break_glass (
      practice_id uuid NOT NULL,
      id uuid NOT NULL,
      member_id uuid NOT NULL,
      client_id uuid NOT NULL,
      reason_sealed bytea NOT NULL,
      opened_at timestamptz(3) NOT NULL DEFAULT now(),
      expires_at timestamptz(3) NOT NULL,
      ended_at timestamptz(3),
      CONSTRAINT break_glass_pkey PRIMARY KEY (practice_id, id),
      CONSTRAINT break_glass_member_fk FOREIGN KEY (practice_id, member_id) REFERENCES mendwork.member (practice_id, id),
      CONSTRAINT break_glass_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id)
    )`);
    await runner.query(
      'CREATE INDEX break_glass_by_member ON mendwork.break_glass (practice_id, member_id, expires_at)',
    );
    await runner.query('ALTER TABLE mendwork.break_glass ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE mendwork.break_glass FORCE ROW LEVEL SECURITY');
    const rows = `${staffOnly} AND ${open('client_id')}`;
    await runner.query(`CREATE POLICY tenant ON mendwork.break_glass USING (${rows}) WITH CHECK (${rows})`);
    for (const grant of ['SELECT', 'INSERT', 'UPDATE (ended_at)'])
      await runner.query(`GRANT ${grant} ON mendwork.break_glass TO mendwork_app`);
    // The policies ask for a member's ties, and whoever reads under them must be able to: ids and times, no reason.
    await runner.query(
      'GRANT SELECT (practice_id, member_id, client_id, expires_at, ended_at) ON mendwork.break_glass TO mendwork_login, mendwork_job',
    );
    await runner.query(
      'GRANT SELECT (practice_id, member_id, client_id, ended_at) ON mendwork.care_team TO mendwork_job',
    );
    await setPolicies(runner, narrowed);
    // Beyond a member's reach one thing of a client can be asked: under which key the reason for breaking the glass is
    // to be sealed. None means that there is no such client.
    await runner.query(`CREATE FUNCTION mendwork.client_key(asked uuid) RETURNS uuid
      LANGUAGE sql STABLE SET search_path = pg_catalog SET mendwork.reach = 'practice' AS $$
        SELECT c.data_key_id FROM mendwork.client c WHERE c.practice_id = ${PRACTICE} AND c.id = asked $$`);
    await runner.query('REVOKE ALL ON FUNCTION mendwork.client_key(uuid) FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION mendwork.client_key(uuid) TO mendwork_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION mendwork.client_key(uuid)');
    await setPolicies(runner, before);
    await runner.query('DROP TABLE mendwork.break_glass');
    await runner.query(
      'REVOKE SELECT (practice_id, member_id, client_id, ended_at) ON mendwork.care_team FROM mendwork_job',
    );
    await runner.query('ALTER TABLE mendwork.care_team ALTER CONSTRAINT care_team_client_fk NOT DEFERRABLE');
    await runner.query('REVOKE UPDATE (tie, created_at, ended_at) ON mendwork.care_team FROM mendwork_app');
    await runner.query('ALTER TABLE mendwork.care_team DROP COLUMN ended_at');
    await runner.query(`ALTER POLICY tenant ON mendwork.practice WITH CHECK (id = ${PRACTICE})`);
    await runner.query('REVOKE UPDATE (care_team_only) ON mendwork.practice FROM mendwork_app');
    await runner.query('ALTER TABLE mendwork.practice DROP COLUMN care_team_only');
  }
}
