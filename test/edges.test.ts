import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getNamedType,
  isCompositeType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import request from 'supertest';
import { localDay } from '../src/platform/local-day.js';
import {
  answer as fillIn,
  answering,
  assign,
  assignFamilyHistory,
  handIn,
  inRow,
  save,
  submit,
} from './support/answering.js';
import { Transaction } from '../src/platform/database/transaction.js';
import { makeClient, startTestApp, type TestApp } from './support/app.js';
import { pdfText, testWithPoppler } from './support/poppler.js';
import { connectTo, type Sql } from './support/sql.js';
import { SUMMARY_CONTENT } from './support/summary-texts.js';
import { makeWorld, type Person, type World } from './support/world.js';

/** Whatever way an answer takes through the graph, it stays with what is the caller's. */

let app: TestApp;
let owner: Sql;
let here: World;
let there: World;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  here = await makeWorld(app);
  there = await makeWorld(app);
  for (const { member, a } of [here, there])
    await assign(app, member, { clientId: a.clientId, worksheetId: 'own-sheet' });
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

const PAGE = 'cursor } pageInfo { startCursor endCursor hasNextPage }';
const FRAGMENTS = `
  fragment OfClient on Client { __typename id code name email createdAt assignments(first: 10) { edges { node { ...OfAssignment } ${PAGE} } }
  fragment OfAssignment on Assignment { __typename id state stateAt dueOn worksheet { id } client { id code name email }
    submissions { ...OfSubmission } }
  fragment OfSubmission on Submission { __typename id revision answers flags { code items } sums { name parts { item text } } computed { item values } worksheet { id hash } assignment { id client { id name email } } }`;
const READ = `query($client: ID!, $assignment: ID!, $open: ID!, $submission: ID!, $session: ID!, $couple: ID!, $from: ID!, $to: ID!) {
  worksheets { id hash intro blankPdf { ... on SignedLink { url } } }
  worksheetDiff(from: $from, to: $to) { ... on WorksheetDiff { added reworded { item } retyped { item }
    optionsChanged { item relabelled { value } } moved { item }
    drafts(first: 10) { edges { node { keeps loses { item } assignment { ...OfAssignment } } ${PAGE} } } }
  practicePolicies { riskProtocol { readBy recordedBy } secretsPolicy { policy recordedBy } }
  clients(first: 10) { edges { node { ...OfClient } ${PAGE} }
  client(id: $client) { ...OfClient }
  assignment(id: $assignment) { ...OfAssignment }
  open: assignment(id: $open) { ...OfAssignment }
  submission(id: $submission) { ...OfSubmission }
  alone: sessionSummary(sessionId: $session) { ...OfSummary }
  both: sessionSummary(sessionId: $couple) { ...OfSummary } }
  fragment OfSummary on SessionSummary { session { id clientId coupleId } copies { kind client { ...OfClient } pdf { url } } } ${FRAGMENTS}`;
/** Round and round, as deep as a request may go. */
const ROUND = `query($submission: ID!) { submission(id: $submission) { ... on Submission { assignment { client {
  assignments(first: 100) { edges { node { id client { id name email } submissions { answers assignment { id } } } } } } } } } }`;
/** What the copies of a couple’s summary say. */
const SAID = `query($couple: ID!) { sessionSummary(sessionId: $couple) { ... on SessionSummary {
  copies { kind content(parts: [FULL_ANSWERS, GENOGRAM, SEVEN_STEPS]) { ${SUMMARY_CONTENT} } } } } }`;
/** What is printed: a clinician’s day, a worksheet filled in, and what left the practice. */
const PRINTED = `query($day: LocalDate!, $client: ID!, $submission: ID!) {
  clinicDay(day: $day) { ... on ClinicDay { day pdf { url }
    sessions { session { id } copies { kind client { id code name } pdf { url } } } } }
  submission(id: $submission) { ... on Submission { pdf { url } } }
  client(id: $client) { ... on Client { disclosures(first: 10) { edges { node {
  id recipient purpose covers client { id code name } madeBy { id } included { submissionId title } pdf { url } } ${PAGE} } } } }`;
