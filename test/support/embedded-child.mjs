import { register } from 'node:module';

// A process that starts the embedded Postgres on the folder it is given, tells the URL, and stays until it is killed.

register('./typescript-hooks.mjs', import.meta.url);
const { startEmbeddedPostgres } = await import('../../src/platform/embedded-postgres/embedded-postgres.ts');
const { url } = await startEmbeddedPostgres({ dataDir: process.argv[2] });
process.stdout.write(`${url}\n`);
setInterval(() => {}, 60_000);
