import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { makeHistory, nextSession, type DemonstrationIds } from '../src/demo/history.js';
import { memberBrowser, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { pdfText, testWithPoppler } from './support/poppler.js';
import { connectTo } from './support/sql.js';
import { SUMMARY_CONTENT, unsaidIn } from './support/summary-texts.js';

/** What a clinician takes into the demonstration couple's next session: the data of it, and the PDF. */

interface Copy {
  readonly kind: string;
  readonly client: { readonly code: string } | null;
  readonly pdf: { readonly url: string };
  readonly content: Content;
}
interface Content {
  readonly code: string;
  readonly readFirst: { readonly flags: readonly { readonly what: string }[] } | null;
  readonly since: { readonly changes: readonly { readonly what: string }[] };
  readonly words: { readonly quotes: readonly { readonly words: string }[] };
  readonly lines: {
    readonly charts: readonly {
      readonly title: string;
      readonly unit: string;
      readonly points: readonly { readonly value: number }[];
    }[];
  };
  readonly promises: {
    readonly rows: readonly { readonly promise: string; readonly says: readonly string[] }[];
  };
  readonly open: { readonly due: readonly { readonly what: string }[] };
  readonly agenda: { readonly wishes: readonly { readonly words: string }[] };
  readonly steps: {
    readonly note: string;
    readonly rows: readonly { readonly sheet: string; readonly state: string }[];
  } | null;
  readonly running: object;
}

let app: TestApp;
let practice: TestPractice;
let ids: DemonstrationIds;
let sessionId: string;
let copies: readonly Copy[];

beforeAll(async () => {
  app = await startTestApp();
  practice = await app.practice('Lantern Street Practice', ['clinician', 'admin']);
  ids = await makeHistory(app.app, app.database.url, practice);
  sessionId = await nextSession(app.app, ids);
  copies = await read('[FULL_ANSWERS, GENOGRAM, SEVEN_STEPS]');
}, 120_000);
afterAll(() => app.stop());

async function read(parts: string, member = practice.member): Promise<readonly Copy[]> {
  const { data, errors } = await app.graphql<{ sessionSummary: { copies: readonly Copy[] } }>(
    member,
    `query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary {
       copies { kind client { code } pdf(parts: ${parts}) { url } content(parts: ${parts}) { ${SUMMARY_CONTENT} } } } } }`,
    { id: sessionId },
  );
  expect(errors).toBeUndefined();
  return data.sessionSummary.copies;
}

function copyOf(kind: string): Copy {
  const copy = copies.find((one) => one.kind === kind);
  if (!copy) throw new Error(`There is no copy ${kind}.`);
  return copy;
}

async function pdfOf({ pdf }: Copy): Promise<Buffer> {
  const { pathname, search } = new URL(pdf.url);
  const answer = await request(app.app.getHttpServer())
    .get(pathname + search)
    .buffer()
    .expect(200);
  return answer.body as Buffer;
}

test('a couple’s session has a copy for each of the two, and one for both', () => {
  expect(copies.map(({ kind, client }) => [kind, client?.code])).toEqual([
    ['INDIVIDUAL_A', 'LS-0412'],
    ['INDIVIDUAL_B', 'LS-0413'],
    ['COUPLE', undefined],
  ]);
  expect(copyOf('COUPLE').content.code).toBe('LS-C027');
});

test('the weeks before can be seen on it', () => {
  const { readFirst, since, words, lines, promises, open, agenda, steps } = copyOf('INDIVIDUAL_B').content;
  expect(readFirst?.flags.map(({ what }) => what)).toEqual([
    'Client asks for something (time alone, session)',
    'Feels unsafe, or sharp fall in felt safety',
  ]);
  expect(since.changes.map(({ what }) => what)).toContain('8 → 5: How safe do you feel with your partner?');
  expect(words.quotes).toHaveLength(2);
  expect(lines.charts.map(({ points }) => points.map(({ value }) => value))).toEqual([
    [3, 4, 4, 5, 6, 6, 5],
    [6, 6, 7, 7, 8, 8, 5],
    [8, 7, 5, 4, 6],
  ]);
  expect(promises.rows.map(({ says }) => says)).toEqual([
    ['Not kept'],
    ['Kept'],
    ['Kept'],
    ['It did not come up'],
  ]);
  expect(open.due.map(({ what }) => what)).toContain('Private check-in again');
  expect(agenda.wishes[0]?.words).toContain('Thursday.');
  expect(steps?.rows.find(({ sheet }) => sheet === 'Our trust agreement')?.state).toBe('Handed in');
  expect(steps?.rows.find(({ sheet }) => sheet === 'Step 4: Promise check-in')?.state).toBe('Handed in');
});

test('of the partner’s private sheets nothing stands on the other’s copy, but what is joint does', () => {
  const { content } = copyOf('INDIVIDUAL_A');
  expect(content.promises.rows.map(({ promise }) => promise)).toHaveLength(4);
  expect(content.promises.rows.flatMap(({ says }) => says)).toEqual(['–', '–', '–', '–']);
  expect(JSON.stringify(content)).not.toMatch(/Thursday|sister|bridge|Not kept|8 → 5/u);
  expect(content.lines.charts).toEqual([]);
});

test('the copy for both knows of no sheet', () => {
  expect(copyOf('COUPLE').content.readFirst).toBeNull();
  expect(JSON.stringify(copyOf('COUPLE').content)).not.toMatch(
    /Thursday|check-in|afety|Call before seven|steady/u,
  );
});

testWithPoppler('a PDF says what its data say, on every copy, and when it was made itself', async () => {
  const made = /Made \d{4}-\d\d-\d\d \d\d:\d\d/u;
  for (const copy of copies) {
    const pdf = await pdfOf(copy);
    // The data may be of the minute before.
    expect(unsaidIn(pdf, copy.content).filter((text) => !made.test(text))).toEqual([]);
    expect(pdfText(pdf)).toMatch(made);
  }
});

testWithPoppler('the front page of a usual week is one page', async () => {
  const front = (await read('[]')).find(({ kind }) => kind === 'INDIVIDUAL_B');
  if (!front) throw new Error('There is no such copy.');
  expect(pdfText(await pdfOf(front))).toContain('Page 1 of 1');
});

test('what was read for it is noted: the summary for both, and every sheet that it is made from', async () => {
  const owner = await connectTo(app.database.url);
  const [head] = await owner.rows<{ seq: string }>(
    'SELECT seq FROM mendwork.audit_head WHERE practice_id = $1',
    [practice.practiceId],
  );
  await read('[]');
  const entries = await owner.rows<{ action: string; client_id: string; count: number }>(
    `SELECT action, client_id, count(*)::int AS count FROM mendwork.audit_entry
     WHERE practice_id = $1 AND seq > $2 GROUP BY action, client_id`,
    [practice.practiceId, head?.seq],
  );
  await owner.end();
  const noted = (action: string, clientId: string): number | undefined =>
    entries.find((entry) => entry.action === action && entry.client_id === clientId)?.count;
  expect([noted('summary.read', ids.clientId), noted('summary.read', ids.partnerId)]).toEqual([1, 1]);
  // Three of this week, and ten of the weeks before: six check-ins and four openness sheets.
  expect([noted('submission.read', ids.clientId), noted('submission.read', ids.partnerId)]).toEqual([
    undefined,
    13,
  ]);
});

test('who may not see the clients is told of no session', async () => {
  const other = await app.practice('Another Practice', ['clinician']);
  const answer = await app.graphql<{ sessionSummary: { __typename: string } }>(
    await memberBrowser(app.app, other.practiceId, other.memberId),
    'query($id: ID!) { sessionSummary(sessionId: $id) { __typename } }',
    { id: sessionId },
  );
  expect(answer.data.sessionSummary.__typename).toBe('NotFound');
});
