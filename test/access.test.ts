import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { ROLES, type Role } from '../src/access/actor.js';
import { MUTATIONS, QUERIES } from '../src/access/rules.js';
import { FileLinksService } from '../src/summaries/file-links.service.js';
import type { TestApp } from './support/app.js';
import { BY_ID, call, type Operation, rootFields, WITHOUT_ID } from './support/operations.js';
import { fingerprint, type Sql } from './support/sql.js';
import { addStaff } from './support/staff.js';
import { startTwoPractices, type TwoPractices } from './support/two-practices.js';
import type { World } from './support/world.js';

/** Who may call what: the rules, written out here once more, and that they are kept. */

const CLINICIANS: readonly Role[] = ['clinician', 'supervisor'];
const SHAPING: readonly Role[] = [...CLINICIANS, 'admin'];
const DESK: readonly Role[] = [...CLINICIANS, 'front_desk'];
const CODES: readonly Role[] = [...DESK, 'admin'];
const EXPECTED: Readonly<Record<string, readonly (Role | 'client')[]>> = {
  assignment: CLINICIANS,
  assignWorksheet: CLINICIANS,
  auditTrail: ['supervisor', 'auditor'],
  exportAuditTrail: ['supervisor', 'auditor'],
  breakGlass: CLINICIANS,
  client: CODES,
  clientLink: CLINICIANS,
  clients: CODES,
  clinicDay: CLINICIANS,
  closeGlass: SHAPING,
  confirmContact: DESK,
  contactProposals: DESK,
  createClient: CLINICIANS,
  createSession: DESK,
  declineContact: DESK,
  embedAddress: CLINICIANS,
  endCareTeamTie: SHAPING,
  endMember: ['admin'],
  exportQuestionnaire: SHAPING,
  exportQuestionnaireResponse: CLINICIANS,
  importQuestionnaire: SHAPING,
  inviteMember: ['admin'],
  inviteMemberAgain: ['admin'],
  makeDisclosure: CLINICIANS,
  members: ROLES,
  moveOnGenogram: CLINICIANS,
  myAssignments: ['client'],
  openGlass: ['supervisor', 'auditor', 'admin'],
  practicePolicies: SHAPING,
  practiceSettings: SHAPING,
  program: SHAPING,
  publishWorksheet: SHAPING,
  recordRiskProtocol: SHAPING,
  recordSecretsPolicy: SHAPING,
  saveDraft: ['client'],
  sessionSummary: CLINICIANS,
  setCareTeamTie: SHAPING,
  setContact: DESK,
  setEveningMail: CLINICIANS,
  setMemberRoles: ['admin'],
  setPracticeSettings: ['admin'],
  submission: CLINICIANS,
  submit: ['client'],
  worksheet: SHAPING,
  worksheetDiff: SHAPING,
  worksheets: SHAPING,
  worksheetVersion: SHAPING,
};

let practices: TwoPractices;
let app: TestApp;
let owner: Sql;
let world: World;
let other: World;

beforeAll(async () => {
  practices = await startTwoPractices();
  ({ app, owner, here: world, there: other } = practices);
});
afterAll(() => practices?.stop());

/** What is done in a browser where a factor was shown just now. */
const STEPPED_UP = [
  'endMember',
  'exportAuditTrail',
  'exportQuestionnaireResponse',
  'inviteMember',
  'inviteMemberAgain',
  'makeDisclosure',
  'recordRiskProtocol',
  'recordSecretsPolicy',
  'setMemberRoles',
  'setPracticeSettings',
];
/** What no token of a program’s can do. */
const BY_PEOPLE_ALONE = [
  'breakGlass',
  'endMember',
  'inviteMember',
  'inviteMemberAgain',
  'makeDisclosure',
  'setMemberRoles',
  'setPracticeSettings',
];

