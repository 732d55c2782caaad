import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DATABASE_ROLES, type DatabaseRole } from '../src/platform/database/roles.js';
import { startTestApp, type TestApp } from './support/app.js';
import { connectTo, inScope, insertAgain, outcome, type Setting, type Sql, tablesOf } from './support/sql.js';
import { fillWaysIn } from './support/ways-in.js';
import { makeWorld, type World } from './support/world.js';

/**
 * What each role is shown and let do by Postgres itself, whatever the code above it asks for. Nine probes a table and
 * role, each beside a control that shows that the rows are there and the statement is sound; what a role may do at all
 * is read from the catalogue, and written out in `grants.test.ts`. How far members see is `reach.test.ts`'s.
 */

/** The column that says whose a row is where it is a client's, `null` where it is the practice's. */
type Owner = string | null;
interface Table {
  readonly client: Owner;
  /** What of a client's scope remains: the client's rows, none, or all of the practice's. */
  readonly inClientScope: 'own' | 'none' | 'all';
  /** Whether a client's scope may write what it shows of the client's own; not where it is members' work. */
  readonly clientWrites?: boolean;
}

const CLIENTS_KEY = `(SELECT c.id FROM mendwork.client c WHERE c.practice_id = t.practice_id AND c.data_key_id = t.id)`;
const own = (client = 't.client_id'): Table => ({ client, inClientScope: 'own', clientWrites: true });
/** A client's, written by members alone. */
const read = (): Table => ({ ...own(), clientWrites: false });
const none = (client: Owner = null): Table => ({ client, inClientScope: 'none' });
const all: Table = { client: null, inClientScope: 'all' };

const TABLES: Readonly<Record<string, Table>> = {
  practice: all,
  member: all,
  practice_policy: none(),
  practice_worksheet: all,
  data_key: own(CLIENTS_KEY),
  client: own('t.id'),
  couple: none(),
  couple_member: none('t.client_id'),
  care_team: own(),
  session: none('t.client_id'),
  assignment: own(),
  draft: own(),
  submission: own(),
  disclosure: none('t.client_id'),
  evening: none(),
  prepared_print: none('t.client_id'),
  flag: none('t.client_id'),
  genogram_layout: read(),
  client_link: own(),
  client_session: own(),
  audit_entry: own(),
  audit_head: all,
  outbox: all,
  idempotency: all,
  break_glass: none('t.client_id'),
  contact_proposal: own(),
  member_password: none(),
  member_totp: none(),
  member_passkey: none(),
  member_recovery_code: none(),
  member_session: none(),
  access_token: none(),
  member_invitation: none(),
  host_identity: none(),
  login_challenge: all,
  client_pin: own(),
  client_passkey: own(),
  client_link_request: none(),
};
/** Not of a practice: what ships is everybody's. */
const SHARED = ['worksheet_version'];
/** Of nobody: which migrations have run, and counts of tries by keyed hash. */
const OUTSIDE = ['migration', 'rate_limit'];

const ROLES = Object.keys(DATABASE_ROLES) as DatabaseRole[];
/** What has rows of every practice for a role, on purpose: the relay carries all of them to the queue, the clock starts each evening. */
const isRelay = (name: string, role: DatabaseRole): boolean =>
  ['outbox', 'evening'].includes(name) && role === 'job';

interface Rights {
  readonly select: boolean;
  readonly insert: boolean;
  readonly update: readonly string[];
  readonly delete: boolean;
}

let app: TestApp;
let owner: Sql;
let as: Record<DatabaseRole, Sql>;
let here: World;
let there: World;
const counts = { probes: 0, controls: 0 };

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  const { roleUrls } = app.database;
  as = {
    app: await connectTo(roleUrls.app),
    login: await connectTo(roleUrls.login),
    job: await connectTo(roleUrls.job),
  };
  here = await makeWorld(app);
  there = await makeWorld(app);
  for (const world of [here, there]) await fillWaysIn(owner, world);
});
afterAll(async () => {
  for (const role of ROLES) await as?.[role].end();
  await owner?.end();
  await app?.stop();
  process.stdout.write(`row-level security: ${counts.probes} probes, ${counts.controls} controls\n`);
});

const practiceOf = (name: string): string => (name === 'practice' ? 'id' : 'practice_id');

/** Settings under which rows of a table exist: a draft's only for its client, a key's use only for its actor. */
const insider = (name: string, world: World): Setting => ({
  practiceId: world.practiceId,
  reach: 'practice',
  ...(name === 'draft' && { clientId: world.a.clientId }),
  ...(name === 'idempotency' && { actorId: world.memberId }),
});

