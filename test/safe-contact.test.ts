import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actingFor, type Role, runAsActor, runAsSystem } from '../src/access/actor.js';
import { AccessTokensService } from '../src/access/member/access-tokens.service.js';
import { ContactMailboxesService, type SafeMailbox } from '../src/clients/contact-mailboxes.service.js';
import { CouplesService } from '../src/clients/couples.service.js';
import { JobWork } from '../src/platform/database/job-work.js';
import { answering, assign, save } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { proposeContact } from './support/contact.js';
import { recordPolicies } from './support/own-worksheet.js';
import { connectTo, type Sql } from './support/sql.js';

/** What a client says about how to be reached: a proposal until the clinic confirms it, and the partner’s never. */

type Headers = Record<string, string>;
interface Proposal {
  id: string;
  client: { id: string };
  contact: { ways: string[]; number: string | null; persons: { name: string }[] };
}

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
let other: TestPractice;
let a: string;
let b: string;
let signedInA: Headers;
let signedInB: Headers;
beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  practice = await app.practice();
  other = await app.practice();
  await recordPolicies(app, practice.member);
});
afterAll(async () => {
  await app?.stop();
  await owner?.end();
});
beforeEach(async () => {
  a = await makeClient(app, practice.member, `A ${randomUUID()}`);
  b = await makeClient(app, practice.member, `B ${randomUUID()}`);
  signedInA = await app.signIn(practice.member, a);
  signedInB = await app.signIn(practice.member, b);
  await runAsActor(
    actingFor({ practiceId: practice.practiceId, id: practice.memberId, roles: ['clinician'] }),
    randomUUID(),
    () =>
      app.app.get(CouplesService).create({
        code: randomUUID().slice(0, 8),
        partners: [
          { clientId: a, role: 'hurt' },
          { clientId: b, role: 'repairing' },
        ],
      }),
  );
});

const CONTACT = `contact { ways number times words seen persons { name relation phone isPartner tell } } mailAllowed`;
const RESULT = `__typename ... on Client { id email ${CONTACT} } ... on SharedMailbox { message client { id email ${CONTACT} } }
  ... on NotFound { message }`;
const CLOSED = '... on ContactProposalClosed { message }';

/** Hands `start-here` in as a client, with these ways and a number. */
const propose = (
  client: Headers,
  clientId: string,
  ways: readonly string[],
  number?: string,
): Promise<void> =>
  proposeContact(app, practice.member, client, clientId, { ways, ...(number && { number }) });

async function open(member: Headers = practice.member): Promise<Proposal[]> {
  const answered = await app.graphql<{ contactProposals: Proposal[] }>(
    member,
    '{ contactProposals { id client { id } contact { ways number persons { name } } } }',
  );
  expect(answered.errors).toBeUndefined();
  return answered.data.contactProposals.filter(({ client }) => [a, b].includes(client.id));
}

interface Outcome {
  __typename: string;
  id?: string;
  message?: string;
  email?: string | null;
  contact?: object | null;
  mailAllowed?: boolean;
  client?: { id: string; email: string | null; mailAllowed: boolean };
}

async function confirm(
  proposalId: string,
  email?: string | null,
  member = practice.member,
  key = randomUUID(),
) {
  const input = { proposalId, ...(email !== undefined && { email }), idempotencyKey: key };
  const made = await app.graphql<{ confirmContact: Outcome }>(
    member,
    `mutation($input: ConfirmContactInput!) { confirmContact(input: $input) { ${RESULT} ${CLOSED} } }`,
    { input },
  );
  expect(made.errors).toBeUndefined();
  return made.data.confirmContact;
}

async function set(clientId: string, contact: object, email?: string | null, member = practice.member) {
  const input = { clientId, contact, ...(email !== undefined && { email }), idempotencyKey: randomUUID() };
  return app.graphql<{ setContact: Outcome }>(
    member,
    `mutation($input: SetContactInput!) { setContact(input: $input) { ${RESULT} } }`,
    { input },
  );
}

async function inForce(clientId: string): Promise<Outcome> {
  const read = await app.graphql<{ client: Outcome }>(
    practice.member,
    `query($id: ID!) { client(id: $id) { ... on Client { id email ${CONTACT} } } }`,
    { id: clientId },
  );
  return read.data.client;
}

