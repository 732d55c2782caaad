import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { answering, assign, handIn } from './support/answering.js';
import { startTestApp, type TestApp } from './support/app.js';
import { forgetFilters, setPolicies } from './support/matrix-walls.js';
import { ownWorksheet, publish } from './support/own-worksheet.js';
import { noted } from './support/prints.js';
import { connectTo, insertAgain, type Sql } from './support/sql.js';
import { makeWorld, type Person, type World } from './support/world.js';

/** What a client reads again of what they handed in. */

type Headers = Record<string, string>;

const NOBODYS = '0190a000-0000-7000-8000-000000000000';
/** Of the question that the world's people answered, and that no page shows again. */
const UNSAFE = /safe to|talk about it/i;

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

const get = (path: string, headers: Headers): Promise<Response> =>
  Promise.resolve(request(app.app.getHttpServer()).get(path).set(headers));
const answersOf = (id: string, headers: Headers = here.a.signedIn): Promise<Response> =>
  get(`/me/w/${id}/answers`, headers);
const post = (path: string, headers: Headers, body: object): Promise<Response> =>
  Promise.resolve(request(app.app.getHttpServer()).post(path).set(headers).type('form').send(body));
/** What stands on the page itself; around it is what every page has, and help says "safe" too. */
const mainOf = ({ text }: Response): string => /<main[^>]*>(.*)<\/main>/s.exec(text)?.[1] ?? '';
const readings = (): Promise<object[]> => noted(owner, here.practiceId, 'submission.read');

async function agoShown({ clientId }: Person, interval: string): Promise<void> {
  await owner.rows(
    'UPDATE mendwork.client_session SET stepped_up_at = now() - $2::interval WHERE client_id = $1',
    [clientId, interval],
  );
}

describe('what was handed in', () => {
  test('is on one page, kept by nobody, and who read it is noted', async () => {
    const before = (await readings()).length;
    const page = await answersOf(here.a.doneAssignmentId);
    expect(page.status).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.text).toContain(here.a.submittedText);
    expect(page.text).toContain(here.a.relative);
    expect(page.text).toContain('<title>What you wrote</title>');
    // Left alone it closes, as every page of one's own.
    expect(page.text).toContain('data-then="/me"');
    for (const other of [here.a.code, here.a.draftText, here.b.submittedText, here.b.name, 'SAFETY'])
      expect(page.text).not.toContain(other);
    const entries = await readings();
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toMatchObject({
      actor_kind: 'client',
      actor_id: here.a.clientId,
      client_id: here.a.clientId,
      detail: { submissionId: here.a.submissionId },
    });
  });

  test('leaves out what is asked about safety, whatever was answered, and says so', async () => {
    const main = mainOf(await answersOf(here.a.doneAssignmentId));
    expect(main).not.toMatch(UNSAFE);
    expect(main).not.toContain('Before you go');
    expect(main).toContain('Some questions are left out here, whatever you answered.');
  });

  test('is led to from the list and the receipt, which show nothing of it', async () => {
    for (const path of ['/me', `/me/w/${here.a.doneAssignmentId}/done`]) {
      const { text } = await get(path, here.a.signedIn);
      expect(text).toContain(`href="/me/w/${here.a.doneAssignmentId}/answers"`);
      expect(text).not.toContain(here.a.submittedText);
    }
  });

  test('is drawn with the questions of the version that was given', async () => {
    const { id } = await assign(app, here.member, { clientId: here.a.clientId, worksheetId: 'own-sheet' });
    await handIn(app, here.a.signedIn, id, [answering('line.good', 'The walk by the river.')]);
    const sections = [
      { id: 'lines', title: 'Lines', items: [{ id: 'line.good', type: 'long', text: 'Another question?' }] },
    ];
    const published = await publish(app, here.member, ownWorksheet({ version: '3', sections }));
    expect(published.__typename).toBe('PublishedWorksheet');
    const { text } = await answersOf(id);
    expect(text).toContain('What was good this week?');
    expect(text).toContain('The walk by the river.');
    expect(text).not.toContain('Another question?');
  });

  test('is there in every revision, each noted', async () => {
    const { clientId, signedIn } = here.a;
    const { id } = await assign(app, here.member, { clientId, worksheetId: 'meeting-log' });
    await handIn(app, signedIn, id, []);
    await owner.rows(
      `UPDATE mendwork.submission SET submitted_at = submitted_at - interval '3 days' WHERE assignment_id = $1`,
      [id],
    );
    await owner.rows(
      `UPDATE mendwork.assignment SET previous_state = state, state = 'returned' WHERE id = $1`,
      [id],
    );
    const again = await app.graphql<{ submit: { __typename: string } }>(
      signedIn,
      'mutation($input: SubmitInput!) { submit(input: $input) { __typename } }',
      { input: { assignmentId: id, revision: 1, idempotencyKey: 'the-second-time' } },
    );
    expect(again.data.submit.__typename).toBe('Submission');
    const before = (await readings()).length;
    const { text } = await answersOf(id);
    expect(text.match(/<details class="earlier">/g)).toHaveLength(1);
    expect(text).toContain('As you handed it in on');
    expect(await readings()).toHaveLength(before + 2);
  });
});

