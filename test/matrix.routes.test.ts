import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { TestApp } from './support/app.js';
import { type Asker, startAsking, withoutId } from './support/matrix-ask.js';
import { type Cast, type CastMember, makeCast } from './support/matrix-cast.js';
import type { RawAnswer } from './support/operations.js';
import { addressOf, type Route, routesOf } from './support/routes.js';
import { fingerprintOf, type Sql } from './support/sql.js';
import { startTwoPractices, type TwoPractices } from './support/two-practices.js';
import { fillWaysIn, type WaysIn } from './support/ways-in.js';
import type { World } from './support/world.js';

/**
 * Every route that the router has, by everybody who can ask: pages, files, and all of signing in. An id that is a
 * stranger's answers as a new one does, byte for byte, and what it names stays; with an id of one's own it goes.
 */

let practices: TwoPractices;
let app: TestApp;
let owner: Sql;
let here: World;
let there: World;
let cast: Cast;
let asker: Asker;
let waysHere: WaysIn;
let waysThere: WaysIn;
let routes: readonly Route[];
const counts = { probes: 0, controls: 0, leaks: 0, oracles: 0, writes: 0 };
const found: string[] = [];

const MANY = { points: 1_000_000, seconds: 60 };

beforeAll(async () => {
  practices = await startTwoPractices({
    rateLimits: {
      'frame-network': MANY,
      'graphql-actor': MANY,
      'login-address': MANY,
      'login-ip': MANY,
      'login-network': MANY,
      'login-practice': MANY,
    },
  });
  ({ app, owner, here, there } = practices);
  cast = await makeCast(app, owner, here, there);
  waysHere = await fillWaysIn(owner, here);
  waysThere = await fillWaysIn(owner, there);
  asker = await startAsking(app);
  routes = routesOf(app).filter(
    ({ method, pattern }) => !['HEAD', 'OPTIONS'].includes(method) && !pattern.startsWith('/graphql'),
  );
}, 120_000);
afterAll(async () => {
  asker?.stop();
  await practices?.stop();
  const { probes, leaks, oracles, writes, controls } = counts;
  process.stdout.write(
    `matrix of routes: ${probes} probes, ${leaks} leaks, ${oracles} oracles, ${writes} foreign writes (${controls} controls)\n`,
  );
});

const titleOf = ({ method, pattern }: Route): string => `${method} ${pattern}`;
const parameterOf = ({ pattern }: Route): string | undefined => /:(\w+)(?!.*:)/.exec(pattern)?.[1];

/** What a route's last parameter names: ids of strangers', by whose they are. */
interface Named {
  readonly here: readonly string[];
  readonly there: readonly string[];
}
const KINDS: Readonly<Record<string, () => Named>> = {
  assignmentId: () => ({ here: [], there: [there.a.openAssignmentId, there.a.doneAssignmentId] }),
  practiceId: () => ({ here: [], there: [there.practiceId] }),
  // Of a file: without a ticket there is none of any kind.
  kind: () => ({ here: [], there: ['summary', 'clinic-day', 'disclosure', there.a.clientId] }),
  'DELETE /auth/sessions/:id': () => ({ here: waysHere.member_session, there: waysThere.member_session }),
  'DELETE /auth/passkeys/:id': () => ({ here: waysHere.member_passkey, there: waysThere.member_passkey }),
  'DELETE /auth/access-tokens/:id': () => ({ here: waysHere.access_token, there: waysThere.access_token }),
  'DELETE /auth/client/passkeys/:id': () => ({ here: [], there: waysThere.client_passkey }),
  'DELETE /auth/client/sessions/:id': () => ({ here: [], there: [] }),
  'POST /me/log-in/passkeys/:id/remove': () => ({ here: [], there: waysThere.client_passkey }),
  'POST /me/log-in/devices/:id/end': () => ({ here: [], there: [] }),
};
/** Of everybody: files that ship, addresses that hold nothing, and the address of a practice's door. */
const PUBLIC = /:file$|^\/console|^\/(me|auth\/host|embed)\/.*:practiceId|^\/me\/enter/;

/** The ids of sessions that clients have, by client. */
async function sessionsOf(clientId: string): Promise<string[]> {
  const rows = await owner.rows<{ id: string }>(
    'SELECT id FROM mendwork.client_session WHERE client_id = $1',
    [clientId],
  );
  return rows.map(({ id }) => id);
}

