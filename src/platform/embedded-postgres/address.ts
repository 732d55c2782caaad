import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LaunchError } from '../errors/launch-error.js';
import { canEnter } from './account.js';
import type { Cluster } from './cluster.js';

/** Where a server listens: a folder (absolute path) that holds its socket, or a loopback address; and the port. */
export interface Address {
  host: string;
  port: number;
}

/** What the `pg` package needs to connect. */
export interface Connection extends Address {
  user: string;
  password: string;
  database: string;
}

const SOCKET_PORT = 5432;
const SOCKET_FOLDER = 'mendwork-';
/** What the strictest system (macOS) allows for a socket's path. */
const MAX_SOCKET_PATH = 103;

/**
 * Chooses where a new server listens. Without a port that is a socket in the data folder; in a private folder
 * of its own under the system's temporary one where the data folder's path is too long or closed to Postgres;
 * and a free TCP port on the loopback interface on Windows.
 */
export async function chooseAddress(cluster: Cluster, port?: number): Promise<Address> {
  if (port !== undefined) return { host: '127.0.0.1', port };
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await freePort() };
  const inside = cluster.reachable && fits(cluster.folder) && isPlain(cluster.folder);
  return { host: inside ? cluster.folder : makeSocketFolder(cluster), port: SOCKET_PORT };
}

/** Removes the socket of a server that is gone. */
export function clearSocket({ host, port }: Address): void {
  if (!path.isAbsolute(host)) return;
  for (const file of [socketIn(host, port), `${socketIn(host, port)}.lock`]) rmSync(file, { force: true });
}

/** Removes the private folder made for a socket, if this address has one. */
export function removeSocketFolder({ host }: Address): void {
  const isOurs = path.isAbsolute(host) && path.basename(host).startsWith(SOCKET_FOLDER);
  if (isOurs) rmSync(host, { recursive: true, force: true });
}

/** The folder or loopback address as Postgres settings. */
export function listenSettings({ host, port }: Address): Record<string, string | number> {
  const local = path.isAbsolute(host);
  return {
    port,
    listen_addresses: local ? '' : host,
    unix_socket_directories: local ? host : '',
    unix_socket_permissions: '0700',
  };
}

/**
 * The connection as a URL which `pg` and TypeORM (`url`) take, and which `new URL()` can take apart:
 * `postgres://user:password@host:port/database`, a socket's folder being written as a host with its slashes as `%2F`.
 */
export function connectionUrl({ host, port, user, password, database }: Connection): string {
  const [login, secret, place] = [user, password, host].map(encodeURIComponent);
  return `postgres://${login}:${secret}@${place}:${port}/${encodeURIComponent(database)}?sslmode=disable`;
}

function socketIn(folder: string, port: number): string {
  return path.join(folder, `.s.PGSQL.${port}`);
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketIn(folder, SOCKET_PORT)) <= MAX_SOCKET_PATH;
}

/** Postgres takes its socket folders as a list with commas and quotes. */
function isPlain(folder: string): boolean {
  return !/[,"]/.test(folder);
}

function makeSocketFolder({ account }: Cluster): string {
  const example = `${SOCKET_FOLDER}XXXXXX`;
  const suits = (place: string) =>
    existsSync(place) && fits(path.join(place, example)) && canEnter(place, account);
  const place = [tmpdir(), '/tmp', '/var/tmp'].find(suits);
  if (!place) {
    throw new LaunchError(
      'There is no short temporary folder for the database socket: set TMPDIR to one that all users can enter.',
    );
  }
  const folder = mkdtempSync(path.join(place, SOCKET_FOLDER));
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}
