import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { startTestApp, type TestApp } from './support/app.js';
import { proposeContact } from './support/contact.js';
import { connectTo, inScope, insertAgain, outcome, type Setting, type Sql } from './support/sql.js';
import { insertMember } from './support/staff.js';
import { makeWorld, type Person, type World } from './support/world.js';

/**
 * How far a member sees, by the database alone: ties, glass that was broken, the desk, and what is closed to a partner's
 * individual therapist. Each table is asked for both partners by everybody, so that what one may see is the control of
 * what the other may not.
 */

/** Whose a row is, and what the desk sees of the table: who the clients are and when they come, nothing clinical. */
interface Narrowed {
  readonly client: string;
  readonly desk: 'both' | 'none';
  /** What one who treats nobody sees none the less: who treats whom is no secret among the staff. */
  readonly untied?: 'both';
}
const clinical: Narrowed = { client: 't.client_id', desk: 'none' };
const atTheDesk: Narrowed = { client: 't.client_id', desk: 'both' };
const TABLES: Readonly<Record<string, Narrowed>> = {
  client: { ...atTheDesk, client: 't.id' },
  couple_member: atTheDesk,
  session: atTheDesk,
  assignment: clinical,
  submission: clinical,
  flag: clinical,
  client_link: clinical,
  contact_proposal: atTheDesk,
  audit_entry: atTheDesk,
  care_team: { ...atTheDesk, untied: 'both' },
};

let app: TestApp;
let owner: Sql;
let sql: Sql;
let world: World;
/** Members by what ties them to `a`; none has anything to do with `b` unless their name says so. */
const members = {
  treats: uuidv7(),
  treatsBoth: uuidv7(),
  nobody: uuidv7(),
  ended: uuidv7(),
  brokeGlass: uuidv7(),
  glassExpired: uuidv7(),
  glassClosed: uuidv7(),
};
type Name = keyof typeof members;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  sql = await connectTo(app.database.appUrl);
  world = await makeWorld(app);
  const { practiceId, a, b, member } = world;
  for (const { signedIn, clientId } of [a, b]) await proposeContact(app, member, signedIn, clientId);
  // A session of each alone, beside that of both.
  await owner.rows(
    `INSERT INTO mendwork.session (practice_id, id, client_id, clinician_id, starts_at)
     SELECT practice_id, $2, $3, clinician_id, starts_at FROM mendwork.session WHERE id = $1`,
    [world.sessionId, uuidv7(), b.clientId],
  );
  for (const memberId of Object.values(members))
    await insertMember(app, { practiceId, memberId, roles: ['clinician'] });
  await tie('treats', a);
  await tie('treatsBoth', a);
  await tie('treatsBoth', b);
  await tie('ended', a, 'now()');
  await breakGlass('brokeGlass', `now() + interval '1 hour'`, 'NULL');
  await breakGlass('glassExpired', `now() - interval '1 second'`, 'NULL');
  await breakGlass('glassClosed', `now() + interval '1 hour'`, 'now()');
});
afterAll(async () => {
  await sql?.end();
  await owner?.end();
  await app?.stop();
});

async function tie(name: Name, { clientId }: Person, ended = 'NULL'): Promise<void> {
  await owner.rows(
    `INSERT INTO mendwork.care_team (practice_id, client_id, member_id, tie, ended_at) VALUES ($1, $2, $3, 'co_therapist', ${ended})`,
    [world.practiceId, clientId, members[name]],
  );
}
async function breakGlass(name: Name, expires: string, ended: string): Promise<void> {
  await owner.rows(
    `INSERT INTO mendwork.break_glass (practice_id, id, member_id, client_id, reason_sealed, opened_at, expires_at, ended_at)
     VALUES ($1, $2, $3, $4, '\\x00', now() - interval '2 hours', ${expires}, ${ended})`,
    [world.practiceId, uuidv7(), members[name], world.a.clientId],
  );
}

const scopeOf = (name: Name, reach: string, closed: readonly string[] = []): Setting => ({
  practiceId: world.practiceId,
  actorId: members[name],
  reach,
  closed,
});

