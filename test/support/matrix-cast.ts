import type { Party } from '../../src/access/allow.js';
import type { TestApp } from './app.js';
import { openProposal, proposeContact } from './contact.js';
import { BY_ID } from './operations.js';
import type { Sql } from './sql.js';
import { addStaff, programOf, type Staff } from './staff.js';
import type { Person, World } from './world.js';

type Headers = Readonly<Record<string, string>>;

/** Ids, and other names, by the kind of what they name. */
export type Catalogue = Readonly<Record<Kind, readonly string[]>>;
const KINDS = [
  'assignment',
  'client',
  'couple',
  'email',
  'glass',
  'hash',
  'member',
  'person',
  'proposal',
  'session',
  'submission',
] as const;
export type Kind = (typeof KINDS)[number];

/** Somebody who asks, with what must not come to them. */
export interface CastMember {
  readonly name: string;
  /** Whose documents they send. */
  readonly party: Party;
  readonly headers: Headers;
  /** Texts and ids that no answer to them may hold. */
  readonly closed: readonly string[];
  /** Whom their ids must not lead to: practices, and clients of their own. */
  readonly strangers: readonly { readonly practiceId: string; readonly clientId?: string }[];
  /** What there is and is not theirs. */
  readonly foreign: Catalogue;
  /** Whether the practice lets them open such a file with a reason. */
  readonly mayBreakGlass: boolean;
}

/** Everybody who can ask, in two practices, of which `here` keeps files to those who treat. */
export interface Cast {
  readonly everybody: readonly CastMember[];
  /** Who has data of their own to ask for: by party, and one who is everything. */
  readonly homes: Readonly<Record<Party, Headers>>;
  readonly allRoles: Headers;
  readonly clinician: Staff;
}

const textsOf = ({ signedIn: _browser, ...person }: Person): string[] => Object.values(person);
const writtenBy = ({ a, b }: World): string[] =>
  [a, b].flatMap((one) => [one.draftText, one.submittedText, one.relative]);
const factsOf = ({ a, b }: World): string[] => [a, b].flatMap((one) => [one.name, one.email]);
const tracesOf = ({ member: _token, memberId: _member, a, b, ownHashes, ...ids }: World): string[] => [
  ...textsOf(a),
  ...textsOf(b),
  ...ownHashes,
  ...Object.values(ids),
];

