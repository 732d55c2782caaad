import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actingFor, runAsActor } from '../src/access/actor.js';
import { CouplesService, type IncidentRole } from '../src/clients/couples.service.js';
import { answer, assign, inRow, itemsGiven } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { ownWorksheet, publish, recordPolicies, recordRiskProtocol } from './support/own-worksheet.js';
import { connectTo, type Sql } from './support/sql.js';

/** What a worksheet is fitted to when it is given: found out then, sealed, and never changed afterwards. */

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});
beforeEach(async () => {
  practice = await app.practice();
});

interface Person {
  readonly clientId: string;
  readonly signedIn: Record<string, string>;
}
async function newPerson(): Promise<Person> {
  const clientId = await makeClient(app, practice.member);
  return { clientId, signedIn: await app.signIn(practice.member, clientId) };
}
async function join(
  a: Person,
  b: Person,
  roles: [IncidentRole, IncidentRole] = ['hurt', 'repairing'],
): Promise<string> {
  const { practiceId, memberId: id } = practice;
  return runAsActor(actingFor({ practiceId, id, roles: ['clinician'] }), randomUUID(), () =>
    app.app.get(CouplesService).create({
      code: `K-${randomUUID()}`,
      partners: [
        { clientId: a.clientId, role: roles[0] },
        { clientId: b.clientId, role: roles[1] },
      ],
    }),
  );
}
/** Assigns and gives what the client is then asked. */
async function given({ clientId, signedIn }: Person, worksheetId: string, more: object = {}) {
  const { id } = await assign(app, practice.member, { clientId, worksheetId, ...more });
  return itemsGiven(app, signedIn, id);
}
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

describe('the role', () => {
  const CHECK_IN = 'commitment-checkin';

  test('is needed where the sheet asks for it and nobody has said', async () => {
    const person = await newPerson();
    const asked = { clientId: person.clientId, worksheetId: CHECK_IN };
    expect(await assign(app, practice.member, asked)).toEqual({
      __typename: 'RoleNeeded',
      message: expect.stringContaining('Send the client’s role'),
    });
    expect(await owner.count('SELECT FROM mendwork.assignment WHERE client_id = $1', [person.clientId])).toBe(
      0,
    );
    expect(await assign(app, practice.member, { ...asked, worksheetId: 'pre-session' })).toMatchObject({
      __typename: 'Assignment',
    });
  });

  test('is the couple’s latest, unless the clinician sends one', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    const coupleId = await join(a, b);
    expect(ids(await given(a, CHECK_IN))).toEqual(expect.arrayContaining(['cc.told', 'cc.seen']));
    expect(ids(await given(b, CHECK_IN))).toEqual(expect.arrayContaining(['cc.first', 'cc.effort']));
    await owner.rows(
      `INSERT INTO mendwork.couple_member (practice_id, couple_id, incident, client_id, side, role)
       VALUES ($1, $2, 2, $3, 'A', 'repairing')`,
      [practice.practiceId, coupleId, a.clientId],
    );
    expect(ids(await given(a, CHECK_IN))).not.toContain('cc.told');
    const both = ids(await given(a, CHECK_IN, { role: 'BOTH' }));
    expect(both).toEqual(expect.arrayContaining(['cc.told', 'cc.first']));
  });

  test('is never named to the client', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    await join(a, b);
    for (const sheet of [CHECK_IN, 'repair-review']) {
      await given(a, sheet);
      await given(b, sheet);
    }
    const seenBy = ({ signedIn }: Person) =>
      app.graphql(
        signedIn,
        '{ myAssignments { title worksheet { title titleNote intro gate { decision } sections { title intro showIf gate { decision } items { showIf flags { code } fields { showIf flags { code } } } } } } }',
      );
    for (const seen of [await seenBy(a), await seenBy(b)]) {
      expect(seen.errors).toBeUndefined();
      const text = JSON.stringify(seen);
      expect(text).toContain('cc.slip');
      expect(text).toContain('"title":"For you"');
      expect(text).not.toMatch(/hurt|repairing|"code"|"op":"role"/);
    }
  });
});

describe('decisions', () => {
  test('open what waits for them', async () => {
    const person = await newPerson();
    const closed = ids(await given(person, 'step6-hurt'));
    const open = ids(await given(person, 'step6-hurt', { decisions: ['apology_given'] }));
    expect(open.length).toBeGreaterThan(closed.length);
    expect(open).toEqual(expect.arrayContaining(closed));
  });

  test('that the sheet does not know are refused, the practice’s own among them', async () => {
    const { clientId } = await newPerson();
    const asked = (decision: string): Promise<object> =>
      assign(app, practice.member, { clientId, worksheetId: 'step6-hurt', decisions: [decision] });
    for (const decision of ['appology_given', 'risk_protocol', ''])
      expect(await asked(decision)).toMatchObject({
        __typename: 'UnknownDecision',
        known: ['apology_given'],
      });
    expect(await owner.count('SELECT FROM mendwork.assignment WHERE client_id = $1', [clientId])).toBe(0);
  });
});

