import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from '../errors/launch-error.js';
import { thrownDetail } from './thrown.js';

/** The file inside the data folder that holds the superuser's password, readable by its owner alone. */
export const PASSWORD_FILE = 'mendwork.password';

const CONTROL_FILE = path.join('global', 'pg_control');
const CONTROL_FILE_SIZE = 8192;
const OTHER_FOLDER = 'choose another folder with MENDWORK_DATA';

/**
 * Looks at the data folder without changing anything in it.
 * @param major the Postgres version that is to run on it
 * @returns `new` when there is nothing yet, `cluster` when our Postgres can be started on it
 * @throws LaunchError when the folder holds anything else
 */
export function inspectDataFolder(folder: string, major: string): 'new' | 'cluster' {
  const files = list(folder);
  if (files.length === 0) return 'new';
  if (!files.includes('PG_VERSION')) {
    throw new LaunchError(
      `${folder} holds files but no Postgres data: restore your backup into it, empty it, or ${OTHER_FOLDER}.`,
    );
  }
  const found = read(path.join(folder, 'PG_VERSION'));
  if (found !== major) {
    throw new LaunchError(
      `The data in ${folder} was made by Postgres ${found || '(unknown)'} and this Mendwork brings Postgres ${major}: ` +
        `start the Mendwork version that made it and move the data over, or ${OTHER_FOLDER}.`,
    );
  }
  if (!files.includes(PASSWORD_FILE)) {
    throw new LaunchError(
      `The data in ${folder} has no file ${PASSWORD_FILE}: put it back from your backup, set DATABASE_URL ` +
        `if another program runs this Postgres, or ${OTHER_FOLDER}.`,
    );
  }
  const size = statSync(path.join(folder, CONTROL_FILE), { throwIfNoEntry: false })?.size ?? 0;
  if (size !== CONTROL_FILE_SIZE) throw damaged(folder, `${CONTROL_FILE} has ${size} bytes`);
  return 'cluster';
}

/** The superuser's password of an existing cluster. */
export function readPassword(folder: string): string {
  return read(path.join(folder, PASSWORD_FILE));
}

/** The error for a data folder that Postgres cannot use any more. */
export function damaged(folder: string, reason: string): LaunchError {
  return new LaunchError(
    `The data in ${folder} is damaged (${reason}): keep a copy of that folder, then restore your backup, or ${OTHER_FOLDER}.`,
  );
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (thrownDetail(error, 'code') === 'ENOENT') return [];
    throw unusable(folder, error);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw unusable(file, error);
  }
}

function unusable(file: string, cause: unknown): LaunchError {
  const reasons: Record<string, string> = {
    EACCES: `You may not read ${file}: start Mendwork as the user who owns it, or ${OTHER_FOLDER}.`,
    ENOTDIR: `${file} is not a folder: remove it or ${OTHER_FOLDER}.`,
  };
  const code = thrownDetail(cause, 'code');
  const message = reasons[code] ?? `${file} cannot be read (${code}): mend that or ${OTHER_FOLDER}.`;
  return new LaunchError(message, { cause });
}
