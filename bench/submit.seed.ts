import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { actingFor, runAsActor, type MemberActor } from '../src/access/actor.js';
import { ClientLinksService } from '../src/access/client/client-links.service.js';
import { AssignmentsService } from '../src/assignments/assignments.service.js';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import { ClientsService } from '../src/clients/clients.service.js';
import { draftPatches } from '../src/demo/draft-patches.js';
import { MendworkModule } from '../src/mendwork.module.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { createLogger } from '../src/platform/log/logger.js';
import { fileKeyProvider } from '../src/platform/vault/key-provider.js';
import { Vault } from '../src/platform/vault/vault.service.js';
import { provisionPractice } from '../src/practices/provision.js';
import { prepareDatabase } from '../src/prepare-database.js';
import { ResponsesService } from '../src/responses/responses.service.js';

/** Drafts that wait to be handed in: one half for us, the other for pgbench. */
export interface Seed {
  readonly practiceId: string;
  readonly clientId: string;
  /** Of a signed-in browser. */
  readonly cookie: string;
  readonly ours: readonly string[];
  /** Numbers after this prefix, twelve digits, are the ids of pgbench's assignments, from 0. */
  readonly barePrefix: string;
  /** As many bytes as a real submission has. */
  readonly sealed: Buffer;
}

const BARE_PREFIX = '00000000-0000-7000-8000-';

/** Fills a database with `count` drafts for each side. */
export async function seed(ownerUrl: string, folder: string, count: number): Promise<Seed> {
  const keys = fileKeyProvider(path.join(folder, 'keys', 'root.key'));
  const worksheets = readWorksheets(shippedFolder());
  const databaseUrls = await prepareDatabase({ ownerUrl, keys, worksheets });
  const { practiceId, memberIds } = await provisionPractice(ownerUrl, keys, {
    name: 'Bench',
    timeZone: 'UTC',
    paper: 'A4',
    members: [{ displayName: 'Bench', roles: ['clinician'] }],
  });
  const logger = createLogger('silent');
  const publicAddress = 'http://localhost';
  const app = await NestFactory.createApplicationContext(
    MendworkModule.forRoot({ databaseUrls, publicAddress, keys, worksheets, logger, jobs: false }),
    { logger: false },
  );
  const member: MemberActor = actingFor({ practiceId, id: memberIds[0] ?? '', roles: ['clinician'] });
  try {
    const first = await runAsActor(member, 'bench', () =>
      firstAssignment(app.get(ClientsService), app.get(AssignmentsService)),
    );
    const link = await runAsActor(member, 'bench', () =>
      app.get(UnitOfWork).write(() => app.get(ClientLinksService).make(first.clientId)),
    );
    const url = new URL(link.url);
    const entered = await app
      .get(ClientLinksService)
      .enter({ practiceId, linkId: link.id, secret: url.hash.slice(1) });
    if (!entered.ok) throw new Error('The benchmark’s client could not sign in.');
    const ours = Array.from({ length: count }, () => randomUUID());
    const bare = Array.from({ length: count }, (_, n) => `${BARE_PREFIX}${String(n).padStart(12, '0')}`);
    const sealed = await copyDrafts({ app, ownerUrl, practiceId, ...first, ids: [...ours, ...bare] });
    const cookie = entered.cookie.split(';')[0] ?? '';
    return { practiceId, clientId: first.clientId, cookie, ours, barePrefix: BARE_PREFIX, sealed };
  } finally {
    await app.close();
  }
}

async function firstAssignment(
  clients: ClientsService,
  assignments: AssignmentsService,
): Promise<{ clientId: string; assignmentId: string }> {
  const client = await clients.create({ name: 'Bench Client', idempotencyKey: randomUUID() });
  if (client.__typename !== 'Client') throw new Error('no client');
  const assignment = await assignments.assign({
    clientId: client.id,
    worksheetId: 'family-history',
    idempotencyKey: randomUUID(),
  });
  if (assignment.__typename !== 'Assignment') throw new Error('no assignment');
  return { clientId: client.id, assignmentId: assignment.id };
}

/** One real draft, and its like under every id, sealed for its place. */
async function copyDrafts(options: {
  app: { get<T>(type: new (...args: never[]) => T): T };
  ownerUrl: string;
  practiceId: string;
  clientId: string;
  assignmentId: string;
  ids: readonly string[];
}): Promise<Buffer> {
  const { app, practiceId, clientId, assignmentId, ids } = options;
  const asClient = <T>(work: () => Promise<T>): Promise<T> =>
    runAsActor(
      { kind: 'client', practiceId, id: clientId, sessionHash: Buffer.alloc(0), place: 'own' },
      'bench',
      work,
    );
  await asClient(() =>
    app.get(ResponsesService).saveDraft({ assignmentId, revision: 0, patches: draftPatches }),
  );
  const form = await asClient(() => app.get(ResponsesService).form(assignmentId));
  if (form.__typename !== 'AssignmentForm') throw new Error('no form');
  const owner = new Client({ connectionString: options.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ data_key_id: string }>('SELECT data_key_id FROM mendwork.client');
  const keyId = rows[0]?.data_key_id ?? '';
  const sealed = await asClient(() =>
    app
      .get(UnitOfWork)
      .write(() =>
        Promise.all(
          ids.map((rowId) =>
            app
              .get(Vault)
              .seal(keyId, { table: 'draft', column: 'answers_sealed', rowId }, form.draft.answers),
          ),
        ),
      ),
  );
  await owner.query(
    `INSERT INTO mendwork.assignment (practice_id, id, client_id, worksheet_id, worksheet_hash, assigned_by, state, previous_state)
     SELECT practice_id, fresh, client_id, worksheet_id, worksheet_hash, assigned_by, 'in_progress', 'opened'
     FROM mendwork.assignment, unnest($1::uuid[]) AS fresh`,
    [ids],
  );
  await owner.query(
    `INSERT INTO mendwork.draft (practice_id, assignment_id, client_id, revision, answers_sealed)
     SELECT $1, fresh.id, $2, 1, fresh.sealed FROM unnest($3::uuid[], $4::bytea[]) AS fresh (id, sealed)`,
    [practiceId, clientId, ids, sealed],
  );
  await owner.query('ANALYZE');
  await owner.end();
  return sealed[0] ?? Buffer.alloc(0);
}
