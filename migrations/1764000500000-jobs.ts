import type { MigrationInterface, QueryRunner } from 'typeorm';

const SCHEMA = 'mendwork_jobs';

/**
 * The tables of pg-boss 10.4 (its schema version 24), written out, so that what this migration makes stays the same
 * when the library moves on. `test/jobs.test.ts` compares it with what the library itself would make.
 */
const tables = [
  `CREATE TYPE ${SCHEMA}.job_state AS ENUM (
    'created',
    'retry',
    'active',
    'completed',
    'cancelled',
    'failed'
  )`,
  `CREATE TABLE ${SCHEMA}.version (
    version int primary key,
    maintained_on timestamp with time zone,
    cron_on timestamp with time zone,
    monitored_on timestamp with time zone
  )`,
  `CREATE TABLE ${SCHEMA}.queue (
    name text,
    policy text,
    retry_limit int,
    retry_delay int,
    retry_backoff bool,
    expire_seconds int,
    retention_minutes int,
    dead_letter text REFERENCES ${SCHEMA}.queue (name),
    partition_name text,
    created_on timestamp with time zone not null default now(),
    updated_on timestamp with time zone not null default now(),
    PRIMARY KEY (name)
  )`,
  `CREATE TABLE ${SCHEMA}.schedule (
    name text REFERENCES ${SCHEMA}.queue ON DELETE CASCADE,
    cron text not null,
    timezone text,
    data jsonb,
    options jsonb,
    created_on timestamp with time zone not null default now(),
    updated_on timestamp with time zone not null default now(),
    PRIMARY KEY (name)
  )`,
  `CREATE TABLE ${SCHEMA}.subscription (
    event text not null,
    name text not null REFERENCES ${SCHEMA}.queue ON DELETE CASCADE,
    created_on timestamp with time zone not null default now(),
    updated_on timestamp with time zone not null default now(),
    PRIMARY KEY(event, name)
  )`,
  `CREATE TABLE ${SCHEMA}.job (
    id uuid not null default gen_random_uuid(),
    name text not null,
    priority integer not null default(0),
    data jsonb,
    state ${SCHEMA}.job_state not null default('created'),
    retry_limit integer not null default(2),
    retry_count integer not null default(0),
    retry_delay integer not null default(0),
    retry_backoff boolean not null default false,
    start_after timestamp with time zone not null default now(),
    started_on timestamp with time zone,
    singleton_key text,
    singleton_on timestamp without time zone,
    expire_in interval not null default interval '15 minutes',
    created_on timestamp with time zone not null default now(),
    completed_on timestamp with time zone,
    keep_until timestamp with time zone NOT NULL default now() + interval '14 days',
    output jsonb,
    dead_letter text,
    policy text
  ) PARTITION BY LIST (name)`,
  `ALTER TABLE ${SCHEMA}.job ADD PRIMARY KEY (name, id)`,
  `CREATE TABLE ${SCHEMA}.archive (LIKE ${SCHEMA}.job)`,
  `ALTER TABLE ${SCHEMA}.archive ADD PRIMARY KEY (name, id)`,
  `ALTER TABLE ${SCHEMA}.archive ADD archived_on timestamptz NOT NULL DEFAULT now()`,
  `CREATE INDEX archive_i1 ON ${SCHEMA}.archive(archived_on)`,
  `CREATE FUNCTION ${SCHEMA}.create_queue(queue_name text, options json)
  RETURNS VOID AS
  $$
  DECLARE
    table_name varchar := 'j' || encode(sha224(queue_name::bytea), 'hex');
    queue_created_on timestamptz;
  BEGIN
    WITH q as (
    INSERT INTO ${SCHEMA}.queue (
      name,
      policy,
      retry_limit,
      retry_delay,
      retry_backoff,
      expire_seconds,
      retention_minutes,
      dead_letter,
      partition_name
    )
    VALUES (
      queue_name,
      options->>'policy',
      (options->>'retryLimit')::int,
      (options->>'retryDelay')::int,
      (options->>'retryBackoff')::bool,
      (options->>'expireInSeconds')::int,
      (options->>'retentionMinutes')::int,
      options->>'deadLetter',
      table_name
    )
    ON CONFLICT DO NOTHING
    RETURNING created_on
    )
    SELECT created_on into queue_created_on from q;
    IF queue_created_on IS NULL THEN
      RETURN;
    END IF;
    EXECUTE format('CREATE TABLE ${SCHEMA}.%I (LIKE ${SCHEMA}.job INCLUDING DEFAULTS)', table_name);
    EXECUTE format('ALTER TABLE ${SCHEMA}.%1$I ADD PRIMARY KEY (name, id)', table_name);
    EXECUTE format('ALTER TABLE ${SCHEMA}.%1$I ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES ${SCHEMA}.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED', table_name);
    EXECUTE format('ALTER TABLE ${SCHEMA}.%1$I ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES ${SCHEMA}.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED', table_name);
    EXECUTE format('CREATE UNIQUE INDEX %1$s_i1 ON ${SCHEMA}.%1$I (name, COALESCE(singleton_key, '''')) WHERE state = ''created'' AND policy = ''short''', table_name);
    EXECUTE format('CREATE UNIQUE INDEX %1$s_i2 ON ${SCHEMA}.%1$I (name, COALESCE(singleton_key, '''')) WHERE state = ''active'' AND policy = ''singleton''', table_name);
    EXECUTE format('CREATE UNIQUE INDEX %1$s_i3 ON ${SCHEMA}.%1$I (name, state, COALESCE(singleton_key, '''')) WHERE state <= ''active'' AND policy = ''stately''', table_name);
    EXECUTE format('CREATE UNIQUE INDEX %1$s_i4 ON ${SCHEMA}.%1$I (name, singleton_on, COALESCE(singleton_key, '''')) WHERE state <> ''cancelled'' AND singleton_on IS NOT NULL', table_name);
    EXECUTE format('CREATE INDEX %1$s_i5 ON ${SCHEMA}.%1$I (name, start_after) INCLUDE (priority, created_on, id) WHERE state < ''active''', table_name);
    EXECUTE format('ALTER TABLE ${SCHEMA}.%I ADD CONSTRAINT cjc CHECK (name=%L)', table_name, queue_name);
    EXECUTE format('ALTER TABLE ${SCHEMA}.job ATTACH PARTITION ${SCHEMA}.%I FOR VALUES IN (%L)', table_name, queue_name);
  END;
  $$
  LANGUAGE plpgsql`,
  `CREATE FUNCTION ${SCHEMA}.delete_queue(queue_name text)
  RETURNS VOID AS
  $$
  DECLARE
    table_name varchar;
  BEGIN
    WITH deleted as (
      DELETE FROM ${SCHEMA}.queue
      WHERE name = queue_name
      RETURNING partition_name
    )
    SELECT partition_name from deleted INTO table_name;
    EXECUTE format('DROP TABLE IF EXISTS ${SCHEMA}.%I', table_name);
  END;
  $$
  LANGUAGE plpgsql`,
  `INSERT INTO ${SCHEMA}.version(version) VALUES ('24')`,
];

