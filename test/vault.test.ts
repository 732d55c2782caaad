import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actingFor, type Actor, runAsActor } from '../src/access/actor.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { keyIdOf } from '../src/platform/vault/seal.js';
import { Vault } from '../src/platform/vault/vault.service.js';
import type { TestApp } from './support/app.js';
import type { Sql } from './support/sql.js';
import { startTwoPractices, type TwoPractices } from './support/two-practices.js';
import type { World } from './support/world.js';

/** What is sealed in the tables opens where it was put, for whom it was meant, and nowhere else. */

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

interface Found {
  clients: { edges: { node: { id: string; email: string } }[] };
}

describe('an e-mail address', () => {
  const find = async (world: World, email: string): Promise<string[]> => {
    const query = 'query($email: String) { clients(email: $email) { edges { node { id email } } } }';
    const { data } = await app.graphql<Found>(world.member, query, { email });
    return data.clients.edges.map(({ node }) => node.id);
  };

  test.each([
    ['as it was given', (email: string) => email],
    ['in capitals', (email: string) => email.toUpperCase()],
    ['with blanks around it', (email: string) => ` \t${email}\n`],
    [
      'in wide letters',
      (email: string) =>
        email.replaceAll(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
    ],
  ])('finds its client %s', async (_how, variant) => {
    expect(await find(here, variant(here.a.email))).toEqual([here.a.clientId]);
  });

  test.each([
    ['of another practice', () => there.a.email],
    ['cut', () => here.a.email.slice(1)],
    ['with a wildcard', () => here.a.email.replace(/^./, '%')],
    ['of nobody', () => 'nobody@example.org'],
  ])('finds nobody when it is %s', async (_how, email) => {
    expect(await find(here, email())).toEqual([]);
  });

  test('is looked up by another value in each practice', async () => {
    const email = `${randomUUID()}@example.org`;
    for (const { member } of [here, there])
      await app.graphql(
        member,
        'mutation($input: CreateClientInput!) { createClient(input: $input) { __typename } }',
        {
          input: { name: 'Same Address', email, idempotencyKey: randomUUID() },
        },
      );
    const [ours] = await find(here, email);
    const [theirs] = await find(there, email);
    const rows = await owner.rows<{ email_lookup: Buffer }>(
      'SELECT email_lookup FROM mendwork.client WHERE id IN ($1, $2)',
      [ours, theirs],
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]?.email_lookup).toHaveLength(32);
    expect(rows[0]?.email_lookup).not.toEqual(rows[1]?.email_lookup);
  });
});

