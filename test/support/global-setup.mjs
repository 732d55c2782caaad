import { execFileSync } from 'node:child_process';
import { register } from 'node:module';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Builds the pages and starts the Postgres server for the test files that are about to run; specs beside their files need none. */
export default async function setUp(globalConfig) {
  if (!needsServer(globalConfig)) return;
  buildPages(globalConfig.rootDir);
  register('./typescript-hooks.mjs', import.meta.url);
  const { startTestServer } = await import('./server.ts');
  globalThis.stopTestServer = await startTestServer();
}

/** Before any test reads them, as they ship, and anew each time: a browser must not meet the pages of other sources. */
function buildPages(rootDir) {
  const vite = path.join('node_modules', 'vite', 'bin', 'vite.js');
  const web = path.join('src', 'web');
  const builds = [
    [path.join(web, 'vite.config.ts'), 'en-US'],
    [path.join(web, 'vite.config.ts'), 'es-US'],
    [path.join(web, 'vite.config.ts'), 'door'],
    [path.join(web, 'console', 'vite.config.ts'), 'production'],
    [path.join(web, 'embed', 'vite.config.ts'), 'production'],
  ];
  for (const [config, mode] of builds) {
    execFileSync(process.execPath, [vite, 'build', '-c', config, '--mode', mode, '--logLevel', 'warn'], {
      cwd: rootDir,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: 'inherit',
    });
  }
}

function needsServer({ rootDir, testPathPatterns }) {
  const chosen = testPathPatterns.toExecutor({ rootDir });
  const files = readdirSync(path.join(rootDir, 'test'), { recursive: true });
  return files.some((file) => file.endsWith('.test.ts') && chosen.isMatch(path.join(rootDir, 'test', file)));
}
