import { Field, ID, ObjectType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import type { FhirpathFailure } from '../platform/fhirpath/fhirpath.types.js';

/** What came of the calculation of one item. */
export interface ComputedValue {
  readonly item: string;
  readonly text: string;
  /** Empty where there was nothing to compute from, and where it failed. */
  readonly values: readonly string[];
  readonly failed: FhirpathFailure | null;
}

/** A submission as a FHIR R4 QuestionnaireResponse. */
export interface ExportedQuestionnaireResponse {
  readonly __typename: 'ExportedQuestionnaireResponse';
  readonly json: string;
  /** The Questionnaire that was answered: the worksheet as it was given. */
  readonly questionnaire: string;
}
export type ExportQuestionnaireResponseResult = ExportedQuestionnaireResponse | NotFound;

@ObjectType('ComputedValue', { description: 'What an imported form works out from the answers.' })
export class ComputedValueType {
  @Field(() => ID) item: string;
  @Field(() => String) text: string;
  @Field(() => [String], { description: 'None where there was nothing to compute from.' })
  values: readonly string[];
  @Field(() => String, {
    nullable: true,
    description:
      'Why it could not be computed: refused (beyond what is run), timeout, or error (it does not fit the answers).',
  })
  failed: FhirpathFailure | null;
}

@ObjectType('ExportedQuestionnaireResponse', {
  description: 'A submission as a FHIR R4 QuestionnaireResponse. It names the client by code alone.',
})
export class ExportedQuestionnaireResponseType {
  @Field(() => String, { description: 'The resource as JSON.' }) json: string;
  @Field(() => String, {
    description: 'The Questionnaire that it answers, as JSON: the worksheet as this client was given it.',
  })
  questionnaire: string;
}

export const ExportQuestionnaireResponseUnion = resultUnion(
  'ExportQuestionnaireResponseResult',
  ExportedQuestionnaireResponseType,
  NotFoundType,
);
