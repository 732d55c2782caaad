import { resolveInternalTypes } from 'fhirpath';
import { find, type Known } from './expression.js';
import { Failure } from './failure.js';
import type { FhirpathFailure, FhirpathRequest, FhirpathValue, Outcome } from './fhirpath.types.js';
import { MAX_CHARACTERS, MAX_VALUES } from './limits.js';
import { weigh, type Weights } from './weights.js';

/** Names of variables. None of them is that of something an object has by birth. */
const VARIABLE = /^[A-Za-z][\w.-]{0,63}$/;

/** How the evaluator writes a day that is beyond the calendar. */
const NO_DAY = 'NaN-NaN';

/**
 * Evaluates the expressions of a request, telling each outcome as soon as it is there. Runs whatever it is given, for
 * as long as that takes: only in a process that can be killed.
 */
export function evaluateAll(request: FhirpathRequest, tell: (outcome: Outcome) => void): void {
  const { resource, questionnaire } = request;
  const given = givenBy(request);
  const variables = new Map<string, Known>(given);
  let weighed: Weights | undefined;
  const weights = (): Weights => (weighed ??= weigh(resource, questionnaire));
  const scope = { resource, weights, variables };
  for (const { name, expression } of request.variables) {
    if (!VARIABLE.test(name) || given.has(name)) continue;
    variables.set(
      name,
      attempt(() => ({ found: find(expression, scope) })),
    );
  }
  for (const { expression } of request.expressions)
    tell(attempt(() => ({ values: plain(find(expression, scope)) })));
}

function givenBy({ resource, questionnaire }: FhirpathRequest): ReadonlyMap<string, Known> {
  const here = { found: [resource] };
  return new Map<string, Known>([
    ['resource', here],
    ['rootResource', here],
    ['context', here],
    ['ucum', { found: ['http://unitsofmeasure.org'] }],
    ...(questionnaire ? [['questionnaire', { found: [questionnaire] }] as const] : []),
  ]);
}

function attempt<T>(work: () => T): T | { readonly failed: FhirpathFailure } {
  try {
    return work();
  } catch (error) {
    return { failed: error instanceof Failure ? error.failed : 'error' };
  }
}

/** @throws Failure when what was found is more than an answer can be, or something else */
function plain(found: readonly unknown[]): readonly FhirpathValue[] {
  const values = resolveInternalTypes(found) as readonly unknown[];
  if (values.length > MAX_VALUES) throw new Failure('refused');
  if (!values.every(isPlain)) throw new Failure('error');
  if (values.filter((value) => typeof value === 'string').join('').length > MAX_CHARACTERS)
    throw new Failure('refused');
  return values;
}

function isPlain(value: unknown): value is FhirpathValue {
  return (
    typeof value === 'boolean' ||
    Number.isFinite(value) ||
    (typeof value === 'string' && !value.startsWith(NO_DAY))
  );
}