/** Of which of the partners `scope` is shown rows. */
async function seen(table: string, scope: Setting): Promise<string> {
  const rows = await inScope(sql, scope, () =>
    sql.rows<{ client: string }>(
      `SELECT DISTINCT ${TABLES[table]?.client} AS client FROM mendwork.${table} t`,
    ),
  );
  const ids = rows.map(({ client }) => client);
  return [ids.includes(world.a.clientId) && 'a', ids.includes(world.b.clientId) && 'b']
    .filter(Boolean)
    .join(' and ');
}

describe.each(Object.entries(TABLES))('%s', (table, { desk, untied }) => {
  const others = (what: string): string => (untied === 'both' ? 'a and b' : what);

  test('is seen whole by those who see the practice', async () => {
    expect(await seen(table, scopeOf('nobody', 'practice'))).toBe('a and b');
  });

  test('is seen at the desk as far as it is not clinical', async () => {
    expect(await seen(table, scopeOf('nobody', 'desk'))).toBe(desk === 'both' ? 'a and b' : '');
  });

  test.each<[Name, string]>([
    ['treats', 'a'],
    ['treatsBoth', 'a and b'],
    ['nobody', ''],
    ['ended', ''],
    ['brokeGlass', 'a'],
    ['glassExpired', ''],
    ['glassClosed', ''],
  ])('is seen within the care team by %s: %s', async (name, expected) => {
    expect(await seen(table, scopeOf(name, 'care_team'))).toBe(others(expected));
  });

  test('is seen as within the care team where nobody has said how far, or in no word that there is', async () => {
    for (const reach of ['', 'everything', 'PRACTICE', 'practice,desk']) {
      expect(await seen(table, scopeOf('nobody', reach))).toBe(others(''));
      expect(await seen(table, scopeOf('treats', reach))).toBe(others(reach === '' ? 'a' : ''));
    }
  });

  test.each(['practice', 'desk', 'care_team'])(
    'is closed where it is closed, whatever the reach: %s',
    async (reach) => {
      const closed = [world.b.clientId, world.coupleId];
      const open = await seen(table, scopeOf('treatsBoth', reach));
      const own = table === 'couple_member' || open === '' ? '' : 'a';
      expect(await seen(table, scopeOf('treatsBoth', reach, closed))).toBe(own);
      expect(await seen(table, scopeOf('treatsBoth', reach, [uuidv7()]))).toBe(open);
    },
  );
});

describe('the couple', () => {
  const count = (scope: Setting, table = 'couple'): Promise<number> =>
    inScope(sql, scope, () => sql.count(`SELECT FROM mendwork.${table}`));

  test.each<[Name, string, number]>([
    ['nobody', 'practice', 1],
    ['nobody', 'desk', 1],
    ['treats', 'care_team', 1],
    ['brokeGlass', 'care_team', 1],
    ['nobody', 'care_team', 0],
    ['ended', 'care_team', 0],
    ['glassExpired', 'care_team', 0],
  ])('%s at %s: %i', async (name, reach, expected) => {
    expect(await count(scopeOf(name, reach))).toBe(expected);
  });

  test('and its sessions are closed to a partner’s individual therapist', async () => {
    const closed = [world.b.clientId, world.coupleId];
    const ofCouple = (scope: Setting): Promise<number> =>
      inScope(sql, scope, () => sql.count('SELECT FROM mendwork.session WHERE couple_id IS NOT NULL'));
    for (const reach of ['practice', 'care_team']) {
      expect(await count(scopeOf('treats', reach))).toBe(1);
      expect(await ofCouple(scopeOf('treats', reach))).toBe(1);
      expect(await count(scopeOf('treats', reach, closed))).toBe(0);
      expect(await ofCouple(scopeOf('treats', reach, closed))).toBe(0);
    }
  });
});

