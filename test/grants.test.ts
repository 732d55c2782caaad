import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DATABASE_ROLES } from '../src/platform/database/roles.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { connectTo, type Sql, tablesOf } from './support/sql.js';

/** What the catalogue of a migrated database says of rights, keys and functions: all of it, written out. */

let database: TestDatabase;
let owner: Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connectTo(database.url);
});
afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

/** What the policies ask for a member’s ties with. */
const OF_TIES = 'SELECT (client_id, ended_at, member_id, practice_id)';
const OF_GLASS = 'SELECT (client_id, ended_at, expires_at, member_id, practice_id)';

/** What each role may do, a line a table. Nobody else but the owner may do anything. */
const GRANTS: Readonly<Record<string, { app?: string; login?: string; job?: string }>> = {
  access_token: { login: 'INSERT, SELECT, UPDATE (ended_at, used_at)' },
  assignment: { app: 'INSERT, SELECT, UPDATE (previous_state, state, state_at)' },
  audit_entry: { app: 'INSERT, SELECT', login: 'INSERT, SELECT', job: 'INSERT, SELECT' },
  audit_head: {
    app: 'SELECT, UPDATE (hash, seq)',
    login: 'SELECT, UPDATE (hash, seq)',
    job: 'SELECT, UPDATE (hash, seq)',
  },
  break_glass: { app: 'INSERT, SELECT, UPDATE (ended_at)', login: OF_GLASS, job: OF_GLASS },
  care_team: { app: 'INSERT, SELECT, UPDATE (created_at, ended_at, tie)', login: 'SELECT', job: OF_TIES },
  client: {
    app: 'INSERT, SELECT, UPDATE (contact_sealed, email_lookup, email_sealed, mail_allowed)',
    login: 'SELECT',
    job: 'SELECT',
  },
  client_link: {
    app: 'INSERT, SELECT, UPDATE (ended_at)',
    login: 'SELECT, UPDATE (ended_at, failed_tries)',
    job: 'INSERT, SELECT, UPDATE (ended_at)',
  },
  client_link_request: { login: 'INSERT', job: 'DELETE, SELECT' },
  client_passkey: { login: 'DELETE, INSERT, SELECT, UPDATE (counter, used_at)' },
  client_pin: { login: 'DELETE, INSERT, SELECT, UPDATE (hash, set_at)' },
  client_session: {
    login: 'DELETE, INSERT, SELECT, UPDATE (expires_at, failed_tries, id_hash, seen_at, stepped_up_at)',
  },
  contact_proposal: { app: 'INSERT, SELECT, UPDATE (decided_at, decided_by, state)' },
  couple: { app: 'INSERT, SELECT' },
  couple_member: { app: 'INSERT, SELECT', login: 'SELECT' },
  data_key: { app: 'INSERT, SELECT', login: 'SELECT', job: 'SELECT' },
  disclosure: { app: 'INSERT, SELECT' },
  draft: { app: 'INSERT, SELECT, UPDATE (answers_sealed, revision, saved_at)' },
  evening: { app: 'INSERT, SELECT, UPDATE (next_at)', job: 'SELECT, UPDATE (next_at)' },
  flag: { app: 'INSERT, SELECT' },
  genogram_layout: { app: 'INSERT, SELECT, UPDATE (moved_at, moved_by, moves_sealed, revision)' },
  host_identity: { login: 'INSERT, SELECT' },
  idempotency: { app: 'INSERT, SELECT, UPDATE (created_at, request_hash, result_id)' },
  login_challenge: { login: 'INSERT, SELECT, UPDATE (ended_at, failed_tries)' },
  member: {
    app: 'INSERT, SELECT, UPDATE (evening_mail, roles, state)',
    login: 'INSERT, SELECT, UPDATE (display_name, roles, state)',
  },
  member_invitation: { app: 'INSERT, SELECT, UPDATE (ended_at)', login: 'SELECT, UPDATE (ended_at)' },
  member_passkey: { login: 'DELETE, INSERT, SELECT, UPDATE (counter, used_at)' },
  member_password: { login: 'DELETE, INSERT, SELECT, UPDATE (changed_at, hash)' },
  member_recovery_code: { login: 'DELETE, INSERT, SELECT, UPDATE (used_at)' },
  member_session: { login: 'INSERT, SELECT, UPDATE (ended_at, factors, seen_at, stepped_up_at)' },
  member_totp: {
    login: 'DELETE, INSERT, SELECT, UPDATE (created_at, last_step, secret_sealed)',
  },
  migration: {},
  outbox: { app: 'INSERT', login: 'INSERT', job: 'DELETE, INSERT, SELECT' },
  practice: {
    app: 'SELECT, UPDATE (care_team_only, embed_origins, part2, summaries_ready_at)',
    login: 'SELECT',
    job: 'SELECT',
  },
  practice_policy: { app: 'INSERT, SELECT' },
  practice_worksheet: { app: 'INSERT, SELECT' },
  prepared_print: {
    app: 'DELETE, INSERT, SELECT, UPDATE (bytes_sealed, content_mac, expires_at, made_at, made_for, paper)',
  },
  rate_limit: { login: 'DELETE, INSERT, SELECT, UPDATE' },
  session: { app: 'INSERT, SELECT' },
  submission: { app: 'INSERT, SELECT' },
  worksheet_version: { app: 'SELECT' },
};

