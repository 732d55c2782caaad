// Takes the pictures of the client's page that docs/screens shows. Needs a browser; names of states take only those.
import { register } from 'node:module';
import { prepare } from './prepare.mjs';

const problem = prepare();
if (problem) {
  console.error(problem);
  process.exit(1);
}
register('../test/support/typescript-hooks.mjs', import.meta.url);
const { takeScreens } = await import('../test/screens/run.ts');
await takeScreens(process.argv.slice(2));
