import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The practice, the client and the actor that the transaction acts for (`src/platform/database/tenant.ts`). */
const PRACTICE = `nullif(current_setting('mendwork.practice_id', true), '')::uuid`;
const CLIENT = `nullif(current_setting('mendwork.client_id', true), '')::uuid`;
const ACTOR = `nullif(current_setting('mendwork.actor_id', true), '')::uuid`;

const practiceRows = `practice_id = ${PRACTICE}`;
const staffOnly = `${practiceRows} AND ${CLIENT} IS NULL`;
const ownRows = (column: string): string =>
  `${practiceRows} AND (${CLIENT} IS NULL OR ${column} = ${CLIENT})`;

interface Rule {
  /** Which rows exist for the application at all. */
  readonly rows: string;
  /** What the application may do with them. */
  readonly grants: string;
}

/** One line a table: the wall and the door. Nothing here may be updated or deleted unless it says so. */
const rules: Readonly<Record<string, Rule>> = {
  practice: { rows: `id = ${PRACTICE}`, grants: 'SELECT' },
  member: { rows: practiceRows, grants: 'SELECT' },
  // A client's transactions reach the client's own key and no other, so that nothing else could be opened.
  data_key: {
    rows: `${practiceRows} AND (${CLIENT} IS NULL OR id = (SELECT c.data_key_id FROM mendwork.client c WHERE c.practice_id = ${PRACTICE} AND c.id = ${CLIENT}))`,
    grants: 'SELECT, INSERT',
  },
  client: { rows: ownRows('id'), grants: 'SELECT, INSERT' },
  couple: { rows: staffOnly, grants: 'SELECT, INSERT' },
  couple_member: { rows: staffOnly, grants: 'SELECT, INSERT' },
  care_team: { rows: ownRows('client_id'), grants: 'SELECT, INSERT' },
  session: { rows: staffOnly, grants: 'SELECT, INSERT' },
  worksheet_version: { rows: 'true', grants: 'SELECT' },
  assignment: {
    rows: ownRows('client_id'),
    grants: 'SELECT, INSERT, UPDATE (state, previous_state, state_at)',
  },
  // What is not handed in yet is nobody's but the client's.
  draft: {
    rows: `${practiceRows} AND client_id = ${CLIENT}`,
    grants: 'SELECT, INSERT, UPDATE (revision, answers_sealed, saved_at)',
  },
  submission: { rows: ownRows('client_id'), grants: 'SELECT, INSERT' },
  client_link: { rows: ownRows('client_id'), grants: 'SELECT, INSERT, UPDATE (failed_tries, ended_at)' },
  client_session: { rows: ownRows('client_id'), grants: 'SELECT, INSERT, UPDATE (seen_at), DELETE' },
  // A client adds entries to the practice's chain and sees none of what others did.
  audit_entry: { rows: ownRows('client_id'), grants: 'SELECT, INSERT' },
  audit_head: { rows: practiceRows, grants: 'SELECT, UPDATE (seq, hash)' },
  outbox: { rows: practiceRows, grants: 'INSERT' },
  idempotency: {
    rows: `${practiceRows} AND actor_id = ${ACTOR}`,
    grants: 'SELECT, INSERT, UPDATE (request_hash, result_id, created_at)',
  },
};

/**
 * Adds entries to the practice's chain. The head is locked here, in the last statement before COMMIT, and each hash
 * covers the hash before it, so that a changed, missing or swapped entry shows.
 */
const appendAudit = `
  CREATE FUNCTION mendwork.append_audit(entries jsonb) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog AS $$
  DECLARE
    head mendwork.audit_head;
    entry jsonb;
    made timestamptz(3) := clock_timestamp();
  BEGIN
    SELECT * INTO STRICT head FROM mendwork.audit_head h WHERE h.practice_id = ${PRACTICE} FOR UPDATE;
    FOR entry IN SELECT jsonb_array_elements(entries) LOOP
      head.seq := head.seq + 1;
      head.hash := sha256(head.hash || convert_to(jsonb_build_object(
        'practice_id', head.practice_id, 'seq', head.seq,
        'at', to_char(made AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'actor_kind', entry->>'actor_kind', 'actor_id', entry->>'actor_id', 'request_id', entry->>'request_id',
        'action', entry->>'action', 'client_id', entry->>'client_id', 'detail', entry->'detail')::text, 'UTF8'));
      INSERT INTO mendwork.audit_entry
        (practice_id, seq, at, actor_kind, actor_id, request_id, action, client_id, detail, hash)
      VALUES
        (head.practice_id, head.seq, made, entry->>'actor_kind', (entry->>'actor_id')::uuid, entry->>'request_id',
         entry->>'action', (entry->>'client_id')::uuid, entry->'detail', head.hash);
    END LOOP;
    UPDATE mendwork.audit_head h SET seq = head.seq, hash = head.hash WHERE h.practice_id = head.practice_id;
  END $$`;

/** Row-level security, forced on every table, the application's grants, and the audit chain. */
export class Tenancy1764000100000 implements MigrationInterface {
  readonly name = 'Tenancy1764000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT USAGE ON SCHEMA mendwork TO mendwork_app');
    for (const [table, { rows, grants }] of Object.entries(rules)) {
      await runner.query(`ALTER TABLE mendwork.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE mendwork.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY tenant ON mendwork.${table} USING (${rows}) WITH CHECK (${rows})`);
      for (const grant of grants.split(/, (?![^(]*\))/))
        await runner.query(`GRANT ${grant} ON mendwork.${table} TO mendwork_app`);
    }
    await runner.query(appendAudit);
    await runner.query('REVOKE ALL ON FUNCTION mendwork.append_audit(jsonb) FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION mendwork.append_audit(jsonb) TO mendwork_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION mendwork.append_audit(jsonb)');
    for (const table of Object.keys(rules)) {
      await runner.query(`REVOKE ALL ON mendwork.${table} FROM mendwork_app`);
      await runner.query(`DROP POLICY tenant ON mendwork.${table}`);
      await runner.query(
        `ALTER TABLE mendwork.${table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`,
      );
    }
    await runner.query('REVOKE ALL ON SCHEMA mendwork FROM mendwork_app');
  }
}
