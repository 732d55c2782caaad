import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { actingFor, type MemberActor, runAsActor } from '../access/actor.js';
import { type ClientLink, ClientLinksService } from '../access/client/client-links.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LaunchError } from '../platform/errors/launch-error.js';
import type { KeyProvider } from '../platform/vault/key-provider.js';
import { SummariesService } from '../summaries/summaries.service.js';
import { acceptInvitation, type ClinicianLogIn, newAccessToken } from './clinician-login.js';
import { CLINICIAN_EMAIL, type DemonstrationIds, makeHistory, makePractice, nextSession } from './history.js';

export interface DemonstrationOptions {
  readonly app: INestApplicationContext;
  readonly ownerUrl: string;
  readonly keys: KeyProvider;
  readonly dataFolder: string;
  readonly publicUrl: string;
}

/** What the data folder keeps, so that the next start finds everything again. */
interface Kept extends DemonstrationIds {
  readonly logIn: ClinicianLogIn;
  /** Where browsers reach it since the last start. */
  readonly publicUrl: string;
}

/** What a newcomer is told at the end of a start. */
export interface Demonstration {
  readonly ids: DemonstrationIds;
  readonly sessionId: string;
  readonly logIn: ClinicianLogIn;
  /** A clinician's token for GraphQL. */
  readonly token: string;
  readonly link: ClientLink;
  /** Where a sample of the session PDF lies. */
  readonly samplePdf: string;
}

/** Nobody hands this link over in a session: it waits until the newcomer has read on. */
const LINK_MINUTES = 12 * 60;

/** Opens the demonstration practice, making it at the first start; its data stay from start to start. */
export async function openDemonstration(options: DemonstrationOptions): Promise<Demonstration> {
  const { app, dataFolder } = options;
  const ids = readKept(dataFolder) ?? (await make(options));
  keep(demonstrationFile(dataFolder), { ...ids, publicUrl: options.publicUrl });
  const clinician = clinicianOf(ids);
  const sessionId = await nextSession(app, ids);
  return {
    ids,
    sessionId,
    logIn: ids.logIn,
    token: await newAccessToken(app, clinician),
    link: await makeLink(app, clinician, ids.clientId, LINK_MINUTES),
    samplePdf: await printSample(app, clinician, { sessionId, clientId: ids.partnerId }, dataFolder),
  };
}

/**
 * A new link for the demonstration's client, for the terminal; it ends the one before.
 * @throws LaunchError when there is no demonstration in this folder
 */
export async function demonstrationLink(
  app: INestApplicationContext,
  dataFolder: string,
): Promise<ClientLink> {
  const ids = readKept(dataFolder);
  if (!ids)
    throw new LaunchError('There is no demonstration in this data folder: it was started with --empty.');
  return makeLink(app, clinicianOf(ids), ids.clientId, LINK_MINUTES);
}

async function makeLink(
  app: INestApplicationContext,
  clinician: MemberActor,
  clientId: string,
  minutes: number,
): Promise<ClientLink> {
  return runAsActor(clinician, randomUUID(), () =>
    app.get(UnitOfWork).write(() => app.get(ClientLinksService).make(clientId, { minutes })),
  );
}

async function printSample(
  app: INestApplicationContext,
  clinician: MemberActor,
  copy: { sessionId: string; clientId: string },
  dataFolder: string,
): Promise<string> {
  const file = await runAsActor(clinician, randomUUID(), () =>
    app.get(SummariesService).print({
      kind: 'summary',
      practiceId: clinician.practiceId,
      memberId: clinician.id,
      ...copy,
      paper: 'LETTER',
    }),
  );
  const target = path.join(dataFolder, file?.name ?? 'session.pdf');
  writeFileSync(target, file?.bytes ?? '', { mode: 0o600 });
  return target;
}

function clinicianOf({ practiceId, memberId }: DemonstrationIds): MemberActor {
  return actingFor({ practiceId, id: memberId, roles: ['clinician', 'admin'] });
}

/** Where the demonstration in a data folder was reached since its last start; undefined where there is none. */
export function demonstrationAddress(dataFolder: string): string | undefined {
  return readKept(dataFolder)?.publicUrl;
}

/** The file by which a data folder shows that it belongs to a demonstration. */
export function demonstrationFile(dataFolder: string): string {
  return path.join(dataFolder, 'demonstration.json');
}

async function make({ app, ownerUrl, keys, publicUrl, dataFolder }: DemonstrationOptions): Promise<Kept> {
  const practice = await makePractice(ownerUrl, keys, publicUrl);
  const logIn = await acceptInvitation(app, CLINICIAN_EMAIL, practice);
  const kept = { ...(await makeHistory(app, ownerUrl, practice)), logIn, publicUrl };
  keep(demonstrationFile(dataFolder), kept);
  return kept;
}

function readKept(dataFolder: string): Kept | undefined {
  const file = demonstrationFile(dataFolder);
  if (!existsSync(file)) return undefined;
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept>;
  // One that an earlier version made has no log-in: a new one is made beside it.
  return kept.logIn ? (kept as Kept) : undefined;
}

function keep(file: string, kept: Kept): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