/** Where the notifier would send mail to. */
function mailbox(clientId: string): Promise<SafeMailbox | undefined> {
  return runAsSystem(practice.practiceId, randomUUID(), () =>
    app.app.get(JobWork).write(() => app.app.get(ContactMailboxesService).ofClient(clientId)),
  );
}

const drawn = (): string => `${randomUUID()}@example.org`;

/** A new member of the practice, with a token of their own. */
async function makeMember(role: Role): Promise<{ id: string; headers: Headers }> {
  const id = randomUUID();
  const { practiceId } = practice;
  await owner.rows(
    `INSERT INTO mendwork.member (practice_id, id, display_name, roles) VALUES ($1, $2, 'Other', $3)`,
    [practiceId, id, [role]],
  );
  const { token } = await runAsSystem(practiceId, randomUUID(), () =>
    app.app.get(AccessTokensService).create(id, { label: 'Test', scopes: ['read', 'write'], days: 1 }),
  );
  return { id, headers: { authorization: `Bearer ${token}` } };
}

describe('what a client hands in about contact', () => {
  test('is proposed to the clinic and is not in force', async () => {
    await propose(signedInA, a, ['email', 'letter']);
    const [proposal, ...rest] = await open();
    expect(rest).toEqual([]);
    expect(proposal).toMatchObject({
      client: { id: a },
      contact: { ways: ['EMAIL', 'LETTER'], number: '555 0100', persons: [{ name: 'Somebody' }] },
    });
    expect(await inForce(a)).toMatchObject({ contact: null });
  });

  test('is in force once the clinic has confirmed it, with the address that it gives', async () => {
    const email = drawn();
    await propose(signedInA, a, ['email']);
    const [proposal] = await open();
    expect(await confirm(proposal?.id ?? '', email)).toMatchObject({
      __typename: 'Client',
      id: a,
      email,
      mailAllowed: true,
      contact: { ways: ['EMAIL'], number: '555 0100', words: 'ONLY_YOU_HAVE_A_NEW_MESSAGE', seen: null },
    });
    expect(await open()).toEqual([]);
    expect(await mailbox(a)).toEqual({ clientId: a, address: email });
  });

  test('that says nothing of e-mail, or wants none, ends mail', async () => {
    await set(a, { ways: ['EMAIL'] }, drawn());
    expect(await mailbox(a)).toBeDefined();
    await propose(signedInA, a, ['none_only_talk_to_me_in_sessions']);
    expect(await mailbox(a)).toBeDefined();
    expect(await confirm((await open())[0]?.id ?? '')).toMatchObject({ mailAllowed: false });
    expect(await mailbox(a)).toBeUndefined();
  });

  test('again replaces what was proposed before, which nobody can confirm any more', async () => {
    await propose(signedInA, a, ['email']);
    const [first] = await open();
    await propose(signedInA, a, ['letter']);
    const proposals = await open();
    expect(proposals.map(({ contact }) => contact.ways)).toEqual([['LETTER']]);
    expect(await confirm(first?.id ?? '')).toMatchObject({ __typename: 'ContactProposalClosed' });
    expect(await inForce(a)).toMatchObject({ contact: null });
  });

  test('in a worksheet that is only saved proposes nothing', async () => {
    const { id } = await assign(app, practice.member, { clientId: a, worksheetId: 'start-here' });
    await save(app, signedInA, id, [answering('contact.ways', ['email'])]);
    expect(await open()).toEqual([]);
  });

  test('is sealed in every table, and named in none', async () => {
    const number = `555${randomUUID()}`;
    await propose(signedInA, a, ['email'], number);
    await confirm((await open())[0]?.id ?? '', `${number}@example.org`);
    const tables = await owner.rows<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'mendwork'::regnamespace AND relkind = 'r'`,
    );
    for (const { name } of tables) {
      const rows = await owner.rows<{ line: string }>(`SELECT t::text AS line FROM mendwork.${name} t`);
      expect(rows.filter(({ line }) => line.includes(number))).toEqual([]);
    }
  });

  test('can be confirmed once, by one of two at a time, and again with the same key', async () => {
    await propose(signedInA, a, ['email']);
    const id = (await open())[0]?.id ?? '';
    const keys = [randomUUID(), randomUUID()];
    const both = await Promise.all(keys.map((key) => confirm(id, undefined, practice.member, key)));
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['Client', 'ContactProposalClosed']);
    const won = keys[both[0]?.__typename === 'Client' ? 0 : 1];
    expect(await confirm(id, undefined, practice.member, won)).toMatchObject({ __typename: 'Client', id: a });
  });

  test('can be declined, and then what is in force stays', async () => {
    await set(a, { ways: ['LETTER'] });
    await propose(signedInA, a, ['email']);
    const id = (await open())[0]?.id ?? '';
    const declined = await app.graphql<{ declineContact: Outcome }>(
      practice.member,
      `mutation($input: DeclineContactInput!) { declineContact(input: $input) { __typename ... on ContactProposal { id client { id } } } }`,
      { input: { proposalId: id, idempotencyKey: randomUUID() } },
    );
    expect(declined.data.declineContact).toEqual({ __typename: 'ContactProposal', id, client: { id: a } });
    expect(await open()).toEqual([]);
    expect(await inForce(a)).toMatchObject({ contact: { ways: ['LETTER'] } });
    expect(await confirm(id)).toMatchObject({ __typename: 'ContactProposalClosed' });
  });
});

describe('one mailbox of two clients', () => {
  test('is told to the clinic, and then neither gets mail', async () => {
    const email = drawn();
    await set(a, { ways: ['EMAIL'] }, email);
    expect(await mailbox(a)).toBeDefined();
    const shared = await set(b, { ways: ['EMAIL'] }, email.toUpperCase());
    expect(shared.data.setContact).toMatchObject({
      __typename: 'SharedMailbox',
      client: { id: b, mailAllowed: false },
    });
    expect(shared.data.setContact.message).toContain('office');
    expect(await inForce(a)).toMatchObject({ mailAllowed: false });
    expect([await mailbox(a), await mailbox(b)]).toEqual([undefined, undefined]);
  });

  test('is told by confirming as well', async () => {
    const email = drawn();
    await set(a, { ways: ['EMAIL'] }, email);
    await propose(signedInB, b, ['email']);
    expect(await confirm((await open())[0]?.id ?? '', email)).toMatchObject({ __typename: 'SharedMailbox' });
  });

  test('gets no mail, whatever is written beside it', async () => {
    const email = drawn();
    await set(a, { ways: ['EMAIL'] }, email);
    await set(b, { ways: ['EMAIL'] }, email);
    await owner.rows('UPDATE mendwork.client SET mail_allowed = true WHERE id = ANY($1)', [[a, b]]);
    expect([await mailbox(a), await mailbox(b)]).toEqual([undefined, undefined]);
  });

  test('in two practices is nobody’s business', async () => {
    const email = drawn();
    const elsewhere = await makeClient(app, other.member);
    await set(elsewhere, { ways: ['EMAIL'] }, email, other.member);
    expect((await set(a, { ways: ['EMAIL'] }, email)).data.setContact).toMatchObject({
      __typename: 'Client',
      mailAllowed: true,
    });
  });
});

describe('who may', () => {
  test('the front desk sees proposals and decides', async () => {
    await propose(signedInA, a, ['email']);
    const { headers: desk } = await makeMember('front_desk');
    const [proposal] = await open(desk);
    expect(await confirm(proposal?.id ?? '', undefined, desk)).toMatchObject({ __typename: 'Client' });
  });

  test.each(['admin', 'auditor', 'client'] as const)('%s does neither', async (who) => {
    await propose(signedInA, a, ['email']);
    const id = (await open())[0]?.id ?? '';
    const caller = who === 'client' ? signedInA : (await makeMember(who)).headers;
    const listed = await app.graphql(caller, '{ contactProposals { id } }');
    const confirmed = await app.graphql(
      caller,
      'mutation($input: ConfirmContactInput!) { confirmContact(input: $input) { __typename } }',
      { input: { proposalId: id, idempotencyKey: randomUUID() } },
    );
    const wrote = await set(a, { ways: ['EMAIL'] }, drawn(), caller);
    for (const { errors } of [listed, confirmed, wrote])
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await open()).toHaveLength(1);
  });

  test('another practice finds nothing', async () => {
    await propose(signedInA, a, ['email']);
    const id = (await open())[0]?.id ?? '';
    const strange = await confirm(id, undefined, other.member);
    expect(strange).toEqual(await confirm(randomUUID(), undefined, other.member));
    expect(strange).toMatchObject({ __typename: 'NotFound' });
    expect((await set(a, { ways: [] }, undefined, other.member)).data.setContact).toMatchObject({
      __typename: 'NotFound',
    });
    expect(await open(other.member)).toEqual([]);
  });

  test('who treats the partner alone sees no proposal, and is not told of a shared mailbox', async () => {
    const email = drawn();
    await set(b, { ways: ['EMAIL'] }, email);
    await propose(signedInB, b, ['email']);
    const { id, headers: apart } = await makeMember('clinician');
    await owner.rows(
      `INSERT INTO mendwork.care_team (practice_id, client_id, member_id, tie) VALUES ($1, $2, $3, 'individual_therapist')`,
      [practice.practiceId, a, id],
    );
    expect(await open(apart)).toEqual([]);
    const written = await set(a, { ways: ['EMAIL'] }, email, apart);
    expect(written.data.setContact).toMatchObject({ __typename: 'Client', id: a });
    // What the member does not know, the notifier does.
    expect([await mailbox(a), await mailbox(b)]).toEqual([undefined, undefined]);
  });
});

test('the partner sees the same before and after', async () => {
  const look = async (): Promise<string> => {
    const answered = await app.graphql(
      signedInB,
      '{ myAssignments { id state title dueOn submittedAt worksheet { id } } }',
    );
    const refused = await app.graphql(signedInB, '{ contactProposals { id } }');
    return JSON.stringify([answered.status, answered.data, refused.status, refused.errors]);
  };
  const before = await look();
  await propose(signedInA, a, ['email']);
  expect(await look()).toBe(before);
  await confirm((await open())[0]?.id ?? '', drawn());
  expect(await look()).toBe(before);
  await set(a, { ways: ['EMAIL'] }, drawn());
  expect(await look()).toBe(before);
});

describe('what the clinic writes itself', () => {
  test('takes an address away with null, and leaves it as it is without', async () => {
    const email = drawn();
    await set(a, { ways: ['EMAIL'] }, email);
    expect((await set(a, { ways: ['EMAIL', 'LETTER'] })).data.setContact.email).toBe(email);
    expect((await set(a, { ways: ['LETTER'] }, null)).data.setContact.email).toBeNull();
    const [row] = await owner.rows('SELECT email_sealed, email_lookup FROM mendwork.client WHERE id = $1', [
      a,
    ]);
    expect(row).toEqual({ email_sealed: null, email_lookup: null });
  });

  test.each([
    [{ ways: ['EMAIL'], number: 'x'.repeat(501) }, undefined],
    [{ ways: [], times: 'a\u0000b' }, undefined],
    [{ ways: [], persons: Array.from({ length: 6 }, () => ({ name: 'x' })) }, undefined],
    [{ ways: [] }, 'not an address'],
  ])('is refused where it cannot be kept: %#', async (contact, email) => {
    const refused = await set(a, contact, email);
    expect(refused.errors?.[0]?.extensions?.code).toBe('BAD_INPUT');
    expect(await inForce(a)).toMatchObject({ contact: null });
  });

  test('and everything that was decided stands in the audit, by ids', async () => {
    await propose(signedInA, a, ['email']);
    await confirm((await open())[0]?.id ?? '');
    await set(a, { ways: [] });
    const entries = await owner.rows<{ action: string; actor_kind: string }>(
      `SELECT action, actor_kind FROM mendwork.audit_entry WHERE client_id = $1 AND action LIKE 'contact%' ORDER BY seq`,
      [a],
    );
    expect(entries).toEqual([
      { action: 'contact.proposed', actor_kind: 'client' },
      { action: 'contact.confirmed', actor_kind: 'member' },
      { action: 'contact.set', actor_kind: 'member' },
    ]);
  });
});
