import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { answering, assign, save, submit } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import {
  BY_ID,
  call,
  OF_EVERYBODY,
  type Operation,
  type RawAnswer,
  rootFields,
  WITHOUT_ID,
} from './support/operations.js';
import { fingerprint, type Sql } from './support/sql.js';
import { startTwoPractices, type TwoPractices } from './support/two-practices.js';
import { makeWorld, type World } from './support/world.js';

/**
 * What is not the caller's does not exist for the caller: an id of another practice, of the partner, of nothing, and a
 * text that is no id get one answer, byte for byte, and leave nothing behind. Each operation is seen to succeed as
 * well, so that none is refused for another reason.
 */

let practices: TwoPractices;
let app: TestApp;
let owner: Sql;
let here: World;
let there: World;
const counts = { probes: 0, controls: 0 };

beforeAll(async () => {
  practices = await startTwoPractices();
  ({ app, owner, here, there } = practices);
});
afterAll(async () => {
  await practices?.stop();
  process.stdout.write(`tenancy: ${counts.probes} probes, ${counts.controls} controls\n`);
});

const UUID = '0190163d-8694-739b-aea5-966c26f8ad90';
/** Texts that are no ids, and some that almost are. */
const MALFORMED: readonly (string | number)[] = [
  ['', ' ', '0', 'null', 'undefined', '*', '%', '../..', '\u0000', 'é', '🙂', 7, -1],
  [`${UUID}0`, ` ${UUID}`, `{${UUID}}`, `urn:uuid:${UUID}`, UUID.replaceAll('-', ''), UUID.slice(1)],
  ["' OR '1'='1", `${UUID}'; --`, `${UUID}\n`, 'a'.repeat(1_000), '__proto__', 'constructor'],
].flat();

/** Every id of a world. Each names one kind of thing, so that most of them miss even in their own practice. */
function idsOf({
  practiceId,
  memberId,
  coupleId,
  sessionId,
  coupleSessionId,
  ownHashes,
  a,
  b,
}: World): string[] {
  const ofPeople = [a, b].map((person) => [
    person.clientId,
    person.openAssignmentId,
    person.doneAssignmentId,
    person.submissionId,
  ]);
  return [practiceId, memberId, coupleId, sessionId, coupleSessionId, ...ownHashes, ...ofPeople.flat()];
}

const credentialsIn = (world: World, { caller }: Pick<Operation, 'caller'>): Record<string, string> =>
  caller === 'member' ? world.member : world.a.signedIn;

/** Asks for what is not the caller's and expects, of each id, the very answer that a new id gets. */
async function expectNothing(
  operation: Operation,
  credentials: Record<string, string>,
  ids: readonly (string | number)[],
): Promise<void> {
  const before = await fingerprint(owner);
  const expected = await call(app, credentials, operation, uuidv7());
  expect(JSON.parse(expected.text)).toEqual({
    data: { [operation.field]: { __typename: 'NotFound', message: expect.any(String) } },
  });
  const answers: [string | number, RawAnswer][] = [];
  for (const id of ids) answers.push([id, await call(app, credentials, operation, id)]);
  expect(answers.filter(([, answer]) => JSON.stringify(answer) !== JSON.stringify(expected))).toEqual([]);
  expect(await fingerprint(owner)).toEqual(before);
  counts.probes += ids.length + 1;
}

/** Content, of which nobody notes the reading. */
const OF_VERSIONS = ['exportQuestionnaire', 'worksheetDiff', 'worksheetVersion'];
/** No glass is broken where the file is open already. */
const UNNOTED = [...OF_EVERYBODY, ...OF_VERSIONS, 'breakGlass'];

async function expectSuccess(operation: Operation, world: World): Promise<void> {
  const before = await fingerprint(owner);
  const id = await operation.own(app, world);
  const answer = await call(app, credentialsIn(world, operation), operation, id);
  expect(JSON.parse(answer.text)).toEqual({ data: { [operation.field]: { __typename: operation.gives } } });
  // Reading leaves an audit entry, all but that of worksheets; changing leaves what it changed.
  if (!UNNOTED.includes(operation.field)) expect(await fingerprint(owner)).not.toEqual(before);
  counts.controls += 1;
}

const titleOf = ({ field, document }: Operation): string =>
  `${field} by ${/(\w+): \$id/.exec(document)?.[1] ?? ''}`;

test('every operation of the schema is probed here', () => {
  const probed = new Set([...BY_ID, ...WITHOUT_ID].map(({ field }) => field));
  expect([...probed].toSorted()).toEqual(rootFields(app));
});

