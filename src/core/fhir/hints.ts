import type { KeptFhir } from '../worksheet/definition.js';

/** A part of a worksheet that may have come from a foreign Questionnaire. */
export interface Foreign {
  readonly fhir?: KeptFhir;
}

/**
 * What `fhir` holds beside what was kept:
 * - `as`: the FHIR type that the part had, where the definition's type stands for several; of a section `none` when it
 *   has no element of its own, and of a group `answers` when its rows are the several answers of one question;
 * - `inside`: the id of the heading or question that the item stood under, since our items do not nest;
 * - `weight`, `weightOn`: which extension holds an option's weight, and whether it is the coding that has it;
 * - `unitCode`: the code of the unit in which a number is given.
 */
export type HintName = 'as' | 'inside' | 'weight' | 'weightOn' | 'unitCode';

/** What was kept of the part itself, or of the displays that are its help, its ends of a scale or its introduction. */
export type KeptName = 'kept' | 'help' | 'low' | 'high' | 'intro';

/** Reads a hint. `fhir` may hold any JSON: what is no hint is none. */
export function hintOf(part: Foreign, name: HintName): string | undefined {
  const hint = keptOf(part, name);
  return typeof hint === 'string' ? hint : undefined;
}

/** What was kept under `name`, for `restore` to make sense of. */
export function keptOf({ fhir }: Foreign, name: KeptName | HintName = 'kept'): unknown {
  return fhir !== undefined && Object.hasOwn(fhir, name) ? fhir[name] : undefined;
}
