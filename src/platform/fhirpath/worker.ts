import { evaluateAll } from './evaluate.js';
import type { FhirpathRequest } from './fhirpath.types.js';

/**
 * A process of its own that evaluates strangers' expressions. It is told a request as JSON and tells an outcome for
 * each expression, in their order. A thread would not do: one array that grows too large ends the whole process that
 * the thread is in, whatever limits the thread was given.
 */

/** What the worker says when it is up. */
const UP = 'up';

// Whoever stops the server by a signal to all its processes lets it finish what it is at, and so do we.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('message', (request: string) => {
  evaluateAll(JSON.parse(request, withoutSpecialKeys) as FhirpathRequest, (outcome) =>
    process.send?.(outcome),
  );
});
process.send?.(UP);

/** Keys that mean something to JavaScript or to the evaluator, and nothing in FHIR. */
function withoutSpecialKeys(key: string, value: unknown): unknown {
  return key === '__proto__' || key === '__path__' ? undefined : value;
}