describe.each(BY_ID.map((operation) => ({ title: titleOf(operation), operation })))(
  '$title',
  ({ operation }) => {
    test('finds what is the caller’s', async () => {
      for (const world of [here, there]) await expectSuccess(operation, world);
    });

    test('finds nothing of another practice, of another kind, of no kind', async () => {
      const random = Array.from({ length: 10 }, (_, n) => (n % 2 ? randomUUID() : uuidv7()));
      for (const [mine, others] of [
        [here, there],
        [there, here],
      ] as const) {
        const kinds = sameKind(operation, mine);
        const ofOtherKinds = idsOf(mine).filter((id) => !kinds.includes(id));
        const ids = [...idsOf(others), ...ofOtherKinds, ...random, ...MALFORMED];
        await expectNothing(operation, credentialsIn(mine, operation), ids);
      }
    });
  },
);

/** The ids with which an operation rightly succeeds, or fails for another reason than that there is nothing. */
function sameKind({ field, caller, document }: Operation, { a, b, ...world }: World): string[] {
  const people = caller === 'member' ? [a, b] : [a];
  if (['exportQuestionnaireResponse', 'submission'].includes(field))
    return people.map(({ submissionId }) => submissionId);
  if (OF_VERSIONS.includes(field)) return [...world.ownHashes];
  if (field === 'sessionSummary') return [world.sessionId, world.coupleSessionId];
  if (document.includes('coupleId: $id')) return [world.coupleId];
  if (/(member|clinician)Id: \$id/.test(document)) return [world.memberId];
  if (field === 'assignment' || caller === 'client')
    return people.flatMap(({ openAssignmentId, doneAssignmentId }) => [openAssignmentId, doneAssignmentId]);
  return people.map(({ clientId }) => clientId);
}

describe('lists', () => {
  const CLIENTS =
    'query($email: String, $after: String) { clients(first: 100, email: $email, after: $after) { edges { cursor node { id } } } }';
  interface Clients {
    clients: { edges: { cursor: string; node: { id: string } }[] };
  }
  const list = async (world: World, variables: object): Promise<Clients['clients']['edges']> =>
    (await app.graphql<Clients>(world.member, CLIENTS, variables)).data.clients.edges;

  test('clients lists the practice’s own, from wherever it starts', async () => {
    const [mine, theirs] = [await list(here, {}), await list(there, {})];
    expect(mine.map(({ node }) => node.id)).toEqual(
      expect.arrayContaining([here.a.clientId, here.b.clientId]),
    );
    const foreign = new Set(theirs.map(({ node }) => node.id));
    expect(foreign).toContain(there.a.clientId);
    for (const after of [null, ...theirs.map(({ cursor }) => cursor), ...mine.map(({ cursor }) => cursor)]) {
      const page = await list(here, { after });
      expect(page.filter(({ node }) => foreign.has(node.id))).toEqual([]);
      counts.probes += 1;
    }
    counts.controls += 2;
  });

  test('clients does not find another practice’s e-mail address', async () => {
    expect(await list(here, { email: here.a.email })).toMatchObject([{ node: { id: here.a.clientId } }]);
    const [foreign, unknown] = [
      await list(here, { email: there.a.email }),
      await list(here, { email: 'nobody@example.org' }),
    ];
    expect([foreign, unknown]).toEqual([[], []]);
    counts.probes += 2;
    counts.controls += 1;
  });

  test('createClient tells nothing by a code or an idempotency key of another practice', async () => {
    const key = randomUUID();
    const create = (world: World, code: string): Promise<{ data: { createClient: object } }> =>
      app.graphql(
        world.member,
        'mutation($input: CreateClientInput!) { createClient(input: $input) { __typename ... on Client { id code } } }',
        { input: { name: 'Somebody New', code, idempotencyKey: key } },
      );
    const first = await create(there, 'TAKEN-THERE');
    const second = await create(here, 'TAKEN-THERE');
    expect([first, second].map(({ data }) => data.createClient)).toMatchObject([
      { __typename: 'Client', code: 'TAKEN-THERE' },
      { __typename: 'Client', code: 'TAKEN-THERE' },
    ]);
    expect(second.data.createClient).not.toEqual(first.data.createClient);
    counts.probes += 1;
    counts.controls += 1;
  });
});

describe('partners of a couple', () => {
  test('a client finds nothing by the partner’s ids', async () => {
    for (const operation of BY_ID.filter(({ caller }) => caller === 'client'))
      for (const [me, partner] of [
        [here.a, here.b],
        [here.b, here.a],
      ] as const)
        await expectNothing(operation, me.signedIn, [
          partner.openAssignmentId,
          partner.doneAssignmentId,
          partner.submissionId,
          partner.clientId,
          here.coupleId,
        ]);
  });

  test('what one partner sees stays the same, byte for byte, while the other is given, writes and hands in', async () => {
    const world = await makeWorld(app);
    const look = (): Promise<RawAnswer> =>
      call(app, world.b.signedIn, {
        document:
          '{ myAssignments { id title minutes state assignedAt dueOn submittedAt draft { revision answers savedAt } worksheet { id hash } } }',
      });
    const before = await look();
    expect(before.text).toContain(world.b.draftText);
    const assignmentId = await BY_ID.find(({ field }) => field === 'submit')?.own(app, world);
    const after: RawAnswer[] = [await look()];
    await save(app, world.a.signedIn, assignmentId ?? '', [
      answering('learn.rule', 'nothing for the partner'),
    ]);
    after.push(await look());
    await submit(app, world.a.signedIn, assignmentId ?? '');
    after.push(await look());
    expect(after).toEqual([before, before, before]);
    counts.probes += after.length;
    counts.controls += 1;
  });
});

