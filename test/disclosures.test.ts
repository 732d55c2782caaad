import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { daysAfter, localDay } from '../src/platform/local-day.js';
import { answer, answering } from './support/answering.js';
import { startTestApp, type TestApp } from './support/app.js';
import { Canary } from './support/canaries.js';
import { pdfInfo } from './support/poppler.js';
import { follow, noted, pagesOf } from './support/prints.js';
import { connectTo, type Sql } from './support/sql.js';
import { addStaff, programOf } from './support/staff.js';
import { makeWorld, type World } from './support/world.js';

/** Records that leave the practice: when none may, what is in them, and the list of them. */

const TODAY = localDay(new Date(), 'America/Chicago');
const RECIPIENT = `Recipient ${randomUUID()}`;
const PURPOSE = `Purpose ${randomUUID()}`;
const COVERS = `Covers ${randomUUID()}`;

let app: TestApp;
let owner: Sql;
let here: World;
let there: World;
/** Answers of client A to sheets that never go. */
let screened: string;
const SCREEN_TEXT = `screen ${randomUUID()}`;
beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  here = await makeWorld(app);
  there = await makeWorld(app);
  screened = await answer(
    app,
    here.member,
    here.a.signedIn,
    { clientId: here.a.clientId, worksheetId: 'private-checkin' },
    [answering('close.note', SCREEN_TEXT)],
  );
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

interface Made {
  readonly __typename: string;
  readonly id: string;
  readonly reason?: string;
  readonly message?: string;
  readonly notice: string | null;
  readonly basis: string;
  readonly included: { submissionId: string; title: string }[];
  readonly pdf: { url: string };
}

const MAKE = `mutation($input: MakeDisclosureInput!) { makeDisclosure(input: $input) { __typename
  ... on Disclosure { id basis notice madeBy { id } client { id } recipient purpose covers
    included { submissionId title submittedAt } pdf { url } }
  ... on DisclosureRefused { reason message } ... on NotFound { message } } }`;

const CONSENT = {
  consent: { signedBy: 'Jane Example', signedOn: TODAY, expires: { when: 'End of treatment' } },
};

const asked = (change: object = {}): object => ({
  clientId: here.a.clientId,
  recipient: RECIPIENT,
  purpose: PURPOSE,
  covers: COVERS,
  scope: { period: { from: daysAfter(TODAY, -7), to: TODAY } },
  allowedBy: CONSENT,
  includesPart2: false,
  idempotencyKey: randomUUID(),
  ...change,
});

async function make(change: object = {}, headers = here.member): Promise<Made> {
  const made = await app.graphql<{ makeDisclosure: Made }>(headers, MAKE, { input: asked(change) });
  if (made.errors) throw new Error(JSON.stringify(made.errors));
  return made.data.makeDisclosure;
}

async function setPart2(part2: string | null): Promise<void> {
  const set = await app.graphql(
    here.member,
    'mutation($input: PracticeSettingsInput!) { setPracticeSettings(input: $input) { part2 summariesReadyAt } }',
    { input: { careTeamOnly: false, part2, idempotencyKey: randomUUID() } },
  );
  expect(set).toMatchObject({ data: { setPracticeSettings: { part2, summariesReadyAt: 18 } } });
}

/** Runs `work` while what client A has handed in is taken back. */
async function whileWithdrawn(work: () => Promise<void>): Promise<void> {
  const [before] = await owner.rows<{ state: string; previous_state: string }>(
    'SELECT state, previous_state FROM mendwork.assignment WHERE id = $1',
    [here.a.doneAssignmentId],
  );
  const set = (state?: string, previous?: string): Promise<unknown> =>
    owner.rows('UPDATE mendwork.assignment SET state = $2, previous_state = $3 WHERE id = $1', [
      here.a.doneAssignmentId,
      state,
      previous,
    ]);
  await set('withdrawn', 'returned');
  try {
    await work();
  } finally {
    await set(before?.state, before?.previous_state);
  }
}

const kept = (): Promise<number> =>
  owner.count('SELECT FROM mendwork.disclosure WHERE practice_id = $1', [here.practiceId]);

test('nothing is disclosed before the practice has said what Part 2 makes of it', async () => {
  await setPart2(null);
  expect(await make()).toMatchObject({ __typename: 'DisclosureRefused', reason: 'PART2_NOT_DECIDED' });
  expect(await kept()).toBe(0);
  expect(await noted(owner, here.practiceId, 'disclosure.made')).toEqual([]);
  await setPart2('NONE');
  expect(await make()).toMatchObject({ __typename: 'Disclosure', basis: 'CONSENT', notice: null });
});

