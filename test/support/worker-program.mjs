import { fileURLToPath } from 'node:url';

/** What stands for `src/platform/fhirpath/worker-program.ts` in tests: the worker from its sources. */
export const WORKER_PROGRAM = fileURLToPath(new URL('fhirpath-worker.mjs', import.meta.url));
