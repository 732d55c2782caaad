import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  answer,
  answering,
  assign,
  assignFamilyHistory,
  handIn,
  inRow,
  save,
  submit,
} from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { recordRiskProtocol } from './support/own-worksheet.js';
import { connectTo, inScope, type Sql } from './support/sql.js';

/** What of a submission needs a clinician's eyes: raised when it is handed in, and never a client's to see. */

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
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

interface Read {
  flags: { code: string; level: string; label: string; suggestedAction: string; items: string[] }[];
  sums: {
    name: string;
    label: string;
    value: number | null;
    answered: number;
    of: number;
    parts: object[];
  }[];
}
const FLAGS = 'flags { code level label suggestedAction items }';
const SUMS = 'sums { name rule how note label value answered of parts { item option text value } }';
async function read(submissionId: string): Promise<Read> {
  const { data } = await app.graphql<{ submission: Read }>(
    practice.member,
    `query($id: ID!) { submission(id: $id) { ... on Submission { ${FLAGS} ${SUMS} } } }`,
    { id: submissionId },
  );
  return data.submission;
}
const raised = async (submissionId: string): Promise<string[]> =>
  (await read(submissionId)).flags.map(({ code, level, items }) => `${code} ${level} ${items.join()}`);
const hand = (worksheetId: string, patches: readonly object[], more: object = {}): Promise<string> =>
  answer(app, practice.member, client, { clientId, worksheetId, ...more }, patches);

describe('handing in raises', () => {
  test('each code once, urgent first, with what to do', async () => {
    await recordRiskProtocol(app, practice.member);
    const id = await hand('family-history', [
      answering('harm.open', 'yes'),
      answering('harm.body', 'often'),
      answering('harm.words', 'often'),
      answering('harm.contact', 'yes'),
      answering('risk.self', 'yes_today'),
      answering('close.talk', ['not_in_front_of_my_partner']),
    ]);
    expect(await raised(id)).toEqual([
      'CHILD-NOW URGENT harm.contact',
      'SELF-HARM URGENT risk.self',
      'CHILD-PAST READ harm.body,harm.words',
      'SECRET NOTE close.talk',
    ]);
    expect((await read(id)).flags[0]).toMatchObject({
      label: 'A child may be at risk now',
      suggestedAction: 'Mandated-report review today under local law',
    });
  });

  test('nothing where all is well, skipped or hidden', async () => {
    const id = await hand('family-history', [
      answering('close.safe', 'no'),
      { item: 'close.steady', answer: { skipped: true } },
      // Opened and closed again: what stands behind it is not handed in.
      answering('harm.body', 'often'),
      answering('harm.open', 'no_skip_this_part'),
    ]);
    expect(await raised(id)).toEqual([]);
  });

  test('by a promise’s row', async () => {
    const id = await hand('trust-agreement', [
      inRow('ta.commit', 'r1', 'promise', 'You give me your PASSWORD'),
    ]);
    expect(await raised(id)).toEqual(['SURVEIL NOTE ta.commit']);
  });

  test('a marked fall since last time, of the same sheet and the same client', async () => {
    const checkIn = (safe: number): Promise<string> =>
      hand('commitment-checkin', [answering('cc.safe', safe)], { role: 'HURT' });
    expect(await raised(await checkIn(9))).toEqual([]);
    expect(await raised(await checkIn(7))).toEqual([]);
    expect(await raised(await checkIn(4))).toEqual(['SAFETY READ cc.safe']);
    expect(await raised(await checkIn(5))).toEqual([]);
    const trust = (value: number): Promise<string> =>
      hand('long-haul', [answering('lh.trust', value)], { role: 'HURT' });
    expect(await raised(await trust(8))).toEqual([]);
    expect(await raised(await trust(5))).toEqual(['TREND READ lh.trust']);
    // Another client's last time is not this one's.
    const otherId = await makeClient(app, practice.member);
    const other = await app.signIn(practice.member, otherId);
    const asked = { clientId: otherId, worksheetId: 'long-haul', role: 'HURT' };
    expect(
      await raised(await answer(app, practice.member, other, asked, [answering('lh.trust', 1)])),
    ).toEqual([]);
  });

  test('last time is of what was given before, whichever came back first', async () => {
    const fresh = await makeClient(app, practice.member);
    const signedIn = await app.signIn(practice.member, fresh);
    const asked = { clientId: fresh, worksheetId: 'long-haul', role: 'HURT' };
    const [first, second] = [
      await assign(app, practice.member, asked),
      await assign(app, practice.member, asked),
    ];
    expect(await raised(await handIn(app, signedIn, second.id, [answering('lh.trust', 9)]))).toEqual([]);
    expect(await raised(await handIn(app, signedIn, first.id, [answering('lh.trust', 2)]))).toEqual([]);
  });
});

