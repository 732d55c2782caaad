import { randomUUID } from 'node:crypto';
import { actingFor, runAsActor } from '../../src/access/actor.js';
import { CouplesService } from '../../src/clients/couples.service.js';
import { answering, assignFamilyHistory, handIn, inRow, save } from './answering.js';
import type { TestApp, TestPractice } from './app.js';
import { ownWorksheet, publish, recordPolicies } from './own-worksheet.js';

/** A client with everything that a client can have. Each text is drawn, so that it can be looked for. */
export interface Person {
  readonly clientId: string;
  /** Headers that sign the client in. */
  readonly signedIn: Record<string, string>;
  readonly name: string;
  readonly email: string;
  readonly code: string;
  /** In progress, with a draft. */
  readonly openAssignmentId: string;
  readonly draftText: string;
  /** Handed in. */
  readonly doneAssignmentId: string;
  readonly submissionId: string;
  readonly submittedText: string;
  /** What the client calls their mother, on the family’s map. */
  readonly relative: string;
}

/** A practice with a couple, whose partners are `a` and `b`, and a session with each kind of subject. */
export interface World extends TestPractice {
  readonly a: Person;
  readonly b: Person;
  readonly coupleId: string;
  readonly sessionId: string;
  readonly coupleSessionId: string;
  /** Two versions of a worksheet of the practice's own; the second is current. */
  readonly ownHashes: readonly [string, string];
  /** Drawn as well. */
  readonly practiceName: string;
}

/** Fills a new practice with one of everything, through the product. */
export async function makeWorld(app: TestApp): Promise<World> {
  const practiceName = `Practice ${drawn()}`;
  const practice = await app.practice(practiceName, ['clinician', 'supervisor', 'admin']);
  await recordPolicies(app, practice.member);
  await app.graphql(
    practice.member,
    'mutation($input: PracticeSettingsInput!) { setPracticeSettings(input: $input) { part2 } }',
    {
      input: {
        careTeamOnly: false,
        part2: 'NONE',
        embedOrigins: ['https://portal.example'],
        idempotencyKey: randomUUID(),
      },
    },
  );
  const ownHashes = await publishOwn(app, practice);
  const a = await makePerson(app, practice);
  const b = await makePerson(app, practice);
  const actor = actingFor({ practiceId: practice.practiceId, id: practice.memberId, roles: ['clinician'] });
  const coupleId = await runAsActor(actor, randomUUID(), () =>
    app.app.get(CouplesService).create({
      code: `K-${drawn()}`,
      partners: [
        { clientId: a.clientId, role: 'hurt' },
        { clientId: b.clientId, role: 'repairing' },
      ],
    }),
  );
  const sessionId = await makeSession(app, practice, { clientId: a.clientId });
  const coupleSessionId = await makeSession(app, practice, { coupleId });
  return { ...practice, practiceName, a, b, coupleId, sessionId, coupleSessionId, ownHashes };
}

/** Drawn, so that no two practices have the same content. */
async function publishOwn(app: TestApp, { member }: TestPractice): Promise<[string, string]> {
  const intro = `Lines of ${drawn()}.`;
  const [first, second] = [
    await publish(app, member, ownWorksheet({ intro })),
    await publish(app, member, ownWorksheet({ intro, version: '2' })),
  ];
  return [first.worksheet.hash, second.worksheet.hash];
}

/** A client with a draft, a submission that raises a flag and tells of a family, and a signed-in browser. */
export async function makePerson(app: TestApp, { member }: TestPractice): Promise<Person> {
  const [name, email, code] = [`Name ${drawn()}`, `${drawn()}@example.org`, `C-${drawn()}`];
  const made = await app.graphql<{ createClient: { id: string } }>(
    member,
    'mutation($input: CreateClientInput!) { createClient(input: $input) { ... on Client { id } } }',
    { input: { name, email, code, idempotencyKey: randomUUID() } },
  );
  const clientId = made.data.createClient.id;
  const signedIn = await app.signIn(member, clientId);
  const [draftText, submittedText, relative] = [`draft ${drawn()}`, `submitted ${drawn()}`, `Mum ${drawn()}`];
  const openAssignmentId = await assignFamilyHistory(app, member, clientId);
  await save(app, signedIn, openAssignmentId, [answering('learn.rule', draftText)]);
  const doneAssignmentId = await assignFamilyHistory(app, member, clientId);
  const submissionId = await handIn(app, signedIn, doneAssignmentId, [
    answering('learn.rule', submittedText),
    UNSAFE,
    ...family(relative),
  ]);
  return {
    clientId,
    signedIn,
    name,
    email,
    code,
    openAssignmentId,
    draftText,
    doneAssignmentId,
    submissionId,
    submittedText,
    relative,
  };
}

/** An answer that raises SAFETY to be read. */
const UNSAFE = answering('close.safe', 'yes_and_i_want_to_talk_about_it');

/** A client with parents, of whom the mother is too young to be one, so that there is something to be found. */
function family(mother: string): object[] {
  const who = (row: string, fields: object): object[] =>
    Object.entries(fields).map(([field, value]) => inRow('members', row, field, value));
  return [
    ...who('me', { label: 'Me', relation: 'me', birth: 1990 }),
    ...who('mum', { label: mother, relation: 'mother', birth: 1985 }),
    ...who('dad', { label: 'Dad', relation: 'father', birth: 1950 }),
    inRow('couples', 'c1', 'a', 'mum'),
    inRow('couples', 'c1', 'b', 'dad'),
  ];
}

async function makeSession(app: TestApp, { member }: TestPractice, subject: object): Promise<string> {
  const startsAt = new Date(Date.now() + 3_600_000);
  const made = await app.graphql<{ createSession: { id: string } }>(
    member,
    'mutation($input: CreateSessionInput!) { createSession(input: $input) { ... on Session { id } } }',
    { input: { with: subject, startsAt, idempotencyKey: randomUUID() } },
  );
  return made.data.createSession.id;
}

function drawn(): string {
  return randomUUID().replaceAll('-', '').slice(0, 12);
}