interface Right {
  what: string;
  grantee: string;
  right: string;
}

/** Everything that somebody else than the owner was granted in schema mendwork, PUBLIC by name. */
function rights(): Promise<Right[]> {
  return owner.rows<Right>(`
    SELECT what, CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END AS grantee,
      acl.privilege_type || coalesce(' (' || attname || ')', '') || CASE WHEN acl.is_grantable THEN ' and grant' ELSE '' END AS right
    FROM (
      SELECT nspname::text AS what, nspowner AS owner, nspacl AS acls, NULL::text AS attname, 'n'::"char" AS kind
        FROM pg_namespace WHERE nspname = 'mendwork'
      UNION ALL
      SELECT relname, relowner, relacl, NULL, CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END
        FROM pg_class WHERE relnamespace = 'mendwork'::regnamespace AND relkind NOT IN ('i', 'I')
      UNION ALL
      SELECT relname, relowner, attacl, attname, NULL
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relnamespace = 'mendwork'::regnamespace AND attacl IS NOT NULL
      UNION ALL
      SELECT proname, proowner, proacl, NULL, 'f'::"char" FROM pg_proc WHERE pronamespace = 'mendwork'::regnamespace
    ) AS object, LATERAL aclexplode(coalesce(acls, CASE WHEN kind IS NOT NULL THEN acldefault(kind, owner) END)) AS acl
    WHERE acl.grantee <> owner ORDER BY what, grantee, "right"`);
}

