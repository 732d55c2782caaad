import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { startTestApp, type TestApp } from './support/app.js';
import { connectTo, inScope, type Setting, type Sql } from './support/sql.js';
import { addStaff, insertMember, type Staff } from './support/staff.js';
import { makeWorld, type World } from './support/world.js';

/**
 * What the policies cost where a practice has many rows: a page is a short walk of an index, for everybody who may ask
 * for it, and no table is read whole. What Postgres plans depends on how it estimates what the policies let through.
 */

const MANY = { clients: 8_000, assignments: 40_000, entries: 120_000 };
/** Of these, the member who is asked for treats so many. */
const CASELOAD = 4_000;

let app: TestApp;
let owner: Sql;
let sql: Sql;
let world: World;
let auditor: Staff;
const treats = uuidv7();

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  sql = await connectTo(app.database.appUrl);
  world = await makeWorld(app);
  auditor = await addStaff(app, world, 'auditor');
  const { practiceId } = world;
  await insertMember(app, { practiceId, memberId: treats, roles: ['clinician'] });
  await owner.rows(
    `INSERT INTO mendwork.client (practice_id, id, code, data_key_id, name_sealed, created_at)
     SELECT practice_id, gen_random_uuid(), 'X-' || n, data_key_id, name_sealed, now() - n * interval '1 minute'
     FROM (SELECT * FROM mendwork.client WHERE practice_id = $1 LIMIT 1) one, generate_series(1, $2::int) n`,
    [practiceId, MANY.clients],
  );
  await owner.rows(
    `INSERT INTO mendwork.care_team (practice_id, client_id, member_id, tie)
     SELECT practice_id, id, $2, 'co_therapist' FROM mendwork.client WHERE practice_id = $1 AND code LIKE 'X-%' LIMIT $3`,
    [practiceId, treats, CASELOAD],
  );
  await owner.rows(
    `INSERT INTO mendwork.assignment
       (practice_id, id, client_id, worksheet_id, worksheet_hash, practice_made, assigned_by, state, assigned_at)
     SELECT a.practice_id, gen_random_uuid(), c.id, a.worksheet_id, a.worksheet_hash, a.practice_made, a.assigned_by,
       'assigned', now() - n * interval '1 hour'
     FROM (SELECT * FROM mendwork.assignment WHERE practice_id = $1 LIMIT 1) a,
       (SELECT id FROM mendwork.client WHERE practice_id = $1 AND code LIKE 'X-%') c, generate_series(1, $2::int) n`,
    [practiceId, MANY.assignments / MANY.clients],
  );
  await owner.rows(
    `INSERT INTO mendwork.audit_entry (practice_id, seq, actor_kind, actor_id, request_id, action, client_id, detail, hash)
     SELECT $1, 1000000 + row_number() OVER (), 'member', $2, 'x', 'client.read', c.id, '{}', ''
     FROM (SELECT id FROM mendwork.client WHERE practice_id = $1 AND code LIKE 'X-%') c, generate_series(1, $3::int)`,
    [practiceId, treats, MANY.entries / MANY.clients],
  );
  await owner.rows('ANALYZE mendwork.client, mendwork.care_team, mendwork.assignment, mendwork.audit_entry');
});
afterAll(async () => {
  await sql?.end();
  await owner?.end();
  await app?.stop();
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}
/** The member's own ties are not among them: they are read once a statement. */
const LARGE = ['client', 'assignment', 'audit_entry'];
/** How many rows of these were looked at, and which were read from the first row to the last. */
interface Cost {
  readonly rows: number;
  readonly readWhole: readonly (string | undefined)[];
}

async function costOf(scope: Setting, text: string): Promise<Cost> {
  const explained = await inScope(sql, { practiceId: world.practiceId, ...scope }, () =>
    sql.rows<{ 'QUERY PLAN': readonly [{ Plan: Plan }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`),
  );
  const nodes: Plan[] = [];
  const walk = (plan: Plan): void => {
    nodes.push(plan);
    plan.Plans?.forEach(walk);
  };
  walk((explained[0] as (typeof explained)[0])['QUERY PLAN'][0].Plan);
  const ofLarge = nodes.filter((node) => LARGE.includes(node['Relation Name'] ?? '') && node['Actual Loops']);
  return {
    rows: ofLarge.reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    ),
    readWhole: ofLarge
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name']),
  };
}

const AFTER = `> ('-infinity'::timestamptz, '00000000-0000-0000-0000-000000000000'::uuid)`;
const pages = (practiceId: string): Readonly<Record<string, string>> => ({
  clients: `SELECT * FROM mendwork.client WHERE practice_id = '${practiceId}' AND (created_at, id) ${AFTER}
    ORDER BY created_at, id LIMIT 21`,
  'open assignments': `SELECT * FROM mendwork.assignment WHERE practice_id = '${practiceId}' AND state = 'assigned'
    AND (assigned_at, id) ${AFTER} ORDER BY assigned_at, id LIMIT 21`,
  'audit entries': `SELECT * FROM mendwork.audit_entry WHERE practice_id = '${practiceId}' ORDER BY seq DESC LIMIT 21`,
});
/** Who sees how much, and what they may ask for. */
const READERS: Readonly<Record<string, readonly [Setting, readonly string[]]>> = {
  'who sees the practice': [{ reach: 'practice' }, ['clients', 'open assignments', 'audit entries']],
  'who sees it but for one file': [
    { reach: 'practice', closed: [uuidv7(), uuidv7()] },
    ['clients', 'open assignments', 'audit entries'],
  ],
  'who treats half of the clients': [{ reach: 'care_team' }, ['clients', 'open assignments']],
  'the desk': [{ reach: 'desk' }, ['clients', 'audit entries']],
};

describe.each(Object.entries(READERS))('%s', (_who, [setting, asked]) => {
  test.each(asked)('reads no more than a page of %s', async (what) => {
    const text = pages(world.practiceId)[what] ?? '';
    const { rows, readWhole } = await costOf({ actorId: treats, ...setting }, text);
    expect(readWhole).toEqual([]);
    expect(rows).toBeGreaterThan(20);
    // Of what is passed on the way, half is theirs; it may stand behind the other half.
    expect(rows).toBeLessThan(setting.reach === 'care_team' ? MANY.clients : 100);
  });

  test('finds one client’s assignments by their index', async () => {
    const [one] = await owner.rows<{ id: string }>(
      'SELECT client_id AS id FROM mendwork.care_team WHERE member_id = $1 LIMIT 1',
      [treats],
    );
    const text = `SELECT * FROM mendwork.assignment WHERE practice_id = '${world.practiceId}' AND client_id = '${one?.id}'`;
    expect(await costOf({ actorId: treats, ...setting }, text)).toEqual({
      rows: MANY.assignments / MANY.clients,
      readWhole: [],
    });
  });
});

test('the audit of a large practice is read at once', async () => {
  const began = performance.now();
  const answer = await app.graphql<{ auditTrail: { edges: object[] }; exportAuditTrail: { count: number } }>(
    auditor.browser,
    `{ auditTrail(first: 100) { edges { node { id clientCode } } } exportAuditTrail { count } }`,
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data.auditTrail.edges).toHaveLength(100);
  expect(answer.data.exportAuditTrail.count).toBe(5_000);
  expect(performance.now() - began).toBeLessThan(2_000);
});
