import { createHash, randomUUID } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import request from 'supertest';
import { assignFamilyHistory, save, submit } from './support/answering.js';
import { startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { Canary, canariesInTables } from './support/canaries.js';
import { pdfText, testWithPoppler } from './support/poppler.js';
import { connectTo, type Sql } from './support/sql.js';

/**
 * What people write goes in by the API and comes out by the API and the PDF. On the way it is in no table, no log, no
 * error, no file name: unlikely words are written everywhere and looked for everywhere.
 */

const canary = (what: string): Canary => new Canary(`${what}${randomUUID().replaceAll('-', '')}`);
const NAME = canary('name');
const EMAIL = canary('mail');
const DRAFT = canary('draft');
const SUBMITTED = canary('answer');
const LABEL = canary('label');
const REFUSED = canary('refused');
/** In every other place of a request where a text can stand. */
const SENT = canary('sent');
const ALL = [NAME, EMAIL, DRAFT, SUBMITTED, LABEL, REFUSED, SENT];
/** Of a name, an address and of what is refused, nothing is printed. */
const UNPRINTED = [NAME, EMAIL, DRAFT, REFUSED, SENT];

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
let clientId: string;
let client: Record<string, string>;
/** Everything that the product said while it ran: its log at every level, and both standard outputs. */
const said: string[] = [];
const told: string[] = [];
/** What was answered to requests with something private where it does not belong, by what they were. */
const answered: [what: string, answer: string][] = [];
let restore: () => void;

beforeAll(async () => {
  restore = listen();
  app = await startTestApp({
    logger: pino({ level: 'trace' }, { write: (line: string) => void said.push(line) }),
  });
  owner = await connectTo(app.database.url);
  practice = await app.practice();
  await writeEverything();
});
afterAll(async () => {
  restore();
  await owner?.end();
  await app?.stop();
});

function listen(): () => void {
  const before = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array, ...rest: never[]) => {
      said.push(String(chunk));
      return write(chunk, ...rest);
    };
    return () => void (stream.write = write);
  });
  return () => before.forEach((put) => put());
}

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const newClient = (): object => ({ name: `Ada ${NAME.text}`, email: `${EMAIL.text}@example.org` });
const CREATE =
  'mutation($input: CreateClientInput!) { createClient(input: $input) { __typename ... on Client { id name } } }';
const SAVE = 'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }';

async function writeEverything(): Promise<void> {
  const made = await app.graphql<{ createClient: { id: string } }>(practice.member, CREATE, {
    input: { ...newClient(), ...key() },
  });
  clientId = made.data.createClient.id;
  client = await app.signIn(practice.member, clientId);
  await begin(DRAFT);
  await submit(app, client, await begin(SUBMITTED));
  await readEverything();
  await beRefused();
  await sendAstray();
}

async function begin(text: Canary): Promise<string> {
  const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  const patches = [
    { item: 'learn.rule', answer: { value: `It was ${text.text}.` } },
    { item: 'members', row: 'r1', field: 'label', answer: { value: `Aunt ${LABEL.text}` } },
  ];
  await save(app, client, assignmentId, patches);
  return assignmentId;
}

async function readEverything(): Promise<void> {
  const clinician = await app.graphql(
    practice.member,
    'query($email: String) { clients(email: $email) { edges { node { name email assignments { edges { node { submissions { answers } } } } } } } }',
    { email: `${EMAIL.text}@example.org` },
  );
  const mine = await app.graphql(client, '{ myAssignments { draft { answers } } }');
  const read = JSON.stringify([clinician, mine]);
  for (const { text } of [NAME, EMAIL, DRAFT, SUBMITTED, LABEL]) expect(read).toContain(text);
}