describe('of the private check-in', () => {
  test('nothing is shown again, it says so without a word of why, and nothing is read', async () => {
    const { clientId, signedIn } = here.b;
    const { id } = await assign(app, here.member, { clientId, worksheetId: 'private-checkin' });
    await handIn(app, signedIn, id, [answering('ps.no', 'rarely')]);
    const before = (await readings()).length;
    const page = await answersOf(id, signedIn);
    expect(page.status).toBe(200);
    expect(mainOf(page)).toContain('is not shown here again. Test Clinician has it');
    expect(mainOf(page)).not.toMatch(/rarely|safe|danger|\/copy/i);
    expect(await readings()).toHaveLength(before);
    // The list says the same of it as of everything else.
    expect((await get('/me', signedIn)).text).toContain(`href="/me/w/${id}/answers"`);
  });
});

describe('what is not one’s own', () => {
  const ids: readonly (readonly [string, () => string])[] = [
    ['the partner’s', () => here.b.doneAssignmentId],
    ['a stranger’s', () => elsewhere.a.doneAssignmentId],
    ['not handed in', () => here.a.openAssignmentId],
    ['no id', () => 'x'],
  ];

  test.each(ids)('answers as what nobody has: %s', async (_, id) => {
    const [asked, nobodys] = [await answersOf(id()), await answersOf(NOBODYS)];
    expect([asked.status, nobodys.status]).toEqual([404, 404]);
    expect(mainOf(asked)).toBe(mainOf(nobodys));
    expect(asked.text.length).toBe(nobodys.text.length);
  });

  test('stays so with either wall down: the filters of the services, the policies of the database', async () => {
    const remember = forgetFilters();
    try {
      expect((await answersOf(here.b.doneAssignmentId)).status).toBe(404);
    } finally {
      remember();
    }
    await setPolicies(owner, 'DISABLE');
    try {
      expect((await answersOf(here.b.doneAssignmentId)).status).toBe(404);
      expect((await answersOf(elsewhere.a.doneAssignmentId)).status).toBe(404);
      expect((await answersOf(here.a.doneAssignmentId)).status).toBe(200);
    } finally {
      await setPolicies(owner, 'ENABLE');
    }
  });

  test('leaves no note of a reading', async () => {
    const before = (await readings()).length;
    for (const [, id] of ids) await answersOf(id());
    expect(await readings()).toHaveLength(before);
  });
});

