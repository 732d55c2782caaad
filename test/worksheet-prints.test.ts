import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { actingFor, runAsActor } from '../src/access/actor.js';
import { FileLinksService } from '../src/summaries/file-links.service.js';
import { startTestApp, type TestApp } from './support/app.js';
import { answering, assign, handIn } from './support/answering.js';
import { pdfText } from './support/poppler.js';
import { follow, noted } from './support/prints.js';
import { connectTo, type Sql } from './support/sql.js';
import { makeWorld, type World } from './support/world.js';

/** Worksheets on paper, submissions in print, and the copy that a client keeps. */

let app: TestApp;
let owner: Sql;
let here: World;
let elsewhere: World;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  here = await makeWorld(app);
  elsewhere = await makeWorld(app);
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

interface Linked {
  readonly __typename: string;
  readonly url?: string;
  readonly message?: string;
}

async function blankLink(world: World, worksheetId: string, args: string): Promise<Linked> {
  const asked = await app.graphql<{ worksheet: { blankPdf: Linked } }>(
    world.member,
    `query($id: ID!) { worksheet(id: $id) { ... on Worksheet { blankPdf(${args}) { __typename
      ... on SignedLink { url } ... on RoleNeeded { message } ... on PaperOnly { message } } } } }`,
    { id: worksheetId },
  );
  expect(asked.errors).toBeUndefined();
  return asked.data.worksheet.blankPdf;
}

async function submissionLink(world: World, submissionId: string): Promise<string> {
  const asked = await app.graphql<{ submission: { pdf: { url: string } } }>(
    world.member,
    'query($id: ID!) { submission(id: $id) { ... on Submission { pdf(paper: A4) { url } } } }',
    { id: submissionId },
  );
  expect(asked.errors).toBeUndefined();
  return asked.data.submission.pdf.url;
}

