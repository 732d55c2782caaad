// Starts Mendwork, building it first where that is needed. No syntax and no static import here that an old Node.js
// does not know, so that it, too, gets to the sentence that says what is wrong.
import { SUPPORTED, isSupported } from './node-version.mjs';

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

async function start() {
  if (!isSupported(process.versions.node)) {
    fail(
      `Mendwork needs Node.js ${SUPPORTED}, and this is ${process.versions.node}: install one from https://nodejs.org`,
    );
  }
  const { prepare } = await import('./prepare.mjs');
  const problem = prepare();
  if (problem) fail(problem);
  await import('../dist/src/main.js');
}

start().catch((error) => fail(error.name === 'LaunchError' ? error.message : error));
