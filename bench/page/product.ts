import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { actingFor, runAsActor } from '../../src/access/actor.js';
import { ClientLinksService } from '../../src/access/client/client-links.service.js';
import { readWorksheets, type Shipped, shippedFolder } from '../../src/catalogue/shipped.js';
import { MendworkModule } from '../../src/mendwork.module.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/embedded-postgres.js';
import { createLogger } from '../../src/platform/log/logger.js';
import { fileKeyProvider } from '../../src/platform/vault/key-provider.js';
import { provisionPractice } from '../../src/practices/provision.js';
import { prepareDatabase } from '../../src/prepare-database.js';
import { freePort } from '../../test/support/free-port.js';

/** The practice of a product that is thrown away. All of it is invented. */
const PRACTICE = { name: 'Lantern Street Practice', timeZone: 'America/Chicago', paper: 'LETTER' } as const;

const TRIES = 8;
const BETWEEN_TRIES_MS = 3_000;

/** A cookie as a browser is given it. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** The built server in a process of its own, on a database that is thrown away, and hands to fill that with. */
export interface Product {
  /** Where it answers, without a slash at the end. */
  readonly origin: string;
  readonly shipped: Shipped;
  /** The owner's Postgres URL. */
  readonly databaseUrl: string;
  readonly practiceId: string;
  /** Services of the same build, in this process. */
  readonly services: INestApplicationContext;
  /** Does it as the practice's only clinician. */
  asClinician<T>(work: () => Promise<T>): Promise<T>;
  /** Does it as a client. */
  asClient<T>(clientId: string, work: () => Promise<T>): Promise<T>;
  /** The address of a client's new way in, with its secret. */
  wayIn(clientId: string): Promise<string>;
  /** What a browser holds that has gone in there. */
  signIn(clientId: string): Promise<Cookie>;
  stop(): Promise<void>;
}

/** Starts it as `npm run build` has left it. The first start takes some seconds. */
export async function startProduct(): Promise<Product> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-page-'));
  chmodSync(folder, 0o755);
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const stopOne of stops.toReversed()) await stopOne();
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
    stops.push(() => postgres.stop());
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    // One after the other: what starts up at a time on a busy machine runs out of patience with Postgres.
    const server = await patiently(() => startServer({ databaseUrl: postgres.url, folder, port, origin }));
    stops.push(() => ended(server));
    const { app, ...seeding } = await openServices(postgres.url, folder, origin);
    stops.push(() => app.close());
    return { ...seeding, origin, databaseUrl: postgres.url, services: app, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Seeding extends Pick<
  Product,
  'shipped' | 'practiceId' | 'asClinician' | 'asClient' | 'wayIn' | 'signIn'
> {
  readonly app: INestApplicationContext;
}

async function openServices(ownerUrl: string, folder: string, publicAddress: string): Promise<Seeding> {
  const keys = fileKeyProvider(path.join(folder, 'keys', 'root.key'));
  const shipped = readWorksheets(shippedFolder());
  const databaseUrls = await prepareDatabase({ ownerUrl, keys, worksheets: shipped });
  const { practiceId, memberIds } = await provisionPractice(ownerUrl, keys, {
    ...PRACTICE,
    members: [{ displayName: 'Juniper Vale, LMFT', roles: ['clinician', 'admin'] }],
  });
  const logger = createLogger('silent');
  const app = await patiently(() =>
    NestFactory.createApplicationContext(
      MendworkModule.forRoot({ databaseUrls, publicAddress, keys, worksheets: shipped, logger, jobs: false }),
      { logger: false, abortOnError: false },
    ),
  );
  const clinician = actingFor({ practiceId, id: memberIds[0] ?? '', roles: ['clinician', 'admin'] });
  const asClinician: Product['asClinician'] = (work) => runAsActor(clinician, randomUUID(), work);
  const wayIn: Product['wayIn'] = (clientId) =>
    asClinician(() =>
      app.get(UnitOfWork).write(async () => (await app.get(ClientLinksService).make(clientId)).url),
    );
  return {
    app,
    shipped,
    practiceId,
    asClinician,
    asClient: (id, work) =>
      runAsActor(
        { kind: 'client', practiceId, id, sessionHash: Buffer.alloc(0), place: 'own' },
        randomUUID(),
        work,
      ),
    wayIn,
    signIn: async (clientId) => enter(app, new URL(await wayIn(clientId))),
  };
}

async function enter(app: INestApplicationContext, { pathname, hash }: URL): Promise<Cookie> {
  const [linkId = '', practiceId = ''] = pathname.split('/').toReversed();
  const entered = await app.get(ClientLinksService).enter({ practiceId, linkId, secret: hash.slice(1) });
  if (!entered.ok) throw new Error('A client that was made up could not sign in.');
  const [name = '', value = ''] = entered.cookie.split(';')[0]?.split('=') ?? [];
  return { name, value };
}

async function startServer(options: {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly port: number;
  readonly origin: string;
}): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['dist/src/main.js', '--empty'], {
    env: {
      ...process.env,
      // Production asks for TLS in front, which would only be measured along; what is served is the same.
      NODE_ENV: 'development',
      GRAPHIQL: 'off',
      PORT: String(options.port),
      PUBLIC_URL: options.origin,
      DATABASE_URL: options.databaseUrl,
      MENDWORK_DATA: options.folder,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 600 && server.exitCode === null; tries += 1) {
    await sleep(100);
    const ready = await fetch(`${options.origin}/readyz`).catch(() => undefined);
    if (ready?.ok) return server;
  }
  server.kill('SIGKILL');
  throw new Error('The server did not start.');
}

/** Where the machine is too busy for Postgres to answer within a pool's patience, another try may do. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES) throw error;
      await sleep(BETWEEN_TRIES_MS);
    }
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}
