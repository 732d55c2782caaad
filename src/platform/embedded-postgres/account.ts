import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { LaunchError } from '../errors/launch-error.js';

/** The user that Postgres runs as, by number. */
export interface Account {
  uid: number;
  gid: number;
}

const ACCOUNT_NAME = 'postgres';

/**
 * Postgres refuses to run as root, so a root process runs it as the owner of the existing data folder,
 * or as the user `postgres`, which is created if absent.
 * @returns undefined when we are not root and Postgres simply runs as ourselves
 * @throws LaunchError when we are root and no such user can be made
 */
export function chooseAccount(folder: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return ownerOf(folder) ?? lookUp(ACCOUNT_NAME) ?? create(ACCOUNT_NAME);
}

/** Whether the account can pass through every parent of `path` and enter or execute it. */
export function canEnter(path: string, account: Account | undefined): boolean {
  if (!account) return true;
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...account, cwd: '/' }).status === 0;
}

function ownerOf(folder: string): Account | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function lookUp(name: string): Account | undefined {
  const ask = (option: string) =>
    Number(execFileSync('id', [option, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

function create(name: string): Account {
  try {
    const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', [...options, name], { stdio: 'ignore' });
  } catch {
    // The look-up below says whether it worked.
  }
  const account = lookUp(name);
  if (account) return account;
  throw new LaunchError(
    `Postgres does not run as root and the user "${name}" could not be created: ` +
      'start Mendwork as another user, create that user, or set DATABASE_URL to a Postgres of your own.',
  );
}
