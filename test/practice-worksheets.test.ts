import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { answering, answer, assign, handIn } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { call } from './support/operations.js';
import { ownWorksheet, publish } from './support/own-worksheet.js';
import { pdfText, testWithPoppler } from './support/poppler.js';
import { connectTo, type Sql } from './support/sql.js';

/** Worksheets that a practice publishes: for itself, each version for good. */

let app: TestApp;
let owner: Sql;
let here: TestPractice;
let there: TestPractice;
let clientId: string;
let client: Record<string, string>;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  here = await app.practice('Here');
  there = await app.practice('There');
  clientId = await makeClient(app, here.member);
  client = await app.signIn(here.member, clientId);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

interface Listed {
  readonly id: string;
  readonly hash: string;
  readonly origin: string;
  readonly title: string;
}
const list = async ({ member }: TestPractice, filter: object = {}): Promise<Listed[]> => {
  const answered = await app.graphql<{ worksheets: Listed[] }>(
    member,
    'query($filter: WorksheetFilter) { worksheets(filter: $filter) { id hash origin title } }',
    { filter },
  );
  return answered.data.worksheets;
};
const WORKSHEET =
  'query($id: ID!) { worksheet(id: $id) { __typename ... on Worksheet { id hash origin version } } }';
const VERSION =
  'query($id: ID!) { worksheetVersion(hash: $id) { __typename ... on Worksheet { id hash origin version } ... on NotFound { message } } }';
const ask = async ({ member }: TestPractice, document: string, id: string): Promise<string> =>
  (await call(app, member, { document }, id)).text;
/** A name that no other test gives its worksheet. */
const newId = (): string => `sheet-${randomUUID()}`;

