import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.js';

type Headers = Record<string, string>;

/** What `assignWorksheet` answers, as far as the tests look. */
export interface Assigned {
  readonly __typename: string;
  readonly id: string;
  readonly message?: string;
  readonly known?: string[];
}

/** Assigns a worksheet as a member. `asked` are the fields of the input but the key. */
export async function assign(app: TestApp, member: Headers, asked: object): Promise<Assigned> {
  const made = await app.graphql<{ assignWorksheet: Assigned }>(
    member,
    `mutation($input: AssignWorksheetInput!) { assignWorksheet(input: $input) { __typename
      ... on Assignment { id } ... on RoleNeeded { message } ... on UnknownDecision { message known }
      ... on NothingApart { message }
      ... on NotFound { message } } }`,
    { input: { ...asked, idempotencyKey: randomUUID() } },
  );
  return made.data.assignWorksheet;
}

/** One change of a draft that sets an answer. */
export const answering = (item: string, value: unknown): object => ({ item, answer: { value } });
/** One change of a draft that sets a field of a row. */
export const inRow = (item: string, row: string, field: string, value: unknown): object => ({
  item,
  row,
  field,
  answer: { value },
});

/** Assigns `family-history` to a client. Returns the assignment's id. */
export async function assignFamilyHistory(app: TestApp, member: Headers, clientId: string): Promise<string> {
  const { id } = await assign(app, member, { clientId, worksheetId: 'family-history' });
  return id;
}

/** Saves a worksheet that nobody has saved before. */
export async function save(
  app: TestApp,
  client: Headers,
  assignmentId: string,
  patches: readonly object[],
): Promise<void> {
  const saved = await app.graphql<{ saveDraft: { __typename: string } }>(
    client,
    `mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename
      ... on InvalidAnswers { problems { item code } } } }`,
    { input: { assignmentId, revision: 0, patches } },
  );
  if (saved.data.saveDraft.__typename !== 'DraftSaved')
    throw new Error(`It was not saved: ${JSON.stringify(saved)}`);
}

/** Hands in a worksheet that was saved once. Returns the submission: its id, and what `fields` select of it. */
export async function submit<Selected = object>(
  app: TestApp,
  client: Headers,
  assignmentId: string,
  fields = '',
): Promise<{ id: string } & Selected> {
  const made = await app.graphql<{ submit: { __typename: string; id: string } & Selected }>(
    client,
    `mutation($input: SubmitInput!) { submit(input: $input) { __typename ... on Submission { id ${fields} }
      ... on InvalidAnswers { problems { item code } } } }`,
    { input: { assignmentId, revision: 1, idempotencyKey: randomUUID() } },
  );
  if (made.errors || made.data.submit.__typename !== 'Submission')
    throw new Error(`It was not handed in: ${JSON.stringify(made)}`);
  return made.data.submit;
}

/** Saves a worksheet that nobody has saved before, and hands it in. Returns the submission's id. */
export async function handIn(
  app: TestApp,
  client: Headers,
  assignmentId: string,
  patches: readonly object[],
): Promise<string> {
  await save(app, client, assignmentId, patches);
  return (await submit(app, client, assignmentId)).id;
}

/** Assigns, saves and hands in at one go. Returns the submission's id. */
export async function answer(
  app: TestApp,
  member: Headers,
  client: Headers,
  asked: object,
  patches: readonly object[],
): Promise<string> {
  const { id, ...refused } = await assign(app, member, asked);
  if (id === undefined) throw new Error(`It was not assigned: ${JSON.stringify(refused)}`);
  return handIn(app, client, id, patches);
}

/** The items of a worksheet as the client is given it, with their texts and given rows. */
export async function itemsGiven(
  app: TestApp,
  client: Headers,
  assignmentId: string,
): Promise<{ id: string; text: string; type: string; given: { id: string; label: string }[] | null }[]> {
  const mine = await app.graphql<{
    myAssignments: { id: string; worksheet: { sections: { items: never[] }[] } }[];
  }>(client, '{ myAssignments { id worksheet { sections { items { id text type given { id label } } } } } }');
  const found = mine.data.myAssignments.find(({ id }) => id === assignmentId);
  if (!found) throw new Error('The client is shown no such assignment.');
  return found.worksheet.sections.flatMap(({ items }) => items);
}
