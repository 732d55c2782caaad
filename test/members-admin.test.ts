import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';
import { addStaff, programOf, type Staff } from './support/staff.js';

/** How an admin lets members in, says what they are, and ends them; and who reads what was done. */

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
let admin: Staff;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  practice = await app.practice('Test Practice', ['clinician']);
  admin = await addStaff(app, practice, 'admin');
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

type Headers = Record<string, string>;
interface Result {
  readonly __typename: string;
  readonly [field: string]: unknown;
}
const INPUTS: Readonly<Record<string, string>> = {
  inviteMember: 'InviteMemberInput',
  inviteMemberAgain: 'MemberInput',
  setMemberRoles: 'SetMemberRolesInput',
  endMember: 'MemberInput',
  setCareTeamTie: 'SetCareTeamTieInput',
};
async function mutate(by: Headers, field: string, input: object, fields = ''): Promise<Result> {
  const answer = await app.graphql<Record<string, Result> | null>(
    by,
    `mutation($input: ${INPUTS[field]}!) { ${field}(input: $input) { __typename ${fields} } }`,
    { input: { idempotencyKey: randomUUID(), ...input } },
  );
  return answer.data?.[field] ?? { __typename: `error ${answer.errors?.[0]?.extensions?.code}` };
}
const INVITED = '... on InvitedMember { url expiresAt member { id displayName roles state email } }';
const newcomer = (email = `${randomUUID()}@example.org`): object => ({
  displayName: 'Somebody New',
  email,
  roles: ['CLINICIAN'],
});
const ask = async (by: Headers): Promise<number> => (await app.graphql(by, '{ worksheets { id } }')).status;

