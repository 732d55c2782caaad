import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { assignFamilyHistory } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';

/** The main job, end to end over HTTP: assign, fill in, submit, print. */

const SAVE = `mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename
  ... on DraftSaved { revision savedAt }
  ... on StaleRevision { message revision answers }
  ... on InvalidAnswers { message problems { item row field code message } }
  ... on NotFound { message }
  ... on AlreadySubmitted { message submittedAt } } }`;
const SUBMIT = `mutation($input: SubmitInput!) { submit(input: $input) { __typename
  ... on Submission { id revision submittedAt answers }
  ... on StaleRevision { revision }
  ... on InvalidAnswers { problems { item code } }
  ... on AlreadySubmitted { message submittedAt } } }`;

interface Saved {
  saveDraft: {
    __typename: string;
    revision: number;
    answers: object;
    problems: { item: string; code: string; message: string }[];
  };
}
interface Submitted {
  submit: { __typename: string; id: string; revision: number; answers: Record<string, unknown> };
}

let app: TestApp;
let practice: TestPractice;
let clientId: string;
let client: Record<string, string>;
let sql: Sql;

beforeAll(async () => {
  app = await startTestApp();
  sql = await connectTo(app.database.url);
  practice = await app.practice();
  clientId = await makeClient(app, practice.member, 'Ada Example');
  client = await app.signIn(practice.member, clientId);
});
afterAll(async () => {
  await sql?.end();
  await app?.stop();
});

const save = async (
  assignmentId: string,
  revision: number,
  patches: object[],
): Promise<Saved['saveDraft']> => {
  const answer = await app.graphql<Saved>(client, SAVE, { input: { assignmentId, revision, patches } });
  expect(answer.errors).toBeUndefined();
  return answer.data.saveDraft;
};
const submit = async (
  assignmentId: string,
  revision: number,
  idempotencyKey: string = randomUUID(),
): Promise<Submitted['submit']> => {
  const answer = await app.graphql<Submitted>(client, SUBMIT, {
    input: { assignmentId, revision, idempotencyKey },
  });
  expect(answer.errors).toBeUndefined();
  return answer.data.submit;
};

test('a worksheet goes out, comes back and is printed', async () => {
  const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  const mine = await app.graphql<{
    myAssignments: { id: string; state: string; draft: { revision: number } }[];
  }>(
    client,
    '{ myAssignments { id title state worksheet { title therapistNotes { debrief } } draft { revision answers } } }',
  );
  expect(mine.data.myAssignments).toMatchObject([
    {
      id: assignmentId,
      title: 'My family story',
      state: 'ASSIGNED',
      worksheet: { therapistNotes: null },
      draft: { revision: 0 },
    },
  ]);

  const first = await save(assignmentId, 0, [
    { item: 'members', row: 'r1', field: 'label', answer: { value: 'Grandma June' } },
    { item: 'members', row: 'r1', field: 'relation', answer: { value: 'grandmother' } },
    { item: 'home.secrets', answer: { value: 'often' } },
  ]);
  expect(first).toMatchObject({ __typename: 'DraftSaved', revision: 1 });
  const second = await save(assignmentId, 1, [
    { item: 'learn.rule', answer: { value: 'Nobody said it aloud.' } },
  ]);
  expect(second).toMatchObject({ revision: 2 });

  const submitted = await submit(assignmentId, 2);
  expect(submitted).toMatchObject({
    __typename: 'Submission',
    revision: 1,
    answers: { 'home.secrets': { value: 'often' } },
  });

  const read = await app.graphql<{ submission: object }>(
    practice.member,
    'query($id: ID!) { submission(id: $id) { ... on Submission { answers assignment { state client { name } } worksheet { title } } } }',
    { id: submitted.id },
  );
  expect(read.data.submission).toMatchObject({
    answers: { 'learn.rule': { value: 'Nobody said it aloud.' } },
    assignment: { state: 'SUBMITTED', client: { name: 'Ada Example' } },
  });

  const session = await app.graphql<{ createSession: { id: string } }>(
    practice.member,
    'mutation($input: CreateSessionInput!) { createSession(input: $input) { ... on Session { id } } }',
    {
      input: { with: { clientId }, startsAt: new Date(Date.now() + 3_600_000), idempotencyKey: randomUUID() },
    },
  );
  const summary = await app.graphql<{ sessionSummary: { copies: { kind: string; pdf: { url: string } }[] } }>(
    practice.member,
    'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { kind pdf(paper: A4) { url expiresAt } } } } }',
    { id: session.data.createSession.id },
  );
  const [copy] = summary.data.sessionSummary.copies;
  expect(copy?.kind).toBe('INDIVIDUAL');
  const link = new URL(copy?.pdf.url ?? '');
  const pdf = await request(app.app.getHttpServer())
    .get(link.pathname + link.search)
    .buffer()
    .expect(200);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.headers['content-disposition']).toMatch(/^inline; filename="session-C-[0-9A-Z]{5}-\d{8}\.pdf"$/);
  expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  const altered = `${link.pathname}${link.search.slice(0, -2)}xx`;
  await request(app.app.getHttpServer()).get(altered).expect(404);
});

