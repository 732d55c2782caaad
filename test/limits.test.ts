import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type LimitName, LIMITS } from '../src/platform/graphql/limits.js';
import { startTestApp, type TestApp } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';
import { makeWorld, type World } from './support/world.js';

/** What is too much, broken or not for everybody is refused, with a code and a sentence and nothing of the inside. */

let app: TestApp;
let owner: Sql;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ graphiql: false });
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly code: string | undefined;
  readonly message: string;
}

/** Every answer of this file, for the last word on what errors may say. */
const answers: Answer[] = [];

function noted({ status, text }: { status: number; text: string }): Answer {
  const [error] =
    (JSON.parse(text) as { errors?: { message: string; extensions: { code: string } }[] }).errors ?? [];
  const answer = { status, text, code: error?.extensions.code, message: error?.message ?? '' };
  answers.push(answer);
  return answer;
}

/** Posts a body as it is. */
async function post(body: string | Buffer, type = 'application/json'): Promise<Answer> {
  return noted(
    await request(app.app.getHttpServer())
      .post('/graphql')
      .set(world.member)
      .set('content-type', type)
      .serialize((data: unknown) => data as string)
      .send(body as string),
  );
}
const ask = (query: string, variables: object = {}): Promise<Answer> =>
  post(JSON.stringify({ query, variables }));

const CREATE = 'mutation($input: CreateClientInput!) { createClient(input: $input) { __typename } }';
const create = (input: object): Promise<Answer> =>
  ask(CREATE, { input: { idempotencyKey: randomUUID(), name: 'Limits', ...input } });

describe('a body', () => {
  const padded = (bytes: number): string => {
    const body = (filler: string): string => JSON.stringify({ query: '{ __typename }', filler });
    return body('x'.repeat(bytes - body('').length));
  };

  test('of 256 KB is read', async () => {
    expect(await post(padded(256 * 1024))).toMatchObject({ status: 200, code: undefined });
  });

  test.each([256 * 1024 + 1, 10_000_000])('of %d bytes is refused', async (bytes) => {
    expect(await post(padded(bytes))).toMatchObject({ status: 413, code: 'TOO_LARGE' });
  });

  test.each([
    ['cut', '{"query":"{ __type', 'BAD_INPUT'],
    ['not JSON', 'query', 'BAD_INPUT'],
    ['with a NUL byte in it', '{"query":"{ __typename }\u0000"}', 'BAD_INPUT'],
    ['null', 'null', 'BAD_REQUEST'],
    ['a text', '"{ __typename }"', 'BAD_REQUEST'],
    ['a list of requests', '[{"query":"{ __typename }"},{"query":"{ __typename }"}]', 'BAD_REQUEST'],
    ['without a query', '{}', 'BAD_REQUEST'],
    ['empty', '', 'BAD_REQUEST'],
  ])('that is %s is refused', async (_what, body, code) => {
    expect(await post(body)).toMatchObject({ status: 400, code });
  });

  test.each([
    ['half a character', Buffer.from([0xc3])],
    ['a byte of no character', Buffer.from([0xff])],
    ['an overlong form', Buffer.from([0xc0, 0xaf])],
    ['a surrogate', Buffer.from([0xed, 0xa0, 0x80])],
  ])('with %s is no UTF-8 and refused', async (_what, bytes) => {
    const body = Buffer.concat([Buffer.from('{"query":"{ __typename } # '), bytes, Buffer.from('"}')]);
    expect(await post(body)).toMatchObject({ status: 400, code: 'BAD_INPUT' });
  });

  test.each(['utf-7', 'UTF-16', 'iso-8859-1'])('said to be %s is refused', async (charset) => {
    const body = '{"query":"{ __typename }"}';
    expect(await post(body, `application/json; charset=${charset}`)).toMatchObject({
      status: 400,
      code: 'BAD_INPUT',
    });
    expect(await post(body, 'application/json; charset="UTF-8"')).toMatchObject({ status: 200 });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/xml',
  ])('of type %s is refused', async (type) => {
    const { status, code } = await post('{"query":"{ __typename }"}', type);
    expect([400, 415]).toContain(status);
    expect(['BAD_REQUEST', 'BAD_INPUT']).toContain(code);
  });
});

