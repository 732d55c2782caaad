import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { FlagLevelEnum } from '../catalogue/worksheet.types.js';
import type { Scene } from '../core/drawing/scene.js';
import type { FlagLevel } from '../core/worksheet/definition.js';
import { GenogramSceneType } from '../genograms/genogram.types.js';
import { DateTime } from '../platform/graphql/scalars.js';
import { CopyKindEnum } from './session-summary.types.js';
import { SummaryWorksheetType } from './summary-answers.graphql.js';
import type { ChangeKind, CopyKind, LineName, SummaryPart } from './summary.types.js';

/** What can follow the front page, as GraphQL names it. */
export const SummaryPartEnum = {
  FULL_ANSWERS: 'FULL_ANSWERS',
  GENOGRAM: 'GENOGRAM',
  SEVEN_STEPS: 'SEVEN_STEPS',
} as const satisfies Record<SummaryPart, SummaryPart>;
registerEnumType(SummaryPartEnum, { name: 'SummaryPart', description: 'What can follow the front page.' });

const ChangeKindEnum: Readonly<Record<Uppercase<ChangeKind>, ChangeKind>> = {
  REQUEST: 'request',
  SLIP: 'slip',
  SCALE: 'scale',
  PROMISES: 'promises',
  SUBMITTED: 'submitted',
};
registerEnumType(ChangeKindEnum, {
  name: 'SummaryChangeKind',
  description: 'What is new: asked for, told of, moved on a scale, said of promises, or came in.',
});

const LineNameEnum: Readonly<Record<Uppercase<LineName>, LineName>> = {
  TRUST: 'trust',
  SAFETY: 'safety',
  DOUBT: 'doubt',
};
registerEnumType(LineNameEnum, { name: 'SummaryLineName', description: 'What is followed over time.' });

@ObjectType('SummaryFact')
export class SummaryFactType {
  @Field(() => String) label: string;
  @Field(() => String) value: string;
}

/** What every block of the front page has. */
@ObjectType({ isAbstract: true })
abstract class BlockType {
  @Field(() => String) heading: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [String], { description: 'Sentences below what is listed, or in its place.' })
  remarks: readonly string[];
}

@ObjectType('SummarySaid', { description: 'What a client answered, with the question.' })
export class SummarySaidType {
  @Field(() => String) prompt: string;
  @Field(() => String, { description: 'Whole, or up to where it ends in an ellipsis.' }) words: string;
  @Field(() => Boolean, { description: 'Whether these are the client’s words and not the worksheet’s.' })
  own: boolean;
  @Field(() => String, { nullable: true, description: 'Where the rest stands, when it is cut.' })
  continues?: string;
}

@ObjectType('SummaryFlag', { description: 'An answer that must be read before anything else.' })
export class SummaryFlagType {
  @Field(() => FlagLevelEnum) level: FlagLevel;
  @Field(() => String, { nullable: true, description: '“URGENT”, where it is.' }) lead?: string;
  @Field(() => String) what: string;
  @Field(() => String, { description: 'Worksheet and date.' }) source: string;
  @Field(() => [SummarySaidType]) said: readonly SummarySaidType[];
  @Field(() => String, { nullable: true, description: 'Unless the practice does otherwise.' })
  action?: string;
  @Field(() => String, { nullable: true }) remark?: string;
}

@ObjectType('SummaryReadFirst')
export class SummaryReadFirstType extends BlockType {
  @Field(() => [SummaryFlagType]) flags: readonly SummaryFlagType[];
  @Field(() => [String], { description: 'Boxes that stand with every flag.' }) ticks: readonly string[];
}

@ObjectType('SummaryChange')
export class SummaryChangeType {
  @Field(() => ChangeKindEnum) kind: ChangeKind;
  @Field(() => String) what: string;
  @Field(() => String, { description: 'Worksheet and date; empty where it is about several.' })
  source: string;
}

@ObjectType('SummarySince')
export class SummarySinceType extends BlockType {
  @Field(() => [SummaryChangeType]) changes: readonly SummaryChangeType[];
}

@ObjectType('SummaryQuote', { description: 'A client’s own words, as typed.' })
export class SummaryQuoteType extends SummarySaidType {
  @Field(() => ID, { nullable: true, description: 'Names the answer.' }) ref?: string;
  @Field(() => String, { description: 'Worksheet and date.' }) source: string;
}

@ObjectType('SummaryQuotes')
export class SummaryQuotesType extends BlockType {
  @Field(() => [SummaryQuoteType]) quotes: readonly SummaryQuoteType[];
}

@ObjectType('SummaryLinePoint')
export class SummaryLinePointType {
  @Field(() => DateTime) at: Date;
  @Field(() => String) label: string;
  @Field(() => Float) value: number;
}

@ObjectType('SummaryLine', { description: 'A client’s own numbers over time; nothing is made of them.' })
export class SummaryLineType {
  @Field(() => LineNameEnum) line: LineName;
  @Field(() => String) title: string;
  @Field(() => String, { description: 'What the ends of the scale mean.' }) unit: string;
  @Field(() => [Float], { description: 'The lowest and the highest number there can be.' })
  range: readonly number[];
  @Field(() => [SummaryLinePointType], { description: 'The oldest first; at most eight.' })
  points: readonly SummaryLinePointType[];
}

@ObjectType('SummarySessionTick')
export class SummarySessionTickType {
  @Field(() => DateTime) at: Date;
  @Field(() => String) label: string;
}

