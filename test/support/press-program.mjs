import { fileURLToPath } from 'node:url';

/** What stands for `src/summaries/press.program.ts` in tests: the press's thread from its sources. */
export const PRESS_PROGRAM = fileURLToPath(new URL('press-worker.mjs', import.meta.url));