test('a stale save writes nothing and hands over what is there', async () => {
  const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  await save(assignmentId, 0, [{ item: 'learn.rule', answer: { value: 'from the phone' } }]);
  const stale = await save(assignmentId, 0, [{ item: 'learn.rule', answer: { value: 'from the laptop' } }]);
  expect(stale).toMatchObject({
    __typename: 'StaleRevision',
    revision: 1,
    answers: { 'learn.rule': { value: 'from the phone' } },
  });
});

test('of many saves at once with one revision, one is taken', async () => {
  const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  const results = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      save(assignmentId, 0, [{ item: 'learn.rule', answer: { value: `writer ${n}` } }]),
    ),
  );
  expect(results.filter((result) => result.__typename === 'DraftSaved')).toHaveLength(1);
  expect(results.filter((result) => result.__typename === 'StaleRevision')).toHaveLength(7);
});

test('bad answers are told item by item and nothing of them is written', async () => {
  const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  const bad = await save(assignmentId, 0, [
    { item: 'learn.rule', answer: { value: 'kept out with the rest' } },
    { item: 'no.such.item', answer: { value: 'x' } },
    { item: 'home.secrets', answer: { value: 'no such option' } },
    { item: 'learn.gut', answer: { value: 'a'.repeat(20_001) } },
    { item: 'learn.safe', answer: { value: 'nul \u0000 byte' } },
    { item: 'learn.longed', answer: { value: 7 } },
  ]);
  expect(bad.__typename).toBe('InvalidAnswers');
  expect(Object.fromEntries(bad.problems.map(({ item, code }) => [item, code]))).toEqual({
    'no.such.item': 'unknown_item',
    'home.secrets': 'unknown_option',
    'learn.gut': 'too_long',
    'learn.safe': 'unreadable_text',
    'learn.longed': 'wrong_type',
  });
  const again = await save(assignmentId, 0, [{ item: 'learn.gut', answer: { value: 'a'.repeat(20_000) } }]);
  expect(again).toMatchObject({ __typename: 'DraftSaved', revision: 1 });
});

test('the hundred and first family member is refused', async () => {
  const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  const people = Array.from({ length: 101 }, (_, n) => ({ item: 'members', row: `r${n}` }));
  const refused = await save(assignmentId, 0, people);
  expect(refused.problems).toMatchObject([{ item: 'members', code: 'too_many_rows' }]);
  expect(await save(assignmentId, 0, people.slice(0, 100))).toMatchObject({ revision: 1 });
});

test('answers that are hidden stay in the draft and out of the submission', async () => {
  const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  await save(assignmentId, 0, [
    { item: 'harm.open', answer: { value: 'yes' } },
    { item: 'harm.saw', answer: { value: 'often' } },
    { item: 'harm.open', answer: { value: 'no_skip_this_part' } },
    { item: 'learn.rule', answer: { value: 'kept' } },
  ]);
  const submitted = await submit(assignmentId, 1);
  expect(Object.keys(submitted.answers).toSorted()).toEqual(['harm.open', 'learn.rule']);
  await sql.rows(`UPDATE mendwork.assignment SET previous_state = state, state = 'returned' WHERE id = $1`, [
    assignmentId,
  ]);
  const mine = await app.graphql<{ myAssignments: { id: string; draft: { answers: object } }[] }>(
    client,
    '{ myAssignments { id draft { answers } } }',
  );
  expect(mine.data.myAssignments.find(({ id }) => id === assignmentId)?.draft.answers).toHaveProperty([
    'harm.saw',
  ]);
});

test('a second submit is told so; the same one sent twice gives the first result', async () => {
  const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  await save(assignmentId, 0, [{ item: 'learn.rule', answer: { value: 'once' } }]);
  const key = randomUUID();
  const twins = await Promise.all([submit(assignmentId, 1, key), submit(assignmentId, 1, key)]);
  expect(twins[0]).toMatchObject({ __typename: 'Submission', revision: 1 });
  expect(twins[1]?.id).toBe(twins[0]?.id);
  expect(await submit(assignmentId, 1)).toMatchObject({ __typename: 'AlreadySubmitted' });
  expect(await save(assignmentId, 1, [{ item: 'learn.rule', answer: { value: 'late' } }])).toMatchObject({
    __typename: 'AlreadySubmitted',
  });
});

test('an idempotency key with another request is refused', async () => {
  const key = randomUUID();
  const make = (name: string): ReturnType<typeof app.graphql> =>
    app.graphql(
      practice.member,
      'mutation($i: CreateClientInput!) { createClient(input: $i) { ... on Client { id } } }',
      {
        i: { name, idempotencyKey: key },
      },
    );
  const first = await make('Twice Asked');
  expect((await make('Twice Asked')).data).toEqual(first.data);
  expect((await make('Somebody Else')).errors?.[0]?.extensions?.code).toBe('IDEMPOTENCY_KEY_REUSED');
});