/** What is there and not theirs. */
async function foreignFor(who: CastMember, route: Route): Promise<string[]> {
  const title = titleOf(route);
  const named = (KINDS[title] ?? KINDS[parameterOf(route) ?? ''])?.();
  if (!named) return [there.practiceId, there.a.clientId];
  const ofElsewhere = who.strangers[0]?.practiceId === here.practiceId;
  const ids = [...named.here, ...(ofElsewhere ? [] : named.there)];
  const partner = who.name === 'client A' ? 1 : who.name === 'client B' ? 0 : undefined;
  const person = partner === 0 ? here.a : here.b;
  if (parameterOf(route) === 'assignmentId')
    return [
      ...ids,
      ...(partner === undefined && !ofElsewhere ? [] : [person.openAssignmentId, person.doneAssignmentId]),
    ];
  if (title.includes('client/passkeys') || title.includes('log-in/passkeys'))
    return [
      ...ids,
      ...(partner === undefined ? waysHere.client_passkey : [waysHere.client_passkey[partner] ?? '']),
    ];
  if (title.includes('client/sessions') || title.includes('devices'))
    return [
      ...(ofElsewhere ? [] : await sessionsOf(there.a.clientId)),
      ...(await sessionsOf(person.clientId)),
    ];
  return ids;
}

const ODD = ['x', 'null', '%00', '..%2f..', '%F0%9F%99%82', "'%20OR%20'1'%3D'1", '*'];

/** Pages take forms, the rest JSON: a body of another kind would be turned away before anybody looked. */
const bodyFor = ({ method, pattern }: Route): unknown => {
  if (method === 'GET' || method === 'DELETE') return undefined;
  return pattern.startsWith('/me')
    ? `revision=1&idempotencyKey=${randomUUID()}&email=nobody%40example.org`
    : {};
};
const ask = (route: Route, id: string, headers: CastMember['headers']): Promise<RawAnswer> =>
  asker.ask({ method: route.method, path: addressOf(route, id), headers, body: bodyFor(route) });

