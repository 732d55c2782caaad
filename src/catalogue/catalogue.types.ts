import { createUnionType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CompiledWorksheet } from '../core/worksheet/compile.js';
import type { Condition, Worksheet } from '../core/worksheet/definition.js';
import { byTypename, NotFoundType } from '../platform/graphql/expected-failures.js';
import { ConditionScalar } from '../platform/graphql/scalars.js';

/** A worksheet as it was published, ready to evaluate. `hash` names this version for good. */
export interface WorksheetVersion {
  readonly hash: string;
  readonly worksheet: Worksheet;
  readonly compiled: CompiledWorksheet;
}

@ObjectType('Option')
export class OptionType {
  @Field(() => String) value: string;
  @Field(() => String) label: string;
}

@ObjectType('Scale', { description: 'Whole steps with both ends named.' })
export class ScaleType {
  @Field(() => Float) min: number;
  @Field(() => Float) max: number;
  @Field(() => Float) step: number;
  @Field(() => String) low: string;
  @Field(() => String) high: string;
}

@ObjectType('Item', {
  description: 'A question, or something to read, of a worksheet. FHIR’s Questionnaire.item.',
})
export class ItemObject {
  @Field(() => ID) id: string;
  @Field(() => String, {
    description:
      'text, long, choice, multi, scale, number, date, year, group, grid, dynamic, info, consent, sign, computed, link or links.',
  })
  type: string;
  @Field(() => String) text: string;
  @Field(() => String, { nullable: true }) help?: string;
  @Field(() => Boolean, { nullable: true }) required?: boolean;
  @Field(() => ConditionScalar, { nullable: true }) showIf?: Condition;
  @Field(() => [OptionType], { nullable: true }) options?: OptionType[];
  @Field(() => ScaleType, { nullable: true }) scale?: ScaleType;
  @Field(() => ID, { nullable: true, description: 'link, links: the repeating group that is referred to.' })
  of?: string;
  @Field(() => [ItemObject], { nullable: true, description: 'group: the fields of each row.' })
  fields?: ItemObject[];
}

@ObjectType('Section')
export class SectionType {
  @Field(() => ID) id: string;
  @Field(() => String) title: string;
  @Field(() => String, { nullable: true }) intro?: string;
  @Field(() => ConditionScalar, { nullable: true }) showIf?: Condition;
  @Field(() => [ItemObject]) items: ItemObject[];
}

@ObjectType('TherapistNotes', { description: 'How to talk the answers over, and when not to assign.' })
export class TherapistNotesType {
  @Field(() => String) debrief: string;
  @Field(() => String) contraindications: string;
}

@ObjectType('Worksheet', { description: 'A worksheet in one published version.' })
export class WorksheetType {
  @Field(() => ID, { description: 'Stable across versions.' }) id: string;
  @Field(() => String, { description: 'Names this version: SHA-256 of its content.' }) hash: string;
  @Field(() => String) title: string;
  @Field(() => String) version: string;
  @Field(() => String, { description: 'Who fills it in.' }) fills: string;
  @Field(() => String, { description: 'When to assign it.' }) when: string;
  @Field(() => Int, { description: 'Minutes that it usually takes.' }) minutes: number;
  @Field(() => String) intro: string;
  @Field(() => String, { nullable: true }) contentNote: string | null;
  @Field(() => TherapistNotesType, {
    nullable: true,
    description: 'For members of the practice; null for clients.',
  })
  therapistNotes: TherapistNotesType | null;
  @Field(() => [SectionType]) sections: SectionType[];
}

export const WorksheetUnion = createUnionType({
  name: 'WorksheetResult',
  types: () => [WorksheetType, NotFoundType] as const,
  resolveType: byTypename,
});