test('a shipped worksheet stays a shipped one though another practice has made one of the very same content', async () => {
  const [mine, other] = [await app.practice(), await app.practice()];
  const shipped = app.worksheets.worksheets.find(({ worksheet }) => worksheet.id === 'pre-session');
  const exported = await app.graphql<{ exportQuestionnaire: { json: string } }>(
    other.member,
    'query($id: ID!) { exportQuestionnaire(hash: $id) { ... on ExportedQuestionnaire { json } } }',
    { id: shipped?.hash },
  );
  const imported = await app.graphql(
    other.member,
    `mutation($input: ImportQuestionnaireInput!) { importQuestionnaire(input: $input) {
      ... on ImportedQuestionnaire { worksheet { hash } } } }`,
    { input: { questionnaire: exported.data.exportQuestionnaire.json, idempotencyKey: randomUUID() } },
  );
  expect(imported.data).toEqual({ importQuestionnaire: { worksheet: { hash: shipped?.hash } } });
  const originFor = async ({ member }: TestPractice): Promise<string> => {
    const clientId = await makeClient(app, member);
    const { id } = await assign(app, member, { clientId, worksheetId: 'pre-session' });
    const { data } = await app.graphql<{ assignment: { worksheet: { origin: string } } }>(
      member,
      'query($id: ID!) { assignment(id: $id) { ... on Assignment { worksheet { origin } } } }',
      { id },
    );
    return data.assignment.worksheet.origin;
  };
  expect(await originFor(other)).toBe('PRACTICE');
  expect(await originFor(mine)).toBe('SHIPPED');
  counts.probes += 1;
  counts.controls += 1;
});

describe('the client’s pages', () => {
  const PAGES = (id: string): [method: 'get' | 'post', address: string][] => [
    ['get', `/me/w/${id}`],
    ['get', `/me/w/${id}?part=1`],
    ['get', `/me/w/${id}/review`],
    ['get', `/me/w/${id}/done`],
    ['post', `/me/w/${id}?part=1`],
    ['post', `/me/w/${id}/submit`],
  ];

  async function lookAt(id: string, { signedIn }: World['a']): Promise<RawAnswer[]> {
    const answers: RawAnswer[] = [];
    for (const [method, address] of PAGES(encodeURIComponent(id))) {
      const agent = request(app.app.getHttpServer());
      const asked = method === 'get' ? agent.get(address) : agent.post(address);
      const answer = await asked
        .set({ ...signedIn, 'sec-fetch-site': 'same-origin', 'accept-encoding': 'identity' })
        .type('form')
        .send(method === 'post' ? { revision: '1', idempotencyKey: randomUUID() } : undefined);
      const { date: _date, 'x-request-id': _id, ...headers } = answer.headers as Record<string, string>;
      // The one thing that differs each time.
      const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? 'none';
      const plain = (text: string): string => text.replaceAll(nonce, 'NONCE');
      const kept = Object.entries(headers).map(([name, value]) => [name, plain(value)]);
      answers.push({ status: answer.status, headers: Object.fromEntries(kept), text: plain(answer.text) });
    }
    return answers;
  }

  test('show nothing of the partner’s and nothing of another practice’s', async () => {
    const before = await fingerprint(owner);
    const nothing = await lookAt(uuidv7(), here.b);
    expect(nothing.map(({ status }) => status)).toEqual(PAGES('').map(() => 404));
    const ids = [here.a, there.a].flatMap((one) => [
      one.openAssignmentId,
      one.doneAssignmentId,
      one.submissionId,
    ]);
    for (const id of [...ids, ...MALFORMED.map(String).filter((text) => /^[\w-]{1,99}$/.test(text))]) {
      expect([id, await lookAt(id, here.b)]).toEqual([id, nothing]);
      counts.probes += nothing.length;
    }
    expect(await fingerprint(owner)).toEqual(before);
  });

  test('show what is the client’s', async () => {
    const [cover] = await lookAt(here.b.doneAssignmentId, here.b);
    expect(cover).toMatchObject({ status: 303, headers: { location: expect.stringMatching(/\/done$/) } });
    const open = await lookAt(here.b.openAssignmentId, here.b);
    expect(open.map(({ status }) => status)).not.toContain(404);
    counts.controls += 2;
  });
});

test('there were probes, and controls beside them', () => {
  expect(counts.probes).toBeGreaterThan(1_000);
  expect(counts.controls).toBeGreaterThan(BY_ID.length);
});
