import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from './support/app.js';
import { connectTo, inScope, type Setting, type Sql, tablesOf } from './support/sql.js';
import { makeWorld, type World } from './support/world.js';

/**
 * What the application's role is shown and let do by Postgres itself, whatever the code above it asks for. Nine
 * probes a table, each beside a control that shows that the rows are there and the statement is sound.
 */

/** The column that says whose a row is where it is a client's, `null` where it is the practice's. */
type Owner = string | null;
interface Table {
  readonly client: Owner;
  /** What of a client's scope remains: the client's rows, none, or all of the practice's. */
  readonly inClientScope: 'own' | 'none' | 'all';
  readonly select: boolean;
  readonly insert: boolean;
  /** A column that may be updated. */
  readonly update: string | null;
  readonly delete: boolean;
}

const table = (
  client: Owner,
  inClientScope: Table['inClientScope'],
  may: string,
  update: string | null = null,
): Table => ({
  client,
  inClientScope,
  update,
  select: may.includes('s'),
  insert: may.includes('i'),
  delete: may.includes('d'),
});

const CLIENTS_KEY = `(SELECT c.id FROM mendwork.client c WHERE c.practice_id = t.practice_id AND c.data_key_id = t.id)`;
const TABLES: Readonly<Record<string, Table>> = {
  practice: table(null, 'all', 's'),
  member: table(null, 'all', 's'),
  practice_policy: table(null, 'none', 'si'),
  practice_worksheet: table(null, 'all', 'si'),
  data_key: table(CLIENTS_KEY, 'own', 'si'),
  client: table('t.id', 'own', 'si'),
  couple: table(null, 'none', 'si'),
  couple_member: table('t.client_id', 'none', 'si'),
  care_team: table('t.client_id', 'own', 'si'),
  session: table('t.client_id', 'none', 'si'),
  assignment: table('t.client_id', 'own', 'si', 'state_at'),
  draft: table('t.client_id', 'own', 'si', 'saved_at'),
  submission: table('t.client_id', 'own', 'si'),
  flag: table('t.client_id', 'none', 'si'),
  client_link: table('t.client_id', 'own', 'si', 'ended_at'),
  client_session: table('t.client_id', 'own', 'sid', 'seen_at'),
  audit_entry: table('t.client_id', 'own', 'si'),
  audit_head: table(null, 'all', 's', 'seq'),
  outbox: table(null, 'all', 'i'),
  idempotency: table(null, 'all', 'si', 'created_at'),
};
/** Not of a practice: what ships is everybody's. */
const SHARED = ['worksheet_version'];
const OUTSIDE = ['migration'];

let app: TestApp;
let owner: Sql;
let asApp: Sql;
let here: World;
let there: World;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  asApp = await connectTo(app.database.appUrl);
  here = await makeWorld(app);
  there = await makeWorld(app);
}, 60_000);
afterAll(async () => {
  await asApp?.end();
  await owner?.end();
  await app?.stop();
});

const practiceOf = (name: string): string => (name === 'practice' ? 'id' : 'practice_id');

