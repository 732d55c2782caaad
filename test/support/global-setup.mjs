import { register } from 'node:module';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Starts the Postgres server for the test files that are about to run; specs beside their files need none. */
export default async function setUp(globalConfig) {
  if (!needsServer(globalConfig)) return;
  register('./typescript-hooks.mjs', import.meta.url);
  const { startTestServer } = await import('./server.ts');
  globalThis.stopTestServer = await startTestServer();
}

function needsServer({ rootDir, testPathPatterns }) {
  const chosen = testPathPatterns.toExecutor({ rootDir });
  const files = readdirSync(path.join(rootDir, 'test'), { recursive: true });
  return files.some((file) => file.endsWith('.test.ts') && chosen.isMatch(path.join(rootDir, 'test', file)));
}
