import { register } from 'node:module';

// A process that evaluates one FHIRPath, prints what came of it, and then has nothing more to do.

register('./typescript-hooks.mjs', import.meta.url);
const { FhirpathRunner } = await import('../../src/platform/fhirpath/fhirpath-runner.ts');
const { WORKER_PROGRAM } = await import('./worker-program.mjs');

const runner = new FhirpathRunner({ program: WORKER_PROGRAM });
const resource = { resourceType: 'QuestionnaireResponse', status: 'completed' };
const expressions = [{ linkId: 'a', expression: process.argv[2] }];
console.log(JSON.stringify(await runner.evaluate({ resource, variables: [], expressions })));
