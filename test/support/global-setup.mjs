import { register } from 'node:module';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { buildPages } from '../../scripts/pages.mjs';

/**
 * Builds the pages and starts the Postgres server for the test files that are about to run; specs beside their files
 * need none. The pages are built as they ship, and anew each time: a browser must not meet the pages of other sources.
 */
export default async function setUp(globalConfig) {
  if (!needsServer(globalConfig)) return;
  buildPages(globalConfig.rootDir);
  register('./typescript-hooks.mjs', import.meta.url);
  const { startTestServer } = await import('./server.ts');
  globalThis.stopTestServer = await startTestServer();
}

function needsServer({ rootDir, testPathPatterns }) {
  const chosen = testPathPatterns.toExecutor({ rootDir });
  const files = readdirSync(path.join(rootDir, 'test'), { recursive: true });
  return files.some((file) => file.endsWith('.test.ts') && chosen.isMatch(path.join(rootDir, 'test', file)));
}
