import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { DefinitionProblem } from '../core/worksheet/parse.js';
import { resultUnion } from '../platform/graphql/expected-failures.js';
import { type DescribedWorksheet, WorksheetType } from './worksheet.types.js';

/** Published, or published before; with what its author may want to weigh. */
export interface PublishedWorksheet {
  readonly __typename: 'PublishedWorksheet';
  readonly worksheet: DescribedWorksheet;
  readonly problems: readonly LintProblem[];
}
/** Nothing was published. */
export interface LintReport {
  readonly __typename: 'LintReport';
  readonly problems: readonly LintProblem[];
}
export type PublishWorksheetResult = PublishedWorksheet | LintReport;
type LintProblem = Omit<DefinitionProblem, 'file'>;

const SeverityEnum = { ERROR: 'error', WARNING: 'warning' } as const;
registerEnumType(SeverityEnum, {
  name: 'LintSeverity',
  valuesMap: {
    ERROR: { description: 'Keeps the worksheet from being published.' },
    WARNING: { description: 'For its author to weigh.' },
  },
});

@ObjectType('LintProblem', { description: 'What is wrong in a worksheet’s text, where, and what to do.' })
export class LintProblemType {
  @Field(() => Int, { description: 'From 1.' }) line: number;
  @Field(() => Int, { description: 'From 1.' }) column: number;
  @Field(() => String, { description: 'Such as sections[0].items[2].type.' }) path: string;
  @Field(() => SeverityEnum) severity: DefinitionProblem['severity'];
  @Field(() => String) message: string;
}

@ObjectType('PublishedWorksheet')
export class PublishedWorksheetType {
  @Field(() => WorksheetType) worksheet: WorksheetType;
  @Field(() => [LintProblemType], { description: 'Warnings.' }) problems: LintProblemType[];
}

@ObjectType('LintReport', { description: 'Nothing was published: there are errors.' })
export class LintReportType {
  @Field(() => [LintProblemType], { description: 'In the order of the text.' }) problems: LintProblemType[];
}

@InputType()
export class PublishWorksheetInput {
  @Field(() => String, {
    description:
      'The whole worksheet as YAML or JSON, of at most 128 KB, as the guide for authors says. The common sets of options can be named, and the common blocks are put around it.',
  })
  source: string;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const PublishWorksheetUnion = resultUnion(
  'PublishWorksheetResult',
  PublishedWorksheetType,
  LintReportType,
);
