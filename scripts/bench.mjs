// Prints what Mendwork claims about its speed: ratios, measured side by side in this run. Needs a build.
import { register } from 'node:module';
import { prepare } from './prepare.mjs';

const problem = prepare();
if (problem) {
  console.error(problem);
  process.exit(1);
}
register('../test/support/typescript-hooks.mjs', import.meta.url);
const { runBenchmarks } = await import('../bench/run.ts');
await runBenchmarks(process.argv.slice(2));
