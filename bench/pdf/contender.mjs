// One way to make the document, in a process of its own: what one engine does to the other's caches is not measured.
import { on } from 'node:events';
import { register } from 'node:module';

register('../../test/support/typescript-hooks.mjs', import.meta.url);
const { contenders } = await import('./contenders.ts');

/** Milliseconds of CPU: until an engine counts as warm, until it is awake again in its turn, and then counted. */
const WARM = 4_000;
const AWAKE = 500;
const COUNTED = 500;

const contender = await contenders[process.argv[2]]();
await work(WARM);
process.send({});
for await (const [{ go }] of on(process, 'message')) {
  if (!go) break;
  await work(AWAKE);
  process.send({ spent: await work(COUNTED) });
}
await contender.close?.();
process.disconnect();

/** Makes documents for so long. Returns the milliseconds that one took. */
async function work(milliseconds) {
  const begun = contender.clock();
  let made = 0;
  while (contender.clock() < begun + milliseconds) {
    await contender.draw();
    made += 1;
  }
  return (contender.clock() - begun) / made;
}