/** Makes everybody, with their ties. The other practice is left as it is. */
export async function makeCast(app: TestApp, owner: Sql, here: World, there: World): Promise<Cast> {
  const [clinician, therapist, outsider] = [
    await addStaff(app, here, 'clinician'),
    await addStaff(app, here, 'clinician'),
    await addStaff(app, here, 'clinician'),
  ];
  const [supervisor, admin, desk, auditor, ended, all, elsewhere] = [
    await addStaff(app, here, 'supervisor'),
    await addStaff(app, here, 'admin'),
    await addStaff(app, here, 'front_desk'),
    await addStaff(app, here, 'auditor'),
    await addStaff(app, here, 'clinician'),
    await addStaff(app, here, 'clinician', 'supervisor', 'admin', 'front_desk', 'auditor'),
    await addStaff(app, there, 'clinician'),
  ];
  const tie = (member: Staff, client: Person, kind: string): Promise<unknown> =>
    owner.rows(
      'INSERT INTO mendwork.care_team (practice_id, client_id, member_id, tie) VALUES ($1, $2, $3, $4)',
      [here.practiceId, client.clientId, member.memberId, kind],
    );
  for (const client of [here.a, here.b]) await tie(clinician, client, 'co_therapist');
  await tie(therapist, here.a, 'individual_therapist');
  await owner.rows(`UPDATE mendwork.member SET state = 'ended' WHERE id = $1`, [ended.memberId]);
  await owner.rows('UPDATE mendwork.practice SET care_team_only = true WHERE id = $1', [here.practiceId]);

  const there_ = await catalogueOf(app, there);
  const here_ = await catalogueOf(app, here);
  const elsewhereIsClosed = { closed: tracesOf(there), strangers: [{ practiceId: there.practiceId }] };
  const member = (
    name: string,
    party: Party,
    { browser }: Staff,
    also: readonly string[] = [],
  ): CastMember => ({
    name,
    party,
    headers: browser,
    closed: [...elsewhereIsClosed.closed, here.a.draftText, here.b.draftText, ...also],
    strangers: elsewhereIsClosed.strangers,
    foreign: there_.both,
    mayBreakGlass: false,
  });
  const apartFrom = (
    one: CastMember,
    closed: readonly string[],
    clients: readonly Person[],
    catalogue: Catalogue,
  ): CastMember => ({
    ...one,
    closed: [...one.closed, ...closed],
    strangers: [
      ...one.strangers,
      ...clients.map(({ clientId }) => ({ practiceId: here.practiceId, clientId })),
    ],
    foreign: merged(one.foreign, catalogue),
  });
  const asClient = (name: string, self: Person, headers: Headers): CastMember => {
    const partner = self === here.a ? here.b : here.a;
    return apartFrom(
      { name, party: 'client', headers, ...elsewhereIsClosed, foreign: there_.both, mayBreakGlass: false },
      [...textsOf(partner), here.coupleId, here.sessionId, here.coupleSessionId],
      [partner],
      merged(self === here.a ? here_.b : here_.a, {
        ...here_.none,
        couple: here_.both.couple,
        session: here_.both.session,
      }),
    );
  };
  const everybody: CastMember[] = [
    member('clinician', 'clinician', clinician),
    member('supervisor', 'supervisor', supervisor),
    member('admin', 'admin', admin, [...writtenBy(here), ...factsOf(here)]),
    member('front desk', 'front_desk', desk, writtenBy(here)),
    member('auditor', 'auditor', auditor, [...writtenBy(here), ...factsOf(here)]),
    apartFrom(
      member('individual therapist', 'clinician', therapist),
      [...textsOf(here.b), here.coupleId, here.coupleSessionId],
      [here.b],
      here_.b,
    ),
    {
      ...apartFrom(
        member('clinician outside the care team', 'clinician', outsider),
        [...textsOf(here.a), ...textsOf(here.b), here.coupleId, here.sessionId, here.coupleSessionId],
        [here.a, here.b],
        merged(here_.a, here_.b),
      ),
      mayBreakGlass: true,
    },
    member('token to read', 'clinician', {
      ...clinician,
      browser: await programOf(app, here, clinician.memberId, ['read']),
    }),
    asClient('client A', here.a, here.a.signedIn),
    asClient('client B', here.b, here.b.signedIn),
    ...[
      { name: 'client of another practice', party: 'client', headers: there.a.signedIn } as const,
      { name: 'clinician of another practice', party: 'clinician', headers: elsewhere.browser } as const,
      { name: 'nobody', party: 'clinician', headers: {} } as const,
      { name: 'nobody, as a client', party: 'client', headers: {} } as const,
      { name: 'ended member', party: 'clinician', headers: ended.browser } as const,
    ].map((one) => ({
      ...one,
      closed: tracesOf(here),
      strangers: [{ practiceId: here.practiceId }],
      foreign: here_.both,
      mayBreakGlass: false,
    })),
  ];
  return {
    everybody,
    homes: {
      clinician: clinician.browser,
      supervisor: supervisor.browser,
      admin: admin.browser,
      front_desk: desk.browser,
      auditor: auditor.browser,
      client: here.a.signedIn,
    },
    allRoles: all.browser,
    clinician,
  };
}

interface Catalogues {
  readonly a: Catalogue;
  /** With what is the couple's. */
  readonly b: Catalogue;
  readonly both: Catalogue;
  readonly none: Catalogue;
}

/** What there is in a world to be named, made where there was none. */
async function catalogueOf(app: TestApp, world: World): Promise<Catalogues> {
  const glass = await BY_ID.find(({ field }) => field === 'closeGlass')?.own(app, world);
  const of = async (person: Person): Promise<Catalogue> => {
    await proposeContact(app, world.member, person.signedIn, person.clientId);
    return {
      ...NOTHING,
      assignment: [person.openAssignmentId, person.doneAssignmentId],
      client: [person.clientId],
      email: [person.email],
      person: [person.clientId, person.code],
      proposal: [await openProposal(app, world.member, person.clientId)],
      submission: [person.submissionId],
    };
  };
  const a = { ...(await of(world.a)), session: [world.sessionId], glass: [glass ?? ''] };
  const b = { ...(await of(world.b)), session: [world.coupleSessionId], couple: [world.coupleId] };
  const ofPractice = { ...NOTHING, hash: world.ownHashes, member: [world.memberId] };
  return { a, b, both: merged(merged(a, b), ofPractice), none: NOTHING };
}

const NOTHING = Object.fromEntries(KINDS.map((kind) => [kind, []])) as unknown as Catalogue;

function merged(one: Catalogue, other: Catalogue): Catalogue {
  return Object.fromEntries(
    KINDS.map((kind) => [kind, [...one[kind], ...other[kind]]]),
  ) as unknown as Catalogue;
}
