import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { TestApp } from './support/app.js';
import { BY_ID, call, OF_EVERYBODY, type Operation } from './support/operations.js';
import { forgetFilters, setPolicies } from './support/matrix-walls.js';
import type { Sql } from './support/sql.js';
import { startTwoPractices, type TwoPractices } from './support/two-practices.js';
import type { World } from './support/world.js';

/**
 * Two walls stand between practices: what services ask for, and what row-level security shows. Each holds alone; with
 * both down the probes see it, which is how we know that they look.
 */

let practices: TwoPractices;
let app: TestApp;
let owner: Sql;
let here: World;
let there: World;

beforeAll(async () => {
  practices = await startTwoPractices();
  ({ app, owner, here, there } = practices);
});
afterAll(() => practices?.stop());

let remember: (() => void) | undefined;
afterEach(async () => {
  remember?.();
  await setPolicies(owner, 'ENABLE');
});

/** What an operation gives for an id of the other practice's, if it is not what it gives for a new id. */
async function leakOf(operation: Operation): Promise<string | undefined> {
  const credentials = operation.caller === 'member' ? here.member : here.a.signedIn;
  const nothing = await answerToNewId(operation, credentials);
  const { text } = await call(app, credentials, operation, await foreignId(operation));
  return text === nothing ? undefined : text;
}

async function answerToNewId(operation: Operation, credentials: Record<string, string>): Promise<string> {
  const { text } = await call(app, credentials, operation, uuidv7());
  expect(text).toContain('"NotFound"');
  return text;
}

function foreignId(operation: Operation): string | Promise<string> {
  return operation.caller === 'client' ? there.a.openAssignmentId : operation.own(app, there);
}

const OF_PRACTICES = BY_ID.filter(({ field }) => !OF_EVERYBODY.includes(field));

async function leaks(): Promise<Record<string, string | undefined>> {
  const found: Record<string, string | undefined> = {};
  for (const operation of OF_PRACTICES) {
    const leak = await leakOf(operation);
    if (leak !== undefined) found[operation.field] = leak;
  }
  return found;
}

test('services that forget their filter find nothing of another practice', async () => {
  remember = forgetFilters();
  expect(await leaks()).toEqual({});
});

test('without policies in the database services find nothing of another practice', async () => {
  await setPolicies(owner, 'DISABLE');
  expect(await leaks()).toEqual({});
});

test('a client’s services that forget their filter find nothing of the partner’s', async () => {
  remember = forgetFilters();
  for (const operation of BY_ID.filter(({ caller }) => caller === 'client')) {
    const nothing = await answerToNewId(operation, here.b.signedIn);
    expect((await call(app, here.b.signedIn, operation, here.a.openAssignmentId)).text).toBe(nothing);
  }
  const mine = await app.graphql<{ myAssignments: { id: string }[] }>(
    here.b.signedIn,
    '{ myAssignments { id draft { answers } } }',
  );
  expect(mine.errors).toBeUndefined();
  expect(mine.data.myAssignments.map(({ id }) => id)).not.toContain(here.a.openAssignmentId);
  expect(mine.data.myAssignments.map(({ id }) => id)).toContain(here.b.openAssignmentId);
});

test('with both walls down every probe sees it, and what was sealed stays closed', async () => {
  remember = forgetFilters();
  await setPolicies(owner, 'DISABLE');
  const found = await leaks();
  expect(new Set(Object.keys(found))).toEqual(new Set(OF_PRACTICES.map(({ field }) => field)));
  const everything = JSON.stringify(found);
  for (const { name, email, submittedText, relative, draftText } of [there.a, there.b])
    for (const secret of [name, email, submittedText, relative, draftText])
      expect(everything).not.toContain(secret);
});
