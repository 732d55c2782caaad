import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { answer, answering, assign } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { ownWorksheet, publish } from './support/own-worksheet.js';

/** What a new version of a worksheet changes, also for those who are filling in an older one. */

let app: TestApp;
let practice: TestPractice;
let clientId: string;
let client: Record<string, string>;
const versions: string[] = [];

const ID = 'changing-sheet';
const item = (id: string, more: object = {}): object => ({ id, type: 'long', text: `About ${id}?`, ...more });
const section = (id: string, ...items: object[]): object => ({ id, title: id, items });
const options = (...values: string[]): object => ({
  type: 'choice',
  options: values.map((value) => ({ value, label: value })),
});
const VERSIONS: readonly object[][] = [
  [
    section('one', item('goes'), item('same')),
    section('two', item('pick', options('a', 'b')), item('turns')),
  ],
  [
    section('one', item('same', { text: 'Put otherwise?' }), item('turns')),
    section('two', item('pick', options('a', 'c')), item('comes')),
  ],
  [
    section('one', item('same', { text: 'Put otherwise?' }), item('turns', { type: 'date' })),
    section('two', item('pick', options('a', 'c')), item('comes')),
  ],
];

beforeAll(async () => {
  app = await startTestApp();
  practice = await app.practice();
  clientId = await makeClient(app, practice.member);
  client = await app.signIn(practice.member, clientId);
  // One assignment in each version but the last, and one that was handed in.
  for (const [index, sections] of VERSIONS.entries()) {
    const source = ownWorksheet({ id: ID, version: String(index), sections });
    versions.push((await publish(app, practice.member, source)).worksheet.hash);
    await assign(app, practice.member, { clientId, worksheetId: ID });
    if (index === 0)
      await answer(app, practice.member, client, { clientId, worksheetId: ID }, [answering('goes', 'x')]);
  }
});
afterAll(() => app?.stop());

interface Diff {
  __typename: string;
  added: string[];
  removed: string[];
  drafts: {
    edges: {
      cursor: string;
      node: {
        assignment: { id: string; worksheet: { version: string } };
        keeps: string[];
        loses: { item: string; why: string }[];
      };
    }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}
async function compare(from: string, to: string, page: object = {}, member = practice.member): Promise<Diff> {
  const { data, errors } = await app.graphql<{ worksheetDiff: Diff }>(
    member,
    `query($from: ID!, $to: ID!, $first: Int, $after: String) { worksheetDiff(from: $from, to: $to) { __typename
      ... on WorksheetDiff { added removed reworded { item part from to } retyped { item from to }
        optionsChanged { item added removed relabelled { value from to } } moved { item from to }
        drafts(first: $first, after: $after) { pageInfo { hasNextPage endCursor }
          edges { cursor node { assignment { id worksheet { version } } keeps loses { item why } } } } } } }`,
    { from, to, first: 20, ...page },
  );
  expect(errors).toBeUndefined();
  return data.worksheetDiff;
}
const v0 = (): string => versions[0] ?? '';
const v1 = (): string => versions[1] ?? '';
const v2 = (): string => versions[2] ?? '';

test('names what came, went, was reworded, retyped, moved or has other options', async () => {
  expect(await compare(v0(), v2())).toMatchObject({
    added: ['comes'],
    removed: ['goes'],
    reworded: [{ item: 'same', part: 'text', from: 'About same?', to: 'Put otherwise?' }],
    retyped: [{ item: 'turns', from: 'long', to: 'date' }],
    optionsChanged: [{ item: 'pick', added: ['c'], removed: ['b'], relabelled: [] }],
    moved: [{ item: 'turns', from: 'two', to: 'one' }],
  });
});

test('a version from itself differs in nothing', async () => {
  const { drafts, ...changes } = await compare(v2(), v2());
  expect(changes).toEqual({
    __typename: 'WorksheetDiff',
    added: [],
    removed: [],
    reworded: [],
    retyped: [],
    optionsChanged: [],
    moved: [],
  });
  expect(drafts.edges).toHaveLength(2);
});

test('every open assignment in another version is there, with what it would keep by its own version', async () => {
  const { drafts } = await compare(v1(), v2());
  const own = (ids: readonly string[]): string[] => ids.filter((id) => !id.includes('.'));
  expect(
    drafts.edges.map(({ node }) => ({
      version: node.assignment.worksheet.version,
      keeps: own(node.keeps),
      loses: node.loses,
    })),
  ).toEqual([
    {
      version: '0',
      keeps: ['same'],
      loses: [
        { item: 'goes', why: 'REMOVED' },
        { item: 'pick', why: 'OPTIONS' },
        { item: 'turns', why: 'RETYPED' },
      ],
    },
    { version: '1', keeps: ['same', 'pick', 'comes'], loses: [{ item: 'turns', why: 'RETYPED' }] },
  ]);
  // The common blocks stay as they are.
  for (const { node } of drafts.edges) expect(node.keeps).toContain('close.safe');
});

test('what was handed in is not among them, nor what is in the second version', async () => {
  const { drafts } = await compare(v2(), v1());
  expect(drafts.edges.map(({ node }) => node.assignment.worksheet.version)).toEqual(['0', '2']);
});

test('what somebody has written changes nothing: it is told from the questions alone', async () => {
  const before = await compare(v0(), v2());
  const [first] = before.drafts.edges;
  await app.graphql(client, 'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }', {
    input: { assignmentId: first?.node.assignment.id, revision: 0, patches: [answering('pick', 'a')] },
  });
  expect(await compare(v0(), v2())).toEqual(before);
});

test('the list goes on page by page', async () => {
  const one = await compare(v0(), v2(), { first: 1 });
  expect(one.drafts.pageInfo.hasNextPage).toBe(true);
  const two = await compare(v0(), v2(), { first: 1, after: one.drafts.pageInfo.endCursor });
  expect(two.drafts.pageInfo.hasNextPage).toBe(false);
  const all = await compare(v0(), v2());
  expect([one, two].flatMap(({ drafts }) => drafts.edges)).toEqual(all.drafts.edges);
});

test('another practice sees neither the version nor whom it was given to', async () => {
  const other = await app.practice();
  expect((await compare(v0(), v2(), {}, other.member)).__typename).toBe('NotFound');
  for (const sections of VERSIONS.slice(0, 2))
    await publish(
      app,
      other.member,
      ownWorksheet({ id: ID, version: String(VERSIONS.indexOf(sections)), sections }),
    );
  // The same content is a version of its own there, and given to nobody.
  expect((await compare(v0(), v1(), {}, other.member)).drafts.edges).toEqual([]);
  expect((await compare(v0(), randomUUID(), {}, other.member)).__typename).toBe('NotFound');
});