describe('the roles', () => {
  test('may do in each table what is written here, and nothing else', async () => {
    const granted: Record<string, Record<string, string>> = {};
    const columns: Record<string, string[]> = {};
    for (const name of await tablesOf(owner)) granted[name] = {};
    for (const { what, grantee, right } of await rights()) {
      const roles = granted[what];
      if (!roles) continue;
      const role = /^mendwork_(app|login|job)$/.exec(grantee)?.[1] ?? grantee;
      const [, verb, column] = /^(SELECT|UPDATE) \((\w+)\)$/.exec(right) ?? [];
      if (verb && column) (columns[`${what} ${role} ${verb}`] ??= []).push(column);
      else roles[role] = roles[role] ? `${roles[role]}, ${right}` : right;
    }
    for (const [key, list] of Object.entries(columns)) {
      const [what = '', role = '', verb = ''] = key.split(' ');
      const roles = granted[what] ?? {};
      const narrow = `${verb} (${list.join(', ')})`;
      roles[role] = roles[role] ? `${roles[role]}, ${narrow}` : narrow;
    }
    expect(granted).toEqual(GRANTS);
  });

  test('may use the schema and add to the audit, and PUBLIC may not', async () => {
    const elsewhere = (await rights()).filter(({ what }) => !(what in GRANTS));
    expect(elsewhere).toEqual([
      { what: 'append_audit', grantee: 'mendwork_app', right: 'EXECUTE' },
      { what: 'append_audit', grantee: 'mendwork_job', right: 'EXECUTE' },
      { what: 'append_audit', grantee: 'mendwork_login', right: 'EXECUTE' },
      { what: 'client_key', grantee: 'mendwork_app', right: 'EXECUTE' },
      { what: 'handed_in', grantee: 'mendwork_app', right: 'EXECUTE' },
      { what: 'mendwork', grantee: 'mendwork_app', right: 'USAGE' },
      { what: 'mendwork', grantee: 'mendwork_job', right: 'USAGE' },
      { what: 'mendwork', grantee: 'mendwork_login', right: 'USAGE' },
      { what: 'treated_clients', grantee: 'mendwork_app', right: 'EXECUTE' },
      { what: 'treated_clients', grantee: 'mendwork_job', right: 'EXECUTE' },
      { what: 'treated_clients', grantee: 'mendwork_login', right: 'EXECUTE' },
    ]);
    expect(await owner.rows('SELECT * FROM pg_default_acl')).toEqual([]);
  });

  test.each(Object.values(DATABASE_ROLES))('%s is nobody special and owns nothing', async (name) => {
    const [role] = await owner.rows(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit, rolcanlogin,
        (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS member_of,
        (SELECT count(*)::int FROM pg_shdepend WHERE refobjid = r.oid AND deptype = 'o') AS owns
       FROM pg_roles r WHERE rolname = $1`,
      [name],
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolinherit: false,
      rolcanlogin: true,
      member_of: 0,
      owns: 0,
    });
  });

  test.each(['app', 'login', 'job'] as const)('as %s one gives up on what takes too long', async (role) => {
    const app = await connectTo(database.roleUrls[role]);
    const settings = await app.rows(
      `SELECT name, setting || coalesce(unit, '') AS value FROM pg_settings
       WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') ORDER BY name`,
    );
    expect(settings).toEqual([
      { name: 'idle_in_transaction_session_timeout', value: '15000ms' },
      { name: 'lock_timeout', value: '3000ms' },
      { name: 'statement_timeout', value: '5000ms' },
    ]);
    await app.end();
  });
});

describe('the tables', () => {
  /** Keys that do not begin with the practice: of tables that are nobody’s, and references to them. */
  const WITHOUT_PRACTICE = [
    'assignment_shipped_fk',
    'migration: PK',
    'practice_pkey',
    'rate_limit_pkey',
    'worksheet_version_pkey',
  ];

  test('have keys that begin with the practice', async () => {
    const keys = await owner.rows<{ name: string; first: string; target: string | null }>(
      `SELECT CASE conrelid WHEN 'mendwork.migration'::regclass THEN 'migration: PK' ELSE conname END AS name,
        (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) AS first,
        (SELECT attname FROM pg_attribute WHERE attrelid = confrelid AND attnum = confkey[1]) AS target
       FROM pg_constraint WHERE connamespace = 'mendwork'::regnamespace AND contype IN ('p', 'u', 'f') ORDER BY name`,
    );
    const others = keys.filter(({ first }) => first !== 'practice_id').map(({ name }) => name);
    expect(keys.length).toBeGreaterThan(40);
    expect(others).toEqual(WITHOUT_PRACTICE);
    for (const { first, target } of keys)
      if (first === 'practice_id' && target !== null) expect(target).toMatch(/^(practice_)?id$/);
  });

  test('have indexes that begin with the practice', async () => {
    const indexes = await owner.rows<{ name: string }>(
      `SELECT indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = indrelid
       WHERE relnamespace = 'mendwork'::regnamespace AND NOT indisprimary AND NOT EXISTS (
         SELECT FROM pg_attribute WHERE attrelid = indrelid AND attnum = indkey[0] AND attname = 'practice_id')`,
    );
    expect(indexes).toEqual([]);
  });

  test('have no triggers, rules, defaults that reach elsewhere, or views above them', async () => {
    expect(
      await owner.rows(`SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
        WHERE relnamespace = 'mendwork'::regnamespace AND NOT tgisinternal`),
    ).toEqual([]);
    expect(await owner.rows(`SELECT * FROM pg_rules WHERE schemaname = 'mendwork'`)).toEqual([]);
    const others = await owner.rows<{ kind: string; name: string }>(
      `SELECT relkind AS kind, relname AS name FROM pg_class
       WHERE relnamespace = 'mendwork'::regnamespace AND relkind NOT IN ('r', 'i')`,
    );
    expect(others).toEqual([{ kind: 'S', name: 'migration_id_seq' }]);
  });

  /** What a client adds and cannot read, and what a client reads and cannot add. */
  const READ_OTHERWISE_THAN_ADDED = [
    'audit_entry',
    'couple',
    'flag',
    'genogram_layout',
    'member',
    'practice',
    'practice_worksheet',
  ];
  /** Of no practice: nothing to be narrowed. */
  const WITHOUT_POLICY = ['migration', 'rate_limit'];

  test('have one policy each, for all commands and all roles, that checks what it shows', async () => {
    const policies = await owner.rows<{ table: string; whole: boolean; same: boolean }>(
      `SELECT tablename AS table, cmd = 'ALL' AND permissive = 'PERMISSIVE' AND roles = '{public}' AS whole,
        qual = with_check AS same FROM pg_policies WHERE schemaname = 'mendwork' AND policyname = 'tenant' ORDER BY tablename`,
    );
    expect(policies).toEqual(
      Object.keys(GRANTS)
        .filter((name) => !WITHOUT_POLICY.includes(name))
        .map((table) => ({ table, whole: true, same: !READ_OTHERWISE_THAN_ADDED.includes(table) })),
    );
  });
});

test('beside them there are two policies: the job role carries every practice’s events, and sees when its evening comes', async () => {
  const others = await owner.rows(
    `SELECT tablename AS table, policyname AS name, roles::text, qual FROM pg_policies
     WHERE schemaname = 'mendwork' AND policyname <> 'tenant' ORDER BY tablename`,
  );
  expect(others).toEqual([
    { table: 'evening', name: 'clock', roles: '{mendwork_job}', qual: 'true' },
    { table: 'outbox', name: 'relay', roles: '{mendwork_job}', qual: 'true' },
  ]);
});

test('functions act with their caller’s rights and find nothing but Postgres’ own by bare names', async () => {
  const functions = await owner.rows(
    `SELECT proname AS name, prosecdef AS as_owner, proconfig AS settings FROM pg_proc
     WHERE pronamespace = 'mendwork'::regnamespace ORDER BY name`,
  );
  expect(functions).toEqual([
    { name: 'append_audit', as_owner: false, settings: ['search_path=pg_catalog'] },
    {
      name: 'client_key',
      as_owner: false,
      settings: ['search_path=pg_catalog', 'mendwork.reach=practice'],
    },
    {
      name: 'handed_in',
      as_owner: false,
      settings: ['search_path=pg_catalog', 'mendwork.place=office'],
    },
    { name: 'treated_clients', as_owner: false, settings: ['search_path=pg_catalog'] },
  ]);
});
