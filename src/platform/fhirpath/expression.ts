import { evaluate, type Options, parse, type ResourceNode } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { Element, QuestionnaireResponse } from '../../core/fhir/types.js';
import { Failure } from './failure.js';
import type { FhirpathFailure } from './fhirpath.types.js';
import { type SyntaxNode, variablesOf } from './language.js';
import { MAX_EXPRESSION, MAX_ITEMS, MAX_WORK } from './limits.js';
import { ownWeight, type Weights } from './weights.js';

/** What stands behind a variable: a collection in the evaluator's own terms, or why there is none. */
export type Known = { readonly found: readonly unknown[] } | { readonly failed: FhirpathFailure };

/** What expressions are about. */
export interface Scope {
  readonly resource: QuestionnaireResponse;
  /** Looked up when the first expression asks for one. */
  readonly weights: () => Weights;
  readonly variables: ReadonlyMap<string, Known>;
}

/**
 * What an expression finds, in the evaluator's own terms.
 * @throws Failure when it is refused or stands on a variable that has failed; other errors when it is no FHIRPath or
 * does not fit
 */
export function find(expression: string, { resource, weights, variables }: Scope): readonly unknown[] {
  if (expression.length > MAX_EXPRESSION) throw new Failure('refused');
  const names = variablesOf(parse(expression) as SyntaxNode);
  if (!names) throw new Failure('refused');
  return evaluate(resource, expression, valuesOf(names, variables), r4, optionsFor(weights));
}

function valuesOf(names: readonly string[], variables: Scope['variables']): Record<string, unknown> {
  const values = Object.create(null) as Record<string, unknown>;
  for (const name of names) {
    const known = variables.get(name) ?? { failed: 'refused' };
    if ('failed' in known) throw new Failure(known.failed);
    values[name] = known.found;
  }
  return values;
}

function optionsFor(weights: Scope['weights']): Options & { readonly async: false } {
  const fn = (nodes: readonly unknown[]): readonly number[] =>
    nodes.filter(isNode).flatMap((node) => weightOf(node, weights()) ?? []);
  const weight = { fn, arity: { 0: [] }, internalStructures: true };
  return {
    async: false,
    resolveInternalTypes: false,
    preciseMath: true,
    userInvocationTable: { weight, ordinal: weight },
    debugger: meter(),
  };
}

function weightOf({ data, parentResNode }: FoundNode, weights: Weights): number | undefined {
  const own = typeof data === 'object' && data !== null ? ownWeight(data as Element) : undefined;
  return own ?? weights.get(data) ?? weights.get(parentResNode?.data);
}

/** Looks on at every step, and stops the evaluation when they come to too much: growth without end, or by doubling. */
function meter(): (context: unknown, focus: unknown, result: unknown) => void {
  let left = MAX_WORK;
  return (_context, _focus, result) => {
    const items: readonly unknown[] = Array.isArray(result) ? result : [];
    left -= 1;
    for (const item of items) left -= sizeOf(item);
    if (left < 0 || items.length > MAX_ITEMS) throw new Failure('refused');
  };
}

function sizeOf(item: unknown): number {
  const value = isNode(item) ? item.data : item;
  return typeof value === 'string' ? value.length : 1;
}

/** A part of a resource, as the evaluator finds it. */
interface FoundNode {
  readonly data: unknown;
  readonly parentResNode: Pick<ResourceNode, 'data'> | null;
}

function isNode(item: unknown): item is FoundNode {
  return typeof item === 'object' && item !== null && 'parentResNode' in item;
}
