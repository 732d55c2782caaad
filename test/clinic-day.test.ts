import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { daysAfter, localDay, localMoment } from '../src/platform/local-day.js';
import { startTestApp, type TestApp } from './support/app.js';
import { pdfInfo, pdfStructure } from './support/poppler.js';
import { follow, noted, pagesOf } from './support/prints.js';
import { connectTo, type Sql } from './support/sql.js';
import { addStaff, type Staff } from './support/staff.js';
import { makePerson, makeWorld, type Person, type World } from './support/world.js';

/** A clinician's day: what there is to read before it, and one file that mixes no two clients on one sheet. */

const ZONE = 'America/Chicago';
/** Far enough ahead that nothing else of the tests is on it. */
const DAY = daysAfter(localDay(new Date(), ZONE), 10);

let app: TestApp;
let owner: Sql;
let world: World;
let clinician: Staff;
let supervisor: Staff;
let c: Person;
beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
  clinician = await addStaff(app, world, 'clinician');
  supervisor = await addStaff(app, world, 'supervisor');
  c = await makePerson(app, world);
  // Without them, everything that came in is new to the first session of the day.
  await owner.rows('DELETE FROM mendwork.session WHERE practice_id = $1', [world.practiceId]);
  // Not in the order of the day, and one just outside of it on either side.
  await session({ coupleId: world.coupleId }, localMoment(DAY, 14, ZONE));
  await session({ clientId: c.clientId }, localMoment(DAY, 9, ZONE));
  await session({ clientId: world.a.clientId }, localMoment(DAY, 0, ZONE));
  await session({ clientId: c.clientId }, new Date(localMoment(DAY, 24, ZONE).getTime() - 1));
  await session({ clientId: world.b.clientId }, localMoment(DAY, 24, ZONE));
  await session({ clientId: world.b.clientId }, new Date(localMoment(DAY, 0, ZONE).getTime() - 1));
  await session({ clientId: world.b.clientId }, localMoment(DAY, 11, ZONE), world.memberId);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

async function session(subject: object, startsAt: Date, clinicianId = clinician.memberId): Promise<string> {
  const made = await app.graphql<{ createSession: { id: string } }>(
    world.member,
    'mutation($input: CreateSessionInput!) { createSession(input: $input) { ... on Session { id } } }',
    { input: { with: subject, startsAt, clinicianId, idempotencyKey: randomUUID() } },
  );
  return made.data.createSession.id;
}

interface Day {
  readonly __typename: string;
  readonly most?: number;
  readonly pdf: { url: string } | null;
  readonly sessions: {
    session: { startsAt: string };
    copies: { kind: string; client: { code: string } | null }[];
  }[];
}

async function dayOf(
  headers: Record<string, string>,
  { day = DAY, clinicianId }: { day?: string; clinicianId?: string } = {},
): Promise<Day> {
  const answer = await app.graphql<{ clinicDay: Day }>(
    headers,
    `query($day: LocalDate!, $clinicianId: ID) { clinicDay(day: $day, clinicianId: $clinicianId) { __typename
      ... on ClinicDay { day pdf { url } sessions { session { startsAt } copies { kind client { code } } } }
      ... on TooManySessions { message most } } }`,
    { day, clinicianId },
  );
  expect(answer.errors).toBeUndefined();
  return answer.data.clinicDay;
}

test('holds the clinician’s own sessions of that day in the practice’s zone, in the order of their start', async () => {
  const { sessions } = await dayOf(clinician.browser);
  expect(sessions.map(({ copies }) => copies.map(({ kind, client }) => [kind, client?.code]))).toEqual([
    [['INDIVIDUAL', world.a.code]],
    [['INDIVIDUAL', c.code]],
    [
      ['INDIVIDUAL_A', world.a.code],
      ['INDIVIDUAL_B', world.b.code],
      ['COUPLE', undefined],
    ],
    [['INDIVIDUAL', c.code]],
  ]);
});

test('a day without sessions has no file', async () => {
  const { sessions, pdf } = await dayOf(clinician.browser, { day: daysAfter(DAY, 30) });
  expect([sessions, pdf]).toEqual([[], null]);
});

test('is another’s for supervisors alone, and for a stranger as if there were nobody', async () => {
  const { clinicianId } = { clinicianId: clinician.memberId };
  expect((await dayOf(supervisor.browser, { clinicianId })).sessions).toHaveLength(4);
  const colleague = await addStaff(app, world, 'clinician');
  for (const whose of [clinicianId, randomUUID(), 'x'])
    expect(await dayOf(colleague.browser, { clinicianId: whose })).toEqual({ __typename: 'NotFound' });
});