describe('somebody who has not shown lately who they are', () => {
  test('reads nothing, and comes back to the page by the PIN', async () => {
    const { signedIn, doneAssignmentId, submittedText } = here.a;
    const pin = await Promise.resolve(
      request(app.app.getHttpServer()).post('/auth/client/pin').set(signedIn).send({ pin: '739158' }),
    );
    expect(pin.status).toBe(204);
    await agoShown(here.a, '10 minutes');
    const before = (await readings()).length;
    const door = await answersOf(doneAssignmentId);
    expect(door.status).toBe(401);
    expect(door.text).not.toContain(submittedText);
    expect(door.text).toContain(`value="/w/${doneAssignmentId}/answers"`);
    expect(door.text).toContain('Before you go on, show once more that it is you.');
    expect(await readings()).toHaveLength(before);

    const to = `/w/${doneAssignmentId}/answers`;
    const wrong = await post('/me/unlock', signedIn, { pin: '000000', to });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('Before you go on, show once more that it is you.');
    const right = await post('/me/unlock', signedIn, { pin: '739158', to });
    expect([right.status, right.headers.location]).toEqual([303, `/me${to}`]);
    const cookie = String(right.headers['set-cookie'] ?? signedIn.cookie).split(';')[0] ?? '';
    expect((await answersOf(doneAssignmentId, { ...signedIn, cookie })).text).toContain(submittedText);
  });

  test('learns nothing of whether there is anything', async () => {
    await agoShown(here.b, '10 minutes');
    const { signedIn, doneAssignmentId } = here.b;
    const [own, nobodys] = [await answersOf(doneAssignmentId, signedIn), await answersOf(NOBODYS, signedIn)];
    expect([own.status, nobodys.status]).toEqual([401, 401]);
    expect(mainOf(own).replaceAll(doneAssignmentId, NOBODYS)).toBe(mainOf(nobodys));
    await agoShown(here.b, '0 minutes');
  });

  test('is asked to sign in where nobody is in', async () => {
    expect((await answersOf(here.a.doneAssignmentId, {})).status).toBe(401);
  });
});

describe('where nobody can show once more who they are', () => {
  test.each(['office', 'embedded'])('nothing is read again and no copy is given: %s', async (place) => {
    const { clientId, signedIn, doneAssignmentId, submittedText } = here.b;
    const set = (to: string): Promise<unknown> =>
      owner.rows(
        `UPDATE mendwork.client_session SET place = $2, stepped_up_at = CASE WHEN $2 <> 'office' THEN now() END
         WHERE client_id = $1`,
        [clientId, to],
      );
    await set(place);
    try {
      for (const what of ['answers', 'copy']) {
        const asked = await get(`/me/w/${doneAssignmentId}/${what}`, signedIn);
        expect([what, asked.status]).toEqual([what, 404]);
        expect(asked.text).not.toContain(submittedText);
      }
      for (const path of ['/me', `/me/w/${doneAssignmentId}/done`]) {
        const page = await get(path, signedIn);
        expect(page.status).toBe(200);
        expect(page.text).not.toMatch(/\/answers|\/copy/);
      }
    } finally {
      await set('own');
    }
    expect((await answersOf(doneAssignmentId, signedIn)).status).toBe(200);
  });
});

test('of very many worksheets the list has all that are open', async () => {
  const { signedIn, openAssignmentId, doneAssignmentId } = elsewhere.a;
  const [found] = await owner.rows<{ row: object }>(
    'SELECT to_jsonb(a) AS row FROM mendwork.assignment a WHERE id = $1',
    [doneAssignmentId],
  );
  for (let minute = 1; minute <= 105; minute += 1) {
    const assigned_at = new Date(Date.now() + minute * 60_000);
    await insertAgain(owner, owner, 'assignment', { ...found?.row, id: randomUUID(), assigned_at });
  }
  const { text } = await get('/me', signedIn);
  expect(text).toContain(`href="/me/w/${openAssignmentId}"`);
  expect(text).toContain('Earlier (94)');
});
