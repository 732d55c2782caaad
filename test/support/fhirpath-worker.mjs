import { register } from 'node:module';

// The FHIRPath worker, from its sources.

register('./typescript-hooks.mjs', import.meta.url);
await import('../../src/platform/fhirpath/worker.ts');
