import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assignFamilyHistory } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';

/** Two who save at once: the one that had to wait for the lock sees what the other wrote. */

const SAVE = `mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename
  ... on DraftSaved { revision } ... on StaleRevision { revision } } }`;

let app: TestApp;
let practice: TestPractice;
let other: Sql;

beforeAll(async () => {
  app = await startTestApp();
  practice = await app.practice();
  other = await connectTo(app.database.url);
});
afterAll(async () => {
  await other?.end();
  await app?.stop();
});

test('a save that waited for the lock is told that the draft moved on meanwhile', async () => {
  const clientId = await makeClient(app, practice.member, 'Ada Example');
  const client = await app.signIn(practice.member, clientId);
  const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  const save = (revision: number): Promise<object> =>
    app
      .graphql<{ saveDraft: object }>(client, SAVE, {
        input: { assignmentId, revision, patches: [{ item: 'learn.rule', answer: { value: 'a line' } }] },
      })
      .then(({ data }) => data.saveDraft);
  expect(await save(0)).toEqual({ __typename: 'DraftSaved', revision: 1 });

  await other.rows('BEGIN');
  await other.rows('SELECT FROM mendwork.assignment WHERE id = $1 FOR NO KEY UPDATE', [assignmentId]);
  const waiting = save(1);
  while ((await other.count(`SELECT FROM pg_locks WHERE NOT granted`)) === 0) await delay(10);
  await other.rows('UPDATE mendwork.draft SET revision = 2 WHERE assignment_id = $1', [assignmentId]);
  await other.rows('COMMIT');
  expect(await waiting).toEqual({ __typename: 'StaleRevision', revision: 2 });
});
