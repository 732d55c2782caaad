import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { v7 as uuidv7 } from 'uuid';
import { answering, assign, assignFamilyHistory, handIn, save, submit } from './support/answering.js';
import { startTestApp, type TestApp } from './support/app.js';
import { proposeContact } from './support/contact.js';
import { askAddress, listSites } from './support/embedding.js';
import { type Asker, startAsking, withoutId } from './support/matrix-ask.js';
import { type Probed, probesFor } from './support/matrix-documents.js';
import { makeLink, TabletBrowser, wayOf } from './support/office.js';
import type { RawAnswer } from './support/operations.js';
import { addressOf, routesOf } from './support/routes.js';
import { connectTo, fingerprintOf, type Sql } from './support/sql.js';
import { addStaff, type Staff } from './support/staff.js';
import { makeWorld, type World } from './support/world.js';

/**
 * Two partners, two phones. Whatever is done by one, or with one, everything that the other can ask answers as before,
 * byte for byte: the worksheets, the pages, the log-in, and what comes of the first one's ids.
 */

let app: TestApp;
let owner: Sql;
let world: World;
let asker: Asker;
let outsider: Staff;
let documents: readonly Probed[];
let looks = 0;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
  outsider = await addStaff(app, world, 'clinician');
  asker = await startAsking(app);
  documents = probesFor(app.app.get(GraphQLSchemaHost).schema, 'client').filter(({ allowed }) => allowed);
});
afterAll(async () => {
  asker?.stop();
  await owner?.end();
  await app?.stop();
  process.stdout.write(`two partners: ${looks} answers compared\n`);
});

type Headers = Readonly<Record<string, string>>;

/** An id that names nothing, and with it those of the first partner's, as they come. */
const NEVER = uuidv7();
const known: string[] = [NEVER];
/** B's own: begun, handed in, and the same worksheet of the couple's twice, handed in and not looked at yet. */
const owns: string[] = [];

/** What was answered, by question; `like` is the same question by an id that names nothing. */
type Seen = ReadonlyMap<string, { readonly answer: RawAnswer; readonly like: string }>;

/** All that `b` can ask: every operation and every page, about `b`, and by every id of `a`'s that there is. */
async function lookAll(): Promise<Seen> {
  // All the looks together take longer than ten minutes where the machine is slow.
  await owner.rows('UPDATE mendwork.client_session SET stepped_up_at = now() WHERE client_id = $1', [
    world.b.clientId,
  ]);
  const headers: Headers = world.b.signedIn;
  const seen = new Map<string, { answer: RawAnswer; like: string }>();
  const note = async (
    title: string,
    id: string,
    asked: Omit<Parameters<Asker['ask']>[0], 'headers'>,
  ): Promise<void> => {
    const answer = withoutKey(withoutId(await asker.ask({ ...asked, headers }), id));
    seen.set(`${title} ${id}`, { answer, like: `${title} ${NEVER}` });
    looks += 1;
  };
  for (const { field, slot, documents: all } of documents)
    for (const [n, query] of all.entries())
      for (const id of slot ? known : ['']) {
        const variables = { ...(slot && { [slot.variable]: id }), key: randomUUID() };
        await note(`${field} ${n}`, id, { method: 'POST', path: '/graphql', body: { query, variables } });
      }
  for (const route of routesOf(app)) {
    const { method, pattern } = route;
    if (method === 'HEAD' || !/^\/(me|auth\/client|embed)(\/|$)/.test(pattern)) continue;
    const byId = /:(id|assignmentId)/.test(pattern);
    // What changes something is asked for by ids of A's alone: B goes on unchanged.
    if (method !== 'GET' && !byId) continue;
    const own = method === 'GET' && byId ? owns : [];
    for (const id of byId ? [...own, ...known] : ['x'])
      for (const query of pattern.endsWith(':assignmentId') ? ['', '?part=1'] : [''])
        await note(`${method} ${pattern}${query}`, id, {
          method,
          path: `${addressOf(route, id)}${query}`,
          body: method === 'POST' ? 'revision=1' : undefined,
        });
  }
  return seen;
}