/** Settings under which rows of a table exist: a draft's only for its client, a key's use only for its actor. */
const insider = (name: string, world: World): Setting => ({
  practiceId: world.practiceId,
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

const message = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (value) => `done: ${JSON.stringify(value)}`,
    (error: Error) => error.message,
  );

const DENIED = /^permission denied for table/;
const AGAINST_POLICY = /^new row violates row-level security policy/;

test('every table is listed here, and its policy binds the owner as well', async () => {
  const known = [...Object.keys(TABLES), ...SHARED, ...OUTSIDE];
  expect(await tablesOf(owner)).toEqual(known.toSorted());
  const open = await owner.rows<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'mendwork'::regnamespace AND relkind IN ('r', 'p')
     AND NOT (relrowsecurity AND relforcerowsecurity)`,
  );
  expect(open.map(({ name }) => name)).toEqual(OUTSIDE);
});

describe.each(Object.entries(TABLES))('%s', (name, rule) => {
  const from = `mendwork.${name} t`;

  /** A row of the practice's, as the owner sees it, put in once more. */
  async function insertAgain(of: World): Promise<string> {
    const [row] = await owner.rows<{ json: object }>(
      `SELECT to_jsonb(t) AS json FROM ${from} WHERE t.${practiceOf(name)} = $1 
       ORDER BY coalesce(${rule.client ?? 'NULL::uuid'} = $2, false) DESC LIMIT 1`,
      [of.practiceId, of.a.clientId],
    );
    const [columns] = await owner.rows<{ list: string }>(
      `SELECT string_agg(attname, ', ') AS list FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND attgenerated = ''`,
      [`mendwork.${name}`],
    );
    return message(
      asApp.rows(
        `INSERT INTO mendwork.${name} (${columns?.list}) SELECT ${columns?.list}
         FROM jsonb_populate_record(NULL::mendwork.${name}, $1)`,
        [row?.json],
      ),
    );
  }
  const update = (): string => `UPDATE ${from} SET ${rule.update} = t.${rule.update}`;

  test('shows the practice’s rows in its scope', async () => {
    const scope = insider(name, here);
    const rows = await entitled(name, scope);
    expect(rows).toBeGreaterThan(0);
    const seen = message(inScope(asApp, scope, () => asApp.count(`SELECT FROM ${from}`)));
    if (rule.select) expect(await seen).toBe(`done: ${rows}`);
    else expect(await seen).toMatch(DENIED);
  });

  test('shows none of them in another practice’s scope, nor in none', async () => {
    if (!rule.select) return;
    const ofThere = `SELECT FROM ${from} WHERE t.${practiceOf(name)} = '${there.practiceId}'`;
    for (const scope of [
      insider(name, here),
      { practiceId: here.practiceId, clientId: there.a.clientId, actorId: there.memberId },
    ])
      expect(await inScope(asApp, scope, () => asApp.count(ofThere))).toBe(0);
    for (const scope of [{}, { clientId: here.a.clientId, actorId: here.memberId }])
      expect(await inScope(asApp, scope, () => asApp.count(`SELECT FROM ${from}`))).toBe(0);
    expect(await asApp.count(`SELECT FROM ${from}`)).toBe(0);
  });

  test('takes no row for another practice', async () => {
    const refused = rule.insert ? AGAINST_POLICY : DENIED;
    for (const scope of [insider(name, here), {}])
      expect(await inScope(asApp, scope, () => insertAgain(there))).toMatch(refused);
    // The same row passes the policy in its own scope, and is there already.
    if (rule.insert)
      expect(await inScope(asApp, insider(name, there), () => insertAgain(there))).toMatch(/^duplicate key/);
  });

  test('lets no row of another practice be changed', async () => {
    if (!rule.update) {
      const columns = await owner.rows<{ column: string }>(
        `SELECT attname AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0`,
        [`mendwork.${name}`],
      );
      for (const { column } of columns)
        expect(
          await inScope(asApp, insider(name, here), () =>
            message(asApp.count(`UPDATE ${from} SET "${column}" = t."${column}"`)),
          ),
        ).toMatch(DENIED);
      return;
    }
    const scope = insider(name, here);
    const ofThere = `${update()} WHERE t.practice_id = '${there.practiceId}'`;
    expect(await inScope(asApp, scope, () => asApp.count(ofThere))).toBe(0);
    expect(await inScope(asApp, {}, () => asApp.count(update()))).toBe(0);
    expect(await inScope(asApp, scope, () => asApp.count(update()))).toBe(await entitled(name, scope));
  });

  test('lets no row of another practice be deleted', async () => {
    const scope = insider(name, here);
    const remove = (): Promise<string> => message(asApp.count(`DELETE FROM ${from}`));
    if (!rule.delete) {
      expect(await inScope(asApp, scope, remove)).toMatch(DENIED);
      return;
    }
    const ofThere = `DELETE FROM ${from} WHERE t.practice_id = '${there.practiceId}'`;
    expect(await inScope(asApp, scope, () => asApp.count(ofThere))).toBe(0);
    expect(await inScope(asApp, {}, remove)).toBe('done: 0');
    expect(await inScope(asApp, scope, remove)).toBe(`done: ${await entitled(name, scope)}`);
  });

  test('shows a client what is the client’s, and nothing of the partner’s', async () => {
    if (!rule.select || rule.inClientScope === 'all') return;
    const scope = { practiceId: here.practiceId, clientId: here.a.clientId };
    const ids = await inScope(asApp, scope, () =>
      asApp.rows<{ client: string }>(`SELECT DISTINCT ${rule.client ?? 'NULL'} AS client FROM ${from}`),
    );
    expect(ids).toEqual(rule.inClientScope === 'own' ? [{ client: here.a.clientId }] : []);
    // The partner's rows are there, for the partner.
    if (rule.inClientScope === 'own')
      expect(
        await inScope(asApp, { ...scope, clientId: here.b.clientId }, () =>
          asApp.count(`SELECT FROM ${from}`),
        ),
      ).toBeGreaterThan(0);
  });

  test('lets a client write nothing of the partner’s', async () => {
    if (rule.inClientScope === 'all') return;
    const scope = { practiceId: here.practiceId, clientId: here.b.clientId };
    const mine = { ...scope, clientId: here.a.clientId };
    if (rule.insert) {
      expect(await inScope(asApp, scope, () => insertAgain(here))).toMatch(AGAINST_POLICY);
      if (rule.inClientScope === 'own')
        expect(await inScope(asApp, mine, () => insertAgain(here))).toMatch(/^duplicate key/);
    }
    const ofA = `WHERE ${rule.client} = '${here.a.clientId}'`;
    for (const statement of [
      rule.update && `${update()} ${ofA}`,
      rule.delete && `DELETE FROM ${from} ${ofA}`,
    ]) {
      if (!statement) continue;
      expect(await inScope(asApp, scope, () => asApp.count(statement))).toBe(0);
      expect(await inScope(asApp, mine, () => asApp.count(statement))).toBeGreaterThan(0);
    }
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
    for (const statement of [
      `UPDATE mendwork.${name} SET ${name === 'worksheet_version' ? 'hash = hash' : 'practice_id = practice_id'}`,
      `DELETE FROM mendwork.${name}`,
      `TRUNCATE mendwork.${name}`,
    ])
      expect(await inScope(asApp, scope, () => message(asApp.count(statement)))).toMatch(DENIED);
    expect(await inScope(asApp, scope, () => asApp.count(`SELECT FROM mendwork.${name}`))).toBeGreaterThan(0);
  });

  test('a clinician’s scope holds no draft', async () => {
    const scope = { practiceId: here.practiceId, actorId: here.memberId };
    expect(await inScope(asApp, scope, () => asApp.count('SELECT FROM mendwork.draft'))).toBe(0);
    expect(await owner.count('SELECT FROM mendwork.draft WHERE practice_id = $1', [here.practiceId])).toBe(4);
  });

  test('a client’s scope adds flags of its own and shows none', async () => {
    const flag = (of: World['a']): string =>
      `INSERT INTO mendwork.flag (practice_id, submission_id, code, level, items, client_id, assignment_id)
       VALUES ('${here.practiceId}', '${of.submissionId}', 'TREND', 'note', '{}', '${of.clientId}', '${of.doneAssignmentId}')`;
    const scope = { practiceId: here.practiceId, clientId: here.a.clientId };
    expect(await inScope(asApp, scope, () => message(asApp.count(flag(here.a))))).toBe('done: 1');
    expect(await inScope(asApp, scope, () => message(asApp.count(flag(here.b))))).toMatch(AGAINST_POLICY);
    expect(await inScope(asApp, scope, () => message(asApp.rows(`${flag(here.a)} RETURNING code`)))).toMatch(
      AGAINST_POLICY,
    );
    const seen = await inScope(asApp, scope, async () => {
      await asApp.count(flag(here.a));
      return asApp.count('SELECT FROM mendwork.flag');
    });
    expect(seen).toBe(0);
  });

  test('a client’s scope publishes no worksheet', async () => {
    const published = `INSERT INTO mendwork.practice_worksheet (practice_id, hash, worksheet_id, definition, source, published_by)
      VALUES ('${here.practiceId}', 'new', 'new', '{}', '', '${here.memberId}')`;
    const scope = { practiceId: here.practiceId };
    expect(await inScope(asApp, scope, () => message(asApp.count(published)))).toBe('done: 1');
    const asClient = { ...scope, clientId: here.a.clientId };
    expect(await inScope(asApp, asClient, () => message(asApp.count(published)))).toMatch(AGAINST_POLICY);
  });

  test('the settings end with their transaction', async () => {
    await inScope(asApp, { practiceId: here.practiceId, clientId: here.a.clientId }, async () => undefined);
    expect(await asApp.count('SELECT FROM mendwork.client')).toBe(0);
  });
});