describe('is refused, and nothing is kept', () => {
  const expectRefused = async (change: object, reason: string): Promise<void> => {
    const before = await kept();
    const made = await make(change);
    expect(made).toMatchObject({ __typename: 'DisclosureRefused', reason });
    expect(made.message).toMatch(/\.$/);
    expect(await kept()).toBe(before);
  };

  test('where the consent is over, or is not given yet', async () => {
    const consent = (change: object): object => ({
      allowedBy: { consent: { ...CONSENT.consent, ...change } },
    });
    await expectRefused(consent({ expires: { on: daysAfter(TODAY, -1) } }), 'CONSENT_NOT_IN_FORCE');
    await expectRefused(consent({ signedOn: daysAfter(TODAY, 1) }), 'CONSENT_NOT_IN_FORCE');
    expect(await make(consent({ expires: { on: TODAY } }))).toMatchObject({ __typename: 'Disclosure' });
  });

  test('where Part 2 applies and another law is all that allows it, such as a subpoena', async () => {
    const ground = (one: string): object => ({
      allowedBy: { authority: { ground: one, words: 'Subpoena of 3 November' } },
    });
    await expectRefused({ ...ground('OTHER_LAW'), includesPart2: true }, 'PART2_GROUND');
    expect(await make(ground('OTHER_LAW'))).toMatchObject({ __typename: 'Disclosure', basis: 'OTHER' });
    await setPart2('PROGRAM');
    await expectRefused(ground('OTHER_LAW'), 'PART2_GROUND');
    for (const one of ['COURT_ORDER', 'MEDICAL_EMERGENCY', 'AUDIT_OR_EVALUATION', 'RESEARCH'])
      expect(await make(ground(one))).toMatchObject({ basis: 'OTHER', notice: '2024' });
    await setPart2('NONE');
  });

  test('where a sheet is named that never leaves: one for the clinician alone', async () => {
    await expectRefused({ scope: { submissionIds: [screened] } }, 'NOT_FOR_DISCLOSURE');
  });

  test('alike for what is missing, the partner’s, another practice’s, or no id', async () => {
    const before = await kept();
    const answers: Made[] = [];
    for (const id of [randomUUID(), here.b.submissionId, there.a.submissionId, 'x'])
      answers.push(await make({ scope: { submissionIds: [here.a.submissionId, id] } }));
    for (const sessionId of [randomUUID(), there.sessionId, 'x'])
      answers.push(await make({ scope: { sessionId } }));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(answers[0]?.__typename).toBe('NotFound');
    expect(await kept()).toBe(before);
  });

  test('where nothing was handed in that it covers', async () => {
    const [from, to] = [daysAfter(TODAY, -30), daysAfter(TODAY, -20)];
    await expectRefused({ scope: { period: { from, to } } }, 'NOTHING_TO_DISCLOSE');
  });

  test('for a client who is not there: a stranger’s answers as a missing one does', async () => {
    const messages: Made[] = [];
    for (const clientId of [randomUUID(), there.a.clientId, 'x']) messages.push(await make({ clientId }));
    expect(messages).toEqual(messages.map(() => messages[0]));
    expect(messages[0]?.__typename).toBe('NotFound');
  });

  test.each([
    ['no recipient', { recipient: ' ' }],
    ['a recipient with control characters', { recipient: 'A\u0007B' }],
    ['no purpose', { purpose: '' }],
    ['nothing that it covers', { covers: '' }],
    ['words that are too many', { covers: 'x'.repeat(1_001) }],
    ['no submissions', { scope: { submissionIds: [] } }],
    ['days that end before they begin', { scope: { period: { from: TODAY, to: daysAfter(TODAY, -1) } } }],
    ['no signer', { allowedBy: { consent: { ...CONSENT.consent, signedBy: '' } } }],
    ['no authority', { allowedBy: { authority: { ground: 'COURT_ORDER', words: '' } } }],
  ])('with %s', async (_what, change) => {
    const before = await kept();
    const made = await app.graphql(here.member, MAKE, { input: asked(change) });
    expect(made.errors?.[0]?.extensions?.code).toBe('BAD_INPUT');
    expect(JSON.stringify(made.errors)).not.toContain(RECIPIENT);
    expect(await kept()).toBe(before);
  });

  test('to a program, to who has not shown a factor again, and to who treats nobody', async () => {
    const program = await programOf(app, here, here.memberId, ['read', 'write']);
    const desk = await addStaff(app, here, 'front_desk');
    const auditor = await addStaff(app, here, 'auditor');
    for (const headers of [program, desk.browser, auditor.browser, here.a.signedIn]) {
      const made = await app.graphql(headers, MAKE, { input: asked() });
      expect(['FORBIDDEN', 'STEP_UP_REQUIRED']).toContain(made.errors?.[0]?.extensions?.code);
    }
    await owner.rows(
      `UPDATE mendwork.member_session SET stepped_up_at = now() - interval '1 day' WHERE member_id = $1`,
      [here.memberId],
    );
    const late = await app.graphql(here.member, MAKE, { input: asked() });
    expect(late.errors?.[0]?.extensions?.code).toBe('STEP_UP_REQUIRED');
    await owner.rows('UPDATE mendwork.member_session SET stepped_up_at = now() WHERE member_id = $1', [
      here.memberId,
    ]);
  });
});

