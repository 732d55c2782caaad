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

/** Saves a worksheet that nobody has saved before, and hands it in. Returns the submission's id. */
export async function handIn(
  app: TestApp,
  client: Headers,
  assignmentId: string,
  patches: readonly object[],
): Promise<string> {
  const saved = await app.graphql<{ saveDraft: object }>(
    client,
    `mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename
      ... on InvalidAnswers { problems { item code } } } }`,
    { input: { assignmentId, revision: 0, patches } },
  );
  const made = await app.graphql<{ submit: { id?: string } }>(
    client,
    `mutation($input: SubmitInput!) { submit(input: $input) { __typename ... on Submission { id }
      ... on InvalidAnswers { problems { item code } } } }`,
    { input: { assignmentId, revision: 1, idempotencyKey: randomUUID() } },
  );
  const { id } = made.data.submit;
  if (id === undefined) throw new Error(`It was not handed in: ${JSON.stringify([saved.data, made.data])}`);
  return id;
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
  return found?.worksheet.sections.flatMap(({ items }) => items) ?? [];
}
