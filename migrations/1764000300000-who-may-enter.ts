import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The practice, the client and the actor that the transaction acts for (`src/platform/database/tenant.ts`). */
const PRACTICE = `nullif(current_setting('mendwork.practice_id', true), '')::uuid`;
const CLIENT = `nullif(current_setting('mendwork.client_id', true), '')::uuid`;

const practiceRows = `practice_id = ${PRACTICE}`;
const staffOnly = `${practiceRows} AND ${CLIENT} IS NULL`;
const ownRows = `${practiceRows} AND (${CLIENT} IS NULL OR client_id = ${CLIENT})`;

const practiceFk = (table: string): string =>
  `CONSTRAINT ${table}_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id)`;
const memberFk = (table: string, column = 'member_id'): string =>
  `CONSTRAINT ${table}_${column.replace(/_id$/, '')}_fk FOREIGN KEY (practice_id, ${column}) REFERENCES mendwork.member (practice_id, id)`;
const clientFk = (table: string): string =>
  `CONSTRAINT ${table}_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id)`;

const passkey = (table: string, of: 'member' | 'client'): string => `CREATE TABLE mendwork.${table} (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    ${of}_id uuid NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    counter bigint NOT NULL,
    transports text[] NOT NULL,
    label text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    used_at timestamptz(3),
    CONSTRAINT ${table}_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT ${table}_credential_key UNIQUE (practice_id, credential_id),
    ${of === 'member' ? memberFk(table) : clientFk(table)}
  )`;