describe('an invitation', () => {
  test('makes a member who is not in yet, with an address to hand over', async () => {
    const email = `${randomUUID()}@example.org`;
    const invited = await mutate(admin.browser, 'inviteMember', newcomer(email), INVITED);
    expect(invited).toMatchObject({
      __typename: 'InvitedMember',
      url: expect.stringMatching(/\/console\/invitation\/.*#[\w-]{43}$/),
      member: { displayName: 'Somebody New', roles: ['CLINICIAN'], state: 'INVITED', email },
    });
    const [row] = await owner.rows<{ line: string }>(
      `SELECT to_jsonb(m)::text AS line FROM mendwork.member m WHERE id = $1`,
      [(invited['member'] as { id: string }).id],
    );
    expect(row?.line).not.toContain(email);
  });

  test('sent twice is one', async () => {
    const input = { ...newcomer(), idempotencyKey: randomUUID() };
    const [first, second] = [
      await mutate(admin.browser, 'inviteMember', input, INVITED),
      await mutate(admin.browser, 'inviteMember', input, INVITED),
    ];
    expect(first.__typename).toBe('InvitedMember');
    expect(second).toEqual(first);
  });

  test('does not go to an address that somebody of the practice has; of another practice does', async () => {
    const email = `${randomUUID()}@example.org`;
    expect(await mutate(admin.browser, 'inviteMember', newcomer(email))).toEqual({
      __typename: 'InvitedMember',
    });
    expect(await mutate(admin.browser, 'inviteMember', newcomer(email.toUpperCase()))).toEqual({
      __typename: 'EmailTaken',
    });
    const elsewhere = await addStaff(app, await app.practice(), 'admin');
    expect(await mutate(elsewhere.browser, 'inviteMember', newcomer(email))).toEqual({
      __typename: 'InvitedMember',
    });
  });

  test.each([
    ['no name', { displayName: ' ' }],
    ['no address', { email: 'nobody' }],
    ['no role', { roles: [] }],
    ['a name that cannot be kept', { displayName: 'A\u0000B' }],
  ])('with %s is refused', async (_what, changed) => {
    expect(await mutate(admin.browser, 'inviteMember', { ...newcomer(), ...changed })).toEqual({
      __typename: 'error BAD_INPUT',
    });
  });

  test('again is a new address; for nobody, and for who has no e-mail address, there is none', async () => {
    const first = await mutate(admin.browser, 'inviteMember', newcomer(), INVITED);
    const { id: memberId } = first['member'] as { id: string };
    const again = await mutate(admin.browser, 'inviteMemberAgain', { memberId }, INVITED);
    expect(again.__typename).toBe('InvitedMember');
    expect(again['url']).not.toBe(first['url']);
    for (const nobody of [uuidv7(), 'x', practice.memberId])
      expect(await mutate(admin.browser, 'inviteMemberAgain', { memberId: nobody })).toEqual({
        __typename: 'NotFound',
      });
  });
});

describe('roles', () => {
  test('hold from the member’s next request', async () => {
    const member = await addStaff(app, practice, 'front_desk');
    const refused = await app.graphql(member.browser, '{ worksheets { id } }');
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(
      await mutate(
        admin.browser,
        'setMemberRoles',
        { memberId: member.memberId, roles: ['SUPERVISOR', 'SUPERVISOR'] },
        '... on Member { roles }',
      ),
    ).toEqual({ __typename: 'Member', roles: ['SUPERVISOR'] });
    expect((await app.graphql(member.browser, '{ worksheets { id } }')).errors).toBeUndefined();
  });

  test('are nobody’s to give themselves', async () => {
    expect(
      await mutate(admin.browser, 'setMemberRoles', {
        memberId: admin.memberId,
        roles: ['ADMIN', 'CLINICIAN'],
      }),
    ).toEqual({
      __typename: 'NotYourself',
    });
  });

  test('and members are an admin’s to change, and those of another practice nobody’s', async () => {
    const clinician = await addStaff(app, practice, 'clinician', 'supervisor');
    const elsewhere = await addStaff(app, await app.practice(), 'admin', 'clinician');
    for (const field of ['setMemberRoles', 'endMember']) {
      const input = field === 'setMemberRoles' ? { roles: ['AUDITOR'] } : {};
      expect(await mutate(clinician.browser, field, { memberId: admin.memberId, ...input })).toEqual({
        __typename: 'error FORBIDDEN',
      });
      for (const memberId of [clinician.memberId, uuidv7(), 'x'])
        expect(await mutate(elsewhere.browser, field, { memberId, ...input })).toEqual({
          __typename: 'NotFound',
        });
    }
  });
});

describe('the end of a membership', () => {
  test('ends browsers, programs and ties at once', async () => {
    const leaving = await addStaff(app, practice, 'clinician');
    const program = await programOf(app, practice, leaving.memberId, ['read']);
    const clientId = await makeClient(app, practice.member);
    await mutate(admin.browser, 'setCareTeamTie', {
      clientId,
      memberId: leaving.memberId,
      tie: 'CO_THERAPIST',
    });
    expect([await ask(leaving.browser), await ask(program)]).toEqual([200, 200]);
    expect(
      await mutate(admin.browser, 'endMember', { memberId: leaving.memberId }, '... on Member { state }'),
    ).toEqual({
      __typename: 'Member',
      state: 'ENDED',
    });
    expect([await ask(leaving.browser), await ask(program)]).toEqual([401, 401]);
    const ties = await owner.rows(
      'SELECT FROM mendwork.care_team WHERE member_id = $1 AND ended_at IS NULL',
      [leaving.memberId],
    );
    expect(ties).toEqual([]);
    const team = await app.graphql<object>(
      practice.member,
      'query($id: ID!) { client(id: $id) { ... on Client { careTeam { member { id } } } } }',
      { id: clientId },
    );
    expect(JSON.stringify(team)).not.toContain(leaving.memberId);
  });

  test('is not one’s own to make', async () => {
    expect(await mutate(admin.browser, 'endMember', { memberId: admin.memberId })).toEqual({
      __typename: 'NotYourself',
    });
  });

  test('leaves the practice an admin, also where two end each other at the same moment', async () => {
    for (const field of ['endMember', 'setMemberRoles']) {
      const lone = await app.practice('Lone', ['clinician']);
      const two = [await addStaff(app, lone, 'admin'), await addStaff(app, lone, 'admin')] as const;
      const lock = `hashtextextended('admins/${lone.practiceId}', 0)`;
      await owner.rows(`SELECT pg_advisory_lock(${lock})`);
      const both = Promise.all([
        mutate(two[0].browser, 'endMember', { memberId: two[1].memberId }),
        mutate(two[1].browser, field, {
          memberId: two[0].memberId,
          ...(field === 'setMemberRoles' && { roles: ['AUDITOR'] }),
        }),
      ]);
      // Both have been let in and stand before the same door.
      const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
      while ((await owner.count(waiting)) < 2) await sleep(20);
      await owner.rows(`SELECT pg_advisory_unlock(${lock})`);
      const ended = await both;
      expect(ended.map(({ __typename }) => __typename).toSorted()).toEqual(['LastAdmin', 'Member']);
      const left = await owner.rows(
        `SELECT FROM mendwork.member WHERE practice_id = $1 AND 'admin' = ANY (roles) AND state = 'active'`,
        [lone.practiceId],
      );
      expect(left).toHaveLength(1);
    }
  });
});

describe('the audit', () => {
  interface Trail {
    auditTrail: {
      edges: {
        cursor: string;
        node: {
          id: string;
          action: string;
          actorId: string;
          clientId: string | null;
          clientCode: string | null;
        };
      }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  }
  const TRAIL = `query($first: Int! = 20, $after: String, $filter: AuditFilter) { auditTrail(first: $first, after: $after, filter: $filter) {
    edges { cursor node { id at action actorKind actorId clientId clientCode requestId detail } } pageInfo { hasNextPage endCursor } } }`;
  const read = async (by: Headers, variables: object = {}): Promise<Trail['auditTrail']> =>
    (await app.graphql<Trail>(by, TRAIL, variables)).data.auditTrail;

  test('is read page by page, the newest first, and reading it is noted', async () => {
    const auditor = await addStaff(app, practice, 'auditor');
    const whole = await read(auditor.browser, { first: 100 });
    expect(whole.edges.length).toBeGreaterThan(10);
    const ids = whole.edges.map(({ node }) => Number(node.id));
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    const again = await read(auditor.browser, { first: 3 });
    expect(again.edges[0]?.node).toMatchObject({ action: 'audit.read', actorId: auditor.memberId });
    const next = await read(auditor.browser, { first: 3, after: again.pageInfo.endCursor });
    expect(next.edges.map(({ node }) => Number(node.id))).toEqual(
      [1, 2, 3].map((n) => Number(again.edges[2]?.node.id) - n),
    );
  });

  test('is found by client, by member and by time', async () => {
    const auditor = await addStaff(app, practice, 'auditor');
    const clientId = await makeClient(app, practice.member);
    const of = async (filter: object): Promise<Trail['auditTrail']['edges']> =>
      (await read(auditor.browser, { first: 100, filter })).edges;
    const [byId] = await of({ client: clientId });
    expect(byId?.node).toMatchObject({ action: 'client.created', clientId, clientCode: expect.any(String) });
    expect((await of({ client: byId?.node.clientCode })).map(({ node }) => node)).toEqual([byId?.node]);
    const byMember = await of({ memberId: admin.memberId });
    expect(new Set(byMember.map(({ node }) => node.actorId))).toEqual(new Set([admin.memberId]));
    for (const nothing of [
      { client: uuidv7() },
      { client: 'C-NONE' },
      { memberId: 'x' },
      { since: new Date(Date.now() + 60_000) },
    ])
      expect(await of(nothing)).toEqual([]);
  });

  test('holds nothing of another practice’s, and no name, address or word', async () => {
    const auditor = await addStaff(app, practice, 'auditor');
    const elsewhere = await app.practice();
    const foreign = await makeClient(app, elsewhere.member);
    await mutate(admin.browser, 'inviteMember', newcomer('canary@example.org'));
    await makeClient(app, practice.member, 'Canary Name');
    const text = JSON.stringify(await read(auditor.browser, { first: 100 }));
    for (const trace of [foreign, elsewhere.memberId, 'canary@example.org', 'Canary Name', 'Somebody New'])
      expect(text).not.toContain(trace);
    expect((await read(auditor.browser, { filter: { client: foreign } })).edges).toEqual([]);
  });

  test.each(['x', '', 'MQ', '../..'].map((cursor) => [cursor]))(
    'does not go on after %j unless it is a cursor',
    async (after) => {
      const auditor = await addStaff(app, practice, 'auditor');
      const answer = await app.graphql<Trail | null>(auditor.browser, TRAIL, { after });
      const ours = ['', 'MQ'].includes(after);
      expect(answer.errors?.[0]?.extensions?.code).toBe(ours ? undefined : 'BAD_INPUT');
    },
  );
});
