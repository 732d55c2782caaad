import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { answer, answering, inRow } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { pdfText } from './support/poppler.js';
import { connectTo, type Sql } from './support/sql.js';

/** A client's family, drawn from what was handed in; where people stand is kept apart from what is known of them. */

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
let clientId: string;
let client: Record<string, string>;
beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  practice = await app.practice();
  clientId = await makeClient(app, practice.member);
  client = await app.signIn(practice.member, clientId);
  await answer(app, practice.member, client, { clientId, worksheetId: 'family-history' }, FAMILY);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

const who = (row: string, label: string, relation: string, more: Record<string, unknown> = {}): object[] =>
  Object.entries({ label, relation, ...more }).map(([field, value]) => inRow('members', row, field, value));
const FAMILY: readonly object[] = [
  ...who('me', 'Wren-canary', 'me', { birth: 1988 }),
  ...who('mum', 'Orla-canary', 'mother', {
    birth: 1960,
    bond: 'they_hurt_me',
    breaks: ['lies'],
    secret: 'yes',
  }),
  ...who('dad', 'Tam-canary', 'father', { birth: 1958, health: 'asthma-canary' }),
  ...who('sis', 'Fern-canary', 'sister', { birth: 1990 }),
  inRow('couples', 'c1', 'a', 'mum'),
  inRow('couples', 'c1', 'b', 'dad'),
  inRow('couples', 'c1', 'kind', 'married'),
];

interface Drawn {
  __typename: string;
  message: string;
  revision: number;
  scenes: { title: string; description: string; svg: string; width: number }[];
  persons: { id: string; label: string; x: number }[];
  findings: { code: string }[];
  pdf: { url: string };
  current: Drawn;
}
const FIELDS = `__typename ... on NotFound { message } ... on GenogramNotDrawn { message findings { code } }
  ... on Genogram { revision scenes { title description svg width } persons { id label x } findings { code message } pdf { url } }`;
const ofClient = async (id: string, args = '', member = practice.member): Promise<Drawn | undefined> => {
  const { data } = await app.graphql<{ client: { genogram?: Drawn } }>(
    member,
    `query($id: ID!) { client(id: $id) { ... on Client { genogram${args} { ${FIELDS} } } } }`,
    { id },
  );
  return data.client.genogram;
};
const map = async (args = ''): Promise<Drawn> => (await ofClient(clientId, args)) as Drawn;
const move = async (input: object): Promise<Drawn> => {
  const { data } = await app.graphql<{ moveOnGenogram: Drawn }>(
    practice.member,
    `mutation($input: MoveOnGenogramInput!) { moveOnGenogram(input: $input) { ${FIELDS}
      ... on GenogramMoved { message current { revision persons { id x } } } } }`,
    { input: { clientId, idempotencyKey: randomUUID(), ...input } },
  );
  return data.moveOnGenogram;
};
const printed = async ({ pdf }: Drawn): Promise<{ text: string; name: string }> => {
  const { pathname, search } = new URL(pdf.url);
  const { body, headers } = await request(app.app.getHttpServer())
    .get(pathname + search)
    .buffer()
    .expect(200);
  return { text: pdfText(body as Buffer), name: String(headers['content-disposition']) };
};

describe('what is drawn', () => {
  test('everybody, where they stand from the client, with a picture and the same in words', async () => {
    const { scenes, persons, revision } = await map();
    expect(persons.map(({ label }) => label).toSorted()).toEqual([
      'Fern-canary',
      'Orla-canary',
      'Tam-canary',
      'Wren-canary',
    ]);
    expect(persons.find(({ id }) => id === 'me')?.x).toBe(0);
    expect(revision).toBe(0);
    expect(scenes).toHaveLength(1);
    expect(scenes[0]?.svg).toContain('Orla-canary');
    expect(scenes[0]?.svg).not.toMatch(/<script|href|on\w+=/i);
    expect(scenes[0]?.description).toContain('Orla-canary');
  });

  test('a copy for the client leaves out harm, secrets and breaks unless they are asked for', async () => {
    const forClinician = (await map()).scenes[0]?.description;
    const forClient = (await map('(mode: CLIENT)')).scenes[0]?.description;
    const asked = (await map('(mode: CLIENT, show: [HARM, SECRETS, TRUST_BREAKS])')).scenes[0]?.description;
    for (const said of [/harm|hurt/i, /secret/i]) {
      expect(forClinician).toMatch(said);
      expect(forClient).not.toMatch(said);
      expect(asked).toMatch(said);
    }
    for (const text of [forClinician, forClient, asked]) expect(text).not.toContain('asthma-canary');
  });

  test('a family that cannot be is refused with what to do', async () => {
    const other = await makeClient(app, practice.member);
    const theirs = await app.signIn(practice.member, other);
    expect(await ofClient(other)).toMatchObject({ __typename: 'NotFound' });
    await answer(app, practice.member, theirs, { clientId: other, worksheetId: 'family-history' }, [
      ...who('a', 'A', 'me', { parents: ['b'] }),
      ...who('b', 'B', 'mother', { parents: ['a'] }),
    ]);
    expect(await ofClient(other)).toMatchObject({
      __typename: 'GenogramNotDrawn',
      message: expect.stringContaining('send the worksheet back'),
      findings: expect.arrayContaining([expect.objectContaining({ code: 'OWN_ANCESTOR' })]),
    });
  });

  test('where nobody was named, it says so', async () => {
    const other = await makeClient(app, practice.member);
    const theirs = await app.signIn(practice.member, other);
    await answer(app, practice.member, theirs, { clientId: other, worksheetId: 'family-history' }, [
      answering('home.secrets', 'never'),
    ]);
    expect(await ofClient(other)).toMatchObject({
      __typename: 'GenogramNotDrawn',
      message: expect.stringContaining('Nobody of the family was named'),
    });
  });
});

