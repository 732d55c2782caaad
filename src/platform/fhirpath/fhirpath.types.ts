import type { Questionnaire, QuestionnaireResponse } from '../../core/fhir/types.js';

/** Expressions of one Questionnaire, and the answers that they are about. */
export interface FhirpathRequest {
  /** `%resource` and `%context`: where every expression starts from. */
  readonly resource: QuestionnaireResponse;
  /** `%questionnaire`: says how much each option counts. */
  readonly questionnaire?: Questionnaire;
  /** In order: each may use those before it, and a name given again stands for the later one. */
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  readonly expressions: readonly { readonly linkId: string; readonly expression: string }[];
}

/** A value that an answer can have. Days and times are text as FHIR writes them. */
export type FhirpathValue = string | number | boolean;

/**
 * Why there are no values: `refused` is beyond what we run (see `language.ts` and `limits.ts`), `timeout` took too long
 * or found too many waiting, `error` is no FHIRPath, does not fit the answers, or gave what is no plain value.
 */
export type FhirpathFailure = 'timeout' | 'refused' | 'error';

/** What came of one expression. No values is an answer too: nothing to compute from. */
export type Outcome = { readonly values: readonly FhirpathValue[] } | { readonly failed: FhirpathFailure };

/** What came of the expression of an item. */
export type Evaluated = { readonly linkId: string } & Outcome;