describe('publishing', () => {
  test('gives a version with its hash, and what the author may want to weigh', async () => {
    const id = newId();
    const published = await publish(app, here.member, ownWorksheet({ id }));
    expect(published).toMatchObject({
      __typename: 'PublishedWorksheet',
      worksheet: { id, origin: 'PRACTICE', version: '1', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(published.problems.map(({ severity }) => severity)).toEqual(['WARNING']);
  });

  test('puts the common blocks around the sheet, and knows the common options by name', async () => {
    const item = { id: 'line.how', type: 'choice', text: 'How often?', options: 'FREQ' };
    const source = ownWorksheet({ id: newId(), sections: [{ id: 'lines', title: 'Lines', items: [item] }] });
    const { worksheet } = await publish(app, here.member, source);
    const [row] = await owner.rows<{ definition: { sections: { id: string; items: never[] }[] } }>(
      'SELECT definition FROM mendwork.practice_worksheet WHERE hash = $1',
      [worksheet.hash],
    );
    expect(row?.definition.sections.map(({ id }) => id)).toEqual(['open', 'lines', 'risk', 'close']);
    expect(JSON.stringify(row?.definition)).toContain('almost_always');
  });

  test.each([
    ['a text that is no worksheet', 'id: own', 'is missing'],
    ['a text that is no YAML', 'id: [', ''],
    ['an id that is there twice', withItems([line('a'), line('a')]), 'twice'],
    [
      'a circle of conditions',
      withItems([
        { ...line('a'), showIf: { item: 'b', op: 'answered' } },
        { ...line('b'), showIf: { item: 'a', op: 'answered' } },
      ]),
      'circle',
    ],
    [
      'a flag that nobody knows',
      withItems([{ ...line('a'), flags: [{ code: 'NO-SUCH', level: 'note', when: { op: 'answered' } }] }]),
      'NO-SUCH',
    ],
  ])('refuses %s and says where', async (_what, source, said) => {
    const kept = (): Promise<number> => owner.count('SELECT FROM mendwork.practice_worksheet');
    const before = await kept();
    const { __typename, problems } = await publish(app, here.member, source);
    expect(__typename).toBe('LintReport');
    expect(problems.map(({ message }) => message).join(' ')).toContain(said);
    expect(problems.some(({ severity }) => severity === 'ERROR')).toBe(true);
    for (const { line: at, column } of problems) expect(Math.min(at, column)).toBeGreaterThan(0);
    expect(await kept()).toBe(before);
  });

  test('names the line of an error', async () => {
    const source = ['id: own', 'version: "1"', 'minutes: soon'].join('\n');
    const { problems } = await publish(app, here.member, source);
    expect(problems).toContainEqual(expect.objectContaining({ line: 3, path: 'minutes', severity: 'ERROR' }));
  });

  test('the same content again, in whatever order, is the same version', async () => {
    const id = newId();
    const first = await publish(app, here.member, ownWorksheet({ id }));
    const { title, ...rest } = JSON.parse(ownWorksheet({ id })) as { title: string };
    const second = await publish(app, here.member, JSON.stringify({ ...rest, title }));
    expect(second.worksheet).toEqual(first.worksheet);
    expect(await owner.count('SELECT FROM mendwork.practice_worksheet WHERE worksheet_id = $1', [id])).toBe(
      1,
    );
  });

  test('keeps the text for who edits it next, as it was written', async () => {
    const source = `${ownWorksheet({ id: newId() })}\n`;
    const { worksheet } = await publish(app, here.member, source);
    const text = (hash: string): Promise<object> =>
      app.graphql(
        here.member,
        'query($id: ID!) { worksheetVersion(hash: $id) { ... on Worksheet { source } } }',
        {
          id: hash,
        },
      );
    expect(await text(worksheet.hash)).toMatchObject({ data: { worksheetVersion: { source } } });
    const shipped = app.worksheets.worksheets[0]?.hash ?? '';
    expect(await text(shipped)).toMatchObject({ data: { worksheetVersion: { source: null } } });
    const { id } = await assign(app, here.member, { clientId, worksheetId: worksheet.id });
    const mine = await app.graphql<{ myAssignments: { id: string; worksheet: object }[] }>(
      client,
      '{ myAssignments { id worksheet { origin source therapistNotes { debrief } citations sums { name } } } }',
    );
    expect(mine.data.myAssignments.find((one) => one.id === id)?.worksheet).toEqual({
      origin: 'PRACTICE',
      source: null,
      therapistNotes: null,
      citations: [],
      sums: [],
    });
  });

  test('sent again with its key gives the same; the key for another text is refused', async () => {
    const [id, key] = [newId(), randomUUID()];
    const [first, second] = [
      await publish(app, here.member, ownWorksheet({ id }), key),
      await publish(app, here.member, ownWorksheet({ id }), key),
    ];
    expect(second).toEqual(first);
    const reused = await app.graphql(
      here.member,
      'mutation($input: PublishWorksheetInput!) { publishWorksheet(input: $input) { __typename } }',
      { input: { source: ownWorksheet({ id, version: '2' }), idempotencyKey: key } },
    );
    expect(reused.errors?.[0]?.extensions?.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await owner.count('SELECT FROM mendwork.practice_worksheet WHERE worksheet_id = $1', [id])).toBe(
      1,
    );
  });

  test('an older content again says that a newer version stands', async () => {
    const id = newId();
    await publish(app, here.member, ownWorksheet({ id }));
    const { worksheet: newer } = await publish(app, here.member, ownWorksheet({ id, version: '2' }));
    const again = await publish(app, here.member, ownWorksheet({ id }));
    expect(again.problems[0]).toMatchObject({ severity: 'WARNING', path: 'version' });
    expect(await ask(here, WORKSHEET, id)).toContain(newer.hash);
  });

  test('that fails at the very end leaves nothing to be read', async () => {
    const source = ownWorksheet({ id: newId() });
    const { hash } = (await publish(app, there.member, source)).worksheet;
    await owner.rows(`
      CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''refused''; END';
      CREATE CONSTRAINT TRIGGER refusing AFTER INSERT ON mendwork.practice_worksheet
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse()`);
    const failed = await app.graphql(
      here.member,
      'mutation($input: PublishWorksheetInput!) { publishWorksheet(input: $input) { __typename } }',
      { input: { source, idempotencyKey: randomUUID() } },
    );
    await owner.rows('DROP TRIGGER refusing ON mendwork.practice_worksheet');
    expect(failed.errors).toHaveLength(1);
    expect(await ask(here, VERSION, hash)).toContain('"NotFound"');
    expect((await publish(app, here.member, source)).worksheet.hash).toBe(hash);
    expect(await ask(here, VERSION, hash)).toContain('"origin":"PRACTICE"');
  });

  test('is an admin’s as well, and no client’s', async () => {
    const { member } = await app.practice('Office', ['admin']);
    expect((await publish(app, member, ownWorksheet())).__typename).toBe('PublishedWorksheet');
    expect(await call(app, client, { document: `{ worksheets { id } }` })).toMatchObject({
      text: expect.stringContaining('FORBIDDEN'),
    });
  });
});

describe('a practice’s own version of a shipped worksheet', () => {
  const shipped = (): string =>
    app.worksheets.worksheets.find(({ worksheet }) => worksheet.id === 'pre-session')?.hash ?? '';
  let own: string;
  beforeAll(async () => {
    own = (await publish(app, here.member, ownWorksheet({ id: 'pre-session', title: 'Ours' }))).worksheet
      .hash;
  });

  test('stands in its place for that practice alone', async () => {
    expect(await ask(here, WORKSHEET, 'pre-session')).toContain(own);
    expect(await ask(there, WORKSHEET, 'pre-session')).toContain(shipped());
    const named = (practice: TestPractice): Promise<Listed[]> => list(practice, { text: 'pre-session' });
    expect(await named(here)).toMatchObject([{ id: 'pre-session', hash: own, origin: 'PRACTICE' }]);
    expect(await named(there)).toMatchObject([{ id: 'pre-session', hash: shipped(), origin: 'SHIPPED' }]);
  });

  test('is another practice’s as little as a hash that nobody has, byte for byte', async () => {
    const nothing = await ask(there, VERSION, 'f'.repeat(64));
    expect(nothing).toContain('"NotFound"');
    expect(await ask(there, VERSION, own)).toBe(nothing);
    expect(await ask(here, VERSION, own)).toContain('"origin":"PRACTICE"');
    // What one practice has just read is no nearer to another.
    expect(await ask(there, VERSION, own)).toBe(nothing);
    for (const practice of [here, there])
      expect(await ask(practice, VERSION, shipped())).toContain('"origin":"SHIPPED"');
  });

  test('is what an assignment is given from then on', async () => {
    const { id } = await assign(app, here.member, { clientId, worksheetId: 'pre-session' });
    const [row] = await owner.rows(
      'SELECT worksheet_hash, practice_made, practice_hash, shipped_hash FROM mendwork.assignment WHERE id = $1',
      [id],
    );
    expect(row).toEqual({ worksheet_hash: own, practice_made: true, practice_hash: own, shipped_hash: null });
  });

  test('filters tell the two apart', async () => {
    const origins = async (filter: object): Promise<string[]> => [
      ...new Set((await list(here, filter)).map(({ origin }) => origin)),
    ];
    expect(await origins({ origin: 'PRACTICE' })).toEqual(['PRACTICE']);
    expect(await origins({ origin: 'SHIPPED' })).toEqual(['SHIPPED']);
    expect((await list(here, { origin: 'SHIPPED' })).length).toBe(app.worksheets.worksheets.length);
    expect(await list(here, { text: 'no sheet says this' })).toEqual([]);
    expect((await list(here, { text: '  LEAVE quickly ' })).map(({ id }) => id)).toContain('start-here');
  });
});

describe('what was assigned', () => {
  test('begins with what the worksheet begins with, and hands in what it hides', async () => {
    const items = [
      { id: 'line.good', type: 'long', text: 'What was good?', initial: 'Tea, as always.' },
      { id: 'line.kind', type: 'text', text: 'Kind', hidden: true, initial: 'weekly' },
    ];
    const source = ownWorksheet({ id: newId(), sections: [{ id: 'lines', title: 'Lines', items }] });
    const { worksheet } = await publish(app, here.member, source);
    const { id } = await assign(app, here.member, { clientId, worksheetId: worksheet.id });
    const mine = await app.graphql<{ myAssignments: { id: string; draft: object }[] }>(
      client,
      '{ myAssignments { id draft { revision answers } } }',
    );
    const begun = { 'line.good': { value: 'Tea, as always.' }, 'line.kind': { value: 'weekly' } };
    expect(mine.data.myAssignments.find((one) => one.id === id)?.draft).toEqual({
      revision: 0,
      answers: begun,
    });
    const submissionId = await handIn(app, client, id, [answering('line.good', 'Coffee.')]);
    expect((await show(submissionId)).answers).toEqual({ ...begun, 'line.good': { value: 'Coffee.' } });
  });

  test('is kept by the database as long as the assignment', async () => {
    const id = newId();
    const { worksheet } = await publish(app, here.member, ownWorksheet({ id }));
    await assign(app, here.member, { clientId, worksheetId: id });
    await expect(
      owner.rows('DELETE FROM mendwork.practice_worksheet WHERE hash = $1', [worksheet.hash]),
    ).rejects.toThrow('assignment_practice_worksheet_fk');
    await expect(
      owner.rows('UPDATE mendwork.assignment SET practice_made = false WHERE worksheet_id = $1', [id]),
    ).rejects.toThrow('assignment_shipped_fk');
  });

  interface Shown {
    submission: { answers: object; worksheet: { version: string; hash: string; sections: object[] } };
  }
  const show = async (submissionId: string): Promise<Shown['submission']> => {
    const shown = await app.graphql<Shown>(
      here.member,
      `query($id: ID!) { submission(id: $id) { ... on Submission { answers
        worksheet { version hash sections { items { id text } } } } } }`,
      { id: submissionId },
    );
    return shown.data.submission;
  };

  test('shows in its own version after the next was published', async () => {
    const id = newId();
    const first = await publish(app, here.member, ownWorksheet({ id }));
    const asked = { clientId, worksheetId: id };
    const open = await assign(app, here.member, asked);
    const done = await answer(app, here.member, client, asked, [answering('line.good', 'Tea.')]);
    const before = await show(done);
    await publish(app, here.member, ownWorksheet({ id, version: '2', sections: [onlySection('line.new')] }));
    expect(await show(done)).toEqual(before);
    expect(before.worksheet).toMatchObject({ version: '1', hash: first.worksheet.hash });
    // What was begun in the first is handed in in the first.
    const late = await handIn(app, client, open.id, [answering('line.hard', 'Rain.')]);
    expect(await show(late)).toMatchObject({ worksheet: { hash: first.worksheet.hash } });
    const next = await answer(app, here.member, client, asked, [answering('line.new', 'Sun.')]);
    expect(await show(next)).toMatchObject({ worksheet: { version: '2' } });
  });

  testWithPoppler('prints in its own version', async () => {
    const id = newId();
    const items = (text: string): object => ({ sections: [{ ...onlySection('line.one', text) }] });
    await publish(app, here.member, ownWorksheet({ id, ...items('What did you see first?') }));
    await answer(app, here.member, client, { clientId, worksheetId: id }, [answering('line.one', 'A bird.')]);
    await publish(app, here.member, ownWorksheet({ id, version: '2', ...items('And what after?') }));
    const text = pdfText(await printSummary());
    expect(text).toContain('What did you see first?');
    expect(text).toContain('A bird.');
    expect(text).not.toContain('And what after?');
  });

  async function printSummary(): Promise<Buffer> {
    const startsAt = new Date(Date.now() + 3_600_000);
    const session = await app.graphql<{ createSession: { id: string } }>(
      here.member,
      'mutation($input: CreateSessionInput!) { createSession(input: $input) { ... on Session { id } } }',
      { input: { with: { clientId }, startsAt, idempotencyKey: randomUUID() } },
    );
    const summary = await app.graphql<{ sessionSummary: { copies: { pdf: { url: string } }[] } }>(
      here.member,
      'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { pdf { url } } } } }',
      { id: session.data.createSession.id },
    );
    const { pathname, search } = new URL(summary.data.sessionSummary.copies[0]?.pdf.url ?? '');
    const file = await request(app.app.getHttpServer())
      .get(pathname + search)
      .expect(200);
    return file.body as Buffer;
  }
});

test('the program names worksheets, each in the version that would be assigned', async () => {
  const { data } = await app.graphql<{ program: { steps: { worksheet: { id: string } }[] } }>(
    here.member,
    '{ program { ... on Program { id steps { fills timing worksheet { id origin } } support { worksheet { id } } } } }',
  );
  const ids = data.program.steps.map(({ worksheet }) => worksheet.id);
  expect(ids.slice(0, 2)).toEqual(['start-here', 'private-checkin']);
  expect(ids.length).toBeGreaterThan(15);
});

function line(id: string): Record<string, unknown> {
  return { id, type: 'long', text: 'What was good this week?' };
}
function withItems(items: object[]): string {
  return ownWorksheet({ id: 'refused', sections: [{ id: 'lines', title: 'Lines', items }] });
}
function onlySection(id: string, text = 'What is new?'): object {
  return { id: 'lines', title: 'Lines', items: [{ id, type: 'long', text }] };
}