test('every operation has the rule that is written here', () => {
  const rules = { ...QUERIES, ...MUTATIONS };
  const found = rootFields(app).map((field) => [field, rules[field]?.who]);
  expect(Object.fromEntries(found)).toEqual(EXPECTED);
  const fields = Object.keys(rules).toSorted();
  expect(fields.filter((field) => rules[field]?.stepUp)).toEqual(STEPPED_UP);
  expect(fields.filter((field) => rules[field]?.token === 'none')).toEqual(BY_PEOPLE_ALONE.toSorted());
});

const NAME_THE_CLINICIAN =
  /^\{"errors":\[\{"message":"Name the clinician or supervisor whose appointment it is/;

describe('of all operations', () => {
  const all: readonly Pick<Operation, 'field' | 'caller' | 'document'>[] = [...BY_ID, ...WITHOUT_ID];
  const ids = async (operation: Pick<Operation, 'field'>): Promise<string[]> => {
    const byId = BY_ID.find((one) => one === operation);
    return byId ? [await byId.own(app, world), await byId.own(app, other), uuidv7(), 'x'] : [''];
  };

  async function expectForbidden(
    operation: Pick<Operation, 'field' | 'document'>,
    credentials: Record<string, string>,
  ): Promise<void> {
    const asked = await ids(operation);
    const before = await fingerprint(owner);
    const answers = [];
    for (const id of asked) answers.push(await call(app, credentials, operation, id));
    expect(answers[0]?.text).toContain('"code":"FORBIDDEN"');
    expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({ data: null });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    // That somebody was refused is noted, and nothing else has happened.
    const { audit_entry, audit_head, ...rest } = await fingerprint(owner);
    const { audit_entry: noted, audit_head: _head, ...restBefore } = before;
    expect([audit_entry === noted, audit_head === _head]).toEqual([false, false]);
    expect(rest).toEqual(restBefore);
    const [last] = await owner.rows(
      'SELECT action, detail, client_id FROM mendwork.audit_entry WHERE practice_id = $1 ORDER BY seq DESC LIMIT 1',
      [world.practiceId],
    );
    const kind = operation.document.startsWith('mutation') ? 'Mutation' : 'Query';
    expect(last).toMatchObject({
      action: 'access.refused',
      detail: { operation: `${kind}.${operation.field}`, why: 'role' },
    });
    expect(JSON.stringify(last)).not.toContain(asked[1] || 'nothing');
  }

  test.each(ROLES)('a member who is %s may call those that the rules say, and no other', async (role) => {
    const { browser: credentials, memberId } = await addStaff(app, world, role);
    for (const { clientId } of [world.a, world.b])
      await owner.rows(
        `INSERT INTO mendwork.care_team (practice_id, client_id, member_id, tie) VALUES ($1, $2, $3, 'co_therapist')`,
        [world.practiceId, clientId, memberId],
      );
    let allowed = 0;
    for (const operation of all) {
      if (!EXPECTED[operation.field]?.includes(role)) {
        await expectForbidden(operation, credentials);
        continue;
      }
      const [id] = await ids(operation);
      // The front desk has to name whose appointment it is, which is no matter of rules.
      const { text } = await call(app, credentials, operation, id);
      expect(text.replace(NAME_THE_CLINICIAN, '')).not.toContain('"errors"');
      allowed += 1;
    }
    expect(allowed).toBeGreaterThan(0);
  });

  test('a client may call the clients’ own, and no other', async () => {
    const clinical = all.filter(({ caller }) => caller === 'member');
    for (const operation of clinical) await expectForbidden(operation, world.a.signedIn);
    for (const operation of all.filter(({ caller }) => caller === 'client')) {
      const [id] = await ids(operation);
      expect((await call(app, world.a.signedIn, operation, id)).text).not.toContain('"errors"');
    }
    expect(clinical.length).toBeGreaterThan(0);
  });

  test('nobody who is not signed in gets an answer of GraphQL’s', async () => {
    const answers = [];
    for (const operation of all)
      for (const id of await ids(operation)) answers.push(await call(app, {}, operation, id));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.status).toBe(401);
    expect(JSON.parse(answers[0]?.text ?? '')).toEqual({
      errors: [{ message: expect.stringContaining('Sign in'), extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });
});

describe('before anybody is known', () => {
  const unread: readonly [string, string, string][] = [
    ['a query with a fault', 'application/json', '{"query":"{ clients { "}'],
    ['broken JSON', 'application/json', '{"query'],
    ['no body', 'application/json', ''],
    ['something else', 'text/plain', 'hello'],
    ['an unknown kind', 'application/x-unknown', '\u0000\u0001'],
    ['introspection', 'application/json', '{"query":"{ __schema { types { name } } }"}'],
  ];

  test.each(unread)('%s is answered with 401', async (_what, type, body) => {
    const answer = await request(app.app.getHttpServer())
      .post('/graphql')
      .set('content-type', type)
      .send(body);
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('UNAUTHENTICATED');
  });

  test.each(['get', 'put', 'delete', 'patch', 'head', 'options'] as const)('%s is too', async (method) => {
    expect((await request(app.app.getHttpServer())[method]('/graphql?query={__typename}')).status).toBe(401);
  });

  test.each([
    '/graphql/',
    '/graphql//',
    '//graphql',
    '/GraphQL',
    '/graphql/x',
    '/%67raphql',
    '/graphql%2f',
    '/x/../graphql',
  ])('no other way of writing the address gets in: %s', async (address) => {
    const answer = await request(app.app.getHttpServer()).post(address).send({ query: '{ __typename }' });
    expect([401, 404]).toContain(answer.status);
  });

  test('the answer does not wait for the body', async () => {
    const server = app.app.getHttpServer();
    if (!server.listening) await app.app.listen(0, '127.0.0.1');
    const { port } = server.address() as AddressInfo;
    const status = await new Promise<number>((resolve, reject) => {
      const asked = httpRequest({
        port,
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', 'content-length': 1_000_000 },
      });
      asked.on('response', (answer) => {
        resolve(answer.statusCode ?? 0);
        asked.destroy();
      });
      asked.on('error', reject);
      asked.write('{');
    });
    expect(status).toBe(401);
  });
});

describe('credentials', () => {
  const ask = async (credentials: Record<string, string>): Promise<number> =>
    (await app.graphql(credentials, '{ __typename }')).status;

  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
  const ours = (): Record<string, string> => world.member;

  test('of ours get in', async () => {
    expect(await ask(ours())).toBe(200);
    expect(await ask(world.a.signedIn)).toBe(200);
  });

  test('that are no token of ours do not', async () => {
    const summaryLinks = await app.graphql<{ sessionSummary: { copies: { pdf: { url: string } }[] } }>(
      world.member,
      'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { pdf { url } } } } }',
      { id: world.sessionId },
    );
    const ticket = new URL(summaryLinks.data.sessionSummary.copies[0]?.pdf.url ?? '').searchParams.get(
      'ticket',
    );
    expect(await app.app.get(FileLinksService).read(ticket ?? '')).toBeDefined();
    expect(await ask(bearer(ticket ?? ''))).toBe(401);
    const [, body = ''] = (ticket ?? '').split('.');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await ask(bearer(`${unsigned}.${body}.`))).toBe(401);
    const session = (ours().cookie ?? '').replace('member=', '');
    expect(await ask(bearer(session))).toBe(401);
  });

  test('with anything altered do not', async () => {
    const { cookie = '' } = world.a.signedIn;
    const secret = cookie.split('.')[1] ?? '';
    expect(await ask({ ...world.a.signedIn, cookie: `session=${world.practiceId}.${secret}` })).toBe(200);
    for (const altered of [
      `session=${other.practiceId}.${secret}`,
      `session=${randomUUID()}.${secret}`,
      `session=${world.practiceId}.${secret.slice(1)}`,
      `session=${world.practiceId}.`,
      `session=${world.practiceId}`,
      `session='.${secret}`,
      `__Host-session=${world.practiceId}.${secret}`,
      'session=',
    ])
      expect(await ask({ ...world.a.signedIn, cookie: altered })).toBe(401);
  });

  test('that are bad are not made good by a cookie beside them', async () => {
    expect(await ask({ ...world.a.signedIn, ...bearer('x.y.z') })).toBe(401);
  });
});
