import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { FlagLevelEnum } from '../catalogue/worksheet.types.js';
import type { FlagLevel, SumRule } from '../core/worksheet/definition.js';

@ObjectType('Flag', {
  description: 'An answer that needs a clinician’s eyes. It names no disorder and goes to nobody else.',
})
export class FlagType {
  @Field(() => String) code: string;
  @Field(() => FlagLevelEnum) level: FlagLevel;
  @Field(() => String) label: string;
  @Field(() => String, { nullable: true, description: 'Unless the practice does otherwise.' })
  suggestedAction: string | null;
  @Field(() => [ID], { description: 'The items whose answers raised it.' }) items: readonly string[];
}

@ObjectType('SumPart')
export class SumPartType {
  @Field(() => ID) item: string;
  @Field(() => String, { nullable: true, description: 'The grid’s option, or the row.' }) option?: string;
  @Field(() => String) text: string;
  @Field(() => Float, {
    nullable: true,
    description: 'Null where there is nothing to score; never 0 instead.',
  })
  value: number | null;
}

@ObjectType('SumResult', { description: 'A sum over the answers: a reading aid for conversation.' })
export class SumResultType {
  @Field(() => String) name: string;
  @Field(() => String, { description: 'count, sum, mean, rate, bars or lines.' }) rule: SumRule;
  @Field(() => String, { nullable: true, description: 'The rule in words.' }) how?: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => String, { description: '“not validated”: to be shown wherever the sum is.' }) label: string;
  @Field(() => Float, {
    nullable: true,
    description: 'Null where nothing can be scored, and of bars and lines.',
  })
  value: number | null;
  @Field(() => Int, { description: 'How many parts could be scored.' }) answered: number;
  @Field(() => Int, { description: 'How many parts there are.' }) of: number;
  @Field(() => [SumPartType]) parts: readonly SumPartType[];
}