describe('what a partner is asked alone', () => {
  test('is on no joint sheet, and on a sheet of its own for each', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    await join(a, b);
    expect(ids(await given(a, 'trust-agreement'))).not.toContain('ta.free.a');
    const own = ids(await given(b, 'trust-agreement', { apart: true }));
    expect(own.filter((id) => id.startsWith('ta.'))).toEqual(['ta.free.b']);
  });

  test('there is none for somebody without a partner, or of a sheet without such questions', async () => {
    const [a, b, alone] = [await newPerson(), await newPerson(), await newPerson()];
    await join(a, b);
    const asked = { worksheetId: 'trust-agreement', apart: true };
    for (const no of [
      { ...asked, clientId: alone.clientId },
      { ...asked, clientId: a.clientId, worksheetId: 'setback' },
    ])
      expect(await assign(app, practice.member, no)).toMatchObject({ __typename: 'NothingApart' });
  });
});

describe('what the practice has recorded', () => {
  test('the risk block is absent until there is a protocol, and then there for new assignments only', async () => {
    const person = await newPerson();
    const { id } = await assign(app, practice.member, {
      clientId: person.clientId,
      worksheetId: 'family-history',
    });
    expect(ids(await itemsGiven(app, person.signedIn, id))).not.toContain('risk.self');
    await recordRiskProtocol(app, practice.member, 'within one working day');
    expect(ids(await itemsGiven(app, person.signedIn, id))).not.toContain('risk.self');
    const later = await given(person, 'family-history');
    expect(ids(later)).toContain('risk.self');
    expect(later.find((item) => item.id === 'risk.intro')?.text).toContain(
      'Your therapist reads answers within one working day.',
    );
    // A sheet that asks nothing of risk still does not.
    expect(ids(await given(person, 'start-here'))).not.toContain('risk.self');
  });

  test('the policy on secrets stands where clients are told, as it was when they were given it', async () => {
    const person = await newPerson();
    const told = async (id: string): Promise<string | undefined> =>
      (await itemsGiven(app, person.signedIn, id)).find((item) => item.id === 'policy.text')?.text;
    const start = { clientId: person.clientId, worksheetId: 'start-here' };
    const before = await assign(app, practice.member, start);
    expect(await told(before.id)).toContain('Ask before you write it.');
    await recordPolicies(app, practice.member);
    const after = await assign(app, practice.member, start);
    expect(await told(after.id)).toContain('I keep private things private');
    expect(await told(before.id)).toContain('Ask before you write it.');
  });

  test('is read again as it was recorded last', async () => {
    await recordRiskProtocol(app, practice.member, 'some day');
    const action = 'Calls by the safe channel.\n\tWrites down what was said.';
    await recordRiskProtocol(app, practice.member, 'every morning', action);
    const { data } = await app.graphql<{ practicePolicies: object }>(
      practice.member,
      '{ practicePolicies { riskProtocol { readBy howSoon action recordedBy } secretsPolicy { policy text } } }',
    );
    expect(data.practicePolicies).toEqual({
      riskProtocol: {
        readBy: 'The clinician on duty',
        howSoon: 'every morning',
        action,
        recordedBy: 'Test Clinician',
      },
      secretsPolicy: null,
    });
    expect(
      await owner.count('SELECT FROM mendwork.practice_policy WHERE practice_id = $1', [practice.practiceId]),
    ).toBe(2);
  });

  test.each([
    ['nothing said', { readBy: ' ', howSoon: 'soon', action: 'call' }],
    ['too much said', { readBy: 'x'.repeat(301), howSoon: 'soon', action: 'call' }],
    ['what cannot be kept', { readBy: 'a\u0000b', howSoon: 'soon', action: 'call' }],
    ['several lines where one is read', { readBy: 'a\nb', howSoon: 'soon', action: 'call' }],
  ])('is refused with %s', async (_what, protocol) => {
    const refused = await app.graphql(
      practice.member,
      'mutation($input: RecordRiskProtocolInput!) { recordRiskProtocol(input: $input) { __typename } }',
      { input: { ...protocol, idempotencyKey: randomUUID() } },
    );
    expect(refused.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_INPUT' } });
    expect(refused.errors?.[0]?.message).toContain('readBy');
  });

  test('crisis lines come from the place', async () => {
    const person = await newPerson();
    const item = { id: 'line.help', type: 'info', text: 'Help: [lines]', insert: 'crisis_lines' };
    const ask = { id: 'line.good', type: 'long', text: 'What was good?' };
    const sections = [{ id: 'lines', title: 'Lines', items: [item, ask] }];
    await publish(app, practice.member, ownWorksheet({ sections }));
    const [help] = (await given(person, 'own-sheet')).filter(({ id }) => id === 'line.help');
    expect(help?.text).toMatch(
      /^Help: Emergency \(United States\): 911\n\n988 Suicide & Crisis Lifeline: call 988/,
    );
  });
});

describe('promises', () => {
  const promise = (row: string, text: string, more: Record<string, string> = {}): object[] =>
    Object.entries({ promise: text, ...more }).map(([field, value]) => inRow('ta.commit', row, field, value));
  const agree = (person: Person, ...rows: object[][]): Promise<string> =>
    answer(
      app,
      practice.member,
      person.signedIn,
      { clientId: person.clientId, worksheetId: 'trust-agreement' },
      rows.flat(),
    );
  const promised = async (person: Person, role = 'HURT'): Promise<string[]> => {
    const items = await given(person, 'commitment-checkin', { role });
    return items.find(({ id }) => id === 'cc.each')?.given?.map(({ label }) => label) ?? [];
  };

  test('of the couple’s agreement are asked of both, whoever typed it', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    await join(a, b);
    await agree(
      a,
      promise('r1', 'Home by six', { kind: 'time_and_being_on_time' }),
      promise('r2', 'Refused', { okb: 'no' }),
      promise('r3', 'Next year', { start: '2999-01-01' }),
      promise('r4', 'Over', { end: '2000-01-01' }),
    );
    expect([await promised(a), await promised(b)]).toEqual([['Home by six'], ['Home by six']]);
    await agree(b, promise('r1', 'Home by seven'));
    expect([await promised(a), await promised(b)]).toEqual([['Home by seven'], ['Home by seven']]);
  });

  test('stay what they were, for both, when a partner answers in private since', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    await join(a, b);
    await agree(a, promise('r1', 'Home by six'));
    for (const alone of [b, a]) {
      const asked = { clientId: alone.clientId, worksheetId: 'trust-agreement', apart: true };
      await answer(app, practice.member, alone.signedIn, asked, []);
    }
    expect([await promised(a), await promised(b)]).toEqual([['Home by six'], ['Home by six']]);
    await agree(a, promise('r1', 'Home by seven'));
    expect([await promised(a), await promised(b)]).toEqual([['Home by seven'], ['Home by seven']]);
  });

  test('stay as they were when the sheet was given, in the sheet and in what is handed in', async () => {
    const person = await newPerson();
    await agree(person, promise('r1', 'Home by six'));
    const asked = { clientId: person.clientId, worksheetId: 'commitment-checkin', role: 'HURT' };
    const { id } = await assign(app, practice.member, asked);
    await agree(person, promise('r9', 'Home by nine'));
    const [each] = (await itemsGiven(app, person.signedIn, id)).filter((item) => item.id === 'cc.each');
    expect(each).toMatchObject({ type: 'group', given: [{ id: 'r1', label: 'Home by six' }] });
  });

  test('are a client’s own where there is no partner', async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    await agree(person, promise('r1', 'Call first'));
    expect([await promised(person), await promised(other)]).toEqual([['Call first'], []]);
  });

  test('made with somebody else go no further', async () => {
    const [a, b, c] = [await newPerson(), await newPerson(), await newPerson()];
    await join(b, c);
    await agree(b, promise('r1', 'Between b and c'));
    await join(a, b);
    expect(await promised(a)).toEqual([]);
    await join(b, c);
    await agree(b, promise('r2', 'Between b and c again'));
    expect(await promised(a)).toEqual([]);
    expect(await promised(c)).toEqual(['Between b and c again']);
  });

  test('are nowhere to be read in the database', async () => {
    const person = await newPerson();
    await agree(person, promise('r1', 'Never the harbor bar'));
    expect(await promised(person)).toEqual(['Never the harbor bar']);
    const rows = await owner.rows<{ row: string }>('SELECT a::text AS row FROM mendwork.assignment a');
    expect(rows.length).toBeGreaterThan(1);
    for (const { row } of rows) expect(row).not.toContain('harbor');
  });
});

test('what was given before anything was kept is fitted to nothing', async () => {
  const person = await newPerson();
  const { id } = await assign(app, practice.member, {
    clientId: person.clientId,
    worksheetId: 'commitment-checkin',
    role: 'HURT',
  });
  await owner.rows('UPDATE mendwork.assignment SET circumstances_sealed = NULL WHERE id = $1', [id]);
  const items = await itemsGiven(app, person.signedIn, id);
  expect(ids(items)).toContain('cc.safe');
  expect(ids(items)).not.toContain('cc.told');
});