/** A page that is handed in draws a key each time, as the nonce. */
function withoutKey(answer: RawAnswer): RawAnswer {
  const [, key] = /"idempotencyKey":"([^"]+)"/.exec(answer.text.replaceAll('&quot;', '"')) ?? [];
  const text = key === undefined ? answer.text : answer.text.replaceAll(key, 'KEY');
  return { ...answer, text };
}

/** Where an answer is another than before, or than that to an id that names nothing. */
const differences = (before: Seen, after: Seen): string[] =>
  [...after].flatMap(([title, { answer, like }]) => {
    const was = before.get(title) ?? before.get(like);
    return JSON.stringify(was?.answer) === JSON.stringify(answer)
      ? []
      : [
          `${title}: ${answer.status} ${answer.text.slice(0, 300)} – not ${was?.answer.status} ${was?.answer.text.slice(0, 300)}`,
        ];
  });

/** Where an answer about what is A's is another than that about what nobody has. */
const oracles = (seen: Seen): string[] =>
  [...seen].flatMap(([title, { answer, like }]) => {
    const nobodys = seen.get(like)?.answer;
    const isAs = known.some((id) => title.endsWith(` ${id}`));
    return !isAs || JSON.stringify(nobodys) === JSON.stringify(answer) ? [] : [title];
  });

/** Where something that is A's stands in an answer to B. */
const tells = (seen: Seen): string[] => {
  const { name, email, code, draftText, submittedText, relative } = world.a;
  const secrets = [name, email, code, draftText, submittedText, relative, WRITTEN];
  return [...seen].flatMap(([title, { answer }]) =>
    secrets.some((secret) => answer.text.includes(secret)) ? [title] : [],
  );
};

async function made(
  field: string,
  input: object,
  headers: Headers = world.member,
): Promise<Record<string, unknown>> {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const { data } = await app.graphql<Record<string, Record<string, unknown>>>(
    { ...headers },
    `mutation($input: ${type}!) { ${field}(input: $input) { __typename } }`,
    { input: { ...input, idempotencyKey: randomUUID() } },
  );
  return data[field] ?? {};
}
const page = (method: string, path: string, body?: unknown): Promise<RawAnswer> =>
  asker.ask({ method, path, headers: world.a.signedIn, body });

/** Moves a worksheet of A's on, as a clinician's decision would. */
const moved = (id: string, to: string): Promise<unknown> =>
  owner.rows(
    'UPDATE mendwork.assignment SET previous_state = state, state = $2, state_at = now() WHERE id = $1',
    [id, to],
  );
const patched = async (patches: readonly object[]): Promise<void> => {
  const { data } = await app.graphql<{ saveDraft: { __typename: string } }>(
    world.a.signedIn,
    'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }',
    { input: { assignmentId, revision: 1, patches } },
  );
  expect(data.saveDraft.__typename).toBe('DraftSaved');
};

const read = async (what: 'answers' | 'copy', status: number): Promise<void> =>
  expect((await page('GET', `/me/w/${world.a.doneAssignmentId}/${what}`)).status).toBe(status);

/** A worksheet that both partners are given, and that each sees of the other when it is released. */
const SHARED = 'relationship-whole';
const SITE = 'https://portal.example';
/** What a browser says that opens a frame in a page of the site's. */
const FRAMED: Headers = {
  'sec-fetch-dest': 'iframe',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
  referer: `${SITE}/`,
};

/** What A writes in the course of it. */
const WRITTEN = 'for 7c1f9e alone';

