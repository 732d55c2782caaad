import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { ImportProblem, Loss } from '../core/fhir/import.js';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { type DescribedWorksheet, WorksheetType } from './worksheet.types.js';

/** Imported, or imported before; with what the worksheet cannot say, and what there is to weigh. */
export interface ImportedQuestionnaire {
  readonly __typename: 'ImportedQuestionnaire';
  readonly worksheet: DescribedWorksheet;
  readonly losses: readonly Loss[];
  /** Warnings. `where` is the item's id. */
  readonly problems: readonly ImportProblem[];
}
/** Nothing was imported. */
export interface QuestionnaireRefused {
  readonly __typename: 'QuestionnaireRefused';
  readonly message: string;
  readonly problems: readonly ImportProblem[];
}
export type ImportQuestionnaireResult = ImportedQuestionnaire | QuestionnaireRefused;

/** A version as a FHIR R4 Questionnaire. */
export interface ExportedQuestionnaire {
  readonly __typename: 'ExportedQuestionnaire';
  readonly json: string;
  readonly fileName: string;
}
export type ExportQuestionnaireResult = ExportedQuestionnaire | NotFound;

@ObjectType('QuestionnaireLoss', { description: 'What a Questionnaire says and a worksheet cannot.' })
export class QuestionnaireLossType {
  @Field(() => String, { description: 'Of the item; empty: of the Questionnaire itself.' }) linkId: string;
  @Field(() => String, { description: 'The element, or the address of the extension.' }) what: string;
  @Field(() => String) why: string;
  @Field(() => Boolean, { description: 'Whether the export gives it back.' }) kept: boolean;
}

@ObjectType('QuestionnaireProblem')
export class QuestionnaireProblemType {
  @Field(() => String, {
    description: 'A linkId or the way to the element; of a warning the item’s id. Empty: the whole.',
  })
  where: string;
  @Field(() => String) message: string;
}

@ObjectType('ImportedQuestionnaire')
export class ImportedQuestionnaireType {
  @Field(() => WorksheetType) worksheet: WorksheetType;
  @Field(() => [QuestionnaireLossType]) losses: QuestionnaireLossType[];
  @Field(() => [QuestionnaireProblemType], { description: 'Warnings.' }) problems: QuestionnaireProblemType[];
}

@ObjectType('QuestionnaireRefused', { description: 'Nothing was imported.' })
export class QuestionnaireRefusedType {
  @Field(() => String) message: string;
  @Field(() => [QuestionnaireProblemType]) problems: QuestionnaireProblemType[];
}

@ObjectType('ExportedQuestionnaire', { description: 'A worksheet as a FHIR R4 Questionnaire.' })
export class ExportedQuestionnaireType {
  @Field(() => String, { description: 'The resource as JSON.' }) json: string;
  @Field(() => String, { description: 'A name to save it by.' }) fileName: string;
}

@InputType()
export class ImportQuestionnaireInput {
  @Field(() => String, {
    description:
      'A FHIR R4 Questionnaire as JSON; the whole request may have 256 KB. It is taken as it is: the common blocks, which other worksheets open and close with, are not put around it.',
  })
  questionnaire: string;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const ImportQuestionnaireUnion = resultUnion(
  'ImportQuestionnaireResult',
  ImportedQuestionnaireType,
  QuestionnaireRefusedType,
);
export const ExportQuestionnaireUnion = resultUnion(
  'ExportQuestionnaireResult',
  ExportedQuestionnaireType,
  NotFoundType,
);