describe('what it holds', () => {
  test('is what came in within the days, without what never leaves', async () => {
    const { included } = await make();
    expect(included).toEqual([
      { submissionId: here.a.submissionId, title: 'My family story', submittedAt: expect.any(String) },
    ]);
  });

  test('is what came in for a session, a client’s or the couple’s', async () => {
    for (const sessionId of [here.sessionId, here.coupleSessionId]) {
      const { included } = await make({ scope: { sessionId } });
      expect(included.map(({ submissionId }) => submissionId)).toEqual([here.a.submissionId]);
    }
  });

  test('is what is named, each once', async () => {
    const { submissionId } = here.a;
    const { included } = await make({ scope: { submissionIds: [submissionId, submissionId] } });
    expect(included).toHaveLength(1);
  });

  test('is nothing of a sheet that was taken back', async () => {
    await whileWithdrawn(async () => {
      expect(await make()).toMatchObject({ reason: 'NOTHING_TO_DISCLOSE' });
      expect(await make({ scope: { submissionIds: [here.a.submissionId] } })).toMatchObject({
        reason: 'NOT_FOR_DISCLOSURE',
      });
    });
  });

  test('is told without opening an answer', async () => {
    const { submissionId } = here.a;
    const [before] = await owner.rows<{ answers_sealed: Buffer }>(
      'SELECT answers_sealed FROM mendwork.submission WHERE id = $1',
      [submissionId],
    );
    const seal = (sealed?: Buffer): Promise<unknown> =>
      owner.rows('UPDATE mendwork.submission SET answers_sealed = $2 WHERE id = $1', [submissionId, sealed]);
    await seal(Buffer.from('no seal'));
    expect((await make()).included).toMatchObject([{ submissionId, title: 'My family story' }]);
    await seal(before?.answers_sealed);
  });

  test('is kept once, however often it is sent', async () => {
    const before = await kept();
    const input = asked();
    const made = await Promise.all(
      [1, 2, 3].map(() => app.graphql<{ makeDisclosure: Made }>(here.member, MAKE, { input })),
    );
    expect(new Set(made.map(({ data }) => data.makeDisclosure.id)).size).toBe(1);
    expect(await kept()).toBe(before + 1);
  });
});

