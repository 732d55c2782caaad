import { register } from 'node:module';

// A thread of the press, from its sources.

register('./typescript-hooks.mjs', import.meta.url);
export const { work } = await import('../../src/summaries/press.worker.ts');