/** Everything that fails, each time with something private in it. */
async function beRefused(): Promise<void> {
  const { text } = REFUSED;
  const idempotencyKey = randomUUID();
  await app.graphql(practice.member, CREATE, { input: { name: 'Taken', code: 'TAKEN', idempotencyKey } });
  const inputs = [
    { name: `${text}\u0000`, ...key() },
    { name: text.repeat(20), ...key() },
    { name: text, email: text, ...key() },
    { name: text, code: text.repeat(2), ...key() },
    { name: text, code: 'TAKEN', ...key() },
    { name: text, idempotencyKey },
    { name: { text }, ...key() },
    { name: [text], ...key() },
    { name: text, nickname: text, ...key() },
  ];
  for (const input of inputs)
    await tell(practice.member, JSON.stringify({ query: CREATE, variables: { input } }));
  for (const answer of [
    { value: text.repeat(1_000) },
    { value: { text } },
    { value: `${text}\ud800` },
    { [text]: text },
  ])
    await tell(
      client,
      JSON.stringify({
        query: SAVE,
        variables: {
          input: { assignmentId: randomUUID(), revision: 0, patches: [{ item: 'learn.rule', answer }] },
        },
      }),
    );
  await tell(practice.member, `{"query":"${text}`);
  await tell(practice.member, JSON.stringify({ query: 'x', variables: text.repeat(20_000) }));
  await owner.rows('ALTER TABLE mendwork.client RENAME COLUMN code TO code_before');
  await tell(
    practice.member,
    JSON.stringify({ query: CREATE, variables: { input: { name: text, ...key() } } }),
  );
  await owner.rows('ALTER TABLE mendwork.client RENAME COLUMN code_before TO code');
}

/** Requests as nobody should make them, from a browser's window and from a program. */
async function sendAstray(): Promise<void> {
  const { text } = SENT;
  const member = practice.member;
  const query = (document: string): object => ({ query: document });
  const requests: Record<string, (agent: ReturnType<typeof request>) => request.Test> = {
    'an unknown address': (agent) => agent.get(`/${text}`),
    'a query behind an unknown address': (agent) => agent.get(`/nothing?q=${text}`),
    'a query behind a page': (agent) => agent.get(`/me?${text}=${text}`).set(client),
    'an id in an address': (agent) => agent.get(`/me/w/${text}`).set(client),
    'a long id in an address': (agent) => agent.get(`/me/w/${text.repeat(10)}`).set(client),
    'a broken address': (agent) => agent.get(`/me/w/${text}%E0%A4%A`),
    'the name of a file': (agent) => agent.get(`/me/assets/${text}.js`),
    'a ticket': (agent) => agent.get(`/files/summary?ticket=${text}`),
    'a method': (agent) => agent.delete(`/me/${text}`),
    headers: (agent) =>
      agent
        .get('/nothing')
        .set({ 'x-request-id': text, 'user-agent': text, referer: `https://x/${text}`, from: text }),
    'a cookie': (agent) =>
      agent.get('/me').set('cookie', `session=${practice.practiceId}.${text}; ${text}=1`),
    'a cookie of another kind': (agent) => agent.get('/me').set('cookie', `session=${text}.${text}`),
    'a token': (agent) =>
      agent.post('/graphql').set('authorization', `Bearer ${text}`).send(query('{ __typename }')),
    'other credentials': (agent) =>
      agent.post('/graphql').set('authorization', `Basic ${text}`).send(query('{ a }')),
    'an origin': (agent) =>
      agent
        .post('/me/leave')
        .set(client)
        .set({ origin: `https://${text}.example`, 'sec-fetch-site': text }),
    'a type': (agent) => agent.post('/graphql').set(member).set('content-type', `text/${text}`).send(text),
    'a charset': (agent) =>
      agent.post('/graphql').set(member).set('content-type', `application/json; charset=${text}`).send('{}'),
    'a body that is no JSON': (agent) => agent.post('/graphql').set(member).type('json').send(`{"${text}`),
    'a field of a body': (agent) =>
      agent
        .post('/graphql')
        .set(member)
        .send({ [text]: text }),
    'a form': (agent) =>
      agent
        .post(`/me/w/${text}`)
        .set(client)
        .type('form')
        .send({ [text]: text }),
    'a form of the way in': (agent) =>
      agent
        .post('/auth/client/enter')
        .set(client)
        .type('form')
        // The ids are the form’s own and come back in it.
        .send({ practice: randomUUID(), link: randomUUID(), secret: text, code: text }),
    'a form too large': (agent) =>
      agent
        .post('/me/leave')
        .set(client)
        .type('form')
        .send(`a=${text.repeat(80_000)}`),
    'a word of a document': (agent) =>
      agent
        .post('/graphql')
        .set(member)
        .send(query(`{ clients(first: "${text}") { pageInfo { endCursor } } }`)),
    'a name in a document': (agent) =>
      agent
        .post('/graphql')
        .set(member)
        .send(
          query(
            `mutation { createClient(input: { name: ["${text}"], idempotencyKey: {a: "${text}"} }) { __typename } }`,
          ),
        ),
    'a word that is no id': (agent) =>
      agent
        .post('/graphql')
        .set(member)
        .send(query(`{ client(id: "${text}") { id } }`)),
    'a comment in a broken document': (agent) =>
      agent
        .post('/graphql')
        .set(member)
        .send(query(`{ clients # ${text}`)),
    'a document in an address': (agent) =>
      agent
        .get('/graphql')
        .query({ query: `{ client(id: "${text}") { id } }` })
        .set(member),
    'the name of an operation': (agent) =>
      agent
        .post('/graphql')
        .set(member)
        .send({ query: 'query a { __typename } query b { __typename }', operationName: text }),
  };
  for (const [what, make] of Object.entries(requests))
    for (const accept of ['application/json', 'text/html']) {
      const answer = await make(request(app.app.getHttpServer())).set('accept', accept);
      answered.push([what, `${answer.status} ${JSON.stringify(answer.headers)} ${answer.text}`]);
    }
}