describe('its print', () => {
  let made: Made;
  let bytes: Buffer;
  let name: string;
  let pages: string[];
  beforeAll(async () => {
    await setPart2('PROGRAM');
    made = await make();
    const file = await follow(app, made.pdf.url);
    expect(file.status).toBe(200);
    ({ bytes } = file);
    name = /filename="(.*)"/.exec(file.headers['content-disposition'] ?? '')?.[1] ?? '';
    pages = pagesOf(bytes);
  });
  afterAll(() => setPart2('NONE'));

  test('says to whom, what for, on what ground, and what is in it', () => {
    for (const text of [RECIPIENT, PURPOSE, COVERS, 'My family story', 'Written consent of'])
      expect(pages[0]).toContain(text);
    expect(pages[1]).toContain('Scope of the consent');
    expect(pages[1]).toContain('Jane Example');
    expect(pages.join(' ')).toContain(here.a.submittedText);
  });

  test('carries the notice whole on its first page, and the brief one on every page', () => {
    expect(made.notice).toBe('2024');
    expect(pages[0]).toContain('This record which has been disclosed to you is protected by Federal');
    expect(pages[0]).toContain('redisclose the record (see 42 CFR 2.31).');
    for (const page of pages)
      expect(page).toContain('42 CFR part 2 prohibits unauthorized use or disclosure of these records.');
  });

  test('carries it too where a part came from a program, and not where Part 2 does not apply', async () => {
    await setPart2('RECIPIENT');
    expect(await make({ includesPart2: true })).toMatchObject({ notice: '2024' });
    const { notice, pdf } = await make();
    expect(notice).toBeNull();
    expect(pagesOf((await follow(app, pdf.url)).bytes).join(' ')).not.toContain('42 CFR');
    await setPart2('PROGRAM');
  });

  test('holds nothing of the partner, of a draft, of a screen, or of a flag', () => {
    const text = pages.join(' ');
    const { b } = here;
    for (const one of [
      b.submittedText,
      b.draftText,
      b.name,
      b.email,
      b.code,
      here.a.draftText,
      SCREEN_TEXT,
    ]) {
      expect(text).not.toContain(one);
      expect(new Canary(one).isIn(bytes, name)).toBe(false);
    }
    for (const word of ['Private check-in', 'unsafe', 'flag', 'left open', here.a.name, here.a.email])
      expect(text).not.toContain(word);
  });

  test('names nobody in its name and in what it says of itself', () => {
    expect(name).toBe(`record-${here.a.code}-${TODAY.replaceAll('-', '')}.pdf`);
    expect(pdfInfo(bytes)).toMatch(/^Title: +Record disclosure$/m);
    expect(pdfInfo(bytes)).not.toMatch(/^(Author|Subject|Keywords):/m);
    for (const one of [RECIPIENT, here.a.name]) expect(new Canary(one).isIn(bytes)).toBe(false);
  });

  test('says on every page that it stays where it may not go out any longer; what it holds does not change', async () => {
    const STAYS = 'File copy: not to be released';
    expect(pages.join(' ')).not.toContain(STAYS);
    await whileWithdrawn(async () => {
      const now = pagesOf((await follow(app, made.pdf.url)).bytes);
      expect(now.length).toBeGreaterThan(2);
      for (const page of now) expect(page).toContain(`${STAYS}.`);
      expect(now.join(' ')).toContain(here.a.submittedText);
    });
    await setPart2('NONE');
    const { pdf } = await make();
    await setPart2('PROGRAM');
    for (const page of pagesOf((await follow(app, pdf.url)).bytes)) expect(page).toContain(`${STAYS}.`);
  });

  test('is the same to the byte whenever it is printed, and noted each time', async () => {
    const before = (await noted(owner, here.practiceId, 'disclosure.printed')).length;
    const again = await follow(app, made.pdf.url);
    expect(again.bytes.equals(bytes)).toBe(true);
    const entries = await noted(owner, here.practiceId, 'disclosure.printed');
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toMatchObject({
      actor_kind: 'member',
      actor_id: here.memberId,
      client_id: here.a.clientId,
      detail: { disclosureId: made.id, submissionIds: [here.a.submissionId] },
    });
  });
});

describe('the accounting', () => {
  const LIST = `query($id: ID!, $after: String) { client(id: $id) { ... on Client { disclosures(first: 2, after: $after) {
    edges { node { id recipient purpose madeAt madeBy { id } } } pageInfo { hasNextPage endCursor } } } } }`;
  interface Listed {
    client: {
      disclosures: {
        edges: { node: { id: string; recipient: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
  }

  test('lists what was disclosed of a client, page by page, to those who treat', async () => {
    const listed: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page: { data: Listed; errors?: unknown } = await app.graphql<Listed>(here.member, LIST, {
        id: here.a.clientId,
        after,
      });
      expect(page.errors).toBeUndefined();
      const { edges, pageInfo } = page.data.client.disclosures;
      listed.push(...edges.map(({ node }) => node.id));
      for (const { node } of edges)
        expect(node).toMatchObject({ recipient: RECIPIENT, purpose: PURPOSE, madeBy: { id: here.memberId } });
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(listed).toHaveLength(await kept());
    const [entry] = (await noted(owner, here.practiceId, 'disclosures.listed')).slice(-1);
    expect(entry).toMatchObject({ client_id: here.a.clientId });
  });

  test('is of that client alone', async () => {
    const partner = await app.graphql<Listed>(here.member, LIST, { id: here.b.clientId });
    expect(partner.data.client.disclosures.edges).toEqual([]);
  });

  test('is not for the client’s page, nor for the front desk', async () => {
    const desk = await addStaff(app, here, 'front_desk');
    const answered = await app.graphql(desk.browser, LIST, { id: here.a.clientId });
    expect(answered.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('is kept sealed, and can be added to but not changed', async () => {
    const rows = await owner.rows<{ details_sealed: Buffer }>(
      'SELECT details_sealed FROM mendwork.disclosure WHERE practice_id = $1',
      [here.practiceId],
    );
    for (const { details_sealed: sealed } of rows)
      for (const text of [RECIPIENT, PURPOSE, COVERS, 'Jane Example'])
        expect(new Canary(text).isIn(sealed)).toBe(false);
    const asApp = await connectTo(app.database.roleUrls.app);
    for (const statement of [
      `UPDATE mendwork.disclosure SET basis = 'other'`,
      'DELETE FROM mendwork.disclosure',
    ])
      await expect(asApp.rows(statement)).rejects.toThrow('permission denied');
    await asApp.end();
  });
});