/** Around the clients: who treats them, how they are reached, and what was done. */
const AROUND = `query($client: ID!) {
  client(id: $client) { ... on Client { careTeam { tie member { id displayName } } contact { number persons { name } } } }
  members(first: 100) { edges { node { id displayName email } ${PAGE} }
  openGlass(first: 100, closed: true) { edges { node { clientId clientCode reason member { id } } ${PAGE} }
  auditTrail(first: 100) { edges { node { action actorId clientId clientCode detail } ${PAGE} }
  contactProposals { contact { number persons { name } } client { id } } }`;
/** A client’s family, with all that can be shown of it. */
const MAP = `fragment OfMap on Genogram { revision submittedAt scenes { title description svg } persons { id label }
  findings { code message persons } pdf { url } }
  fragment OfMaps on GenogramResult { __typename ...OfMap ... on GenogramNotDrawn { message findings { code message persons } } }`;
const MAPS = `query($client: ID!) { client(id: $client) { ... on Client {
  own: genogram(mode: CLIENT, show: [HABITS, SECRETS, TRUST_BREAKS, HARM, HARM_KINDS, ILLNESS]) { ...OfMaps }
  clinicians: genogram { ...OfMaps } } } } ${MAP}`;
const MOVE = `mutation($input: MoveOnGenogramInput!) { moveOnGenogram(input: $input) { __typename ...OfMap
  ... on GenogramMoved { current { ...OfMap } } ... on GenogramNotDrawn { findings { code persons } } } }
  ${MAP.slice(0, MAP.indexOf('fragment OfMaps'))}`;
const MINE = `{ myAssignments { id title state draft { revision answers savedAt } worksheet { id therapistNotes { debrief } } } }`;
const SUBMIT = `mutation($input: SubmitInput!) { submit(input: $input) { __typename ... on Submission { id revision answers
  flags { code items } sums { name } computed { item values } worksheet { id hash } assignment { id state worksheet { id } } } } }`;
const CREATE = `mutation($input: CreateClientInput!) { createClient(input: $input) { ...OfClient } } ${FRAGMENTS}`;

/** What can be known of a person, as far as it can be looked for. */
const tracesOf = (person: Person): string[] =>
  Object.values(person).filter((value) => typeof value === 'string');
const tracesIn = ({ a, b, practiceId, sessionId, coupleSessionId, coupleId, ownHashes }: World): string[] =>
  [tracesOf(a), tracesOf(b), practiceId, sessionId, coupleSessionId, coupleId, ...ownHashes].flat();
const found = (answer: unknown, traces: readonly string[]): string[] =>
  traces.filter((trace) => JSON.stringify(answer).includes(trace));

/** A member's answer to everything that can be read, from the practice's own ids. */
async function readAll({ member, a, sessionId, coupleSessionId, ownHashes }: World): Promise<unknown> {
  const answer = await app.graphql<object>(member, READ, {
    client: a.clientId,
    assignment: a.doneAssignmentId,
    open: a.openAssignmentId,
    submission: a.submissionId,
    session: sessionId,
    couple: coupleSessionId,
    from: ownHashes[1],
    to: ownHashes[0],
  });
  expect(answer.errors).toBeUndefined();
  const round = await app.graphql<object>(member, ROUND, { submission: a.submissionId });
  expect(round.errors).toBeUndefined();
  const around = await app.graphql<object>(member, AROUND, { client: a.clientId });
  expect(around.errors).toBeUndefined();
  const day = localDay(new Date(Date.now() + 3_600_000), 'America/Chicago');
  const printed = await app.graphql<object>(member, PRINTED, {
    client: a.clientId,
    submission: a.submissionId,
    day,
  });
  expect(printed.errors).toBeUndefined();
  const said = await app.graphql<object>(member, SAID, { couple: coupleSessionId });
  expect(said.errors).toBeUndefined();
  const maps = await app.graphql<object>(member, MAPS, { client: a.clientId });
  expect(maps.errors).toBeUndefined();
  return {
    ...answer.data,
    round: round.data,
    around: around.data,
    printed: printed.data,
    said: said.data,
    maps: maps.data,
  };
}

