import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isBuilt } from './freshness.mjs';

const root = new URL('..', import.meta.url);

/**
 * Builds Mendwork if `dist` is missing or was made from other sources.
 * @returns {string | undefined} one sentence that says what to do, when it cannot be started
 */
export function prepare() {
  if (!existsSync(new URL('node_modules/', root)))
    return 'The packages are not installed yet: run "npm ci" first.';
  if (isBuilt()) return undefined;
  if (!existsSync(new URL('node_modules/typescript7/', root))) {
    return 'Mendwork has to be built, and the tools for that are not installed: run "npm ci" first.';
  }
  console.log('Building…');
  const script = fileURLToPath(new URL('scripts/build.mjs', root));
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  return status === 0 ? undefined : 'Mendwork could not be built: see the messages above.';
}
