import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { FhirResponsesService } from './fhir.service.js';
import {
  type ComputedValue,
  ComputedValueType,
  type ExportQuestionnaireResponseResult,
  ExportQuestionnaireResponseUnion,
} from './fhir.types.js';
import { SubmissionType } from './submission.types.js';
import type { Submission } from './response.types.js';

@Resolver(() => SubmissionType)
export class FhirResponsesResolver {
  constructor(private readonly responses: FhirResponsesService) {}

  @Query(() => ExportQuestionnaireResponseUnion, {
    description: 'One submission as a FHIR R4 QuestionnaireResponse, with the Questionnaire that it answers.',
  })
  exportQuestionnaireResponse(
    @Args('submissionId', { type: () => ID }) submissionId: string,
  ): Promise<ExportQuestionnaireResponseResult> {
    return this.responses.export(submissionId);
  }

  @ResolveField(() => [ComputedValueType], {
    description:
      'What an imported form works out, computed when it is read. For members of the practice; empty for clients.',
  })
  computed(@Parent() submission: Submission): Promise<readonly ComputedValue[]> {
    return this.responses.computed(submission);
  }
}
