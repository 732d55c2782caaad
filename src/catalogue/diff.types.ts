import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { WorksheetDiff as Changes } from '../core/worksheet/diff.js';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import type { WorksheetVersion } from './catalogue.types.js';

/** What changes from one version to another. */
export interface WorksheetDiff extends Changes {
  readonly __typename: 'WorksheetDiff';
  readonly from: WorksheetVersion;
  readonly to: WorksheetVersion;
}
export type DiffResult = WorksheetDiff | NotFound;

@ObjectType('Reworded', { description: 'Other words for a question or its help.' })
export class RewordedType {
  @Field(() => ID) item: string;
  @Field(() => String, { description: 'text or help.' }) part: Changes['reworded'][number]['part'];
  @Field(() => String, { nullable: true }) from?: string;
  @Field(() => String, { nullable: true }) to?: string;
}

@ObjectType('Retyped', { description: 'Answered in another way than before.' })
export class RetypedType {
  @Field(() => ID) item: string;
  @Field(() => String) from: string;
  @Field(() => String) to: string;
}

@ObjectType('Relabelled', { description: 'Other words for an option.' })
export class RelabelledType {
  @Field(() => String, { description: 'What is stored.' }) value: string;
  @Field(() => String) from: string;
  @Field(() => String) to: string;
}

@ObjectType('OptionsChanged', { description: 'Other options than before, by what is stored.' })
export class OptionsChangedType {
  @Field(() => ID) item: string;
  @Field(() => [String]) added: readonly string[];
  @Field(() => [String]) removed: readonly string[];
  @Field(() => [RelabelledType]) relabelled: readonly RelabelledType[];
}

@ObjectType('Moved', { description: 'In another section than before.' })
export class MovedType {
  @Field(() => ID) item: string;
  @Field(() => ID, { description: 'The section.' }) from: string;
  @Field(() => ID, { description: 'The section.' }) to: string;
}

@ObjectType('WorksheetDiff', {
  description:
    'What changes from one version to another, in the order of reading. A field of a repeating group is named as group.field.',
})
export class WorksheetDiffType {
  @Field(() => [ID]) added: readonly string[];
  @Field(() => [ID]) removed: readonly string[];
  @Field(() => [RewordedType]) reworded: readonly RewordedType[];
  @Field(() => [RetypedType]) retyped: readonly RetypedType[];
  @Field(() => [OptionsChangedType]) optionsChanged: readonly OptionsChangedType[];
  @Field(() => [MovedType]) moved: readonly MovedType[];
}

export const DiffUnion = resultUnion('WorksheetDiffResult', WorksheetDiffType, NotFoundType);
