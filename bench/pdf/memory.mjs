// Makes a thousand summaries in a process of its own and tells what memory it held after the first 200 and at the end.
import { register } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

register('../../test/support/typescript-hooks.mjs', import.meta.url);
const { sessionSummaryContent } = await import('../../src/summaries/summary.content.ts');
const { drawSessionSummary } = await import('../../src/summaries/summary.pdf.ts');
const { familyWeek } = await import('../../test/fixtures/session-summary.ts');

const DOCUMENTS = 1_000;
const SETTLED = 200;

let before;
for (let made = 1; made <= DOCUMENTS; made += 1) {
  await drawSessionSummary(sessionSummaryContent(familyWeek), { paper: 'LETTER' });
  if (made === SETTLED) before = await held();
}
process.send({ before, after: await held() });

/** Megabytes that are still in use after everything that can be freed was. */
async function held() {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc();
    await sleep(50);
  }
  const { heapUsed, rss, external } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20, external: external / 2 ** 20 };
}
