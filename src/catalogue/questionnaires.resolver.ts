import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { QuestionnairesService } from './questionnaires.service.js';
import {
  type ExportQuestionnaireResult,
  ExportQuestionnaireUnion,
  ImportQuestionnaireInput,
  type ImportQuestionnaireResult,
  ImportQuestionnaireUnion,
} from './questionnaires.types.js';

@Resolver()
export class QuestionnairesResolver {
  constructor(private readonly questionnaires: QuestionnairesService) {}

  @Mutation(() => ImportQuestionnaireUnion, {
    description:
      'Makes a worksheet of the practice’s own from a FHIR R4 Questionnaire. What a worksheet cannot say is named among the losses and given back by the export.',
  })
  importQuestionnaire(@Args('input') input: ImportQuestionnaireInput): Promise<ImportQuestionnaireResult> {
    return this.questionnaires.import(input);
  }

  @Query(() => ExportQuestionnaireUnion, {
    description: 'One version, whichever is current now, as a FHIR R4 Questionnaire.',
  })
  exportQuestionnaire(@Args('hash', { type: () => ID }) hash: string): Promise<ExportQuestionnaireResult> {
    return this.questionnaires.export(hash);
  }
}