const tables = [
  `CREATE TABLE mendwork.member_password (
    practice_id uuid NOT NULL,
    member_id uuid NOT NULL,
    hash text NOT NULL,
    changed_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT member_password_pkey PRIMARY KEY (practice_id, member_id),
    ${memberFk('member_password')}
  )`,
  `CREATE TABLE mendwork.member_totp (
    practice_id uuid NOT NULL,
    member_id uuid NOT NULL,
    secret_sealed bytea NOT NULL,
    last_step bigint NOT NULL DEFAULT 0,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT member_totp_pkey PRIMARY KEY (practice_id, member_id),
    ${memberFk('member_totp')}
  )`,
  passkey('member_passkey', 'member'),
  `CREATE INDEX member_passkey_by_member ON mendwork.member_passkey (practice_id, member_id)`,
  `CREATE TABLE mendwork.member_recovery_code (
    practice_id uuid NOT NULL,
    member_id uuid NOT NULL,
    code_mac bytea NOT NULL,
    used_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT member_recovery_code_pkey PRIMARY KEY (practice_id, member_id, code_mac),
    ${memberFk('member_recovery_code')}
  )`,
  `CREATE TABLE mendwork.member_session (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    member_id uuid NOT NULL,
    label text NOT NULL,
    factors text[] NOT NULL,
    stepped_up_at timestamptz(3),
    seen_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT member_session_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT member_session_secret_key UNIQUE (practice_id, secret_hash),
    CONSTRAINT member_session_factors_check CHECK (factors <@ ARRAY['password', 'totp', 'passkey', 'recovery_code', 'host']),
    ${memberFk('member_session')}
  )`,
  `CREATE INDEX member_session_by_member ON mendwork.member_session (practice_id, member_id)`,
  `CREATE TABLE mendwork.access_token (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    member_id uuid NOT NULL,
    label text NOT NULL,
    scopes text[] NOT NULL,
    used_at timestamptz(3),
    expires_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT access_token_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT access_token_secret_key UNIQUE (practice_id, secret_hash),
    CONSTRAINT access_token_scopes_check CHECK (scopes <@ ARRAY['read', 'write'] AND cardinality(scopes) > 0),
    ${memberFk('access_token')}
  )`,
  `CREATE INDEX access_token_by_member ON mendwork.access_token (practice_id, member_id)`,
  `CREATE TABLE mendwork.member_invitation (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    member_id uuid NOT NULL,
    invited_by uuid,
    expires_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT member_invitation_pkey PRIMARY KEY (practice_id, id),
    ${memberFk('member_invitation')},
    ${memberFk('member_invitation', 'invited_by')}
  )`,
  `CREATE INDEX member_invitation_by_member ON mendwork.member_invitation (practice_id, member_id)`,
  `CREATE TABLE mendwork.login_challenge (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    member_id uuid,
    client_id uuid,
    factors text[] NOT NULL DEFAULT '{}',
    payload_sealed bytea,
    failed_tries smallint NOT NULL DEFAULT 0,
    expires_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT login_challenge_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT login_challenge_kind_check CHECK (kind IN ('second_factor', 'enrolment', 'passkey_sign_in', 'passkey_registration', 'step_up', 'host_sign_in')),
    ${practiceFk('login_challenge')},
    ${memberFk('login_challenge')},
    ${clientFk('login_challenge')}
  )`,
  `CREATE TABLE mendwork.host_identity (
    practice_id uuid NOT NULL,
    issuer text NOT NULL,
    subject_lookup bytea NOT NULL,
    member_id uuid NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT host_identity_pkey PRIMARY KEY (practice_id, issuer, subject_lookup),
    ${memberFk('host_identity')}
  )`,
  `CREATE TABLE mendwork.client_pin (
    practice_id uuid NOT NULL,
    client_id uuid NOT NULL,
    hash text NOT NULL,
    set_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT client_pin_pkey PRIMARY KEY (practice_id, client_id),
    ${clientFk('client_pin')}
  )`,
  passkey('client_passkey', 'client'),
  `CREATE INDEX client_passkey_by_client ON mendwork.client_passkey (practice_id, client_id)`,
  `CREATE TABLE mendwork.client_link_request (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    email_lookup bytea NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT client_link_request_pkey PRIMARY KEY (practice_id, id),
    ${practiceFk('client_link_request')}
  )`,
  `CREATE TABLE mendwork.contact_proposal (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    contact_sealed bytea NOT NULL,
    state text NOT NULL,
    proposed_at timestamptz(3) NOT NULL DEFAULT now(),
    decided_by uuid,
    decided_at timestamptz(3),
    CONSTRAINT contact_proposal_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT contact_proposal_state_check CHECK (state IN ('proposed', 'confirmed', 'declined', 'replaced')),
    ${clientFk('contact_proposal')},
    ${memberFk('contact_proposal', 'decided_by')}
  )`,
  `CREATE INDEX contact_proposal_by_client ON mendwork.contact_proposal (practice_id, client_id, proposed_at)`,
];

/** What there was before, with what signing in and safe contact need. */
const additions = [
  `ALTER TABLE mendwork.member
    ADD COLUMN data_key_id uuid,
    ADD COLUMN email_sealed bytea,
    ADD COLUMN email_lookup bytea,
    ADD COLUMN state text NOT NULL DEFAULT 'active',
    ADD CONSTRAINT member_state_check CHECK (state IN ('invited', 'active', 'ended')),
    ADD CONSTRAINT member_email_key UNIQUE (practice_id, email_lookup),
    ADD CONSTRAINT member_data_key_fk FOREIGN KEY (practice_id, data_key_id) REFERENCES mendwork.data_key (practice_id, id)`,
  `ALTER TABLE mendwork.client
    ADD COLUMN contact_sealed bytea,
    ADD COLUMN mail_allowed boolean NOT NULL DEFAULT true`,
  // Sessions of before have no id of their own; they end with this migration, and a link opens another.
  'DELETE FROM mendwork.client_session',
  `ALTER TABLE mendwork.client_session
    ADD COLUMN id uuid NOT NULL,
    ADD COLUMN label text NOT NULL,
    ADD COLUMN stepped_up_at timestamptz(3),
    ADD COLUMN failed_tries smallint NOT NULL DEFAULT 0,
    ADD CONSTRAINT client_session_id_key UNIQUE (practice_id, id)`,
];