describe('a sealed value that was copied', () => {
  const CLIENT = 'query($id: ID!) { client(id: $id) { ... on Client { name email } } }';
  const SUBMISSION = 'query($id: ID!) { submission(id: $id) { ... on Submission { answers } } }';

  // Each copy is made for one test and put back.
  let undo: (() => Promise<unknown>) | undefined;
  beforeEach(() => (undo = undefined));
  afterEach(() => undo?.());

  async function copy(table: string, column: string, toId: string, from: Buffer | undefined): Promise<void> {
    const [before] = await owner.rows<{ value: Buffer }>(
      `SELECT ${column} AS value FROM mendwork.${table} WHERE id = $1`,
      [toId],
    );
    const write = (value: Buffer | undefined): Promise<unknown> =>
      owner.rows(`UPDATE mendwork.${table} SET ${column} = $1 WHERE id = $2`, [value, toId]);
    undo = () => write(before?.value);
    await write(from);
  }
  const read = async (
    table: string,
    column: string,
    where: string,
    id: string,
  ): Promise<Buffer | undefined> => {
    const [row] = await owner.rows<{ value: Buffer }>(
      `SELECT ${column} AS value FROM mendwork.${table} WHERE ${where} = $1`,
      [id],
    );
    return row?.value;
  };

  async function expectClosed(query: string, id: string, secrets: readonly string[]): Promise<void> {
    const answer = await app.graphql(here.member, query, { id });
    expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL' } }] });
    for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret);
  }

  test('to another client does not open', async () => {
    await copy(
      'client',
      'name_sealed',
      here.b.clientId,
      await read('client', 'name_sealed', 'id', here.a.clientId),
    );
    await expectClosed(CLIENT, here.b.clientId, [here.a.name]);
  });

  test('to another column of the same client does not open', async () => {
    await copy(
      'client',
      'email_sealed',
      here.a.clientId,
      await read('client', 'name_sealed', 'id', here.a.clientId),
    );
    await expectClosed(CLIENT, here.a.clientId, [here.a.name]);
  });

  test('from a draft to a submission of the same client does not open', async () => {
    const draft = await read('draft', 'answers_sealed', 'assignment_id', here.a.openAssignmentId);
    await copy('submission', 'answers_sealed', here.a.submissionId, draft);
    await expectClosed(SUBMISSION, here.a.submissionId, [here.a.draftText]);
  });

  test('from another practice does not open', async () => {
    const submitted = await read('submission', 'answers_sealed', 'id', there.a.submissionId);
    await copy('submission', 'answers_sealed', here.a.submissionId, submitted);
    await expectClosed(SUBMISSION, here.a.submissionId, [there.a.submittedText]);
  });

  test('and put back opens', async () => {
    const { data } = await app.graphql<object>(here.member, SUBMISSION, { id: here.a.submissionId });
    expect(JSON.stringify(data)).toContain(here.a.submittedText);
  });
});

describe('a client’s key', () => {
  const asClient = ({ practiceId }: World, clientId: string): Actor => ({
    kind: 'client',
    practiceId,
    id: clientId,
    sessionHash: Buffer.alloc(32),
    place: 'own',
  });
  const asMember = ({ practiceId, memberId }: World): Actor =>
    actingFor({ practiceId, id: memberId, roles: ['clinician'] });

  async function openName(actor: Actor, clientId: string): Promise<string> {
    const [row] = await owner.rows<{ name_sealed: Buffer }>(
      'SELECT name_sealed FROM mendwork.client WHERE id = $1',
      [clientId],
    );
    const place = { table: 'client', column: 'name_sealed', rowId: clientId };
    return runAsActor(actor, randomUUID(), () =>
      app.app
        .get(UnitOfWork)
        .write(() => app.app.get(Vault).open<string>(place, row?.name_sealed ?? Buffer.alloc(0))),
    );
  }

  test('opens for the client and for the practice', async () => {
    expect(await openName(asClient(here, here.a.clientId), here.a.clientId)).toBe(here.a.name);
    expect(await openName(asMember(here), here.a.clientId)).toBe(here.a.name);
  });

  test('does not open for the partner, though the practice has just used it', async () => {
    expect(await openName(asMember(here), here.a.clientId)).toBe(here.a.name);
    await expect(openName(asClient(here, here.b.clientId), here.a.clientId)).rejects.toThrow('is gone');
  });

  test('does not open for another practice', async () => {
    await expect(openName(asMember(there), here.a.clientId)).rejects.toThrow('is gone');
  });

  test('is each client’s own', async () => {
    const rows = await owner.rows<{
      id: string;
      data_key_id: string;
      name_sealed: Buffer;
      wrapped_key: Buffer;
    }>(
      `SELECT c.id, data_key_id, name_sealed, wrapped_key FROM mendwork.client c
       JOIN mendwork.data_key k ON k.practice_id = c.practice_id AND k.id = c.data_key_id`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(new Set(rows.map((row) => row.data_key_id)).size).toBe(rows.length);
    expect(new Set(rows.map((row) => row.wrapped_key.toString('hex'))).size).toBe(rows.length);
    for (const row of rows) expect(keyIdOf(row.name_sealed)).toBe(row.data_key_id);
  });
});
