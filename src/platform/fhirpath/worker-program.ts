import { fileURLToPath } from 'node:url';

/** The file that a worker runs. */
export const WORKER_PROGRAM = fileURLToPath(new URL('./worker.js', import.meta.url));
