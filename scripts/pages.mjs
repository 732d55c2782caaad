// Builds the web pages into dist/web, for the product and for its tests.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const VITE = path.join('node_modules', 'vite', 'bin', 'vite.js');
const WEB = path.join('src', 'web');

/**
 * @param root the project's folder
 * @throws with what Vite said, where a page cannot be built
 */
export async function buildPages(root) {
  await Promise.all([
    buildClientPages(root),
    vite(root, path.join(WEB, 'console')),
    vite(root, path.join(WEB, 'embed')),
  ]);
}

/** English comes first: its folder is emptied, and the others lie within. */
async function buildClientPages(root) {
  await vite(root, WEB, 'en-US');
  await Promise.all([vite(root, WEB, 'es-US'), vite(root, WEB, 'door')]);
}

async function vite(root, folder, mode = 'production') {
  const config = path.join(folder, 'vite.config.ts');
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [VITE, 'build', '-c', config, '--mode', mode, '--logLevel', 'warn'],
    // As the pages ship, also for a test, which has a mode of its own.
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' } },
  );
  process.stderr.write(stderr);
}