/** How many rows the owner sees that the insider is entitled to. */
const entitled = (name: string, { practiceId, clientId, actorId }: Setting): Promise<number> =>
  owner.count(
    `SELECT FROM mendwork.${name} t WHERE t.${practiceOf(name)} = $1
     AND ($2::uuid IS NULL OR ${TABLES[name]?.client ?? '$2'} = $2) AND ($3::uuid IS NULL OR ${name === 'idempotency' ? 't.actor_id' : '$3'} = $3)`,
    [practiceId, clientId ?? null, actorId ?? null],
  );

async function rightsOf(name: string, role: DatabaseRole): Promise<Rights> {
  const [found] = await owner.rows<{ select: boolean; insert: boolean; delete: boolean; update: string[] }>(
    `SELECT has_any_column_privilege($1, $2, 'SELECT') AS select, has_table_privilege($1, $2, 'INSERT') AS insert,
       has_table_privilege($1, $2, 'DELETE') AS delete,
       ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = $2::regclass AND attnum > 0 AND NOT attisdropped
         AND has_column_privilege($1, $2, attname, 'UPDATE')) AS update`,
    [DATABASE_ROLES[role], `mendwork.${name}`],
  );
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

async function columnsOf(name: string): Promise<string[]> {
  const columns = await owner.rows<{ column: string }>(
    `SELECT attname AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [`mendwork.${name}`],
  );
  return columns.map(({ column }) => column);
}

const DENIED = /^permission denied for table/;
const AGAINST_POLICY = /^new row violates row-level security policy/;

function probe(found: unknown, expected: unknown): void {
  counts.probes += 1;
  if (expected instanceof RegExp) expect(found).toMatch(expected);
  else expect(found).toEqual(expected);
}
function control(found: unknown, expected: unknown): void {
  counts.controls += 1;
  if (expected instanceof RegExp) expect(found).toMatch(expected);
  else expect(found).toEqual(expected);
}

test('every table is listed here, and its policy binds the owner as well', async () => {
  const known = [...Object.keys(TABLES), ...SHARED, ...OUTSIDE];
  expect(await tablesOf(owner)).toEqual(known.toSorted());
  const open = await owner.rows<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'mendwork'::regnamespace AND relkind IN ('r', 'p')
     AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
  );
  expect(open.map(({ name }) => name)).toEqual(OUTSIDE);
  const beside = await owner.rows<{ policy: string }>(
    `SELECT tablename || ': ' || policyname AS policy FROM pg_policies
     WHERE schemaname = 'mendwork' AND policyname <> 'tenant' ORDER BY 1`,
  );
  expect(beside).toEqual([{ policy: 'evening: clock' }, { policy: 'outbox: relay' }]);
});

test('there are two rows of every table at least: one of each practice', async () => {
  for (const name of Object.keys(TABLES))
    for (const world of [here, there])
      control([name, (await entitled(name, { practiceId: world.practiceId })) > 0], [name, true]);
});

describe.each(ROLES.flatMap((role) => Object.entries(TABLES).map(([name, rule]) => ({ role, name, rule }))))(
  '$role: $name',
  ({ role, name, rule }) => {
    const from = `mendwork.${name} t`;
    let may: Rights;
    let sql: Sql;
    beforeAll(async () => {
      may = await rightsOf(name, role);
      sql = as[role];
    });

    /** A row of the practice's, as the owner sees it, put in once more. */
    async function again(of: World): Promise<string> {
      const [row] = await owner.rows<{ json: object }>(
        `SELECT to_jsonb(t) AS json FROM ${from} WHERE t.${practiceOf(name)} = $1
         ORDER BY coalesce(${rule.client ?? 'NULL::uuid'} = $2, false) DESC LIMIT 1`,
        [of.practiceId, of.a.clientId],
      );
      return outcome(insertAgain(owner, sql, name, row?.json ?? {}));
    }
    const update = (): string => `UPDATE ${from} SET ${may.update[0]} = t.${may.update[0]}`;
    const tried = (scope: Setting, statement: string): Promise<string> =>
      inScope(sql, scope, () => outcome(sql.count(statement)));

    test('shows the practice’s rows in its scope, or nothing at all', async () => {
      const scope = insider(name, here);
      const seen = await tried(
        scope,
        `SELECT FROM ${from} WHERE t.${practiceOf(name)} = '${here.practiceId}'`,
      );
      if (may.select) control(seen, `done: ${await entitled(name, scope)}`);
      else probe(seen, DENIED);
    });

    test('shows none of them in another practice’s scope, nor in none', async () => {
      if (isRelay(name, role)) return;
      const [ofThere, any] = [
        `SELECT FROM ${from} WHERE t.${practiceOf(name)} = '${there.practiceId}'`,
        `SELECT FROM ${from}`,
      ];
      const nothing = may.select ? 'done: 0' : DENIED;
      for (const scope of [
        insider(name, here),
        {
          practiceId: here.practiceId,
          clientId: there.a.clientId,
          actorId: there.memberId,
          reach: 'practice',
        },
      ])
        probe(await tried(scope, may.select ? ofThere : any), nothing);
      for (const scope of [{}, { clientId: here.a.clientId, actorId: here.memberId, reach: 'practice' }])
        probe(await tried(scope, any), nothing);
      probe(await outcome(sql.count(any)), nothing);
    });

    test('takes no row for another practice', async () => {
      const refused = may.insert ? AGAINST_POLICY : DENIED;
      for (const scope of [insider(name, here), {}])
        probe(await inScope(sql, scope, () => again(there)), refused);
      // The same row passes the policy in its own scope, and is there already.
      if (may.insert) control(await inScope(sql, insider(name, there), () => again(there)), /^duplicate key/);
    });

    test('lets no row of another practice be changed', async () => {
      const scope = insider(name, here);
      for (const column of (await columnsOf(name)).filter((one) => !may.update.includes(one)))
        probe(await tried(scope, `UPDATE ${from} SET "${column}" = DEFAULT`), DENIED);
      if (may.update.length === 0 || isRelay(name, role)) return;
      probe(await tried(scope, `${update()} WHERE t.${practiceOf(name)} = '${there.practiceId}'`), 'done: 0');
      probe(await tried({}, update()), 'done: 0');
      control(await tried(scope, update()), `done: ${await entitled(name, scope)}`);
    });

    test('lets no row of another practice be deleted', async () => {
      const scope = insider(name, here);
      probe(await tried(scope, `TRUNCATE mendwork.${name}`), DENIED);
      if (!may.delete) {
        probe(await tried(scope, `DELETE FROM ${from}`), DENIED);
        return;
      }
      if (isRelay(name, role)) return;
      probe(await tried(scope, `DELETE FROM ${from} WHERE t.practice_id = '${there.practiceId}'`), 'done: 0');
      probe(await tried({}, `DELETE FROM ${from}`), 'done: 0');
      control(await tried(scope, `DELETE FROM ${from}`), `done: ${await entitled(name, scope)}`);
    });

    test('shows a client what is the client’s, and nothing of the partner’s', async () => {
      if (!may.select || rule.inClientScope === 'all' || isRelay(name, role)) return;
      const scope = { practiceId: here.practiceId, clientId: here.a.clientId, reach: 'practice' };
      const ids = await inScope(sql, scope, () =>
        sql.rows<{ client: string }>(`SELECT DISTINCT ${rule.client ?? 'NULL'} AS client FROM ${from}`),
      );
      probe(ids, rule.inClientScope === 'own' ? [{ client: here.a.clientId }] : []);
      // The partner's rows are there, for the partner.
      if (rule.inClientScope === 'own')
        control(await tried({ ...scope, clientId: here.b.clientId }, `SELECT FROM ${from}`), /^done: [1-9]/);
    });

    test('lets a client write nothing of the partner’s', async () => {
      if (rule.inClientScope === 'all' || isRelay(name, role)) return;
      const scope = { practiceId: here.practiceId, clientId: here.b.clientId, reach: 'practice' };
      const mine = { ...scope, clientId: here.a.clientId };
      if (may.insert && rule.client !== CLIENTS_KEY) {
        probe(await inScope(sql, scope, () => again(here)), AGAINST_POLICY);
        if (rule.inClientScope === 'own') {
          const mineAgain = await inScope(sql, mine, () => again(here));
          if (rule.clientWrites) control(mineAgain, /^duplicate key/);
          else probe(mineAgain, AGAINST_POLICY);
        }
      }
      const ofA = rule.client === null ? '' : `WHERE ${rule.client} = '${here.a.clientId}'`;
      for (const statement of [
        may.update.length > 0 && `${update()} ${ofA}`,
        may.delete && `DELETE FROM ${from} ${ofA}`,
      ]) {
        if (!statement) continue;
        probe(await tried(scope, statement), 'done: 0');
        if (rule.inClientScope === 'none') continue;
        if (rule.clientWrites) control(await tried(mine, statement), /^done: [1-9]/);
        else probe(await tried(mine, statement), AGAINST_POLICY);
      }
    });
  },
);

describe('what each role is for', () => {
  const PROOFS = [
    'member_password',
    'member_totp',
    'member_passkey',
    'member_recovery_code',
    'member_session',
  ];
  const OF_LOG_IN = [
    ...PROOFS,
    'access_token',
    'host_identity',
    'client_pin',
    'client_passkey',
    'client_session',
  ];
  const WRITTEN = ['draft', 'submission', 'flag', 'assignment', 'session', 'contact_proposal'];
  const BEYOND: Readonly<Record<DatabaseRole, readonly string[]>> = {
    app: [...OF_LOG_IN, 'login_challenge', 'client_link_request', 'outbox', 'rate_limit'],
    login: [...WRITTEN, 'couple', 'practice_policy', 'practice_worksheet', 'idempotency', 'outbox'],
    job: [
      ...OF_LOG_IN,
      ...WRITTEN,
      'login_challenge',
      'member_invitation',
      'idempotency',
      'rate_limit',
      'couple',
    ],
  };

  test.each(ROLES)('%s reads nothing that is another’s', async (role) => {
    for (const world of [here, there])
      for (const name of BEYOND[role])
        for (const scope of [
          { practiceId: world.practiceId, reach: 'practice' },
          {
            practiceId: world.practiceId,
            clientId: world.a.clientId,
            actorId: world.a.clientId,
            reach: 'practice',
          },
          {},
        ])
          probe(
            [
              name,
              await inScope(as[role], scope, () => outcome(as[role].count(`SELECT FROM mendwork.${name}`))),
            ],
            [name, `permission denied for table ${name}`],
          );
  });

  test('no reason for breaking glass is read by those who only ask for ties', async () => {
    for (const role of ['login', 'job'] as const)
      probe(
        await inScope(as[role], { practiceId: here.practiceId }, () =>
          outcome(as[role].rows('SELECT reason_sealed FROM mendwork.break_glass')),
        ),
        DENIED,
      );
  });

  test('the relay sees which events wait in every practice, changes none, and adds the evening’s alone', async () => {
    for (const world of [here, there])
      control(
        await outcome(as.job.count('SELECT FROM mendwork.outbox WHERE practice_id = $1', [world.practiceId])),
        `done: ${await entitled('outbox', { practiceId: world.practiceId })}`,
      );
    probe(await outcome(as.job.count('UPDATE mendwork.outbox SET topic = topic')), DENIED);
    const add = (topic: string): Promise<string> =>
      outcome(
        as.job.count(
          `INSERT INTO mendwork.outbox (practice_id, id, topic, ids)
           SELECT practice_id, gen_random_uuid(), $1, '{}' FROM mendwork.evening`,
          [topic],
        ),
      );
    probe(await add('client_link.requested'), AGAINST_POLICY);
    control(await add('practice.evening'), 'done: 2');
  });

  test('the clock sees when every practice’s evening comes, and nothing else of a practice', async () => {
    control(await outcome(as.job.count('SELECT FROM mendwork.evening')), 'done: 2');
    control(await outcome(as.job.count('UPDATE mendwork.evening SET next_at = next_at')), 'done: 2');
    probe(await outcome(as.job.count('SELECT FROM mendwork.practice')), 'done: 0');
  });

  test('asked beyond a member’s reach, the name of a client’s key is told within the practice only', async () => {
    const key = (scope: Setting, of: World): Promise<{ key: string | null }[]> =>
      inScope(as.app, scope, () =>
        as.app.rows<{ key: string | null }>('SELECT mendwork.client_key($1) AS key', [of.b.clientId]),
      );
    const scope = { practiceId: here.practiceId, actorId: here.memberId, reach: 'care_team' };
    control(await key(scope, here), [{ key: expect.any(String) }]);
    probe(await key(scope, there), [{ key: null }]);
    probe(await key({ ...scope, clientId: here.a.clientId }, here), [{ key: null }]);
    probe(await key({}, here), [{ key: null }]);
  });

  test('rules about a client’s safety are told what that client handed in, wherever that was, and nothing of anybody else', async () => {
    const atHome = { practiceId: here.practiceId, clientId: here.a.clientId, place: 'own' };
    const told = (scope: Setting): Promise<readonly { id: string }[]> =>
      inScope(as.app, scope, () =>
        as.app.rows<{ id: string }>("SELECT id FROM mendwork.handed_in('{family-history}')"),
      );
    const whole = await told(atHome);
    control(whole.map(({ id }) => id).includes(here.a.submissionId), true);
    for (const other of [here.b, there.a, there.b])
      probe(
        whole.some(({ id }) => id === other.submissionId),
        false,
      );
    probe(await told({ ...atHome, practiceId: there.practiceId }), []);
    probe(await told({ practiceId: here.practiceId, actorId: here.memberId, reach: 'practice' }), []);
    probe(await told({}), []);
  });
});

describe('what is kept for good', () => {
  test.each([
    'audit_entry',
    'flag',
    'practice_policy',
    'practice_worksheet',
    'submission',
    'worksheet_version',
  ])('%s is never changed or removed', async (name) => {
    const scope = insider(name, here);
    for (const role of ROLES)
      for (const statement of [
        `UPDATE mendwork.${name} SET ${name === 'worksheet_version' ? 'hash = hash' : 'practice_id = practice_id'}`,
        `DELETE FROM mendwork.${name}`,
        `TRUNCATE mendwork.${name}`,
      ])
        probe(await inScope(as[role], scope, () => outcome(as[role].count(statement))), DENIED);
    control(
      await inScope(as.app, scope, () => outcome(as.app.count(`SELECT FROM mendwork.${name}`))),
      /^done: [1-9]/,
    );
  });

  test('a clinician’s scope holds no draft', async () => {
    const scope = { practiceId: here.practiceId, actorId: here.memberId, reach: 'practice' };
    probe(await inScope(as.app, scope, () => as.app.count('SELECT FROM mendwork.draft')), 0);
    control(await owner.count('SELECT FROM mendwork.draft WHERE practice_id = $1', [here.practiceId]), 4);
  });

  test('a client’s scope adds flags of its own and shows none', async () => {
    const flag = (of: World['a']): string =>
      `INSERT INTO mendwork.flag (practice_id, submission_id, code, level, items, client_id, assignment_id)
       VALUES ('${here.practiceId}', '${of.submissionId}', 'TREND', 'note', '{}', '${of.clientId}', '${of.doneAssignmentId}')`;
    const scope = { practiceId: here.practiceId, clientId: here.a.clientId };
    const added = (statement: string): Promise<string> =>
      inScope(as.app, scope, () => outcome(as.app.rows(statement)));
    control(await added(flag(here.a)), 'done: []');
    probe(await added(flag(here.b)), AGAINST_POLICY);
    probe(await added(`${flag(here.a)} RETURNING code`), AGAINST_POLICY);
    const seen = await inScope(as.app, scope, async () => {
      await as.app.count(flag(here.a));
      return as.app.count('SELECT FROM mendwork.flag');
    });
    probe(seen, 0);
  });

  test('a client’s scope publishes no worksheet', async () => {
    const published = `INSERT INTO mendwork.practice_worksheet (practice_id, hash, worksheet_id, definition, source, published_by)
      VALUES ('${here.practiceId}', 'new', 'new', '{}', '', '${here.memberId}')`;
    const scope = { practiceId: here.practiceId };
    control(await inScope(as.app, scope, () => outcome(as.app.count(published))), 'done: 1');
    const asClient = { ...scope, clientId: here.a.clientId };
    probe(await inScope(as.app, asClient, () => outcome(as.app.count(published))), AGAINST_POLICY);
  });

  test('a client’s scope changes nothing of the practice’s', async () => {
    const scope = { practiceId: here.practiceId, reach: 'practice' };
    const asClient = { ...scope, clientId: here.a.clientId };
    for (const statement of [
      'UPDATE mendwork.practice SET care_team_only = true',
      `UPDATE mendwork.member SET roles = '{admin}' WHERE id = '${here.memberId}'`,
    ]) {
      control(await inScope(as.app, scope, () => outcome(as.app.count(statement))), 'done: 1');
      probe(await inScope(as.app, asClient, () => outcome(as.app.count(statement))), AGAINST_POLICY);
    }
  });

  test('the settings end with their transaction', async () => {
    const scope = { practiceId: here.practiceId, clientId: here.a.clientId };
    await inScope(as.app, scope, async () => undefined);
    probe(await as.app.count('SELECT FROM mendwork.client'), 0);
  });
});