describe('sums', () => {
  test('carry that they are not validated, and are not scorable where nothing was answered', async () => {
    const id = await hand('trust-patterns', [answering('tf.want1', 'often'), answering('tf.want2', 'never')]);
    const { sums } = await read(id);
    expect(sums.length).toBeGreaterThan(3);
    expect(new Set(sums.map(({ label }) => label))).toEqual(new Set(['not validated']));
    const [wanting, ...others] = sums;
    expect(wanting).toMatchObject({ name: 'Wanting to believe', value: 1.5, answered: 2, of: 2 });
    expect(others.map(({ value }) => value)).toEqual(others.map(() => null));
  });

  test('count the promises that were kept', async () => {
    await hand('trust-agreement', [
      inRow('ta.commit', 'r1', 'promise', 'Home by six'),
      inRow('ta.commit', 'r2', 'promise', 'Call first'),
    ]);
    const kept = [inRow('cc.each', 'r1', 'answer', 'kept'), inRow('cc.each', 'r2', 'answer', 'kept_in_part')];
    const { sums } = await read(await hand('commitment-checkin', kept, { role: 'HURT' }));
    expect(sums[0]).toMatchObject({ name: 'Kept rate', value: 0.75, of: 2 });
    expect(sums[0]?.parts).toMatchObject([{ text: 'Home by six' }, { text: 'Call first' }]);
  });
});

describe('a client', () => {
  const ask = (): Promise<string> =>
    hand('family-history', [answering('close.safe', 'yes_i_may_be_in_danger_now')]);

  test('sees neither flags nor sums of what was handed in, not even when it is handed in', async () => {
    const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
    await save(app, client, assignmentId, [
      answering('close.safe', 'yes_i_may_be_in_danger_now'),
      answering('home.late', 'often'),
    ]);
    const { id, ...submission } = await submit<Read>(
      app,
      client,
      assignmentId,
      `${FLAGS} ${SUMS} worksheet { sums { name } sections { items { flags { code } } } }`,
    );
    expect(submission).toMatchObject({ flags: [], sums: [] });
    expect(JSON.stringify(submission)).not.toMatch(/SAFETY|not validated|Lines named/);
    // The same submission, asked for by the clinician.
    expect(await raised(id)).toEqual(['SAFETY URGENT close.safe']);
    expect((await read(id)).sums.length).toBeGreaterThan(0);
  });

  test('is answered alike, flags or none', async () => {
    const answerTo = async (value: string): Promise<string> => {
      const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
      await save(app, client, assignmentId, [answering('close.safe', value)]);
      const answered = await app.graphql(
        client,
        `mutation($input: SubmitInput!) { submit(input: $input) { __typename ... on Submission { revision ${FLAGS} ${SUMS} } } }`,
        { input: { assignmentId, revision: 1, idempotencyKey: assignmentId } },
      );
      return JSON.stringify(answered);
    };
    const answered = await answerTo('no');
    expect(answered).toContain('"__typename":"Submission"');
    expect(await answerTo('yes_i_may_be_in_danger_now')).toBe(answered);
  });

  test('has no flag in any table that its transactions can read, the audit included', async () => {
    const submissionId = await ask();
    const asApp = await connectTo(app.database.appUrl);
    const { practiceId, memberId } = practice;
    const everything = async (): Promise<string> => {
      const tables = ['flag', 'submission', 'assignment', 'audit_entry', 'idempotency', 'practice_policy'];
      const found = [];
      for (const table of tables) found.push(await asApp.rows(`SELECT t::text FROM mendwork.${table} t`));
      return JSON.stringify(found);
    };
    const mine = await inScope(asApp, { practiceId, clientId, actorId: clientId }, everything);
    expect(mine).toContain(submissionId);
    expect(mine).not.toContain('SAFETY');
    expect(await inScope(asApp, { practiceId, actorId: memberId }, everything)).toContain('SAFETY');
    await asApp.end();
  });
});