test('the walks below take every edge of the schema', () => {
  const { schema } = app.app.get(GraphQLSchemaHost);
  // Content is of no client, and what says why something was refused leads nowhere.
  const content =
    /^(OptionsChanged|Worksheet|Section|Item|Scale|Sum|Program|ProgramStep|PublishedWorksheet|ImportedQuestionnaire)$/;
  // An invitation and a warning come of changes alone; their tests stand with those.
  const without =
    /^(__.*|Query|Mutation|InvalidAnswers|LintReport|QuestionnaireRefused|InvitedMember|SharedMailbox)$/;
  const edges = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !content.test(name) && !without.test(name))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isCompositeType(getNamedType(field.type)))
        .map((field) => `${type.name}.${field.name}`),
    );
  const taken = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  for (const document of [READ, SAID, AROUND, PRINTED, MAPS, MOVE, MINE, SUBMIT, CREATE])
    visit(
      parse(document),
      visitWithTypeInfo(typeInfo, {
        Field: ({ name }) => void taken.add(`${typeInfo.getParentType()?.name}.${name.value}`),
      }),
    );
  expect(edges.length).toBeGreaterThan(10);
  expect(edges.filter((edge) => !taken.has(edge))).toEqual([]);
});

test('a member’s answers hold what the practice has, no draft, and nothing of another practice', async () => {
  for (const [mine, others] of [
    [here, there],
    [there, here],
  ] as const) {
    const answer = await readAll(mine);
    const { a, b, ownHashes } = mine;
    expect(found(answer, [ownHashes[1], 'SAFETY'])).toHaveLength(2);
    const ofBoth = [a, b].flatMap((one) => [one.name, one.email, one.submittedText, one.relative]);
    expect(found(answer, ofBoth)).toHaveLength(8);
    expect(found(answer, tracesIn(others))).toEqual([]);
    expect(found(answer, [a.draftText, b.draftText])).toEqual([]);
  }
});

test('a client’s answers hold the client’s own and nothing of the partner or of another practice', async () => {
  for (const [me, partner] of [
    [here.a, here.b],
    [here.b, here.a],
  ] as const) {
    const mine = await app.graphql<{ myAssignments: object[] }>(me.signedIn, MINE);
    expect(mine.errors).toBeUndefined();
    expect(found(mine, [me.openAssignmentId, me.draftText, me.doneAssignmentId])).toHaveLength(3);
    // What was handed in is read again on a page of its own, after a factor.
    expect(found(mine, [me.submittedText, me.relative])).toEqual([]);
    expect(found(mine, [...tracesOf(partner), ...tracesIn(there), here.coupleId])).toEqual([]);
    expect(JSON.stringify(mine)).not.toContain('"debrief"');

    const assignmentId = await assignFamilyHistory(app, here.member, me.clientId);
    const submitted = await app.graphql<{ submit: object }>(me.signedIn, SUBMIT, {
      input: { assignmentId, revision: 0, idempotencyKey: randomUUID() },
    });
    expect(submitted.errors).toBeUndefined();
    expect(JSON.stringify(submitted)).not.toContain('SAFETY');
    expect(found(submitted, [assignmentId, ...tracesOf(me)])).toEqual([assignmentId]);
    expect(found(submitted, [...tracesOf(partner), ...tracesIn(there), here.coupleId])).toEqual([]);
  }
});

test.each(['client { id }', 'submissions { answers }'])(
  'a client comes from what was just handed in to no %s',
  async (edge) => {
    const { clientId, signedIn, submittedText, relative } = here.a;
    const assignmentId = await assignFamilyHistory(app, here.member, clientId);
    const answer = await app.graphql<object>(
      signedIn,
      `mutation($input: SubmitInput!) { submit(input: $input) { ... on Submission { assignment { ${edge} } } } }`,
      { input: { assignmentId, revision: 0, idempotencyKey: randomUUID() } },
    );
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(found(answer.data, [clientId, submittedText, relative])).toEqual([]);
  },
);

