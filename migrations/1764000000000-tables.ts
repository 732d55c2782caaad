import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE mendwork.practice (
    id uuid NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    paper text NOT NULL DEFAULT 'LETTER',
    wrapped_key bytea NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT practice_pkey PRIMARY KEY (id),
    CONSTRAINT practice_paper_check CHECK (paper IN ('LETTER', 'A4'))
  )`,
  `CREATE TABLE mendwork.member (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    display_name text NOT NULL,
    roles text[] NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT member_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT member_roles_check CHECK (roles <@ ARRAY['clinician', 'supervisor', 'admin', 'front_desk', 'auditor'] AND cardinality(roles) > 0),
    CONSTRAINT member_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id)
  )`,
  `CREATE TABLE mendwork.data_key (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    wrapped_key bytea NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT data_key_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT data_key_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id)
  )`,
  `CREATE TABLE mendwork.client (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    data_key_id uuid NOT NULL,
    name_sealed bytea NOT NULL,
    email_sealed bytea,
    email_lookup bytea,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT client_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT client_code_key UNIQUE (practice_id, code),
    CONSTRAINT client_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id),
    CONSTRAINT client_data_key_fk FOREIGN KEY (practice_id, data_key_id) REFERENCES mendwork.data_key (practice_id, id)
  )`,
  `CREATE INDEX client_by_created ON mendwork.client (practice_id, created_at, id)`,
  `CREATE INDEX client_by_email ON mendwork.client (practice_id, email_lookup)`,
  `CREATE TABLE mendwork.couple (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT couple_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT couple_code_key UNIQUE (practice_id, code),
    CONSTRAINT couple_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id)
  )`,
  `CREATE TABLE mendwork.couple_member (
    practice_id uuid NOT NULL,
    couple_id uuid NOT NULL,
    incident smallint NOT NULL,
    client_id uuid NOT NULL,
    side text NOT NULL,
    role text NOT NULL,
    CONSTRAINT couple_member_pkey PRIMARY KEY (practice_id, couple_id, incident, client_id),
    CONSTRAINT couple_member_side_key UNIQUE (practice_id, couple_id, incident, side),
    CONSTRAINT couple_member_side_check CHECK (side IN ('A', 'B')),
    CONSTRAINT couple_member_role_check CHECK (role IN ('hurt', 'repairing', 'both')),
    CONSTRAINT couple_member_couple_fk FOREIGN KEY (practice_id, couple_id) REFERENCES mendwork.couple (practice_id, id),
    CONSTRAINT couple_member_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id)
  )`,
  `CREATE INDEX couple_member_by_client ON mendwork.couple_member (practice_id, client_id)`,
  `CREATE TABLE mendwork.care_team (
    practice_id uuid NOT NULL,
    client_id uuid NOT NULL,
    member_id uuid NOT NULL,
    tie text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT care_team_pkey PRIMARY KEY (practice_id, client_id, member_id),
    CONSTRAINT care_team_tie_check CHECK (tie IN ('primary', 'co_therapist', 'individual_therapist')),
    CONSTRAINT care_team_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id),
    CONSTRAINT care_team_member_fk FOREIGN KEY (practice_id, member_id) REFERENCES mendwork.member (practice_id, id)
  )`,
  `CREATE INDEX care_team_by_member ON mendwork.care_team (practice_id, member_id)`,
  `CREATE TABLE mendwork.session (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid,
    couple_id uuid,
    clinician_id uuid NOT NULL,
    starts_at timestamptz(3) NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT session_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT session_subject_check CHECK (num_nonnulls(client_id, couple_id) = 1),
    CONSTRAINT session_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id),
    CONSTRAINT session_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id),
    CONSTRAINT session_couple_fk FOREIGN KEY (practice_id, couple_id) REFERENCES mendwork.couple (practice_id, id),
    CONSTRAINT session_clinician_fk FOREIGN KEY (practice_id, clinician_id) REFERENCES mendwork.member (practice_id, id)
  )`,
  `CREATE INDEX session_by_client ON mendwork.session (practice_id, client_id, starts_at)`,
  `CREATE INDEX session_by_couple ON mendwork.session (practice_id, couple_id, starts_at)`,
  `CREATE TABLE mendwork.worksheet_version (
    hash text NOT NULL,
    worksheet_id text NOT NULL,
    definition jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT worksheet_version_pkey PRIMARY KEY (hash)
  )`,
  `CREATE TABLE mendwork.assignment (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    worksheet_id text NOT NULL,
    worksheet_hash text NOT NULL,
    assigned_by uuid NOT NULL,
    state text NOT NULL,
    previous_state text,
    due_on date,
    assigned_at timestamptz(3) NOT NULL DEFAULT now(),
    state_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT assignment_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT assignment_move_check CHECK (
      (COALESCE(previous_state, ''), state) IN (
        ('', 'scheduled'), ('', 'assigned'), ('scheduled', 'assigned'), ('scheduled', 'withdrawn'),
        ('assigned', 'opened'), ('assigned', 'in_progress'), ('assigned', 'withdrawn'), ('assigned', 'expired'),
        ('opened', 'in_progress'), ('opened', 'submitted'), ('opened', 'withdrawn'), ('opened', 'expired'),
        ('in_progress', 'submitted'), ('in_progress', 'withdrawn'), ('in_progress', 'expired'),
        ('submitted', 'reviewed'), ('submitted', 'returned'), ('reviewed', 'returned'),
        ('returned', 'in_progress'), ('returned', 'submitted'), ('returned', 'withdrawn')
      )
    ),
    CONSTRAINT assignment_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id),
    CONSTRAINT assignment_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id),
    CONSTRAINT assignment_assigned_by_fk FOREIGN KEY (practice_id, assigned_by) REFERENCES mendwork.member (practice_id, id),
    CONSTRAINT assignment_worksheet_fk FOREIGN KEY (worksheet_hash) REFERENCES mendwork.worksheet_version (hash)
  )`,
  `CREATE INDEX assignment_by_client ON mendwork.assignment (practice_id, client_id, assigned_at, id)`,
  `CREATE INDEX assignment_by_state ON mendwork.assignment (practice_id, state, assigned_at, id)`,
  `CREATE TABLE mendwork.draft (
    practice_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    client_id uuid NOT NULL,
    revision integer NOT NULL,
    answers_sealed bytea NOT NULL,
    saved_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT draft_pkey PRIMARY KEY (practice_id, assignment_id),
    CONSTRAINT draft_assignment_fk FOREIGN KEY (practice_id, assignment_id) REFERENCES mendwork.assignment (practice_id, id),
    CONSTRAINT draft_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id)
  )`,
  `CREATE TABLE mendwork.submission (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    client_id uuid NOT NULL,
    revision integer NOT NULL,
    answers_sealed bytea NOT NULL,
    submitted_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT submission_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT submission_revision_key UNIQUE (practice_id, assignment_id, revision),
    CONSTRAINT submission_assignment_fk FOREIGN KEY (practice_id, assignment_id) REFERENCES mendwork.assignment (practice_id, id),
    CONSTRAINT submission_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id)
  )`,
  `CREATE INDEX submission_by_client ON mendwork.submission (practice_id, client_id, submitted_at, id)`,
  `CREATE TABLE mendwork.client_link (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    code_mac bytea NOT NULL,
    failed_tries smallint NOT NULL DEFAULT 0,
    expires_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT client_link_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT client_link_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id)
  )`,
  `CREATE INDEX client_link_by_client ON mendwork.client_link (practice_id, client_id)`,
  `CREATE TABLE mendwork.client_session (
    practice_id uuid NOT NULL,
    id_hash bytea NOT NULL,
    client_id uuid NOT NULL,
    seen_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT client_session_pkey PRIMARY KEY (practice_id, id_hash),
    CONSTRAINT client_session_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id)
  )`,
  `CREATE INDEX client_session_by_client ON mendwork.client_session (practice_id, client_id)`,
  `CREATE TABLE mendwork.audit_entry (
    practice_id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamptz(3) NOT NULL DEFAULT now(),
    actor_kind text NOT NULL,
    actor_id uuid NOT NULL,
    request_id text NOT NULL,
    action text NOT NULL,
    client_id uuid,
    detail jsonb NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_entry_pkey PRIMARY KEY (practice_id, seq),
    CONSTRAINT audit_entry_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id)
  )`,
  `CREATE INDEX audit_entry_by_client ON mendwork.audit_entry (practice_id, client_id, seq)`,
  `CREATE TABLE mendwork.audit_head (
    practice_id uuid NOT NULL,
    seq bigint NOT NULL DEFAULT 0,
    hash bytea NOT NULL,
    CONSTRAINT audit_head_pkey PRIMARY KEY (practice_id),
    CONSTRAINT audit_head_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id)
  )`,
  `CREATE TABLE mendwork.outbox (
    practice_id uuid NOT NULL,
    id uuid NOT NULL,
    topic text NOT NULL,
    ids jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT outbox_pkey PRIMARY KEY (practice_id, id),
    CONSTRAINT outbox_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id)
  )`,
  `CREATE TABLE mendwork.idempotency (
    practice_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    result_id uuid NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_pkey PRIMARY KEY (practice_id, actor_id, operation, key),
    CONSTRAINT idempotency_practice_fk FOREIGN KEY (practice_id) REFERENCES mendwork.practice (id)
  )`,
];

const names = [
  'practice',
  'member',
  'data_key',
  'client',
  'couple',
  'couple_member',
  'care_team',
  'session',
  'worksheet_version',
  'assignment',
  'draft',
  'submission',
  'client_link',
  'client_session',
  'audit_entry',
  'audit_head',
  'outbox',
  'idempotency',
];

/** All tables of the first version. Keys begin with the practice, so that its rows live together. */
export class Tables1764000000000 implements MigrationInterface {
  readonly name = 'Tables1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of names.toReversed()) await runner.query(`DROP TABLE mendwork.${name}`);
  }
}