const same = (one: RawAnswer, other: RawAnswer): boolean => JSON.stringify(one) === JSON.stringify(other);
/** Ids that are drawn for whoever asks: of a message that may be on its way. */
const withoutDrawn = (answer: RawAnswer): RawAnswer => ({
  ...answer,
  text: answer.text.replaceAll(/[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/g, 'DRAWN'),
});

function lookForLeaks(who: CastMember, route: Route, answer: RawAnswer, asked: string): void {
  const text = `${answer.text} ${JSON.stringify(answer.headers)}`;
  const leaked = who.closed.filter((one) => text.includes(one) && one !== asked);
  if (leaked.length === 0) return;
  counts.leaks += 1;
  found.push(`leak: ${who.name}, ${titleOf(route)}: ${leaked.join()}`);
}

/** What strangers have, and everybody's ways in, as hashes. */
async function prints({ strangers }: CastMember): Promise<string> {
  const all: unknown[] = [];
  for (const { practiceId, clientId } of strangers)
    all.push(await fingerprintOf(owner, practiceId, clientId));
  for (const { practiceId } of [here, there]) {
    const {
      member_session,
      member_passkey,
      access_token,
      client_session,
      client_passkey,
      client_pin,
      draft,
      submission,
    } = await fingerprintOf(owner, practiceId);
    all.push([
      member_session,
      member_passkey,
      access_token,
      client_session,
      client_passkey,
      client_pin,
      draft,
      submission,
    ]);
  }
  return JSON.stringify(all);
}

test('every route is known here: those with an id are probed by it', () => {
  expect(routes.length).toBeGreaterThan(50);
  const unknown = routes.filter(
    (route) =>
      route.pattern.includes(':') &&
      !PUBLIC.test(route.pattern) &&
      !KINDS[titleOf(route)] &&
      !KINDS[parameterOf(route) ?? ''],
  );
  expect(unknown.map(titleOf)).toEqual([]);
});

test('an id of a stranger’s answers as a new one does, and what it names stays', async () => {
  for (const who of cast.everybody) {
    const before = await prints(who);
    for (const route of routes) {
      // Whoever asks at a practice's door is noted there: that is not a stranger's.
      const isKnock = route.method === 'POST' || route.pattern.startsWith('/embed/');
      const atTheDoor = isKnock && route.pattern.includes(':practiceId');
      if (!route.pattern.includes(':') || atTheDoor) continue;
      const nothing = uuidv7();
      const expected = withoutDrawn(withoutId(await ask(route, nothing, who.headers), nothing));
      const odd = PUBLIC.test(route.pattern) ? [] : ODD;
      for (const id of [...(await foreignFor(who, route)), ...odd]) {
        const answer = withoutDrawn(withoutId(await ask(route, id, who.headers), id));
        counts.probes += 1;
        lookForLeaks(who, route, answer, id);
        // What can be no id may be turned away as such, by nobody's fault.
        const turnedAway = odd.includes(id) && answer.status >= 400 && answer.status < 500;
        if (turnedAway || same(answer, expected)) continue;
        counts.oracles += 1;
        found.push(
          `oracle: ${who.name}, ${titleOf(route)}, ${id}: ${answer.status} ${answer.text.slice(0, 200)} – not ${expected.status} ${expected.text.slice(0, 200)}`,
        );
      }
    }
    if ((await prints(who)) === before) continue;
    counts.writes += 1;
    found.push(`foreign write: ${who.name}`);
  }
  expect(found).toEqual([]);
  expect(counts.probes).toBeGreaterThan(500);
}, 240_000);

test('at the door every practice looks the same, whoever knocks', async () => {
  const door = routes.filter(({ method, pattern }) => method === 'POST' && pattern.includes(':practiceId'));
  expect(door.length).toBeGreaterThan(1);
  for (const who of cast.everybody)
    for (const route of door) {
      const answers: RawAnswer[] = [];
      for (const id of [uuidv7(), here.practiceId, there.practiceId])
        answers.push(withoutDrawn(withoutId(await ask(route, id, who.headers), id)));
      counts.probes += 2;
      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
      for (const answer of answers) lookForLeaks(who, route, answer, '');
    }
  expect(found).toEqual([]);
}, 120_000);

test('what signing in is told by name comes to nothing with a stranger’s', async () => {
  const wrong = { password: 'a long wrong password', email: here.a.email };
  const bodies = (practiceId: string, id: string): Readonly<Record<string, object>> => ({
    '/auth/sign-in': { ...wrong, practiceId },
    '/auth/second-factor': { practiceId, challenge: id, totp: '123456' },
    '/auth/invitation': { practiceId, invitation: id, secret: 'x'.repeat(43) },
    '/auth/invitation/accept': {
      practiceId,
      invitation: id,
      secret: 'x'.repeat(43),
      password: wrong.password,
    },
    '/auth/client/link': { ...wrong, practiceId },
    '/auth/client/enter': { practice: practiceId, link: id, code: '12345678' },
  });
  const idOf = async (table: string, { practiceId }: World): Promise<string> => {
    const [row] = await owner.rows<{ id: string }>(
      `SELECT id FROM mendwork.${table} WHERE practice_id = $1 LIMIT 1`,
      [practiceId],
    );
    return row?.id ?? '';
  };
  for (const path of Object.keys(bodies('', ''))) {
    expect(routes).toContainEqual({ method: 'POST', pattern: path });
    const table = path.includes('invitation')
      ? 'member_invitation'
      : path.includes('client')
        ? 'client_link'
        : 'login_challenge';
    const names: [string, string][] = [[uuidv7(), uuidv7()]];
    for (const world of [here, there])
      names.push(
        [world.practiceId, uuidv7()],
        [world.practiceId, await idOf(table, world)],
        [uuidv7(), await idOf(table, world)],
      );
    const answers: RawAnswer[] = [];
    for (const [practiceId, id] of names) {
      const answer = await asker.ask({
        method: 'POST',
        path,
        headers: { 'sec-fetch-site': 'same-origin' },
        body: bodies(practiceId, id)[path],
      });
      counts.probes += 1;
      answers.push(withoutDrawn(withoutId(withoutId(answer, practiceId), id)));
    }
    expect([path, answers]).toEqual([path, answers.map(() => answers[0])]);
  }
}, 120_000);

test('with one’s own id it goes: none of these is refused for another reason', async () => {
  const [passkey, token] = [waysHere.member_passkey[0], waysHere.access_token[0]];
  const { memberId, browser } = cast.clinician;
  // Two passkeys, since nobody gives away the last way in.
  for (const id of waysHere.member_passkey)
    await owner.rows('UPDATE mendwork.member_passkey SET member_id = $1 WHERE id = $2', [memberId, id]);
  await owner.rows('UPDATE mendwork.access_token SET member_id = $1 WHERE id = $2', [memberId, token]);
  await owner.rows('UPDATE mendwork.member_session SET member_id = $1 WHERE id = $2', [
    memberId,
    waysHere.member_session[0],
  ]);
  const ofA = here.a.signedIn;
  await app.signIn(here.member, here.a.clientId);
  const [other = '', another = ''] = (
    await owner.rows<{ id: string }>(
      'SELECT id FROM mendwork.client_session WHERE client_id = $1 ORDER BY created_at DESC',
      [here.a.clientId],
    )
  ).map(({ id }) => id);
  expect(another).not.toBe('');
  const gone = (table: string, id: string): Promise<number> =>
    owner.count(`SELECT FROM mendwork.${table} WHERE id = $1`, [id]);
  const ended = (table: string, id: string): Promise<number> =>
    owner.count(`SELECT FROM mendwork.${table} WHERE id = $1 AND ended_at IS NULL`, [id]);
  const own: Readonly<
    Record<string, { headers: CastMember['headers']; id: string; left?: () => Promise<number> }>
  > = {
    'DELETE /auth/sessions/:id': {
      headers: browser,
      id: waysHere.member_session[0],
      left: () => ended('member_session', waysHere.member_session[0]),
    },
    'DELETE /auth/passkeys/:id': {
      headers: browser,
      id: passkey,
      left: () => gone('member_passkey', passkey),
    },
    'DELETE /auth/access-tokens/:id': {
      headers: browser,
      id: token,
      left: () => ended('access_token', token),
    },
    'DELETE /auth/client/passkeys/:id': {
      headers: ofA,
      id: waysHere.client_passkey[0],
      left: () => gone('client_passkey', waysHere.client_passkey[0]),
    },
    'DELETE /auth/client/sessions/:id': { headers: ofA, id: other, left: () => sessionsLeft(other) },
  };
  const sessionsLeft = (id: string): Promise<number> =>
    owner.count('SELECT FROM mendwork.client_session WHERE id = $1 AND expires_at > now()', [id]);
  for (const route of routes) {
    const control = own[titleOf(route)];
    if (control) {
      const left = await control.left?.();
      const answer = await ask(route, control.id, control.headers);
      expect([titleOf(route), answer.status, left, await control.left?.()]).toEqual([
        titleOf(route),
        expect.any(Number),
        1,
        0,
      ]);
      expect(answer.status).toBeLessThan(400);
      counts.controls += 1;
    } else if (parameterOf(route) === 'assignmentId') {
      const answer = await ask(route, here.a.openAssignmentId, ofA);
      expect([titleOf(route), answer.status]).not.toEqual([titleOf(route), 404]);
      expect(answer.status).toBeLessThan(500);
      counts.controls += 1;
    }
  }
  // By the pages: the ones of B's, who has lost nothing yet.
  const [ofB = ''] = await sessionsOf(here.b.clientId);
  await app.signIn(here.member, here.b.clientId);
  const [mine = ''] = (await sessionsOf(here.b.clientId)).filter((id) => id !== ofB);
  for (const [pattern, id, left] of [
    [
      '/me/log-in/passkeys/:id/remove',
      waysHere.client_passkey[1],
      () => gone('client_passkey', waysHere.client_passkey[1]),
    ],
    ['/me/log-in/devices/:id/end', mine, () => sessionsLeft(mine)],
  ] as const) {
    expect(await left()).toBe(1);
    const answer = await ask({ method: 'POST', pattern }, id, here.b.signedIn);
    expect([pattern, answer.status, await left()]).toEqual([pattern, 303, 0]);
    counts.controls += 1;
  }
}, 120_000);

test('routes that name nothing are about the caller alone', async () => {
  const ENDING = /sign-out|leave|sessions$|unlock|enter$/;
  const plain = routes.filter(({ pattern }) => !pattern.includes(':'));
  const inTurn = [
    ...plain.filter(({ pattern }) => !ENDING.test(pattern)),
    ...plain.filter(({ pattern }) => ENDING.test(pattern)),
  ];
  const answered = new Set<string>();
  for (const who of cast.everybody) {
    const before = await fingerprintsOfStrangers(who);
    for (const route of inTurn) {
      const answer = await ask(route, '', who.headers);
      counts.probes += 1;
      if (answer.status < 400) answered.add(titleOf(route));
      lookForLeaks(who, route, answer, '');
      if (answer.status >= 500 && route.pattern !== '/readyz')
        found.push(`fault: ${titleOf(route)} ${answer.status}`);
    }
    if ((await fingerprintsOfStrangers(who)) !== before) {
      counts.writes += 1;
      found.push(`foreign write: ${who.name}, by a route that names nothing`);
    }
  }
  expect(found).toEqual([]);
  const readable = plain.filter(({ method }) => method === 'GET').map(titleOf);
  expect(readable.filter((title) => !answered.has(title))).toEqual(['GET /auth/host/callback']);
}, 120_000);

async function fingerprintsOfStrangers({ strangers }: CastMember): Promise<string> {
  const all = [];
  for (const { practiceId, clientId } of strangers)
    all.push(await fingerprintOf(owner, practiceId, clientId));
  return JSON.stringify(all);
}
