import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { PrintedAnswer, SectionEntry } from './summary.types.js';

/** The full answers of a summary, as GraphQL shows them. */

const AnswerKindEnum: Readonly<Record<Uppercase<PrintedAnswer['kind']>, PrintedAnswer['kind']>> = {
  TEXT: 'text',
  LIST: 'list',
  SKIPPED: 'skipped',
};
registerEnumType(AnswerKindEnum, { name: 'SummaryAnswerKind' });

const EntryKindEnum: Readonly<Record<Uppercase<SectionEntry['kind']>, SectionEntry['kind']>> = {
  QUESTION: 'question',
  CARDS: 'cards',
  TIES: 'ties',
};
registerEnumType(EntryKindEnum, {
  name: 'SummaryEntryKind',
  description: 'A question, rows of a group with what was said of each, or rows that join two others.',
});

@ObjectType('SummaryAnswer')
export class SummaryAnswerType {
  @Field(() => AnswerKindEnum) kind: PrintedAnswer['kind'];
  @Field(() => String, { nullable: true }) text?: string;
  @Field(() => [String], { nullable: true }) items?: readonly string[];
}

@ObjectType('SummaryQuestion')
export class SummaryQuestionType {
  @Field(() => String) prompt: string;
  @Field(() => SummaryAnswerType) answer: SummaryAnswerType;
}

@ObjectType('SummaryCard')
export class SummaryCardType {
  @Field(() => String) name: string;
  @Field(() => String, { nullable: true }) role?: string;
  @Field(() => [SummaryQuestionType]) fields: readonly SummaryQuestionType[];
}

@ObjectType('SummaryTie')
export class SummaryTieType {
  @Field(() => String) between: string;
  @Field(() => String) what: string;
}

@ObjectType('SummaryEntry')
export class SummaryEntryType {
  @Field(() => EntryKindEnum) kind: SectionEntry['kind'];
  @Field(() => SummaryQuestionType, { nullable: true }) question?: SummaryQuestionType;
  @Field(() => String, { nullable: true }) title?: string;
  @Field(() => [SummaryCardType], { nullable: true }) cards?: readonly SummaryCardType[];
  @Field(() => [SummaryTieType], { nullable: true }) ties?: readonly SummaryTieType[];
}

@ObjectType('SummarySection')
export class SummarySectionType {
  @Field(() => String) title: string;
  @Field(() => String, { nullable: true, description: 'How many questions were left open.' })
  leftOpen?: string;
  @Field(() => [SummaryEntryType]) entries: readonly SummaryEntryType[];
}

@ObjectType('SummarySum', { description: 'A reading aid, not validated.' })
export class SummarySumType {
  @Field(() => String) name: string;
  @Field(() => String) value: string;
}

@ObjectType('SummaryWorksheet')
export class SummaryWorksheetType {
  @Field(() => String) title: string;
  @Field(() => String) source: string;
  @Field(() => String, { description: 'Counts and version.' }) record: string;
  @Field(() => [SummarySectionType]) sections: readonly SummarySectionType[];
  @Field(() => [SummarySumType]) sums: readonly SummarySumType[];
}