describe('a blank worksheet', () => {
  test('comes by a signed link, plain and fillable, and the print is noted', async () => {
    const plain = await follow(app, (await blankLink(here, 'what-happened', 'form: PLAIN')).url ?? '');
    expect(plain.status).toBe(200);
    expect(plain.headers['content-disposition']).toContain('filename="worksheet-what-happened.pdf"');
    expect(pdfText(plain.bytes)).toContain('In a few lines, what happened?');
    expect(plain.bytes.toString('latin1')).not.toContain('/AcroForm');
    const form = await follow(
      app,
      (await blankLink(here, 'what-happened', 'form: FILLABLE, paper: A4')).url ?? '',
    );
    expect(form.bytes.toString('latin1')).toContain('/AcroForm');
    expect(form.bytes.toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
    const entries = await noted(owner, here.practiceId, 'worksheet.printed');
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({ actor_id: here.memberId, detail: { worksheetId: 'what-happened' } });
  });

  test('asks about danger where the practice has said who reads the answers', async () => {
    const { bytes } = await follow(app, (await blankLink(here, 'what-happened', 'form: PLAIN')).url ?? '');
    expect(pdfText(bytes)).toContain('Two questions for everyone');
  });

  test('wants to know whose it is, where it asks different things of the two', async () => {
    expect(await blankLink(here, 'repair-review', 'form: PLAIN')).toMatchObject({ __typename: 'RoleNeeded' });
    const { url = '' } = await blankLink(here, 'repair-review', 'form: PLAIN, role: HURT');
    const text = pdfText((await follow(app, url)).bytes);
    expect(text).toContain('New lies have come out since we began.');
    expect(text).not.toContain('Their pain makes me angry.');
  });

  test.each(['private-checkin', 'start-here'])('of %s is on paper alone', async (worksheet) => {
    expect(await blankLink(here, worksheet, 'form: FILLABLE')).toMatchObject({
      __typename: 'PaperOnly',
      message: expect.stringContaining('Ask for PLAIN'),
    });
    expect(await blankLink(here, worksheet, 'form: PLAIN')).toMatchObject({ __typename: 'SignedLink' });
  });

  test('of the practice’s own is nobody else’s', async () => {
    const [, hash] = here.ownHashes;
    const query =
      'query($hash: ID!) { worksheetVersion(hash: $hash) { __typename ... on Worksheet { blankPdf { ... on SignedLink { url } } } } }';
    const own = await app.graphql<{ worksheetVersion: { blankPdf: { url: string } } }>(here.member, query, {
      hash,
    });
    const { url } = own.data.worksheetVersion.blankPdf;
    expect((await follow(app, url)).status).toBe(200);
    const foreign = await app.graphql<{ worksheetVersion: Linked }>(elsewhere.member, query, { hash });
    expect(foreign.data.worksheetVersion.__typename).toBe('NotFound');
  });

  test('is not for clients', async () => {
    const asked = await app.graphql(
      here.a.signedIn,
      '{ myAssignments { id worksheet { blankPdf { ... on SignedLink { url } } } } }',
    );
    expect(asked.errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

describe('a submission in print', () => {
  test('holds what was written, and is noted with whose it is', async () => {
    const file = await follow(app, await submissionLink(here, here.a.submissionId));
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toMatch(
      new RegExp(`filename="sheet-${here.a.code}-\\d{8}\\.pdf"`, 'u'),
    );
    const text = pdfText(file.bytes);
    expect(text).toContain(here.a.submittedText);
    for (const other of [here.a.name, here.a.email, here.b.code, here.b.submittedText, 'SAFETY'])
      expect(text).not.toContain(other);
    expect(await noted(owner, here.practiceId, 'submission.printed')).toMatchObject([
      { client_id: here.a.clientId, actor_kind: 'member', detail: { submissionId: here.a.submissionId } },
    ]);
  });

  test('is not there for a member of another practice, whatever the ticket says', async () => {
    const { practiceId, memberId } = elsewhere;
    const actor = actingFor({ practiceId, id: memberId, roles: ['clinician'] });
    const { url } = await runAsActor(actor, randomUUID(), () =>
      app.app
        .get(FileLinksService)
        .sign({ kind: 'submission', submissionId: here.a.submissionId, paper: 'A4' }),
    );
    expect((await follow(app, url)).status).toBe(404);
  });
});

describe('the client’s own copy', () => {
  const get = (path: string, headers: Record<string, string>): Promise<Response> =>
    Promise.resolve(request(app.app.getHttpServer()).get(path).set(headers).buffer(true));
  const copyOf = (id: string, headers = here.a.signedIn): Promise<Response> =>
    get(`/me/w/${id}/copy`, headers);

  test('is what they wrote and nothing else, under a name that says nothing', async () => {
    const answer = await copyOf(here.a.doneAssignmentId);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="worksheet.pdf"',
      'cache-control': 'no-store',
    });
    const text = pdfText(answer.body as Buffer);
    expect(text).toContain(here.a.submittedText);
    for (const other of [here.a.code, here.a.name, here.practiceName, here.b.code, 'SAFETY', 'validated'])
      expect(text).not.toContain(other);
    const entries = await noted(owner, here.practiceId, 'submission.printed');
    expect(entries.at(-1)).toMatchObject({ actor_kind: 'client', actor_id: here.a.clientId });
  });

  test('is offered beside the receipt, with what to think of first', async () => {
    const { text } = await get(`/me/w/${here.a.doneAssignmentId}/done`, here.a.signedIn);
    expect(text).toContain(`href="/me/w/${here.a.doneAssignmentId}/copy"`);
    expect(text).toContain('The file stays on this device, and whoever uses it can open the file.');
    expect(text).not.toContain(here.a.submittedText);
  });

  test.each<[string, () => Promise<Response>]>([
    ['the partner', () => copyOf(here.b.doneAssignmentId)],
    ['a stranger', () => copyOf(elsewhere.a.doneAssignmentId)],
    ['what is not handed in', () => copyOf(here.a.openAssignmentId)],
    ['what can be no id', () => copyOf('x')],
  ])('is not there for %s', async (_, asked) => {
    const answer = await asked();
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('text/html');
    const nothing = await copyOf('0190a000-0000-7000-8000-000000000000');
    expect(answer.text.length).toBe(nothing.text.length);
  });

  test('asks once more who is there, and leads back to the receipt', async () => {
    await owner.rows(
      `UPDATE mendwork.client_session SET stepped_up_at = now() - interval '10 minutes' WHERE client_id = $1`,
      [here.a.clientId],
    );
    const answer = await copyOf(here.a.doneAssignmentId);
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.text).toContain(`/w/${here.a.doneAssignmentId}/done`);
    expect((await get(`/me/w/${here.a.doneAssignmentId}/copy`, {})).status).toBe(401);
  });

  test('is not made of the private check-in, nor offered', async () => {
    const { member } = here;
    const { clientId, signedIn } = here.b;
    const { id } = await assign(app, member, { clientId, worksheetId: 'private-checkin' });
    await handIn(app, signedIn, id, [answering('ps.no', 'rarely')]);
    const receipt = await get(`/me/w/${id}/done`, signedIn);
    expect(receipt.status).toBe(200);
    expect(receipt.text).not.toContain('/copy');
    expect((await copyOf(id, signedIn)).status).toBe(404);
  });
});