let assignmentId = '';
let shared = '';
/** What is done by `a`, or with `a`, each on top of those before. */
const EVENTS: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    'is looked up by the clinician',
    async () => {
      const { data } = await app.graphql(
        world.member,
        'query($id: ID!) { client(id: $id) { ... on Client { name } } }',
        { id: world.a.clientId },
      );
      expect(data).toEqual({ client: { name: world.a.name } });
    },
  ],
  [
    'is assigned a worksheet',
    async () => {
      assignmentId = await assignFamilyHistory(app, world.member, world.a.clientId);
      known.push(assignmentId);
    },
  ],
  ['opens it', () => page('GET', `/me/w/${assignmentId}?part=1`)],
  ['drafts', () => save(app, world.a.signedIn, assignmentId, [answering('learn.rule', WRITTEN)])],
  ['skips', () => patched([{ item: 'learn.rule', answer: { skipped: true } }])],
  [
    'hands in, and is flagged',
    async () => {
      const patches = [answering('close.safe', 'yes_and_i_want_to_talk_about_it')];
      const handedIn = await assignFamilyHistory(app, world.member, world.a.clientId);
      known.push(handedIn, await handIn(app, world.a.signedIn, handedIn, patches));
      const raised = await owner.count('SELECT FROM mendwork.flag WHERE assignment_id = $1', [handedIn]);
      expect(raised).toBe(1);
    },
  ],
  [
    'hands in the same worksheet of the couple’s',
    async () => {
      shared = (await assign(app, world.member, { clientId: world.a.clientId, worksheetId: SHARED })).id;
      known.push(shared);
      await handIn(app, world.a.signedIn, shared, []);
      expect((await page('GET', `/me/w/${shared}/done`)).status).toBe(200);
    },
  ],
  ['is reviewed', () => moved(shared, 'reviewed')],
  ['has it given back', () => moved(shared, 'returned')],
  ['hands it in once more', () => submit(app, world.a.signedIn, shared)],
  ['reads again what was handed in', () => read('answers', 200)],
  ['keeps a copy of it', () => read('copy', 200)],
  [
    'is asked to show once more who they are',
    async () => {
      await owner.rows(
        `UPDATE mendwork.client_session SET stepped_up_at = now() - interval '11 minutes' WHERE client_id = $1`,
        [world.a.clientId],
      );
      await read('answers', 401);
      await owner.rows('UPDATE mendwork.client_session SET stepped_up_at = now() WHERE client_id = $1', [
        world.a.clientId,
      ]);
    },
  ],
  [
    'is handed over on the clinic’s tablet',
    async () => {
      const tablet = new TabletBrowser(app);
      await tablet.post('/auth/client/enter', wayOf(await makeLink(app, world.member, world.a.clientId)));
      expect((await tablet.get(`/me/w/${assignmentId}?part=1`)).status).toBe(200);
    },
  ],
  [
    'is assigned a sheet of the practice’s own',
    () => assign(app, world.member, { clientId: world.a.clientId, worksheetId: 'own-sheet' }),
  ],
  ['gets a link', () => made('clientLink', { clientId: world.a.clientId })],
  [
    'is opened in a host’s page',
    async () => {
      const { pathname } = new URL((await askAddress(app, world.member, { clientId: world.a.clientId })).url);
      const opened = await asker.ask({ method: 'GET', path: pathname, headers: FRAMED });
      expect(opened.status).toBe(303);
    },
  ],
  ['logs in on a second device', () => app.signIn(world.member, world.a.clientId)],
  ['sets a PIN', () => page('POST', '/auth/client/pin', { pin: '739158' })],
  ['proposes other contact', () => proposeContact(app, world.member, world.a.signedIn, world.a.clientId)],
  [
    'has contact changed',
    () => made('setContact', { clientId: world.a.clientId, contact: { ways: ['LETTER'] } }),
  ],
  [
    'comes to share the mailbox',
    () =>
      made('setContact', { clientId: world.a.clientId, email: world.b.email, contact: { ways: ['EMAIL'] } }),
  ],
  [
    'has a session',
    () => made('createSession', { with: { clientId: world.a.clientId }, startsAt: '2030-01-01T12:00:00Z' }),
  ],
  [
    'has the file kept to those who treat, and glass broken',
    async () => {
      await owner.rows('UPDATE mendwork.practice SET care_team_only = true WHERE id = $1', [
        world.practiceId,
      ]);
      const broken = await made(
        'breakGlass',
        { clientId: world.a.clientId, reason: 'A call at night, from a relative.' },
        outsider.browser,
      );
      expect(broken).toEqual({ __typename: 'Glass' });
    },
  ],
  [
    'gets an individual therapist',
    () =>
      made('setCareTeamTie', {
        clientId: world.a.clientId,
        memberId: outsider.memberId,
        tie: 'INDIVIDUAL_THERAPIST',
      }),
  ],
  ['mistypes the PIN', () => page('POST', '/auth/client/unlock', { pin: '000000' })],
  ['leaves', () => page('POST', '/me/leave', '')],
];