describe('a document', () => {
  const many = (count: number, make: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => make(n)).join(' ');
  /** In `outer`, one within the other, `levels` in all. */
  const within = (levels: number, outer: string): string =>
    `{ ${`${outer} { `.repeat(levels - 1)}name${' }'.repeat(levels)}`;
  const decisions = (count: number): string =>
    `mutation { assignWorksheet(input: { clientId: "x", worksheetId: "y", idempotencyKey: "tokens-00", decisions: [${many(count, () => '"a"')}] }) { __typename } }`;

  // What is just small enough passes this gate, whatever it may then meet behind it.
  test.each<[LimitName, (count: number) => string]>([
    ['tokens', (count) => decisions(count - 26)],
    ['operations', (count) => many(count, (n) => `query Q${n} { __typename }`)],
    ['fragments', (count) => `{ worksheets { ${many(count, () => '... { id }')} } }`],
    ['depth', (count) => within(count, 'client')],
    ['rootFields', (count) => `{ ${many(count, () => '__typename')} }`],
    ['aliases', (count) => `{ worksheets { ${many(count, (n) => `a${n}: id`)} } }`],
    ['directives', (count) => `{ __typename ${many(count, () => '@include(if: true)')} }`],
    ['selections', (count) => `{ worksheets { ${many(count - 1, () => 'id')} } }`],
    ['nesting', (count) => `{ client(id: ${'['.repeat(count)}${']'.repeat(count)}) { __typename } }`],
  ])('of just as many %s as may be is read, of one more refused', async (name, document) => {
    const { most } = LIMITS[name];
    expect((await ask(document(most))).code).not.toBe('GRAPHQL_LIMIT');
    const { status, code, text } = await ask(document(most + 1));
    expect({ status, code }).toEqual({ status: 400, code: 'GRAPHQL_LIMIT' });
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { limit: name, most } }] });
  });

  test('of fragments is measured as if they were written out', async () => {
    const fields = many(LIMITS.rootFields.most + 1, (n) => (n % 2 ? 'id' : 'title'));
    expect(await ask(`{ worksheets { ...F } } fragment F on Worksheet { ${fields} }`)).toMatchObject({
      status: 200,
    });
    const half = many(LIMITS.aliases.most / 2, (n) => `a${n}: id`);
    expect(await ask(`{ worksheets { ...F } } fragment F on Worksheet { ${half} }`)).toMatchObject({
      status: 200,
    });
    expect(
      await ask(
        `{ worksheets { ...F } second: worksheets { ...F ...F } } fragment F on Worksheet { ${half} }`,
      ),
    ).toMatchObject({ code: 'GRAPHQL_LIMIT' });
  });

  test('with a value that does not fit is told where, and the value is not quoted', async () => {
    const secrets = ['said in private', '1234567', 'saidinprivate'];
    const faulty = [
      '{ client(id: {a: "said in private"}) { __typename } }',
      '{ clients(first: "said in private") { __typename } }',
      '{ clients(first: 1234567890123) { __typename } }',
      '{ clients(email: saidinprivate) { __typename } }',
      '{ worksheets(filter: { origin: "said in private" }) { id } }',
      '{ worksheets(filter: { origin: saidinprivate }) { id } }',
      '{ worksheets(filter: { text: ["said in private"] }) { id } }',
      'mutation { createSession(input: { with: { clientId: "x" }, idempotencyKey: "kkkkkkkk", startsAt: "said in private" }) { __typename } }',
      'mutation { assignWorksheet(input: { clientId: "x", worksheetId: "y", idempotencyKey: "kkkkkkkk", dueOn: "said in private" }) { __typename } }',
      '{ client(id: "said in private) { __typename } }',
      '{ client(id "said in private") { __typename } }',
      '{ client(id: "x") "said in private" { __typename } }',
      '{ client(id: "x") { saidinprivate: } }',
      '{ client(id: "\\usaid in private") { __typename } }',
      '{ client(id: "x") { __typename } } saidinprivate',
      '"""said in private""" { __typename }',
      '{ clients(first: 1234567saidinprivate) { __typename } }',
    ];
    for (const document of faulty) {
      const answer = await ask(document);
      expect([document, answer.status, answer.code]).toEqual([
        document,
        400,
        expect.stringMatching(/GRAPHQL_(?:VALIDATION|PARSE)_FAILED/),
      ]);
      expect(answer.text).toContain('"locations"');
      for (const secret of secrets) expect(answer.text).not.toContain(secret);
    }
    expect((await ask('{ worksheets(filter: { nmae: "a" }) { id } }')).message).toContain(
      'Field "nmae" is not defined',
    );
    expect((await ask('{ clients(first: "1") { __typename } }')).message).toMatch(/does not fit its type/);
  });

  test('that names an operation which is not there hears nothing of the name', async () => {
    const answer = await post(
      JSON.stringify({ query: 'query A { __typename }', operationName: 'said in private' }),
    );
    expect(answer).toMatchObject({ status: 400, code: 'OPERATION_RESOLUTION_FAILURE' });
    expect(answer.text).not.toContain('private');
  });

  test('with no page’s size where one has to be is the asker’s fault', async () => {
    const document = 'query($n: Int) { clients(first: $n) { pageInfo { endCursor } } }';
    expect(await ask(document, { n: null })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await ask(document)).toMatchObject({ status: 200, code: undefined });
  });

  const one = (alias: string): string =>
    `${alias}: createClient(input: { name: "Two", idempotencyKey: "${randomUUID()}" }) { __typename }`;
  test.each([
    ['with two root fields', `mutation { ${one('a')} ${one('b')} }`],
    ['with a fragment at its root', `mutation { ...F } fragment F on Mutation { ${one('a')} ${one('b')} }`],
    ['with an inline fragment at its root', `mutation { ... { ${one('a')} ${one('b')} } }`],
  ])('that is a mutation %s does nothing', async (_what, document) => {
    const before = await owner.count('SELECT FROM mendwork.client');
    expect(await ask(document)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(await owner.count('SELECT FROM mendwork.client')).toBe(before);
  });

  test.each(['{ __schema { types { name } } }', '{ __type(name: "Client") { fields { name } } }'])(
    'cannot ask for the schema where GraphiQL is off: %s',
    async (document) => {
      const answer = await ask(document);
      expect(answer).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
      expect(answer.text).not.toContain('createdAt');
    },
  );

  test('with a wrong name is told no right one', async () => {
    const { message } = await ask('{ clint { idd } }');
    expect(message).toContain('clint');
    expect(message).not.toMatch(/Did you mean|client\b/);
  });
});

