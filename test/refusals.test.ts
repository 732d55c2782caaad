import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Transaction } from '../src/platform/database/transaction.js';
import { makeClient, startTestApp, type TestApp } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';
import { addStaff, browserOf, programOf, type Staff } from './support/staff.js';
import { makeWorld, type World } from './support/world.js';

/** What the access rules refuse below the root, to programs, and to browsers that were left alone; and that it is noted. */

let app: TestApp;
let owner: Sql;
let world: World;
let desk: Staff;
let admin: Staff;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
  desk = await addStaff(app, world, 'front_desk');
  admin = await addStaff(app, world, 'admin');
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { path?: (string | number)[]; extensions?: { code?: string } }[];
}
const ask = (credentials: Record<string, string>, query: string, variables = {}): Promise<Answer> =>
  app.graphql<Record<string, unknown>>(credentials, query, variables);
const codesOf = ({ errors = [] }: Answer): (string | undefined)[] =>
  errors.map(({ extensions }) => extensions?.code);

/** What has been refused since `since`, as it stands in the audit. */
async function refusedSince(since: string): Promise<object[]> {
  const rows = await owner.rows<{ actor_id: string; client_id: string | null; detail: object }>(
    `SELECT actor_id, client_id, detail FROM mendwork.audit_entry
     WHERE practice_id = $1 AND seq > $2 AND action = 'access.refused' ORDER BY seq`,
    [world.practiceId, since],
  );
  return rows;
}
async function now(): Promise<string> {
  const [head] = await owner.rows<{ seq: string }>(
    'SELECT seq FROM mendwork.audit_head WHERE practice_id = $1',
    [world.practiceId],
  );
  return head?.seq ?? '';
}

