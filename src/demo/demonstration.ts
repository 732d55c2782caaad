import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { actingFor, type MemberActor, runAsActor } from '../access/actor.js';
import { type ClientLink, ClientLinksService } from '../access/client/client-links.service.js';
import { MemberTokensService } from '../access/member/member-tokens.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LaunchError } from '../platform/errors/launch-error.js';
import type { KeyProvider } from '../platform/vault/key-provider.js';
import { SummariesService } from '../summaries/summaries.service.js';
import { type DemonstrationIds, makeHistory, nextSession } from './history.js';

export interface DemonstrationOptions {
  readonly app: INestApplicationContext;
  readonly ownerUrl: string;
  readonly keys: KeyProvider;
  readonly dataFolder: string;
}

/** What a newcomer is told at the end of a start. */
export interface Demonstration {
  readonly ids: DemonstrationIds;
  readonly sessionId: string;
  /** A clinician's token for GraphQL. */
  readonly token: string;
  readonly link: ClientLink;
  /** Where a sample of the session PDF lies. */
  readonly samplePdf: string;
}

const TOKEN_HOURS = 12;
/** Nobody hands this link over in a session: it waits until the newcomer has read on. */
const LINK_MINUTES = 12 * 60;

/** Opens the demonstration practice, making it at the first start; its data stay from start to start. */
export async function openDemonstration(options: DemonstrationOptions): Promise<Demonstration> {
  const { app, dataFolder } = options;
  const file = idsFile(dataFolder);
  const ids = existsSync(file) ? readIds(file) : await makeHistory(app, options.ownerUrl, options.keys);
  keepIds(file, ids);
  const clinician = clinicianOf(ids);
  const sessionId = await nextSession(app, ids);
  return {
    ids,
    sessionId,
    token: await app.get(MemberTokensService).sign(clinician, TOKEN_HOURS),
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
  const file = idsFile(dataFolder);
  if (!existsSync(file))
    throw new LaunchError('There is no demonstration in this data folder: it was started with --empty.');
  const ids = readIds(file);
  return makeLink(app, clinicianOf(ids), ids.clientId, LINK_MINUTES);
}

async function makeLink(
  app: INestApplicationContext,
  clinician: MemberActor,
  clientId: string,
  minutes: number,
): Promise<ClientLink> {
  return runAsActor(clinician, randomUUID(), () =>
    app.get(UnitOfWork).write(() => app.get(ClientLinksService).make(clientId, undefined, minutes)),
  );
}

async function printSample(
  app: INestApplicationContext,
  clinician: MemberActor,
  copy: { sessionId: string; clientId: string },
  dataFolder: string,
): Promise<string> {
  const file = await runAsActor(clinician, randomUUID(), () =>
    app
      .get(SummariesService)
      .print({ practiceId: clinician.practiceId, memberId: clinician.id, ...copy, paper: 'LETTER' }),
  );
  const target = path.join(dataFolder, file?.name ?? 'session.pdf');
  writeFileSync(target, file?.bytes ?? '', { mode: 0o600 });
  return target;
}

function clinicianOf({ practiceId, memberId }: DemonstrationIds): MemberActor {
  return actingFor({ practiceId, id: memberId, roles: ['clinician', 'admin'] });
}

function idsFile(dataFolder: string): string {
  return path.join(dataFolder, 'demonstration.json');
}

function readIds(file: string): DemonstrationIds {
  return JSON.parse(readFileSync(file, 'utf8')) as DemonstrationIds;
}

function keepIds(file: string, ids: DemonstrationIds): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(ids, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
