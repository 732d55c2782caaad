import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { v7 as uuidv7 } from 'uuid';
import { answering, assign, assignFamilyHistory, handIn, save } from './support/answering.js';
import { startTestApp, type TestApp } from './support/app.js';
import { proposeContact } from './support/contact.js';
import { type Asker, startAsking, withoutId } from './support/matrix-ask.js';
import { type Probed, probesFor } from './support/matrix-documents.js';
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
}, 60_000);
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

/** What was answered, by question; `like` is the same question by an id that names nothing. */
type Seen = ReadonlyMap<string, { readonly answer: RawAnswer; readonly like: string }>;

/** All that `b` can ask: every operation and every page, about `b`, and by every id of `a`'s that there is. */
async function lookAll(): Promise<Seen> {
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
    if (method === 'HEAD' || !/^\/(me|auth\/client)(\/|$)/.test(pattern)) continue;
    const byId = /:(id|assignmentId)/.test(pattern);
    // What changes something is asked for by ids of A's alone: B goes on unchanged.
    if (method !== 'GET' && !byId) continue;
    const own = method === 'GET' && byId ? [world.b.openAssignmentId, world.b.doneAssignmentId] : [];
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

let assignmentId = '';
/** What is done by `a`, or with `a`, each on top of those before. */
const EVENTS: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    'is assigned a worksheet',
    async () => {
      assignmentId = await assignFamilyHistory(app, world.member, world.a.clientId);
      known.push(assignmentId);
    },
  ],
  ['opens it', () => page('GET', `/me/w/${assignmentId}?part=1`)],
  ['drafts', () => save(app, world.a.signedIn, assignmentId, [answering('learn.rule', 'for nobody else')])],
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
    'is assigned a sheet of the practice’s own',
    () => assign(app, world.member, { clientId: world.a.clientId, worksheetId: 'own-sheet' }),
  ],
  ['gets a link', () => made('clientLink', { clientId: world.a.clientId })],
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

test('nothing that one partner can ask tells that the other did anything', async () => {
  const { a, b, coupleId, practiceId } = world;
  known.push(a.openAssignmentId, a.doneAssignmentId, a.submissionId, a.clientId, coupleId);
  const before = await lookAll();
  // What B sees is B's: it is not that everything is refused.
  const answers = [...before.values()].map(({ answer }) => answer);
  const text = answers.map((answer) => answer.text).join('\n');
  for (const own of [b.openAssignmentId, b.draftText]) expect(text).toContain(own);
  expect(answers.filter(({ status }) => status < 400).length).toBeGreaterThan(10);
  expect(differences(before, await lookAll())).toEqual([]);
  for (const [event, act] of EVENTS) {
    const ofA = await fingerprintOf(owner, practiceId, a.clientId);
    const ofB = await fingerprintOf(owner, practiceId, b.clientId);
    await act();
    // It did happen, to A, and nothing of B's moved.
    expect([event, await fingerprintOf(owner, practiceId, a.clientId)]).not.toEqual([event, ofA]);
    expect([event, await fingerprintOf(owner, practiceId, b.clientId)]).toEqual([event, ofB]);
    expect([event, differences(before, await lookAll())]).toEqual([event, []]);
  }
}, 240_000);