async function tell(credentials: Record<string, string>, body: string): Promise<void> {
  const answer = await request(app.app.getHttpServer())
    .post('/graphql')
    .set({ ...credentials, 'content-type': 'application/json' })
    .send(body);
  told.push(`${answer.status} ${JSON.stringify(answer.headers)} ${answer.text}`);
}

const foundIn = (texts: readonly (string | Buffer)[], canaries: readonly Canary[]): string[] =>
  canaries.filter((one) => one.isIn(...texts)).map(({ text }) => text);

describe('nothing private', () => {
  test('is in any table', async () => {
    expect(await owner.count('SELECT FROM mendwork.submission')).toBe(1);
    expect(await canariesInTables(owner, ALL)).toEqual([]);
  });

  test('can be tried out by a hash without a key', async () => {
    const [name, email] = [`Ada ${NAME.text}`, `${EMAIL.text}@example.org`];
    const guesses = [name, email, JSON.stringify({ name, email }), JSON.stringify({ email, name })];
    const digests = guesses.map((guess) => createHash('sha256').update(guess).digest('hex'));
    const rows = await owner.rows<{ row: string }>(
      'SELECT i::text AS row FROM mendwork.idempotency i UNION ALL SELECT c::text FROM mendwork.client c',
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const digest of digests) expect(rows.filter(({ row }) => row.includes(digest))).toEqual([]);
  });

  test('is in what Postgres remembers of its sessions', async () => {
    const remembered = await owner.rows<{ query: string }>(
      `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    expect(remembered.length).toBeGreaterThan(0);
    expect(
      foundIn(
        remembered.map(({ query }) => query),
        ALL,
      ),
    ).toEqual([]);
  });

  test('was said in the log or on standard output', () => {
    expect(said.join('')).toContain('request failed');
    expect(foundIn([said.join('')], ALL)).toEqual([]);
  });

  test('was told in an error', () => {
    expect(told).toHaveLength(16);
    expect(told.filter((answer) => !/"errors"|CodeTaken|InvalidAnswers|NotFound/.test(answer))).toEqual([]);
    expect(foundIn(told, ALL)).toEqual([]);
  });
});

test('what stands in a request where it does not belong is answered without it', () => {
  const refused = answered.filter(([, answer]) => /^4\d\d /.test(answer));
  expect(refused.length).toBeGreaterThan(45);
  expect(answered.filter(([, answer]) => /^5\d\d /.test(answer))).toEqual([]);
  expect(answered.filter(([, answer]) => SENT.isIn(answer)).map(([what]) => what)).toEqual([]);
});

describe('the printed summary', () => {
  let pdf: request.Response;
  beforeAll(async () => {
    const session = await app.graphql<{ createSession: { id: string } }>(
      practice.member,
      'mutation($input: CreateSessionInput!) { createSession(input: $input) { ... on Session { id } } }',
      { input: { with: { clientId }, startsAt: new Date(Date.now() + 3_600_000), ...key() } },
    );
    const summary = await app.graphql<{ sessionSummary: { copies: { pdf: { url: string } }[] } }>(
      practice.member,
      'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { pdf { url } } } } }',
      { id: session.data.createSession.id },
    );
    const url = new URL(summary.data.sessionSummary.copies[0]?.pdf.url ?? '');
    expect(foundIn([url.href, Buffer.from(url.href.split('.')[1] ?? '', 'base64url')], ALL)).toEqual([]);
    pdf = await request(app.app.getHttpServer())
      .get(url.pathname + url.search)
      .buffer()
      .expect(200);
  });

  test('has nothing private in its name and headers', () => {
    expect(pdf.headers['content-disposition']).toMatch(/filename="session-/);
    expect(foundIn([JSON.stringify(pdf.headers)], ALL)).toEqual([]);
  });

  testWithPoppler('has what was handed in in its text, and nothing of name, address and draft', async () => {
    const text = pdfText(pdf.body as Buffer);
    expect([SUBMITTED, LABEL].filter((one) => !text.replaceAll(' ', '').includes(one.text))).toEqual([]);
    expect(foundIn([text, text.replaceAll(' ', '')], UNPRINTED)).toEqual([]);
  });

  testWithPoppler('has nothing private in its metadata', async () => {
    const metadata = ['', '-meta', '-custom', '-url', '-dests'].map((option) =>
      execFileSync('pdfinfo', [...(option ? [option] : []), '-'], {
        input: pdf.body as Buffer,
        encoding: 'utf8',
      }),
    );
    expect(metadata[0]).toContain('Title:');
    expect(foundIn(metadata, ALL)).toEqual([]);
  });

  test('was printed without a word in the tables or the log', async () => {
    expect(await canariesInTables(owner, ALL)).toEqual([]);
    expect(foundIn([said.join('')], ALL)).toEqual([]);
  });
});

test.each([
  ['plain', (text: string) => Buffer.from(`before ${text} after`)],
  ['compressed', (text: string) => Buffer.concat([Buffer.from('head'), deflateRawSync(`{"a":"${text}"}`)])],
  ['in gzip', (text: string) => gzipSync(text.repeat(3))],
  ['in UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
  ['in base64', (text: string) => Buffer.from(Buffer.from(`x${text}`).toString('base64'))],
  ['as a bare hash', (text: string) => createHash('sha256').update(text).digest()],
])('what is in a table %s is found', async (_how, hide) => {
  await owner.rows('BEGIN');
  await owner.rows('UPDATE mendwork.draft SET answers_sealed = $1', [hide(DRAFT.text)]);
  const found = await canariesInTables(owner, ALL);
  await owner.rows('ROLLBACK');
  expect(found).toContain(`draft.answers_sealed: ${DRAFT.text}`);
});
