import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { thrownDetail } from './thrown.js';

/** Whether a process of this number exists, be it a zombie or someone else's. */
export function signalReaches(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return thrownDetail(error, 'code') === 'EPERM';
  }
}

/**
 * What has become of the Postgres server that once had the number `pid` and the data folder `folder` (real path).
 * A zombie, or another program that got the number since, counts as `gone`; `unknown` means that this system
 * does not let us look.
 * @param processFiles where the kernel shows its processes; on systems without it `ps` is asked
 */
export function stateOfServer(
  pid: number,
  folder: string,
  processFiles = '/proc',
): 'running' | 'gone' | 'unknown' {
  if (!signalReaches(pid)) return 'gone';
  return lookInFiles(`${processFiles}/${pid}`, folder) ?? askPs(pid, folder);
}

function lookInFiles(files: string, folder: string): 'running' | 'gone' | undefined {
  try {
    const status = readFileSync(`${files}/stat`, 'utf8');
    const state = status.slice(status.lastIndexOf(')') + 2)[0];
    if (state === 'Z' || state === 'X') return 'gone';
    return readlinkSync(`${files}/cwd`) === folder ? 'running' : 'gone';
  } catch {
    return undefined;
  }
}

function askPs(pid: number, folder: string): 'running' | 'gone' | 'unknown' {
  try {
    // A zombie has no command line any more.
    const line = execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return line.includes(folder) ? 'running' : 'gone';
  } catch (error) {
    return thrownDetail(error, 'status') === '1' ? 'gone' : 'unknown';
  }
}
