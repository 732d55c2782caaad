// One way to make the document, in a process of its own: what one engine does to the other's caches is not measured.
import { on } from 'node:events';
import { register } from 'node:module';

register('../../test/support/typescript-hooks.mjs', import.meta.url);
const { contenders } = await import('./contenders.ts');

/** Milliseconds of CPU until an engine counts as warm. */
const WARM = 5_000;

const contender = await contenders[process.argv[2]]();
while (contender.clock() < WARM) await contender.draw();
process.send({});
for await (const [{ documents }] of on(process, 'message')) {
  if (documents === 0) break;
  const before = contender.clock();
  for (let made = 0; made < documents; made += 1) await contender.draw();
  process.send({ spent: (contender.clock() - before) / documents });
}
await contender.close?.();
process.disconnect();