describe('by GET', () => {
  const get = async (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
    noted(
      await request(app.app.getHttpServer()).get('/graphql').query({ query }).set(world.member).set(headers),
    );

  test('nothing is read for a page of another site', async () => {
    expect(await get('{ __typename }')).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(await get('{ __typename }', { 'apollo-require-preflight': '1' })).toMatchObject({ status: 200 });
  });

  test('nothing is changed', async () => {
    const mutation = `mutation { createClient(input: { name: "Got", idempotencyKey: "${randomUUID()}" }) { __typename } }`;
    const before = await owner.count('SELECT FROM mendwork.client');
    expect(await get(mutation, { 'apollo-require-preflight': '1' })).toMatchObject({
      status: 405,
      code: 'BAD_REQUEST',
    });
    expect(await owner.count('SELECT FROM mendwork.client')).toBe(before);
  });
});

describe('a value', () => {
  test.each([
    ['a name with a NUL byte', { name: 'a\u0000b' }],
    ['a name with half a character', { name: 'a\ud800b' }],
    ['a name with the other half', { name: '\udfff' }],
    ['a name of two lines', { name: 'a\nb' }],
    ['a name of blanks', { name: ' \t ' }],
    ['a name of 201 characters', { name: 'a'.repeat(201) }],
    ['a code with a blank', { code: 'A B' }],
    ['a code with a NUL byte', { code: 'A\u0000B' }],
    ['an address without a place', { email: 'somebody' }],
    ['an address of 255 characters', { email: `${'a'.repeat(243)}@example.org` }],
    ['a short key', { idempotencyKey: '1234567' }],
    ['a long key', { idempotencyKey: 'k'.repeat(201) }],
    ['a key with a NUL byte', { idempotencyKey: 'kkkkkkkk\u0000' }],
  ])('%s is refused', async (_what, input) => {
    const before = await owner.count('SELECT FROM mendwork.client');
    expect(await create(input)).toMatchObject({ code: 'BAD_INPUT' });
    expect(await owner.count('SELECT FROM mendwork.client')).toBe(before);
  });

  test.each([
    ['letters of all kinds', 'Zoë 李 Ω أحمد 👩‍👩‍👧'],
    ['200 characters', 'a'.repeat(200)],
  ])('a name of %s is kept', async (_what, name) => {
    const answer = await ask(CREATE.replace('__typename', '... on Client { name }'), {
      input: { name, idempotencyKey: randomUUID() },
    });
    expect(JSON.parse(answer.text)).toEqual({ data: { createClient: { name } } });
  });

  test.each([['0'], ['101'], ['-1'], ['99999999999'], ['null'], ['"10"'], ['1.5']])(
    'a page of %s is refused',
    async (first) => {
      const { code } = await ask(`{ clients(first: ${first}) { pageInfo { endCursor } } }`);
      expect(['BAD_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(code);
      expect(await ask('{ clients(first: 100) { pageInfo { endCursor } } }')).toMatchObject({
        code: undefined,
      });
    },
  );

  const cursor = (text: string): string => Buffer.from(text).toString('base64url');
  test.each([
    ['a text', 'x'],
    ['no id', cursor('2026-11-24T15:00:00.000Z')],
    ['no time', cursor(`yesterday ${randomUUID()}`)],
    ['SQL', cursor(`2026-11-24T15:00:00.000Z ' OR true --`)],
    ['a time before all times', cursor(`-271821-04-20T00:00:00.000Z ${randomUUID()}`)],
  ])('a cursor of %s is refused', async (_what, after) => {
    const answer = await ask('query($after: String) { clients(after: $after) { pageInfo { endCursor } } }', {
      after,
    });
    expect(answer).toMatchObject({ code: 'BAD_INPUT' });
  });

  test('of another type is named, not quoted', async () => {
    const quoted = 'said in private';
    for (const input of [
      { name: [quoted] },
      { name: quoted, nmae: quoted },
      { email: { quoted } },
      { name: null, email: quoted },
    ]) {
      const answer = await create(input);
      expect(answer).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
      expect(answer.message).toContain('"$input"');
      expect(answer.text).not.toContain(quoted);
    }
    expect((await create({ nmae: quoted })).message).toContain('Field "nmae" is not defined');
  });
});

describe('what goes wrong inside', () => {
  const clients = (): Promise<Answer> => ask('{ clients { edges { node { name } } } }');

  test('is told as such and no more', async () => {
    await owner.rows('ALTER TABLE mendwork.client RENAME COLUMN code TO code_before');
    const [read, written] = [await clients(), await create({})];
    await owner.rows('ALTER TABLE mendwork.client RENAME COLUMN code_before TO code');
    expect([read, written]).toMatchObject([{ code: 'INTERNAL' }, { code: 'INTERNAL' }]);
    expect(await clients()).toMatchObject({ code: undefined });
  });

  test('and will pass is told with when to come again', async () => {
    const holder = await connectTo(app.database.url);
    await holder.rows('BEGIN');
    await holder.rows('LOCK TABLE mendwork.client IN ACCESS EXCLUSIVE MODE');
    const answer = await request(app.app.getHttpServer())
      .post('/graphql')
      .set(world.member)
      .send({ query: '{ clients { edges { node { name } } } }' });
    await holder.rows('ROLLBACK');
    await holder.end();
    expect(noted(answer)).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(answer.headers).toMatchObject({ 'retry-after': '1' });
  });
});

test('no error of all these said anything of the inside', () => {
  const ours = ['BAD_INPUT', 'GRAPHQL_LIMIT', 'INTERNAL', 'TOO_LARGE', 'UNAVAILABLE'];
  const apollos = [
    'BAD_REQUEST',
    'BAD_USER_INPUT',
    'GRAPHQL_PARSE_FAILED',
    'GRAPHQL_VALIDATION_FAILED',
    'OPERATION_RESOLUTION_FAILURE',
  ];
  const failed = answers.filter(({ code }) => code !== undefined);
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set([...ours, ...apollos]));
  for (const { text } of failed) {
    expect(text).not.toMatch(
      /mendwork\.|SELECT|INSERT|(?:column|relation) |syntax error at|code_before|stacktrace/,
    );
    expect(text).not.toMatch(/node_modules|\.[jt]s\b|at \w+ \(|pg_|typeorm/i);
  }
});