/** What happens after a commit is tried five times, later and later; what still fails is kept apart for the operator. */
const queues: readonly (readonly [name: string, options: object])[] = [
  ['events-given-up', { policy: 'standard', retryLimit: 0, retentionMinutes: 30 * 24 * 60 }],
  [
    'events',
    {
      policy: 'standard',
      retryLimit: 4,
      // Waits of at most 30, 60, 120 and 240 seconds: the last try still finds a link of ten minutes alive.
      retryDelay: 15,
      retryBackoff: true,
      expireInSeconds: 60,
      deadLetter: 'events-given-up',
    },
  ],
];

/** A line a table: what the job role may do. The application's and the log-in role get nothing here. */
const grants: Readonly<Record<string, readonly string[]>> = {
  version: ['SELECT'],
  queue: ['SELECT'],
  job: ['SELECT', 'INSERT', 'UPDATE (state, started_on, retry_count, completed_on, output)', 'DELETE'],
  archive: ['SELECT', 'INSERT', 'DELETE'],
};

/** The queue of what happens after a commit. Its rows hold ids and topics; no rights to change its tables are given. */
export class Jobs1764000500000 implements MigrationInterface {
  readonly name = 'Jobs1764000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA ${SCHEMA}`);
    await runner.query(`REVOKE ALL ON SCHEMA ${SCHEMA} FROM PUBLIC`);
    for (const statement of tables) await runner.query(statement);
    for (const made of ['create_queue(text, json)', 'delete_queue(text)'])
      await runner.query(`REVOKE ALL ON FUNCTION ${SCHEMA}.${made} FROM PUBLIC`);
    for (const [name, options] of queues)
      await runner.query(`SELECT ${SCHEMA}.create_queue($1, $2)`, [name, JSON.stringify(options)]);
    await runner.query(`GRANT USAGE ON SCHEMA ${SCHEMA} TO mendwork_job`);
    for (const [table, rights] of Object.entries(grants))
      for (const right of rights) await runner.query(`GRANT ${right} ON ${SCHEMA}.${table} TO mendwork_job`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA ${SCHEMA} CASCADE`);
  }
}
