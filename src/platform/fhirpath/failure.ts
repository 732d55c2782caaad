import type { FhirpathFailure } from './fhirpath.types.js';

/** Says why an expression has no values, and nothing of what it was about. */
export class Failure extends Error {
  constructor(readonly failed: FhirpathFailure) {
    super(failed);
  }
}