const additionsBefore = [
  `ALTER TABLE mendwork.client_session
    DROP CONSTRAINT client_session_id_key, DROP COLUMN id, DROP COLUMN label, DROP COLUMN stepped_up_at, DROP COLUMN failed_tries`,
  'ALTER TABLE mendwork.client DROP COLUMN contact_sealed, DROP COLUMN mail_allowed',
  `ALTER TABLE mendwork.member
    DROP CONSTRAINT member_data_key_fk, DROP CONSTRAINT member_email_key, DROP CONSTRAINT member_state_check,
    DROP COLUMN state, DROP COLUMN email_lookup, DROP COLUMN email_sealed, DROP COLUMN data_key_id`,
];

interface Rule {
  /** Which rows exist at all, for every role. */
  readonly rows: string;
  readonly app?: string;
  readonly login?: string;
  readonly job?: string;
}

/** One line a new table. What proves who somebody is can be read by the log-in role alone. */
const rules: Readonly<Record<string, Rule>> = {
  member_password: { rows: staffOnly, login: 'SELECT, INSERT, UPDATE (hash, changed_at), DELETE' },
  member_totp: {
    rows: staffOnly,
    login: 'SELECT, INSERT, UPDATE (secret_sealed, last_step, created_at), DELETE',
  },
  member_passkey: { rows: staffOnly, login: 'SELECT, INSERT, UPDATE (counter, used_at), DELETE' },
  member_recovery_code: { rows: staffOnly, login: 'SELECT, INSERT, UPDATE (used_at), DELETE' },
  member_session: {
    rows: staffOnly,
    login: 'SELECT, INSERT, UPDATE (seen_at, stepped_up_at, factors, ended_at)',
  },
  access_token: { rows: staffOnly, login: 'SELECT, INSERT, UPDATE (used_at, ended_at)' },
  member_invitation: {
    rows: staffOnly,
    app: 'SELECT, INSERT, UPDATE (ended_at)',
    login: 'SELECT, UPDATE (ended_at)',
  },
  login_challenge: {
    rows: practiceRows,
    login: 'SELECT, INSERT, UPDATE (failed_tries, ended_at)',
  },
  host_identity: { rows: staffOnly, login: 'SELECT, INSERT' },
  client_pin: { rows: ownRows, login: 'SELECT, INSERT, UPDATE (hash, set_at), DELETE' },
  client_passkey: { rows: ownRows, login: 'SELECT, INSERT, UPDATE (counter, used_at), DELETE' },
  client_link_request: { rows: staffOnly, login: 'INSERT', job: 'SELECT, DELETE' },
  contact_proposal: { rows: ownRows, app: 'SELECT, INSERT, UPDATE (state, decided_by, decided_at)' },
};

/** What the log-in and job roles may do with what there was before. */
const grants: readonly (readonly [table: string, role: string, privileges: string])[] = [
  ['practice', 'mendwork_login', 'SELECT'],
  ['member', 'mendwork_login', 'SELECT, INSERT, UPDATE (display_name, roles, state)'],
  ['member', 'mendwork_app', 'INSERT, UPDATE (roles, state)'],
  ['data_key', 'mendwork_login', 'SELECT'],
  ['client', 'mendwork_login', 'SELECT'],
  ['client', 'mendwork_app', 'UPDATE (email_sealed, email_lookup, contact_sealed, mail_allowed)'],
  ['care_team', 'mendwork_login', 'SELECT'],
  ['couple_member', 'mendwork_login', 'SELECT'],
  ['client_link', 'mendwork_login', 'SELECT, UPDATE (failed_tries, ended_at)'],
  [
    'client_session',
    'mendwork_login',
    'SELECT, INSERT, UPDATE (id_hash, seen_at, stepped_up_at, failed_tries, expires_at), DELETE',
  ],
  ['audit_entry', 'mendwork_login', 'SELECT, INSERT'],
  ['audit_head', 'mendwork_login', 'SELECT, UPDATE (seq, hash)'],
  ['outbox', 'mendwork_login', 'INSERT'],
  ['practice', 'mendwork_job', 'SELECT'],
  ['data_key', 'mendwork_job', 'SELECT'],
  ['client', 'mendwork_job', 'SELECT'],
  ['client_link', 'mendwork_job', 'SELECT, INSERT, UPDATE (ended_at)'],
  ['audit_entry', 'mendwork_job', 'SELECT, INSERT'],
  ['audit_head', 'mendwork_job', 'SELECT, UPDATE (seq, hash)'],
  ['outbox', 'mendwork_job', 'SELECT, DELETE'],
];