@ObjectType('SummaryLines')
export class SummaryLinesType extends BlockType {
  @Field(() => [SummaryLineType]) charts: readonly SummaryLineType[];
  @Field(() => [SummarySessionTickType]) sessions: readonly SummarySessionTickType[];
}

@ObjectType('SummaryPromise')
export class SummaryPromiseType {
  @Field(() => String) promise: string;
  @Field(() => String, { description: 'Whose it is: A, B, both.' }) who: string;
  @Field(() => [String], { description: 'In the order of `sides`.' }) says: readonly string[];
  @Field(() => Boolean, { description: 'Whether the two say different things.' }) mismatch: boolean;
  @Field(() => String) note: string;
}

@ObjectType('SummaryPromises')
export class SummaryPromisesType extends BlockType {
  @Field(() => [String], { description: 'Whose saying it is.' }) sides: readonly string[];
  @Field(() => [SummaryPromiseType]) rows: readonly SummaryPromiseType[];
}

@ObjectType('SummarySubmitted', { description: 'What came in and has not been talked about.' })
export class SummarySubmittedType {
  @Field(() => String) submitted: string;
  @Field(() => String) worksheet: string;
  @Field(() => String) answered: string;
  @Field(() => String) skipped: string;
  @Field(() => String) leftOpen: string;
  @Field(() => String, { description: 'As the worksheet calls it.' }) version: string;
}

@ObjectType('SummaryAssigned', { description: 'What was assigned and has not come in.' })
export class SummaryAssignedType {
  @Field(() => String) worksheet: string;
  @Field(() => String) assigned: string;
  @Field(() => String) due: string;
  @Field(() => String) state: string;
}

@ObjectType('SummaryDue', { description: 'A day to keep in mind.' })
export class SummaryDueType {
  @Field(() => String) what: string;
  @Field(() => String) on: string;
}

@ObjectType('SummaryOpen')
export class SummaryOpenType extends BlockType {
  @Field(() => [SummarySubmittedType]) submitted: readonly SummarySubmittedType[];
  @Field(() => [SummaryAssignedType]) assigned: readonly SummaryAssignedType[];
  @Field(() => [SummaryDueType]) due: readonly SummaryDueType[];
}

@ObjectType('SummaryAgenda')
export class SummaryAgendaType extends BlockType {
  @Field(() => [SummaryQuoteType]) wishes: readonly SummaryQuoteType[];
}

@ObjectType('SummaryNotes', { description: 'Room for the clinician’s hand on the print.' })
export class SummaryNotesType {
  @Field(() => String) heading: string;
  @Field(() => String) caution: string;
}

@ObjectType('SummaryNumbers', { description: 'The numbers behind the lines.' })
export class SummaryNumbersType {
  @Field(() => String) heading: string;
  @Field(() => [String]) columns: readonly string[];
  @Field(() => [[String]]) rows: readonly (readonly string[])[];
}

@ObjectType('SummaryStep')
export class SummaryStepType {
  @Field(() => String) number: string;
  @Field(() => String) sheet: string;
  @Field(() => String) state: string;
  @Field(() => String) date: string;
}

@ObjectType('SummarySteps', { description: 'How far the client is in the program.' })
export class SummaryStepsType extends BlockType {
  @Field(() => [SummaryStepType]) rows: readonly SummaryStepType[];
}

@ObjectType('SummaryMap', { description: 'The client’s map of the family, as the clinician sees it.' })
export class SummaryMapType extends BlockType {
  @Field(() => [GenogramSceneType], { description: 'One drawing, some of a large family, or none.' })
  scenes: readonly Scene[];
}

@ObjectType('SummaryRunning', { description: 'What every page of the print carries.' })
export class SummaryRunningType {
  @Field(() => String) head: string;
  @Field(() => String) lead: string;
  @Field(() => String) statement: string;
  @Field(() => String) origin: string;
  @Field(() => String) made: string;
}

@ObjectType('SummaryContent', {
  description: 'What a copy of the summary says, down to the words: the PDF says the same in the same order.',
})
export class SummaryContentType {
  @Field(() => CopyKindEnum) kind: CopyKind;
  @Field(() => String) title: string;
  @Field(() => DateTime) madeAt: Date;
  @Field(() => String) practice: string;
  @Field(() => String) code: string;
  @Field(() => String) copy: string;
  @Field(() => String, { nullable: true }) caution?: string;
  @Field(() => [SummaryFactType]) facts: readonly SummaryFactType[];
  @Field(() => SummaryReadFirstType, { nullable: true, description: 'Never on the copy for both.' })
  readFirst?: SummaryReadFirstType;
  @Field(() => SummarySinceType) since: SummarySinceType;
  @Field(() => SummaryQuotesType) words: SummaryQuotesType;
  @Field(() => SummaryLinesType) lines: SummaryLinesType;
  @Field(() => SummaryPromisesType) promises: SummaryPromisesType;
  @Field(() => SummaryOpenType) open: SummaryOpenType;
  @Field(() => SummaryAgendaType) agenda: SummaryAgendaType;
  @Field(() => SummaryNotesType) notes: SummaryNotesType;
  @Field(() => [SummaryWorksheetType], { description: 'The full answers, where they were asked for.' })
  worksheets: readonly SummaryWorksheetType[];
  @Field(() => SummaryNumbersType, { nullable: true }) numbers?: SummaryNumbersType;
  @Field(() => SummaryMapType, { nullable: true }) map?: SummaryMapType;
  @Field(() => SummaryStepsType, { nullable: true }) steps?: SummaryStepsType;
  @Field(() => SummaryRunningType) running: SummaryRunningType;
}
