import { fileURLToPath } from 'node:url';

/** The file that the threads of the press run. */
export const PRESS_PROGRAM = fileURLToPath(new URL('./press.worker.js', import.meta.url));
