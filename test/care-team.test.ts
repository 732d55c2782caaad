import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { startTestApp, type TestApp } from './support/app.js';
import { BY_ID, call, COLLEAGUE } from './support/operations.js';
import { connectTo, type Sql } from './support/sql.js';
import { addStaff, insertMember, type Staff } from './support/staff.js';
import { makeWorld, type Person, type World } from './support/world.js';

/** Who of the practice's members sees which clients: ties, what they open and close, and glass that is broken. */

let app: TestApp;
let owner: Sql;
let world: World;
let admin: Staff;
let supervisor: Staff;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
  await insertMember(app, { practiceId: world.practiceId, memberId: COLLEAGUE, roles: ['clinician'] });
  admin = await addStaff(app, world, 'admin');
  supervisor = await addStaff(app, world, 'supervisor');
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});
beforeEach(() => setCareTeamOnly(false));

type Headers = Record<string, string>;
interface Result {
  readonly __typename: string;
  readonly [field: string]: unknown;
}
async function mutate(credentials: Headers, field: string, input: object, fields = ''): Promise<Result> {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`.replace(
    'SetPracticeSettings',
    'PracticeSettings',
  );
  const answer = await app.graphql<Record<string, Result> | null>(
    credentials,
    `mutation($input: ${type}!) { ${field}(input: $input) { __typename ${fields} } }`,
    { input: { idempotencyKey: randomUUID(), ...input } },
  );
  return (
    answer.data?.[field] ?? {
      __typename: `error ${answer.errors?.map(({ extensions }) => extensions?.code).join()}`,
    }
  );
}
async function setCareTeamOnly(careTeamOnly: boolean): Promise<void> {
  const settings = await mutate(admin.browser, 'setPracticeSettings', { careTeamOnly }, 'careTeamOnly');
  expect(settings).toEqual({ __typename: 'PracticeSettings', careTeamOnly });
}
const tie = (by: Headers, client: Person, member: Staff, kind: string): Promise<Result> =>
  mutate(
    by,
    'setCareTeamTie',
    { clientId: client.clientId, memberId: member.memberId, tie: kind },
    '... on CareTie { tie }',
  );
const untie = (by: Headers, client: Person, member: Pick<Staff, 'memberId'>): Promise<Result> =>
  mutate(by, 'endCareTeamTie', { clientId: client.clientId, memberId: member.memberId });

/** Every way for somebody who treats to name a client, or what is a client's, by id. */
const OF_CLIENTS = BY_ID.filter(({ field }) =>
  [
    'assignment',
    'assignWorksheet',
    'client',
    'clientLink',
    'createSession',
    'embedAddress',
    'exportQuestionnaireResponse',
    'makeDisclosure',
    'sessionSummary',
    'setCareTeamTie',
    'setContact',
    'submission',
  ].includes(field),
);

/** The ids under which `person` is to be found by each of them. */
function idsOf(person: Person): Record<string, readonly string[]> {
  const sessions = person === world.a ? [world.sessionId, world.coupleSessionId] : [world.coupleSessionId];
  return {
    assignment: [person.doneAssignmentId, person.openAssignmentId],
    submission: [person.submissionId],
    exportQuestionnaireResponse: [person.submissionId],
    sessionSummary: sessions,
    createSession: [person.clientId, world.coupleId],
  };
}

/** What of `person` a member gets to, by any of these ways, that a new id does not lead to. */
async function reached(member: Staff, person: Person): Promise<string[]> {
  const found: string[] = [];
  for (const operation of OF_CLIENTS) {
    const nothing = await call(app, member.browser, operation, uuidv7());
    expect(nothing.text).toContain('"NotFound"');
    for (const id of idsOf(person)[operation.field] ?? [person.clientId])
      if (JSON.stringify(await call(app, member.browser, operation, id)) !== JSON.stringify(nothing))
        found.push(operation.field);
  }
  return [...new Set(found)].toSorted();
}
const ALL = [...new Set(OF_CLIENTS.map(({ field }) => field))].toSorted();

/** Everything that can be read without an id, as text. */
async function lists(member: Staff): Promise<string> {
  const answer = await app.graphql<object>(
    member.browser,
    `{ clients(first: 100) { edges { node { id code name email careTeam { member { id } }
         assignments(first: 20) { edges { node { id submissions { id answers } } } } } } }
       contactProposals { client { id } }
       worksheetDiff(from: "${world.ownHashes[1]}", to: "${world.ownHashes[0]}") {
         ... on WorksheetDiff { drafts(first: 20) { edges { node { assignment { id client { id code } } } } } } } }`,
  );
  expect(answer.errors).toBeUndefined();
  return JSON.stringify(answer.data);
}
const tracesOf = ({ signedIn: _browser, draftText: _draft, ...person }: Person): string[] =>
  Object.values(person);
const found = (text: string, traces: readonly string[]): string[] =>
  traces.filter((trace) => text.includes(trace));

describe('where the practice keeps files to those who treat', () => {
  let outsider: Staff;
  beforeEach(async () => {
    await setCareTeamOnly(true);
    outsider = await addStaff(app, world, 'clinician');
  });

  test('a clinician without a tie sees no client, by no way', async () => {
    for (const person of [world.a, world.b]) {
      expect(await reached(outsider, person)).toEqual([]);
      expect(found(await lists(outsider), tracesOf(person))).toEqual([]);
    }
  });

  test('a tie opens one file, and its end closes it, from the next request', async () => {
    expect(await tie(supervisor.browser, world.a, outsider, 'PRIMARY')).toEqual({
      __typename: 'CareTie',
      tie: 'PRIMARY',
    });
    expect(await reached(outsider, world.a)).toEqual(ALL);
    expect(
      (await reached(outsider, world.b)).filter(
        (field) => !['createSession', 'sessionSummary'].includes(field),
      ),
    ).toEqual([]);
    expect(found(await lists(outsider), tracesOf(world.b))).toEqual([]);
    // The couple's session is one of the partner's; its summary has the partner's copy and no other.
    const both = await app.graphql<{ sessionSummary: { copies: { client: { id: string } }[] } }>(
      outsider.browser,
      'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { client { id } } } } }',
      { id: world.coupleSessionId },
    );
    expect(both.data.sessionSummary.copies).toEqual([{ client: { id: world.a.clientId } }]);
    expect(await untie(supervisor.browser, world.a, outsider)).toMatchObject({ __typename: 'CareTieEnded' });
    expect(await reached(outsider, world.a)).toEqual([]);
  });

  test('supervisors see all, and admins the codes alone', async () => {
    expect(await reached(supervisor, world.a)).toEqual(ALL);
    const codes = await app.graphql<object>(
      admin.browser,
      '{ clients(first: 100) { edges { node { code } } } }',
    );
    expect(found(JSON.stringify(codes), [world.a.code, world.b.code])).toHaveLength(2);
  });

  test('who takes a client in sees that client, and no other', async () => {
    const made = await mutate(
      outsider.browser,
      'createClient',
      { name: 'Taken In' },
      '... on Client { id name careTeam { tie member { id } } }',
    );
    expect(made).toMatchObject({
      name: 'Taken In',
      careTeam: [{ tie: 'PRIMARY', member: { id: outsider.memberId } }],
    });
    expect(found(await lists(outsider), [made['id'] as string, world.a.clientId])).toEqual([made['id']]);
  });
});

describe('a partner’s individual therapist', () => {
  let therapist: Staff;
  beforeEach(async () => {
    therapist = await addStaff(app, world, 'clinician');
    await tie(supervisor.browser, world.a, therapist, 'INDIVIDUAL_THERAPIST');
  });

  test.each([false, true])(
    'sees one file only, also where files are kept to those who treat: %s',
    async (careTeamOnly) => {
      await setCareTeamOnly(careTeamOnly);
      const own = await reached(therapist, world.a);
      // Who treats the client is not the individual therapist's to change: refused, for a file that is open.
      expect(own).toEqual(ALL);
      expect(await reached(therapist, world.b)).toEqual([]);
      const text = await lists(therapist);
      expect(found(text, tracesOf(world.b))).toEqual([]);
      expect(found(text, [world.a.code, world.a.submissionId])).toHaveLength(2);
      const couple = BY_ID.filter(
        ({ field, document }) => field === 'createSession' && document.includes('coupleId'),
      );
      for (const operation of couple) {
        const nothing = await call(app, therapist.browser, operation, uuidv7());
        expect((await call(app, therapist.browser, operation, world.coupleId)).text).toBe(nothing.text);
      }
      const summary = BY_ID.filter(({ field }) => field === 'sessionSummary');
      for (const operation of summary) {
        const nothing = await call(app, therapist.browser, operation, uuidv7());
        expect((await call(app, therapist.browser, operation, world.coupleSessionId)).text).toBe(
          nothing.text,
        );
        expect((await call(app, therapist.browser, operation, world.sessionId)).text).toContain(
          '"SessionSummary"',
        );
      }
    },
  );

  test('breaks no glass to the partner, and sees none that others broke there', async () => {
    await setCareTeamOnly(true);
    const outsider = await addStaff(app, world, 'clinician');
    const input = { clientId: world.b.clientId, reason: 'A call at night, from a relative.' };
    expect(await mutate(therapist.browser, 'breakGlass', input)).toEqual({ __typename: 'NotFound' });
    const broken = await mutate(outsider.browser, 'breakGlass', input, '... on Glass { id }');
    expect(await mutate(therapist.browser, 'closeGlass', { id: broken['id'] })).toEqual({
      __typename: 'NotFound',
    });
  });

  test('finds nothing of the partner in the audit, also as a supervisor', async () => {
    const both = await addStaff(app, world, 'supervisor');
    await tie(supervisor.browser, world.a, both, 'INDIVIDUAL_THERAPIST');
    const trail = await app.graphql<object>(
      both.browser,
      '{ auditTrail(first: 100) { edges { node { action clientId clientCode detail } } } }',
    );
    expect(found(JSON.stringify(trail), tracesOf(world.b))).toEqual([]);
    expect(found(JSON.stringify(trail), [world.a.clientId])).toHaveLength(1);
  });

  test('whom a link to a PDF was made for before gets none of the partner after', async () => {
    const colleague = await addStaff(app, world, 'clinician');
    const both = await app.graphql<{
      sessionSummary: { copies: { client: { id: string }; pdf: { url: string } }[] };
    }>(
      colleague.browser,
      'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { client { id } pdf { url } } } } }',
      { id: world.coupleSessionId },
    );
    await tie(supervisor.browser, world.a, colleague, 'INDIVIDUAL_THERAPIST');
    for (const { pdf } of both.data.sessionSummary.copies) {
      const { pathname, search } = new URL(pdf.url);
      expect((await request(app.app.getHttpServer()).get(pathname + search)).status).toBe(404);
    }
  });
});

describe('who treats a client', () => {
  const team = async (by: Headers, person: Person): Promise<unknown> => {
    const answer = await app.graphql<{ client: { careTeam: unknown } }>(
      by,
      'query($id: ID!) { client(id: $id) { ... on Client { careTeam { tie since member { id displayName } } } } }',
      { id: person.clientId },
    );
    return answer.data.client.careTeam;
  };

  test('is changed by those who lead the treatment or oversee it, and by nobody else', async () => {
    const [lead, helper, stranger, desk] = [
      await addStaff(app, world, 'clinician'),
      await addStaff(app, world, 'clinician'),
      await addStaff(app, world, 'clinician'),
      await addStaff(app, world, 'front_desk'),
    ];
    await tie(admin.browser, world.b, lead, 'CO_THERAPIST');
    expect(await tie(lead.browser, world.b, helper, 'INDIVIDUAL_THERAPIST')).toMatchObject({
      tie: 'INDIVIDUAL_THERAPIST',
    });
    for (const { browser } of [stranger, helper, desk]) {
      expect(await tie(browser, world.b, stranger, 'PRIMARY')).toEqual({ __typename: 'error FORBIDDEN' });
      expect(await untie(browser, world.b, helper)).toEqual({ __typename: 'error FORBIDDEN' });
    }
    const noted = await owner.rows<{ detail: { operation: string } }>(
      `SELECT detail FROM mendwork.audit_entry WHERE action = 'access.refused' AND actor_id = $1 ORDER BY seq`,
      [stranger.memberId],
    );
    expect(noted.map(({ detail }) => detail.operation)).toEqual([
      'Mutation.setCareTeamTie',
      'Mutation.endCareTeamTie',
    ]);
    expect(await untie(lead.browser, world.b, helper)).toMatchObject({ __typename: 'CareTieEnded' });
    expect(await untie(lead.browser, world.b, helper)).toEqual({ __typename: 'NotFound' });
  });

  test('loosens nothing that binds themselves, also as a supervisor or an admin', async () => {
    await setCareTeamOnly(true);
    for (const role of ['supervisor', 'admin'] as const) {
      const bound = await addStaff(app, world, 'clinician', role);
      await tie(supervisor.browser, world.a, bound, 'INDIVIDUAL_THERAPIST');
      for (const kind of ['PRIMARY', 'CO_THERAPIST', 'INDIVIDUAL_THERAPIST'])
        expect(await tie(bound.browser, world.a, bound, kind)).toEqual({ __typename: 'error FORBIDDEN' });
      expect(await untie(bound.browser, world.a, bound)).toEqual({ __typename: 'error FORBIDDEN' });
      expect(await reached(bound, world.b)).toEqual([]);
      expect(await untie(supervisor.browser, world.a, bound)).toMatchObject({ __typename: 'CareTieEnded' });
    }
  });

  test('is not who broke the glass, for good, also as an admin', async () => {
    await setCareTeamOnly(true);
    const both = await addStaff(app, world, 'clinician', 'admin');
    const helper = await addStaff(app, world, 'clinician');
    const input = { clientId: world.a.clientId, reason: 'A call at night, from a relative.' };
    expect(await mutate(both.browser, 'breakGlass', input)).toEqual({ __typename: 'Glass' });
    expect(await tie(both.browser, world.a, both, 'PRIMARY')).toEqual({ __typename: 'error FORBIDDEN' });
    expect(await tie(both.browser, world.a, helper, 'CO_THERAPIST')).toMatchObject({ tie: 'CO_THERAPIST' });
    expect(await untie(both.browser, world.a, helper)).toMatchObject({ __typename: 'CareTieEnded' });
  });

  test('is a clinician or supervisor of the practice, now', async () => {
    const desk = await addStaff(app, world, 'front_desk');
    const left = await addStaff(app, world, 'clinician');
    await owner.rows(`UPDATE mendwork.member SET state = 'ended' WHERE id = $1`, [left.memberId]);
    const elsewhere = await app.practice();
    for (const memberId of [desk.memberId, left.memberId, elsewhere.memberId, uuidv7(), 'x'])
      expect(await tie(supervisor.browser, world.a, { ...desk, memberId }, 'PRIMARY')).toEqual({
        __typename: 'NotFound',
      });
  });

  test('has one primary; the one before goes on beside', async () => {
    const next = await addStaff(app, world, 'clinician');
    await tie(admin.browser, world.a, next, 'PRIMARY');
    const ties = (await team(supervisor.browser, world.a)) as { tie: string; member: { id: string } }[];
    expect(ties[0]).toMatchObject({ tie: 'PRIMARY', member: { id: next.memberId } });
    expect(ties.filter((one) => one.tie === 'PRIMARY')).toHaveLength(1);
    expect(ties.map(({ member }) => member.id)).toContain(world.memberId);
    await tie(admin.browser, world.a, { ...next, memberId: world.memberId }, 'PRIMARY');
  });

  test('is told to the staff, and to no client', async () => {
    expect(await team(admin.browser, world.a)).not.toEqual([]);
    const answer = await app.graphql<object>(
      world.a.signedIn,
      `mutation($input: SubmitInput!) { submit(input: $input) { ... on Submission { assignment { client { id careTeam { since } } } } } }`,
      { input: { assignmentId: world.a.openAssignmentId, revision: 1, idempotencyKey: randomUUID() } },
    );
    expect(JSON.stringify(answer)).toContain('FORBIDDEN');
    expect(JSON.stringify(answer)).not.toContain('since":"');
  });

  test('begins anew after an end', async () => {
    const member = await addStaff(app, world, 'clinician');
    await tie(admin.browser, world.b, member, 'CO_THERAPIST');
    await owner.rows(`UPDATE mendwork.care_team SET created_at = '2020-01-01' WHERE member_id = $1`, [
      member.memberId,
    ]);
    await tie(admin.browser, world.b, member, 'INDIVIDUAL_THERAPIST');
    const since = async (): Promise<string | undefined> =>
      ((await team(admin.browser, world.b)) as { since: string; member: { id: string } }[]).find(
        ({ member: { id } }) => id === member.memberId,
      )?.since;
    expect(await since()).toMatch(/^2020/);
    await untie(admin.browser, world.b, member);
    expect(await since()).toBeUndefined();
    await tie(admin.browser, world.b, member, 'CO_THERAPIST');
    expect(await since()).not.toMatch(/^2020/);
    await untie(admin.browser, world.b, member);
  });
});

describe('breaking the glass', () => {
  const REASON = 'A relative called: drawn words 7f3a.';
  let outsider: Staff;
  beforeEach(async () => {
    await setCareTeamOnly(true);
    outsider = await addStaff(app, world, 'clinician');
  });
  const breakIt = (by: Staff, minutes?: number): Promise<Result> =>
    mutate(
      by.browser,
      'breakGlass',
      { clientId: world.a.clientId, reason: REASON, ...(minutes && { minutes }) },
      '... on Glass { id clientCode openedAt expiresAt }',
    );
  const listed = async (by: Staff, fields: string, closed = false): Promise<unknown[]> => {
    const answer = await app.graphql<{ openGlass: { edges: { node: unknown }[] } } | null>(
      by.browser,
      `{ openGlass(first: 100, closed: ${closed}) { edges { node { ${fields} } } } }`,
    );
    return answer.data?.openGlass.edges.map(({ node }) => node) ?? [answer.errors?.[0]?.extensions?.code];
  };

  test('opens one file for a while, and leaves the others', async () => {
    const glass = await breakIt(outsider);
    expect(glass).toMatchObject({ __typename: 'Glass', clientCode: world.a.code });
    expect(Date.parse(glass['expiresAt'] as string) - Date.parse(glass['openedAt'] as string)).toBe(
      3_600_000,
    );
    expect(await reached(outsider, world.a)).toEqual(ALL);
    expect(found(await lists(outsider), tracesOf(world.b))).toEqual([]);
    await owner.rows(`UPDATE mendwork.break_glass SET expires_at = now() WHERE id = $1`, [glass['id']]);
    expect(await reached(outsider, world.a)).toEqual([]);
  });

  test('is for those who treat and do not reach the file', async () => {
    const desk = await addStaff(app, world, 'front_desk');
    expect(await breakIt(desk)).toEqual({ __typename: 'error FORBIDDEN' });
    expect(await breakIt(admin)).toEqual({ __typename: 'error FORBIDDEN' });
    expect(await breakIt(supervisor)).toEqual({ __typename: 'GlassNotNeeded' });
    await setCareTeamOnly(false);
    expect(await breakIt(outsider)).toEqual({ __typename: 'GlassNotNeeded' });
  });

  test.each([
    ['no reason', { reason: ' too short ' }],
    ['four minutes', { minutes: 4 }],
    ['five hours', { minutes: 300 }],
  ])('does not go with %s', async (_what, changed) => {
    const input = { clientId: world.a.clientId, reason: REASON, ...changed };
    expect(await mutate(outsider.browser, 'breakGlass', input)).toEqual({ __typename: 'error BAD_INPUT' });
  });

  test('of a client who is not there, or of another practice, is one answer', async () => {
    const there = await makeWorld(app);
    for (const clientId of [uuidv7(), 'x', there.a.clientId, world.memberId])
      expect(
        await mutate(
          outsider.browser,
          'breakGlass',
          { clientId, reason: REASON },
          '... on NotFound { message }',
        ),
      ).toEqual(
        await mutate(
          outsider.browser,
          'breakGlass',
          { clientId: uuidv7(), reason: REASON },
          '... on NotFound { message }',
        ),
      );
  });

  test('is noted without its reason, which is sealed under the client’s own key', async () => {
    const { id } = await breakIt(outsider);
    const [entry] = await owner.rows(
      `SELECT actor_id, client_id, detail FROM mendwork.audit_entry WHERE action = 'glass.broken' ORDER BY seq DESC LIMIT 1`,
    );
    expect(entry).toEqual({
      actor_id: outsider.memberId,
      client_id: world.a.clientId,
      detail: { glassId: id, clientId: world.a.clientId },
    });
    const [row] = await owner.rows<{ reason_sealed: Buffer; data_key_id: string }>(
      `SELECT g.reason_sealed, c.data_key_id FROM mendwork.break_glass g JOIN mendwork.client c ON c.id = g.client_id WHERE g.id = $1`,
      [id],
    );
    expect(row?.reason_sealed.includes('drawn words')).toBe(false);
    expect(row?.reason_sealed.toString('hex')).toContain(row?.data_key_id.replaceAll('-', ''));
  });

  test('is seen by those who oversee; its reason by supervisors and admins', async () => {
    const { id } = await breakIt(outsider);
    const auditor = await addStaff(app, world, 'auditor');
    const fields = 'id clientCode member { id }';
    for (const by of [supervisor, admin, auditor])
      expect(await listed(by, fields)).toContainEqual({
        id,
        clientCode: world.a.code,
        member: { id: outsider.memberId },
      });
    for (const by of [supervisor, admin])
      expect(await listed(by, 'id reason')).toContainEqual({ id, reason: REASON });
    expect(JSON.stringify(await listed(auditor, 'id reason'))).not.toContain('drawn words');
    expect(await listed(outsider, fields)).toEqual(['FORBIDDEN']);
  });

  test('is closed again by who broke it or by those who oversee, and stays on record', async () => {
    const colleague = await addStaff(app, world, 'clinician');
    const mine = await breakIt(outsider);
    expect(await mutate(colleague.browser, 'closeGlass', { id: mine['id'] })).toEqual({
      __typename: 'NotFound',
    });
    expect(
      await mutate(outsider.browser, 'closeGlass', { id: mine['id'] }, '... on Glass { endedAt }'),
    ).toMatchObject({
      endedAt: expect.any(String),
    });
    expect(await reached(outsider, world.a)).toEqual([]);
    const again = await breakIt(outsider, 240);
    expect(await mutate(admin.browser, 'closeGlass', { id: again['id'] })).toEqual({ __typename: 'Glass' });
    expect(await reached(outsider, world.a)).toEqual([]);
    expect(JSON.stringify(await listed(admin, 'id'))).not.toContain(again['id']);
    expect(JSON.stringify(await listed(admin, 'id', true))).toContain(again['id']);
  });
});
