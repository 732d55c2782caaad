import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { LaunchError } from '../errors/launch-error.js';
import { chooseAccount } from './account.js';
import {
  type Address,
  type Connection,
  chooseAddress,
  connectionUrl,
  removeSocketFolder,
} from './address.js';
import { locateBinaries } from './binaries.js';
import { type Cluster, SUPERUSER, describeCluster } from './cluster.js';
import { inspectDataFolder, readPassword } from './data-folder.js';
import { findServer } from './find-server.js';
import { initialiseCluster } from './initialise.js';
import { keepUp } from './keep-up.js';
import { FolderInUse, launchServer, stopServer } from './launch-server.js';
import { serverLogIn } from './server-log.js';
import { claim, ensureDatabase } from './session.js';

export interface EmbeddedPostgresOptions {
  /** Folder of the database files; created when absent. Nothing else may be in it. */
  dataDir: string;
  /** Listen on this port of 127.0.0.1. Without it: on a Unix socket, on Windows on a free port. */
  port?: number;
  /** Whether what is committed survives a power cut. Only tests may do without. Default: true. */
  durable?: boolean;
  /** Called when the server was lost while in use and could not be brought back. */
  onLost?: (error: LaunchError) => void;
}

/** A running Postgres with the database `mendwork`. */
export interface EmbeddedPostgres {
  /** The superuser's connection URL; see `connectionUrl` for its form. */
  url: string;
  /** The same in parts, as `pg` takes them. */
  connection: Connection;
  /** Whether the server was already running: its Mendwork had been killed. */
  adopted: boolean;
  /** Ends all connections and stops the server. */
  stop: () => Promise<void>;
}

const DATABASE = 'mendwork';

/**
 * Starts the Postgres that comes with Mendwork on a folder of data, or takes over the one that a killed Mendwork
 * left running there. While this process lives, a server that dies is started again, at the same address.
 * When this process ends without `stop()`, the server goes on, and the next start adopts it.
 * @throws LaunchError when it cannot run; the data folder is then as it was
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { port, durable = true, onLost } = options;
  const cluster = await prepareCluster(options.dataDir, durable);
  const password = readPassword(cluster.folder);
  const { address, client, adopted } = await bringUp(cluster, { password, durable, port });
  await ensureDatabase(client, DATABASE);

  const release = keepUp(
    client,
    async () => (await bringUp(cluster, { password, durable, address })).client,
    (cause) => onLost?.(lost(cluster.folder, cause)),
  );
  const stop = async (): Promise<void> => {
    await release();
    await stopServer(cluster);
    removeSocketFolder(address);
  };
  let stopped: Promise<void> | undefined;
  const connection = { ...address, user: SUPERUSER, password, database: DATABASE };
  return { url: connectionUrl(connection), connection, adopted, stop: () => (stopped ??= stop()) };
}

/**
 * Finds the server that another Mendwork process runs on the folder, for tools that work beside it.
 * @returns its connection URL; undefined when none runs
 */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | undefined> {
  if (!existsSync(dataDir)) return undefined;
  const folder = realFolder(dataDir);
  const { major } = locateBinaries(chooseAccount(folder));
  if (inspectDataFolder(folder, major) === 'new') return undefined;
  const password = readPassword(folder);
  const found = await findServer(folder, password);
  await found?.client.end();
  return found && connectionUrl({ ...found.address, user: SUPERUSER, password, database: DATABASE });
}

async function prepareCluster(dataDir: string, durable: boolean): Promise<Cluster> {
  const folder = realFolder(dataDir);
  const account = chooseAccount(folder);
  const binaries = locateBinaries(account);
  const cluster = describeCluster(folder, binaries, account);
  if (inspectDataFolder(folder, binaries.major) === 'new') {
    await initialiseCluster(cluster, durable);
    inspectDataFolder(folder, binaries.major);
  }
  if (account) refuseRootsData(folder);
  return cluster;
}

function refuseRootsData(folder: string): void {
  if (statSync(folder).uid !== 0) return;
  throw new LaunchError(
    `The data in ${folder} belongs to root, and Postgres does not run as root: ` +
      `give it to the user it shall run as, for example with: chown -R postgres: '${folder}'`,
  );
}

interface Wishes {
  password: string;
  durable: boolean;
  port?: number | undefined;
  /** Where to listen again. */
  address?: Address;
}

async function bringUp(
  cluster: Cluster,
  wishes: Wishes,
  attempt = 1,
): Promise<{ address: Address; client: pg.Client; adopted: boolean }> {
  const { password, durable } = wishes;
  const found = await findServer(cluster.folder, password, wishes.address);
  if (found) return { ...found, client: await claimed(found.client, cluster), adopted: true };
  const address = wishes.address ?? (await chooseAddress(cluster, wishes.port));
  try {
    const client = await launchServer(cluster, { address, password, durable });
    return { address, client: await claimed(client, cluster), adopted: false };
  } catch (error) {
    if (!(error instanceof FolderInUse) || attempt === 20) throw error;
    if (!wishes.address) removeSocketFolder(address);
    await delay(300);
    return bringUp(cluster, wishes, attempt + 1);
  }
}

async function claimed(client: pg.Client, { folder }: Cluster): Promise<pg.Client> {
  if (await claim(client)) return client;
  await client.end();
  throw new LaunchError(
    `Another Mendwork is running on the data in ${folder}: stop it first, or choose another folder with MENDWORK_DATA.`,
  );
}

function lost(folder: string, cause: unknown): LaunchError {
  return new LaunchError(
    `The database stopped and did not come back: see ${serverLogIn(folder)} and start Mendwork again.`,
    {
      cause,
    },
  );
}

/** The folder's real path, by which a running server can be recognised; its parents are created. */
function realFolder(dataDir: string): string {
  const wanted = path.resolve(dataDir);
  try {
    mkdirSync(path.dirname(wanted), { recursive: true });
    const folder = path.join(realpathSync(path.dirname(wanted)), path.basename(wanted));
    return existsSync(folder) ? realpathSync(folder) : folder;
  } catch (cause) {
    throw new LaunchError(
      `The data folder ${wanted} cannot be made: make its parent writable or choose another folder with MENDWORK_DATA.`,
      { cause },
    );
  }
}
