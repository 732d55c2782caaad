import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { actingFor, runAsActor } from '../access/actor.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { ClientsService } from '../clients/clients.service.js';
import { CouplesService } from '../clients/couples.service.js';
import type { KeyProvider } from '../platform/vault/key-provider.js';
import { provisionPractice } from '../practices/provision.js';
import { SessionsService } from '../summaries/sessions.service.js';
import { backdate } from './backdate.js';
import { draftPatches } from './draft-patches.js';
import { handIn, write } from './fill-in.js';
import { familyAnswers } from './submitted-answers.js';
import { makeWeeks } from './weekly-history.js';

/** The ids of the demonstration practice, kept beside the data so that it is found again. */
export interface DemonstrationIds {
  readonly practiceId: string;
  readonly memberId: string;
  /** The partner with an unfinished worksheet; the printed link is this client's. */
  readonly clientId: string;
  readonly partnerId: string;
  readonly coupleId: string;
}

/** The demonstration’s clinician signs in by this address. */
export const CLINICIAN_EMAIL = 'juniper@lantern-street.example';
/** The client whose link is printed can ask for another by this address. */
export const CLIENT_EMAIL = 'wren@harrow.example';

const DAY = 86_400_000;
const FAMILY_HISTORY = 'family-history';

/** The practice and its clinician, who has an invitation and is not in yet. */
export interface DemonstrationPractice extends Pick<DemonstrationIds, 'practiceId' | 'memberId'> {
  readonly invitation: string;
}

/** Makes the practice. All of it is invented. */
export async function makePractice(
  ownerUrl: string,
  keys: KeyProvider,
  publicAddress: string,
): Promise<DemonstrationPractice> {
  const { practiceId, memberIds, invitations } = await provisionPractice(ownerUrl, keys, {
    name: 'Lantern Street Practice (demonstration)',
    timeZone: 'America/Chicago',
    paper: 'LETTER',
    members: [{ displayName: 'Juniper Vale, LMFT', roles: ['clinician', 'admin'], email: CLINICIAN_EMAIL }],
    publicAddress,
  });
  return { practiceId, memberId: memberIds[0] ?? '', invitation: invitations[0] ?? '' };
}

/** Makes a couple in the practice, and seven weeks that they could have had with their clinician. */
export async function makeHistory(
  app: INestApplicationContext,
  ownerUrl: string,
  { practiceId, memberId }: Pick<DemonstrationPractice, 'practiceId' | 'memberId'>,
): Promise<DemonstrationIds> {
  const clinician = actingFor({ practiceId, id: memberId, roles: ['clinician', 'admin'] });
  const asClinician = <T>(work: () => Promise<T>): Promise<T> => runAsActor(clinician, randomUUID(), work);

  const clientId = await asClinician(() => takeIn(app, 'Wren Harrow', 'LS-0412', CLIENT_EMAIL));
  const partnerId = await asClinician(() => takeIn(app, 'Nell Harrow', 'LS-0413', 'nell@harrow.example'));
  const coupleId = await asClinician(() =>
    app.get(CouplesService).create({
      code: 'LS-C027',
      partners: [
        { clientId, role: 'repairing' },
        { clientId: partnerId, role: 'hurt' },
      ],
    }),
  );
  for (const days of [49, 42, 35, 28, 21, 14, 7])
    await asClinician(() => addSession(app, coupleId, afternoon(-days)));

  const unfinished = await asClinician(() => assign(app, clientId));
  const finished = await asClinician(() => assign(app, partnerId));
  const asClient = <T>(id: string, work: () => Promise<T>): Promise<T> =>
    runAsActor(
      { kind: 'client', practiceId, id, sessionHash: Buffer.alloc(0), place: 'own' },
      randomUUID(),
      work,
    );
  await asClient(clientId, () => write(app, unfinished, draftPatches));
  await asClient(partnerId, () => handIn(app, finished, familyAnswers));
  const weekly = await makeWeeks(app, {
    clientId: partnerId,
    asClinician,
    asClient: (work) => asClient(partnerId, work),
  });

  await backdate(
    ownerUrl,
    practiceId,
    [
      { assignmentId: unfinished, assignedAt: afternoon(-21), writtenAt: new Date(Date.now() - 2 * DAY) },
      { assignmentId: finished, assignedAt: afternoon(-21), writtenAt: new Date(Date.now() - 9 * DAY) },
      ...weekly,
    ],
    { coupleId, joinedAt: afternoon(-60) },
  );
  return { practiceId, memberId, clientId, partnerId, coupleId };
}

/** The couple's next session from now; the history's own is past once the demonstration is some days old. */
export async function nextSession(app: INestApplicationContext, ids: DemonstrationIds): Promise<string> {
  const clinician = actingFor({
    practiceId: ids.practiceId,
    id: ids.memberId,
    roles: ['clinician'],
  });
  return runAsActor(clinician, randomUUID(), () => addSession(app, ids.coupleId, afternoon(1)));
}

async function takeIn(
  app: INestApplicationContext,
  name: string,
  code: string,
  email: string,
): Promise<string> {
  const client = await app.get(ClientsService).create({ name, code, email, idempotencyKey: randomUUID() });
  if (client.__typename !== 'Client') throw new Error('The demonstration’s client could not be made.');
  return client.id;
}

/** One key for one appointment: asked for again on the same day, it is the same appointment. */
async function addSession(app: INestApplicationContext, coupleId: string, startsAt: Date): Promise<string> {
  const idempotencyKey = `demonstration-${startsAt.toISOString().slice(0, 10)}`;
  const session = await app.get(SessionsService).create({ with: { coupleId }, startsAt, idempotencyKey });
  if (session.__typename !== 'Session') throw new Error('The demonstration’s session could not be made.');
  return session.id;
}

async function assign(app: INestApplicationContext, clientId: string): Promise<string> {
  const assignment = await app
    .get(AssignmentsService)
    .assign({ clientId, worksheetId: FAMILY_HISTORY, idempotencyKey: randomUUID() });
  if (assignment.__typename !== 'Assignment')
    throw new Error('The demonstration’s worksheet could not be assigned.');
  return assignment.id;
}

/** Three in the afternoon in Chicago, so many days from today; summer time does not matter here. */
function afternoon(days: number): Date {
  const day = new Date(Date.now() + days * DAY);
  day.setUTCHours(21, 0, 0, 0);
  return day;
}
