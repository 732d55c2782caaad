import type { Item, Worksheet } from '../worksheet/definition.js';
import { isRecord } from '../worksheet/reading.js';
import { extensionOf, extensionsOf } from './extensions.js';
import { keptOf } from './hints.js';
import { restore } from './kept.js';
import { layOut, type Node } from './layout.js';
import { writeRoot } from './questionnaire.js';
import type { Extension } from './types.js';
import { CALCULATED, VARIABLE } from './urls.js';

/** What an item of an imported form says about how its value is worked out. */
export interface Calculation {
  /** The id of the `computed` item. */
  readonly item: string;
  readonly text: string;
  /** FHIRPath; undefined where the form speaks another language, or says nothing that could be run. */
  readonly expression?: string;
}

/** A name that calculations of the same worksheet may use. */
export interface Variable {
  readonly name: string;
  readonly expression: string;
}

/** Everything that is to be worked out in a worksheet; nothing in one that did not come from a Questionnaire. */
export interface Expressions {
  readonly variables: readonly Variable[];
  /** In reading order. */
  readonly calculations: readonly Calculation[];
}

/**
 * Finds the expressions that came with a worksheet: those of its `computed` items, and the variables of the whole form.
 * They are a stranger's; whoever runs them guards against what they do.
 */
export function expressionsOf(worksheet: Worksheet): Expressions {
  const nothing = { variables: [], calculations: [] };
  if (!worksheet.sections.some(({ items }) => items.some(isComputed))) return nothing;
  const calculations = layOut(worksheet).flatMap(calculationsIn);
  if (calculations.length === 0) return nothing;
  const root = restore(writeRoot(worksheet), keptOf(worksheet));
  return { variables: extensionsOf(root, VARIABLE).flatMap(variableIn), calculations };
}

function isComputed({ type }: Item): boolean {
  return type === 'computed';
}

function calculationsIn({ item, element, children }: Node): readonly Calculation[] {
  const inside = children.flatMap(calculationsIn);
  const calculated = item && isComputed(item) ? extensionOf(element, CALCULATED) : undefined;
  if (!item || !calculated) return inside;
  const { expression } = fhirpathIn(calculated);
  return [{ item: item.id, text: item.text, ...(expression !== undefined && { expression }) }, ...inside];
}

function variableIn(extension: Extension): readonly Variable[] {
  const { name, expression } = fhirpathIn(extension);
  return name === undefined || expression === undefined ? [] : [{ name, expression }];
}

/** `valueExpression` may be any JSON: what is no FHIRPath is none. */
function fhirpathIn({ valueExpression }: Extension): {
  readonly name?: string;
  readonly expression?: string;
} {
  if (!isRecord(valueExpression)) return {};
  const { name, language, expression } = valueExpression;
  if (language !== 'text/fhirpath' || typeof expression !== 'string') return {};
  return { expression, ...(typeof name === 'string' && { name }) };
}