describe('moving people', () => {
  test('keeps the place, sealed, and no fact with it; a second hand is told', async () => {
    const before = await map();
    const sister = before.persons.find(({ id }) => id === 'sis')?.x ?? 0;
    const idempotencyKey = randomUUID();
    const moves = [{ person: 'sis', x: -sister }];
    const moved = await move({ revision: 0, moves, idempotencyKey });
    expect(moved).toMatchObject({ __typename: 'Genogram', revision: 1 });
    const now = moved.persons.find(({ id }) => id === 'sis')?.x ?? 0;
    expect(Math.sign(now)).toBe(-Math.sign(sister));
    expect(moved.persons.map(({ id }) => id).toSorted()).toEqual(
      before.persons.map(({ id }) => id).toSorted(),
    );

    expect(await move({ revision: 0, moves, idempotencyKey })).toMatchObject({ revision: 1 });
    expect(await move({ revision: 0, moves: [] })).toMatchObject({
      __typename: 'GenogramMoved',
      current: { revision: 1 },
    });
    expect(await move({ revision: 1, moves: [] })).toMatchObject({ revision: 2 });
    expect((await map()).persons.find(({ id }) => id === 'sis')?.x).toBe(sister);

    const [kept] = await owner.rows<{ moves_sealed: Buffer; moved_by: string }>(
      'SELECT moves_sealed, moved_by FROM mendwork.genogram_layout WHERE client_id = $1',
      [clientId],
    );
    expect(kept?.moved_by).toBe(practice.memberId);
    expect(kept?.moves_sealed.toString('latin1')).not.toContain('sis');
    expect(
      await owner.rows(
        `SELECT action, detail FROM mendwork.audit_entry WHERE client_id = $1 AND action LIKE 'genogram%'`,
        [clientId],
      ),
    ).toEqual([
      { action: 'genogram.moved', detail: { clientId } },
      { action: 'genogram.moved', detail: { clientId } },
    ]);
  });

  test('refuses ids that are none and more places than a family has people', async () => {
    for (const moves of [
      [{ person: '<script>', x: 1 }],
      Array.from({ length: 201 }, (_, index) => ({ person: `p${index}`, x: 1 })),
    ]) {
      const { errors } = await app.graphql(
        practice.member,
        'mutation($input: MoveOnGenogramInput!) { moveOnGenogram(input: $input) { __typename } }',
        { input: { clientId, revision: 0, moves, idempotencyKey: randomUUID() } },
      );
      expect(errors?.[0]?.extensions?.code).toBe('BAD_INPUT');
    }
  });

  test('another practice finds nobody', async () => {
    const elsewhere = await app.practice();
    const { data } = await app.graphql<{ moveOnGenogram: Drawn }>(
      elsewhere.member,
      'mutation($input: MoveOnGenogramInput!) { moveOnGenogram(input: $input) { __typename } }',
      { input: { clientId, revision: 0, moves: [], idempotencyKey: randomUUID() } },
    );
    expect(data.moveOnGenogram.__typename).toBe('NotFound');
  });
});

describe('on paper', () => {
  test('as it was asked for, under a name that says nothing, and noted', async () => {
    const own = await printed(await map('(mode: CLIENT)'));
    const clinicians = await printed(await map());
    expect(clinicians.text).toContain('Orla-canary');
    expect(own.text).toContain('Orla-canary');
    expect(clinicians.text).toContain('Do not bring into joint session');
    expect(own.text).not.toContain('Do not bring');
    for (const { name } of [own, clinicians]) {
      expect(name).toMatch(/^inline; filename="map-[\w-]+-\d{8}\.pdf"$/);
      expect(name).not.toContain('canary');
    }
    const noted = await owner.rows<{ detail: { mode: string } }>(
      `SELECT detail FROM mendwork.audit_entry WHERE client_id = $1 AND action = 'genogram.printed' ORDER BY seq`,
      [clientId],
    );
    expect(noted.map(({ detail }) => detail.mode)).toEqual(['client', 'clinician']);
  });
});