/**
 * By how many milliseconds B's list comes later than a page that is nobody's. Both are asked for in turn and the quickest
 * answers count, so that what the machine does beside it is in neither.
 */
async function lag(): Promise<number> {
  const took = { list: [] as number[], door: [] as number[] };
  for (let times = 0; times < 20; times += 1) {
    took.list.push(await timed('/me', world.b.signedIn));
    took.door.push(await timed(`/me/p/${world.practiceId}`, {}));
  }
  return Math.min(...took.list) - Math.min(...took.door);
}

async function timed(path: string, headers: Headers): Promise<number> {
  const began = performance.now();
  const { status } = await asker.ask({ method: 'GET', path, headers });
  expect(status).toBe(200);
  return performance.now() - began;
}

/** A delay that is there shows each time; a busy machine’s hardly three times running. */
async function comesLaterThan(before: number): Promise<boolean> {
  for (let times = 0; times < 3; times += 1) if ((await lag()) - before < 30) return false;
  return true;
}

test('nothing that one partner can ask tells that the other did anything', async () => {
  const { a, b, coupleId, practiceId } = world;
  known.push(a.openAssignmentId, a.doneAssignmentId, a.submissionId, a.clientId, coupleId);
  await listSites(app, world.member, [SITE]);
  const given = async (): Promise<string> =>
    (await assign(app, world.member, { clientId: b.clientId, worksheetId: SHARED })).id;
  const [handedIn, untouched] = [await given(), await given()];
  await handIn(app, b.signedIn, handedIn, []);
  owns.push(b.openAssignmentId, b.doneAssignmentId, handedIn, untouched);
  // The first look at it is noted, and B's own doing.
  await asker.ask({ method: 'GET', path: `/me/w/${untouched}`, headers: b.signedIn });
  const before = await lookAll();
  const lagBefore = await lag();
  // What B sees is B's: it is not that everything is refused.
  const answers = [...before.values()].map(({ answer }) => answer);
  const text = answers.map((answer) => answer.text).join('\n');
  for (const own of [b.openAssignmentId, b.draftText, b.submittedText]) expect(text).toContain(own);
  expect(answers.filter(({ status }) => status < 400).length).toBeGreaterThan(10);
  expect(answers.find(({ text: html }) => html.includes('With your therapist since'))).toBeDefined();
  expect(oracles(before)).toEqual([]);
  expect(tells(before)).toEqual([]);
  expect(differences(before, await lookAll())).toEqual([]);
  for (const [event, act] of EVENTS) {
    const ofA = await fingerprintOf(owner, practiceId, a.clientId);
    const ofB = await fingerprintOf(owner, practiceId, b.clientId);
    await act();
    // It did happen, to A, and nothing of B's moved.
    expect([event, await fingerprintOf(owner, practiceId, a.clientId)]).not.toEqual([event, ofA]);
    expect([event, await fingerprintOf(owner, practiceId, b.clientId)]).toEqual([event, ofB]);
    // What a process remembers of A's pages must not show on B's either.
    for (const path of ['/me', `/me/w/${a.openAssignmentId}?part=1`]) await page('GET', path);
    const seen = await lookAll();
    expect([event, differences(before, seen)]).toEqual([event, []]);
    expect([event, tells(seen)]).toEqual([event, []]);
  }
  expect(await comesLaterThan(lagBefore)).toBe(false);
}, 900_000);