describe('who does not see a client', () => {
  /** A row of `b`’s, put in once more: what Postgres says when the policy lets it pass is that it is there. */
  async function write(table: string, scope: Setting): Promise<string> {
    const [row] = await owner.rows<{ json: object }>(
      `SELECT to_jsonb(t) AS json FROM mendwork.${table} t WHERE ${TABLES[table]?.client} = $1 LIMIT 1`,
      [world.b.clientId],
    );
    return inScope(sql, scope, () => outcome(insertAgain(owner, sql, table, row?.json ?? {})));
  }
  const REFUSED = /^new row violates row-level security policy/;
  const THERE = /^duplicate key/;
  const WRITTEN = Object.keys(TABLES).filter((table) => table !== 'audit_entry');

  test.each(WRITTEN)('adds nothing to their file: %s', async (table) => {
    const outside: Setting[] = [scopeOf('treatsBoth', 'practice', [world.b.clientId, world.coupleId])];
    // Ties are made by those who lead, beyond what they see; that is for the service to ask.
    if (table !== 'care_team')
      outside.push(scopeOf('treats', 'care_team'), scopeOf('nobody', ''), scopeOf('brokeGlass', 'care_team'));
    if (TABLES[table]?.desk === 'none') outside.push(scopeOf('nobody', 'desk'));
    for (const scope of outside) expect(await write(table, scope)).toMatch(REFUSED);
    for (const scope of [scopeOf('treatsBoth', 'care_team'), scopeOf('nobody', 'practice')])
      expect(await write(table, scope)).toMatch(THERE);
  });

  test('notes what they did all the same', async () => {
    expect(await write('audit_entry', scopeOf('nobody', 'care_team'))).toMatch(THERE);
  });

  test.each([
    ['assignment', 'state_at = state_at'],
    ['client', 'mail_allowed = mail_allowed'],
    ['client_link', 'ended_at = ended_at'],
    ['contact_proposal', 'state = state'],
  ])('changes nothing in it: %s', async (table, set) => {
    const changed = (scope: Setting): Promise<number> =>
      inScope(sql, scope, () =>
        sql.count(`UPDATE mendwork.${table} t SET ${set} WHERE ${TABLES[table]?.client} = $1`, [
          world.b.clientId,
        ]),
      );
    for (const scope of [
      scopeOf('treats', 'care_team'),
      scopeOf('nobody', ''),
      scopeOf('treatsBoth', 'practice', [world.b.clientId]),
    ])
      expect(await changed(scope)).toBe(0);
    expect(await changed(scopeOf('treatsBoth', 'care_team'))).toBeGreaterThan(0);
  });

  test('moves no row of one who is seen to one who is not', async () => {
    const proposed = `UPDATE mendwork.care_team SET ended_at = now() WHERE client_id = $1 AND member_id = $2`;
    const scope = scopeOf('treatsBoth', 'practice', [world.b.clientId]);
    const ended = (who: Person): Promise<number> =>
      inScope(sql, scope, () => sql.count(proposed, [who.clientId, members.treatsBoth]));
    expect([await ended(world.a), await ended(world.b)]).toEqual([1, 0]);
  });
});

describe('glass', () => {
  const glassOf = (scope: Setting): Promise<number> =>
    inScope(sql, scope, () => sql.count('SELECT FROM mendwork.break_glass'));

  test('is seen by the staff, but for that to a client who is closed', async () => {
    expect(await glassOf(scopeOf('nobody', 'practice'))).toBe(3);
    expect(await glassOf(scopeOf('nobody', 'practice', [world.a.clientId]))).toBe(0);
    expect(await glassOf({ ...scopeOf('nobody', 'practice'), clientId: world.a.clientId })).toBe(0);
  });

  test('opens a file until it is closed, within one transaction’s time', async () => {
    const scope = scopeOf('brokeGlass', 'care_team');
    const submissions = (): Promise<number> => sql.count('SELECT FROM mendwork.submission');
    const counts = await inScope(sql, scope, async () => {
      const before = await submissions();
      await sql.rows('UPDATE mendwork.break_glass SET ended_at = now() WHERE member_id = $1', [
        members.brokeGlass,
      ]);
      return [before, await submissions()];
    });
    expect(counts).toEqual([expect.any(Number), 0]);
    expect(counts[0]).toBeGreaterThan(0);
  });

  test('is opened longer by nobody: the time and the member stand', async () => {
    for (const column of ['expires_at', 'member_id', 'client_id', 'opened_at', 'reason_sealed'])
      expect(
        await inScope(sql, scopeOf('glassExpired', 'care_team'), () =>
          outcome(sql.count(`UPDATE mendwork.break_glass SET ${column} = ${column}`)),
        ),
      ).toMatch(/^permission denied/);
  });
});