test('the draft of what can be written in no more holds no answers, and its revision stays', async () => {
  const { member } = await app.practice();
  const clientId = await makeClient(app, member);
  const signedIn = await app.signIn(member, clientId);
  const assignmentId = await assignFamilyHistory(app, member, clientId);
  const draft = async (): Promise<unknown> => {
    const mine = await app.graphql<{ myAssignments: { draft: { revision: number; answers: object } }[] }>(
      signedIn,
      '{ myAssignments { draft { revision answers } } }',
    );
    return mine.data.myAssignments[0]?.draft;
  };
  const patches = [answering('learn.rule', 'a line'), answering('close.safe', 'no')];
  await save(app, signedIn, assignmentId, patches);
  const answers = { 'learn.rule': { value: 'a line' }, 'close.safe': { value: 'no' } };
  expect(await draft()).toEqual({ revision: 1, answers });
  await submit(app, signedIn, assignmentId);
  const to = (state: string): Promise<unknown> =>
    owner.rows('UPDATE mendwork.assignment SET previous_state = state, state = $2 WHERE id = $1', [
      assignmentId,
      state,
    ]);
  for (const closed of [undefined, 'reviewed']) {
    if (closed) await to(closed);
    expect(await draft()).toEqual({ revision: 1, answers: {} });
  }
  await to('returned');
  expect(await draft()).toEqual({ revision: 1, answers });
});

test('drafts come with the list: of many no more statements are asked than of one', async () => {
  const { member } = await app.practice();
  const clientId = await makeClient(app, member);
  const signedIn = await app.signIn(member, clientId);
  const sql = jest.spyOn(Transaction.prototype, 'sql');
  const statementsOf = async (count: number): Promise<number> => {
    sql.mockClear();
    const mine = await app.graphql<{ myAssignments: object[] }>(signedIn, MINE);
    expect(mine.data.myAssignments).toHaveLength(count);
    return sql.mock.calls.length;
  };
  const begin = async (): Promise<void> => {
    const assignmentId = await assignFamilyHistory(app, member, clientId);
    await save(app, signedIn, assignmentId, [answering('learn.rule', 'a line')]);
  };
  try {
    await begin();
    const ofOne = await statementsOf(1);
    for (const _more of [1, 2, 3]) await begin();
    await assignFamilyHistory(app, member, clientId);
    expect(ofOne).toBeGreaterThan(0);
    expect(await statementsOf(5)).toBe(ofOne);
  } finally {
    sql.mockRestore();
  }
});

test('submissions come with the list: of many no more statements are asked than of one', async () => {
  const { member } = await app.practice();
  const clientId = await makeClient(app, member);
  const signedIn = await app.signIn(member, clientId);
  const submissionIds: string[] = [];
  const handOneIn = async (): Promise<void> => {
    const assignmentId = await assignFamilyHistory(app, member, clientId);
    submissionIds.push(
      await handIn(app, signedIn, assignmentId, [answering('close.safe', 'yes_and_i_want_to_talk_about_it')]),
    );
  };
  const READ_ALL = `query($id: ID!) { client(id: $id) { ... on Client { assignments { edges { node {
    submissions { id answers flags { code } } } } } } } }`;
  interface All {
    client: { assignments: { edges: { node: { submissions: { id: string }[] } }[] } };
  }
  const sql = jest.spyOn(Transaction.prototype, 'sql');
  const statementsFor = async (): Promise<number> => {
    sql.mockClear();
    const { data } = await app.graphql<All>(member, READ_ALL, { id: clientId });
    const ids = data.client.assignments.edges.map(({ node }) => node.submissions.map(({ id }) => id));
    expect(ids).toEqual(submissionIds.map((id) => [id]));
    return sql.mock.calls.length;
  };
  try {
    await handOneIn();
    const forOne = await statementsFor();
    for (const _more of [1, 2, 3]) await handOneIn();
    expect(forOne).toBeGreaterThan(0);
    expect(await statementsFor()).toBe(forOne);
  } finally {
    sql.mockRestore();
  }
});

test('a new client’s answer holds nothing but that client', async () => {
  const name = randomUUID();
  const made = await app.graphql<{ createClient: object }>(here.member, CREATE, {
    input: { name, idempotencyKey: randomUUID() },
  });
  expect(made.data.createClient).toMatchObject({ name, email: null, assignments: { edges: [] } });
  expect(found(made, [...tracesIn(here), ...tracesIn(there)])).toEqual([]);
});