describe('a field with a narrower rule', () => {
  test('is refused where it stands, and what is beside it is given', async () => {
    const answer = await ask(admin.browser, '{ clients { edges { node { code email } } } }');
    expect(new Set(codesOf(answer))).toEqual(new Set(['FORBIDDEN']));
    expect(answer.errors?.[0]?.path).toEqual(['clients', 'edges', 0, 'node', 'email']);
    expect(JSON.stringify(answer)).toContain(world.a.code);
    expect(JSON.stringify(answer)).not.toContain(world.a.email);
  });

  test('takes its parent along where it is never null', async () => {
    const answer = await ask(
      desk.browser,
      'query($id: ID!) { client(id: $id) { ... on Client { name assignments { edges { node { id submissions { answers } } } } } } }',
      { id: world.a.clientId },
    );
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    expect(answer.data).toBeNull();
  });

  test('is refused by a name of the caller’s own as well, and in a fragment', async () => {
    const answer = await ask(
      admin.browser,
      'query($id: ID!) { client(id: $id) { ...C } } fragment C on Client { code called: email }',
      { id: world.a.clientId },
    );
    expect(answer.data).toEqual({ client: { code: world.a.code, called: null } });
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });

  test('is as if there were nothing, where the rule says so', async () => {
    const answer = await ask(
      world.a.signedIn,
      '{ myAssignments { worksheet { title therapistNotes { debrief } sums { name } citations sections { gate { state } items { flags { code } } } } } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(JSON.stringify(answer)).not.toMatch(/"(debrief|code|state)"/);
  });

  test('an argument is refused that would tell who is a client', async () => {
    const byAddress = 'query($email: String) { clients(email: $email) { edges { node { code } } } }';
    const refused = await ask(admin.browser, byAddress, { email: world.a.email });
    expect([codesOf(refused), refused.data]).toEqual([['FORBIDDEN'], null]);
    expect(codesOf(await ask(admin.browser, byAddress, { email: null }))).toEqual([]);
    expect(JSON.stringify(await ask(desk.browser, byAddress, { email: world.a.email }))).toContain(
      world.a.code,
    );
  });
});

describe('a program', () => {
  const CREATE =
    'mutation($key: String!) { createClient(input: { name: "P", idempotencyKey: $key }) { __typename } }';
  const EXPORT = 'query($id: ID!) { exportQuestionnaireResponse(submissionId: $id) { __typename } }';
  const SETTINGS =
    'mutation($key: String!) { setPracticeSettings(input: { careTeamOnly: false, idempotencyKey: $key }) { careTeamOnly } }';

  test('reads with the one scope and changes with the other', async () => {
    const reads = await programOf(app, world, world.memberId, ['read']);
    const writes = await programOf(app, world, world.memberId, ['write']);
    expect(codesOf(await ask(reads, '{ worksheets { id } }'))).toEqual([]);
    expect(codesOf(await ask(reads, CREATE, { key: randomUUID() }))).toEqual(['FORBIDDEN']);
    expect(codesOf(await ask(writes, CREATE, { key: randomUUID() }))).toEqual([]);
    expect(codesOf(await ask(writes, '{ worksheets { id } }'))).toEqual(['FORBIDDEN']);
  });

  test('exports, and touches neither settings nor members nor glass, whatever its scopes', async () => {
    const program = await programOf(app, world, world.memberId, ['read', 'write']);
    expect(codesOf(await ask(program, EXPORT, { id: world.a.submissionId }))).toEqual([]);
    expect(codesOf(await ask(program, SETTINGS, { key: randomUUID() }))).toEqual(['FORBIDDEN']);
    expect(
      codesOf(
        await ask(
          program,
          'mutation($id: ID!, $key: String!) { breakGlass(input: { clientId: $id, reason: "Because I say so", idempotencyKey: $key }) { __typename } }',
          { id: world.a.clientId, key: randomUUID() },
        ),
      ),
    ).toEqual(['FORBIDDEN']);
  });

  test('is no more than its member', async () => {
    const program = await programOf(app, world, desk.memberId, ['read', 'write']);
    expect(codesOf(await ask(program, EXPORT, { id: world.a.submissionId }))).toEqual(['FORBIDDEN']);
  });
});

describe('a browser', () => {
  const EXPORT = 'query($id: ID!) { exportQuestionnaireResponse(submissionId: $id) { __typename } }';

  test('has to show a factor again once ten minutes are over', async () => {
    const browser = await browserOf(app, world, world.memberId);
    expect(codesOf(await ask(browser, EXPORT, { id: world.a.submissionId }))).toEqual([]);
    await owner.rows(
      `UPDATE mendwork.member_session SET stepped_up_at = now() - interval '601 seconds' WHERE practice_id = $1`,
      [world.practiceId],
    );
    const since = await now();
    for (const query of [
      EXPORT,
      EXPORT.replace('exportQuestionnaireResponse', 'a: exportQuestionnaireResponse'),
    ])
      expect(codesOf(await ask(browser, query, { id: world.a.submissionId }))).toEqual(['STEP_UP_REQUIRED']);
    expect(codesOf(await ask(browser, '{ worksheets { id } }'))).toEqual([]);
    expect((await refusedSince(since)).map((row) => (row as { detail: object }).detail)).toEqual(
      [1, 2].map(() => ({ operation: 'Query.exportQuestionnaireResponse', why: 'step_up' })),
    );
  });
});

describe('in the audit a refusal stands', () => {
  test('once a request, by name, without what was asked for', async () => {
    const since = await now();
    await ask(admin.browser, '{ clients(first: 100) { edges { node { email again: email name } } } }');
    const refused = await refusedSince(since);
    const entries = [
      { operation: 'Client.email', why: 'role' },
      { operation: 'Client.name', why: 'role' },
    ].map((detail) => ({ actor_id: admin.memberId, client_id: null, detail }));
    expect(refused).toHaveLength(2);
    expect(refused).toEqual(expect.arrayContaining(entries));
  });

  test('with the client’s own id where a client was refused', async () => {
    const since = await now();
    await ask(world.a.signedIn, 'query($id: ID!) { client(id: $id) { __typename } }', {
      id: world.b.clientId,
    });
    expect(await refusedSince(since)).toEqual([
      {
        actor_id: world.a.clientId,
        client_id: world.a.clientId,
        detail: { operation: 'Query.client', why: 'role', clientId: world.a.clientId },
      },
    ]);
  });

  test('in a transaction of its own: what was read beside it is noted as read', async () => {
    const since = await now();
    await ask(
      admin.browser,
      'query($id: ID!) { client(id: $id) { ... on Client { code email } } submission(id: $id) { __typename } }',
      { id: world.a.clientId },
    );
    const rows = await owner.rows<{ action: string }>(
      'SELECT action FROM mendwork.audit_entry WHERE practice_id = $1 AND seq > $2 ORDER BY seq',
      [world.practiceId, since],
    );
    expect(rows.map(({ action }) => action)).toEqual(['client.read', 'access.refused', 'access.refused']);
  });
});

test('the pages of many clients’ assignments come with as many statements as those of one', async () => {
  const { member } = await app.practice();
  const sql = jest.spyOn(Transaction.prototype, 'sql');
  const LIST = `{ clients(first: 100) { edges { node { code two: assignments(first: 2) { edges { node { id } } pageInfo { hasNextPage endCursor } }
    all: assignments(first: 100) { edges { node { id } } } } } } }`;
  interface Listed {
    clients: {
      edges: {
        node: Record<
          'two' | 'all',
          { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean } }
        >;
      }[];
    };
  }
  const assignTo = async (clientId: string): Promise<string> => {
    const made = await app.graphql<{ assignWorksheet: { id: string } }>(
      member,
      'mutation($input: AssignWorksheetInput!) { assignWorksheet(input: $input) { ... on Assignment { id } } }',
      { input: { clientId, worksheetId: 'family-history', idempotencyKey: randomUUID() } },
    );
    return made.data.assignWorksheet.id;
  };
  const listed = async (): Promise<{ statements: number; data: Listed }> => {
    sql.mockClear();
    const { data, errors } = await app.graphql<Listed>(member, LIST);
    expect(errors).toBeUndefined();
    return { statements: sql.mock.calls.length, data };
  };
  try {
    const first = await makeClient(app, member);
    const ofFirst = [await assignTo(first), await assignTo(first), await assignTo(first)];
    const one = await listed();
    await assignTo(await makeClient(app, member));
    for (const _more of [1, 2, 3, 4]) await makeClient(app, member);
    const six = await listed();
    process.stdout.write(`assignments: ${one.statements} statements for 1 client, ${six.statements} for 6\n`);
    expect(six.statements).toBe(one.statements);
    const nodes = six.data.clients.edges.map(({ node }) => node);
    expect(nodes.map(({ all }) => all.edges.length)).toEqual([3, 1, 0, 0, 0, 0]);
    expect(nodes[0]?.all.edges.map(({ node }) => node.id)).toEqual(ofFirst);
    expect(nodes[0]?.two.edges.map(({ node }) => node.id)).toEqual(ofFirst.slice(0, 2));
    expect(nodes.map(({ two }) => two.pageInfo.hasNextPage)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  } finally {
    sql.mockRestore();
  }
});