const ROLES = ['mendwork_login', 'mendwork_job'];
/** Splits `SELECT, UPDATE (a, b)` at the commas outside of brackets. */
const each = (privileges: string): string[] => privileges.split(/, (?![^(]*\))/);

/** Log-ins, their roles in the database, and contact that waits for the clinic's word. */
export class WhoMayEnter1764000300000 implements MigrationInterface {
  readonly name = 'WhoMayEnter1764000300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...additions]) await runner.query(statement);
    for (const role of ROLES) {
      await runner.query(`GRANT USAGE ON SCHEMA mendwork TO ${role}`);
      await runner.query(`GRANT EXECUTE ON FUNCTION mendwork.append_audit(jsonb) TO ${role}`);
    }
    for (const [table, { rows, ...roles }] of Object.entries(rules)) {
      await runner.query(`ALTER TABLE mendwork.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE mendwork.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY tenant ON mendwork.${table} USING (${rows}) WITH CHECK (${rows})`);
      for (const [role, privileges] of Object.entries(roles))
        for (const one of each(privileges))
          await runner.query(`GRANT ${one} ON mendwork.${table} TO mendwork_${role}`);
    }
    for (const [table, role, privileges] of grants)
      for (const one of each(privileges)) await runner.query(`GRANT ${one} ON mendwork.${table} TO ${role}`);
    // Signing in is the log-in role's alone from now on.
    await runner.query('REVOKE ALL ON mendwork.client_session FROM mendwork_app');
    await runner.query('REVOKE UPDATE (failed_tries) ON mendwork.client_link FROM mendwork_app');
    await runner.query('ALTER POLICY tenant ON mendwork.member WITH CHECK (' + staffOnly + ')');
    // The relay carries every practice's events to the queue, ids and topics only.
    await runner.query('CREATE POLICY relay ON mendwork.outbox TO mendwork_job USING (true)');
    // Counts of tries, by keyed hash; they know no practice.
    await runner.query(`CREATE TABLE mendwork.rate_limit (
      key text NOT NULL, points integer NOT NULL DEFAULT 0, expire bigint,
      CONSTRAINT rate_limit_pkey PRIMARY KEY (key))`);
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON mendwork.rate_limit TO mendwork_login');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mendwork.rate_limit');
    await runner.query('DROP POLICY relay ON mendwork.outbox');
    await runner.query('ALTER POLICY tenant ON mendwork.member WITH CHECK (' + practiceRows + ')');
    await runner.query('GRANT UPDATE (failed_tries) ON mendwork.client_link TO mendwork_app');
    await runner.query(
      'GRANT SELECT, INSERT, UPDATE (seen_at), DELETE ON mendwork.client_session TO mendwork_app',
    );
    for (const [table, role, privileges] of grants.toReversed())
      for (const one of each(privileges))
        await runner.query(`REVOKE ${one} ON mendwork.${table} FROM ${role}`);
    for (const table of Object.keys(rules)) await runner.query(`DROP TABLE mendwork.${table}`);
    for (const role of ROLES) {
      await runner.query(`REVOKE ALL ON FUNCTION mendwork.append_audit(jsonb) FROM ${role}`);
      await runner.query(`REVOKE ALL ON SCHEMA mendwork FROM ${role}`);
    }
    for (const statement of additionsBefore) await runner.query(statement);
  }
}