test('a map, drawn, moved and not drawn, holds the family of its own client and of nobody else', async () => {
  // Nobody has handed in anything newer there.
  const { member, a, b } = there;
  const move = async (clientId: string, revision: number): Promise<unknown> => {
    const moved = await app.graphql<object>(member, MOVE, {
      input: { clientId, revision, moves: [{ person: 'mum', x: 40 }], idempotencyKey: randomUUID() },
    });
    expect(moved.errors).toBeUndefined();
    return moved.data;
  };
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const { data } = await app.graphql<object>(member, MAPS, { client: one.clientId });
    const kept = await move(one.clientId, 0);
    const late = await move(one.clientId, 0);
    const again = await move(one.clientId, 1);
    const lateAgain = await move(one.clientId, 1);
    for (const [answer, type] of [
      [data, 'Genogram'],
      [kept, 'Genogram'],
      [late, 'GenogramMoved'],
      [again, 'Genogram'],
      [lateAgain, 'GenogramMoved'],
    ] as const) {
      expect(JSON.stringify(answer)).toContain(`"__typename":"${type}"`);
      expect(JSON.stringify(answer)).toContain('PARENT_TOO_YOUNG');
      expect(found(answer, [one.relative])).toEqual([one.relative]);
      expect(found(answer, [...tracesOf(other), ...tracesIn(here)])).toEqual([]);
    }
  }
  const clientId = await makeClient(app, member);
  const inACircle = [
    ['x', 'y'],
    ['y', 'x'],
  ].flatMap(([row = '', parent]) => [
    inRow('members', row, 'label', row),
    inRow('members', row, 'parents', [parent]),
  ]);
  const asked = { clientId, worksheetId: 'family-history' };
  await fillIn(app, member, await app.signIn(member, clientId), asked, inACircle);
  const refused = await move(clientId, 0);
  expect(refused).toMatchObject({
    moveOnGenogram: {
      __typename: 'GenogramNotDrawn',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'OWN_ANCESTOR' })]),
    },
  });
  expect(found(refused, [...tracesIn(here), ...tracesIn(there)])).toEqual([]);
});

test('a summary’s copies are each of one client, or of what both may see', async () => {
  interface Copy {
    readonly kind: string;
    readonly client?: { readonly id: string } | null;
    readonly content?: object;
  }
  interface Summary {
    readonly both: { readonly copies: readonly Copy[] };
    readonly said: { readonly sessionSummary: { readonly copies: readonly Copy[] } };
  }
  const { both, said } = (await readAll(here)) as Summary;
  expect(both.copies.map(({ kind, client }) => [kind, client?.id])).toEqual([
    ['INDIVIDUAL_A', here.a.clientId],
    ['INDIVIDUAL_B', here.b.clientId],
    ['COUPLE', undefined],
  ]);
  const [ofA, ofB, ofBoth] = said.sessionSummary.copies;
  const written = [here.a, here.b].map((one) => [one.submittedText, one.relative]);
  expect(found(ofA, written.flat())).toEqual(written[0]);
  expect(found(ofB, written.flat())).toEqual(written[1]);
  // The codes of both, and nothing else that is known of either.
  expect(found(ofBoth, [...tracesOf(here.a), ...tracesOf(here.b)])).toEqual([here.a.code, here.b.code]);
});

testWithPoppler('a partner’s PDF says nothing of the other partner', async () => {
  interface Summary {
    both: { copies: { pdf: { url: string } }[] };
  }
  const { both } = (await readAll(here)) as Summary;
  const texts: string[] = [];
  for (const { pdf } of both.copies) {
    const { pathname, search } = new URL(pdf.url);
    const file = await request(app.app.getHttpServer())
      .get(pathname + search)
      .buffer()
      .expect(200);
    texts.push(pdfText(file.body as Buffer));
  }
  for (const [index, [me, partner]] of [
    [here.a, here.b],
    [here.b, here.a],
  ].entries()) {
    expect(found(texts[index], [me?.code ?? '', me?.submittedText ?? ''])).toHaveLength(2);
    expect(found(texts[index], tracesOf(partner as Person))).toEqual([]);
  }
});
