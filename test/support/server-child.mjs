import { register } from 'node:module';

// The product as a process of its own, from the sources: everything else as its command does.

register('./typescript-hooks.mjs', import.meta.url);
await import('reflect-metadata');
const { runServer } = await import('../../src/server.ts');
await runServer(process.env, process.argv.slice(2));