describe('its file', () => {
  let pages: string[];
  let name: string;
  let bytes: Buffer;
  /** Whose copy begins on which page, from 0. */
  let begins: { code: string; page: number }[];
  beforeAll(async () => {
    const { pdf } = await dayOf(clinician.browser);
    const file = await follow(app, pdf?.url ?? '');
    expect(file.status).toBe(200);
    ({ bytes } = file);
    name = /filename="(.*)"/.exec(file.headers['content-disposition'] ?? '')?.[1] ?? '';
    pages = pagesOf(bytes);
    begins = pages.flatMap((text, page) => {
      const [, code] = /SESSION SUMMARY (?:.*?) (C-[0-9a-f]{12}) /.exec(text) ?? [];
      return code === undefined || !/Page 1 of /.test(text) ? [] : [{ code, page }];
    });
  });

  test('holds the individual copies in the order of the day, and none for both of a couple', () => {
    expect(begins.map(({ code }) => code)).toEqual([
      world.a.code,
      c.code,
      world.a.code,
      world.b.code,
      c.code,
    ]);
    expect(pages.join(' ')).not.toContain('JOINT SESSION COPY');
  });

  test('begins each copy on the front of a sheet', () => {
    expect(begins.map(({ page }) => page % 2)).toEqual(begins.map(() => 0));
  });

  test('counts pages within each copy and in all', () => {
    begins.forEach(({ page: from }, index) => {
      const until = begins[index + 1]?.page ?? pages.length;
      const own = pages.slice(from, until).filter((text) => !text.startsWith('This side is left blank.'));
      own.forEach((text, at) =>
        expect(text).toContain(`Page ${at + 1} of ${own.length}, ${from + at + 1} of ${pages.length} in all`),
      );
      expect(until - from - own.length).toBeLessThanOrEqual(1);
    });
  });

  test('has no two clients’ words on one sheet of paper', () => {
    const people = [world.a, world.b, c];
    for (let sheet = 0; sheet < pages.length; sheet += 2) {
      const text = `${pages[sheet]} ${pages[sheet + 1] ?? ''}`;
      const found = people.filter((one) => text.includes(one.code) || text.includes(one.submittedText));
      expect(found.length).toBeLessThanOrEqual(1);
    }
    for (const one of people) expect(pages.join(' ')).toContain(one.submittedText);
  });

  test('names nobody: neither in its name, nor in what it says of itself, nor in its outline', () => {
    expect(name).toBe(`clinic-day-${DAY.replaceAll('-', '')}.pdf`);
    const raw = bytes.toString('latin1');
    for (const { name: person, email } of [world.a, world.b, c])
      for (const text of [person, email]) expect(raw.includes(text)).toBe(false);
    expect(pdfInfo(bytes)).toMatch(/^Title: +Clinic day$/m);
    expect(pdfInfo(bytes)).not.toMatch(/^(Author|Subject|Keywords):/m);
    for (const person of [world.a, world.b, c]) expect(pdfStructure(bytes)).not.toContain(person.name);
  });

  test('is noted for each client, with who printed it, when and of which day', async () => {
    const entries = await noted(owner, world.practiceId, 'clinic_day.printed');
    expect(entries.map(({ client_id }) => client_id)).toEqual([
      world.a.clientId,
      c.clientId,
      world.a.clientId,
      world.b.clientId,
      c.clientId,
    ]);
    expect(entries[0]).toMatchObject({
      actor_kind: 'member',
      actor_id: clinician.memberId,
      detail: { day: DAY, clinicianId: clinician.memberId, sessionId: expect.any(String) },
    });
  });
});

test('what the clinician may not see any longer is not in it', async () => {
  const { pdf } = await dayOf(clinician.browser);
  await owner.rows(
    `INSERT INTO mendwork.care_team (practice_id, client_id, member_id, tie)
     VALUES ($1, $2, $3, 'individual_therapist')`,
    [world.practiceId, world.a.clientId, clinician.memberId],
  );
  const text = pagesOf((await follow(app, pdf?.url ?? '')).bytes).join(' ');
  expect(text).toContain(world.a.submittedText);
  expect(text).toContain(c.submittedText);
  for (const gone of [world.b.code, world.b.submittedText]) expect(text).not.toContain(gone);
  await owner.rows('DELETE FROM mendwork.care_team WHERE member_id = $1', [clinician.memberId]);
});

test('a link to it ends with what the member may', async () => {
  const lead = await addStaff(app, world, 'supervisor');
  const { pdf } = await dayOf(lead.browser, { clinicianId: clinician.memberId });
  expect((await follow(app, pdf?.url ?? '')).status).toBe(200);
  await owner.rows(`UPDATE mendwork.member SET roles = '{clinician}' WHERE id = $1`, [lead.memberId]);
  expect((await follow(app, pdf?.url ?? '')).status).toBe(404);
});

test('more sessions than a day can hold are said, and nothing is read', async () => {
  const day = daysAfter(DAY, 5);
  for (let n = 0; n <= 40; n += 1)
    await session({ clientId: c.clientId }, new Date(localMoment(day, 8, ZONE).getTime() + n * 60_000));
  const before = await owner.count(`SELECT FROM mendwork.audit_entry WHERE action = 'summary.read'`);
  expect(await dayOf(clinician.browser, { day })).toMatchObject({ __typename: 'TooManySessions', most: 40 });
  expect(await owner.count(`SELECT FROM mendwork.audit_entry WHERE action = 'summary.read'`)).toBe(before);
});
