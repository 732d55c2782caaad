// Builds the web pages into dist/web, for the product and for its tests.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const VITE = path.join('node_modules', 'vite', 'bin', 'vite.js');
const WEB = path.join('src', 'web');

/** Where each is configured, and in which mode it is built. English comes first: the next two lie within its folder. */
const PAGES = [
  [WEB, 'en-US'],
  [WEB, 'es-US'],
  [WEB, 'door'],
  [path.join(WEB, 'console'), 'production'],
  [path.join(WEB, 'embed'), 'production'],
];

/**
 * @param root the project's folder
 * @throws where a page cannot be built; Vite has said why
 */
export function buildPages(root) {
  for (const [folder, mode] of PAGES) {
    const config = path.join(folder, 'vite.config.ts');
    const { status } = spawnSync(
      process.execPath,
      [VITE, 'build', '-c', config, '--mode', mode, '--logLevel', 'warn'],
      // As they ship, also for a test, which has a mode of its own.
      { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: 'inherit' },
    );
    if (status !== 0) throw new Error(`The pages of ${folder} were not built.`);
  }
}
