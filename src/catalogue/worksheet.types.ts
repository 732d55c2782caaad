import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { AnswerValue } from '../core/worksheet/answers.js';
import type {
  Condition,
  FlagLevel,
  GateState,
  InsertName,
  Section,
  ShareClass,
  SumRule,
} from '../core/worksheet/definition.js';
import { AnswerValueScalar, ConditionScalar } from '../platform/graphql/scalars.js';

/** Where a worksheet comes from. */
export const OriginEnum = { SHIPPED: 'SHIPPED', PRACTICE: 'PRACTICE' } as const;
export type Origin = keyof typeof OriginEnum;
registerEnumType(OriginEnum, {
  name: 'WorksheetOrigin',
  description: 'Whether it comes with the program or the practice made it.',
});

const ShareEnum: Readonly<Record<ShareClass, ShareClass>> = { P: 'P', S: 'S', R: 'R', J: 'J', C: 'C' };
registerEnumType(ShareEnum, {
  name: 'ShareClass',
  description: 'Who may come to see an answer.',
  valuesMap: {
    P: { description: 'Private to the author and the clinician.' },
    S: { description: 'The author may offer it to the partner; the clinician releases.' },
    R: { description: 'Revealed to each other when both have submitted and the clinician releases.' },
    J: { description: 'Made together; both see it.' },
    C: { description: 'The clinician’s alone.' },
  },
});

/** GraphQL's names of the levels: the same words in capitals. */
export const FlagLevelEnum: Readonly<Record<Uppercase<FlagLevel>, FlagLevel>> = {
  URGENT: 'urgent',
  READ: 'read',
  NOTE: 'note',
};
registerEnumType(FlagLevelEnum, {
  name: 'FlagLevel',
  description: 'How soon a clinician’s eyes are needed.',
  valuesMap: {
    URGENT: { description: 'The practice’s urgent route; a named person; the same day.' },
    READ: { description: 'Before the next contact with either partner.' },
    NOTE: { description: 'To be seen in the summary.' },
  },
});

@ObjectType('Option')
export class OptionType {
  @Field(() => String) value: string;
  @Field(() => String) label: string;
  @Field(() => Float, { nullable: true, description: 'Of imported instruments: what it counts.' })
  weight?: number;
  @Field(() => Boolean, { nullable: true, description: 'Choosing it closes the sheet and saves nothing.' })
  closes?: boolean;
}

@ObjectType('Scale', { description: 'Whole steps with both ends named.' })
export class ScaleType {
  @Field(() => Float) min: number;
  @Field(() => Float) max: number;
  @Field(() => Float) step: number;
  @Field(() => String) low: string;
  @Field(() => String) high: string;
}

@ObjectType('FlagRule', { description: 'When an answer needs a clinician’s eyes, and how soon.' })
export class FlagRuleType {
  @Field(() => String) code: string;
  @Field(() => FlagLevelEnum) level: FlagLevel;
  @Field(() => ConditionScalar) when: Condition;
}

@ObjectType('Card', { description: 'Said under the question while the answers meet the condition.' })
export class CardType {
  @Field(() => ConditionScalar) when: Condition;
  @Field(() => String) text: string;
}

@ObjectType('GivenRow', { description: 'A row that other data brings: the client answers for it.' })
export class GivenRowType {
  @Field(() => ID) id: string;
  @Field(() => String) label: string;
}

@ObjectType('Gate', {
  description: 'What must be so first: a worksheet has got so far, or the clinician has recorded a decision.',
})
export class GateType {
  @Field(() => ID, { nullable: true }) worksheet?: string;
  @Field(() => String, { nullable: true, description: 'submitted, reviewed or released.' })
  state?: GateState;
  @Field(() => String, { nullable: true }) decision?: string;
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
  @Field(() => ShareEnum, { nullable: true, description: 'Where it is other than the section’s.' })
  share?: ShareClass;
  @Field(() => [FlagRuleType], { nullable: true, description: 'For members of the practice.' })
  flags?: FlagRuleType[];
  @Field(() => String, {
    nullable: true,
    description: 'What the practice or the place fills in, where the text has square brackets.',
  })
  insert?: InsertName;
  @Field(() => CardType, { nullable: true }) card?: CardType;
  @Field(() => Boolean, { nullable: true, description: 'Never shown: it hands in its initial value.' })
  hidden?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Read, never changed.' }) readOnly?: boolean;
  @Field(() => AnswerValueScalar, { nullable: true, description: 'What a new draft begins with.' })
  initial?: AnswerValue;
  @Field(() => [OptionType], { nullable: true }) options?: OptionType[];
  @Field(() => Boolean, { nullable: true, description: 'An answer of one’s own may stand for an option.' })
  open?: boolean;
  @Field(() => ScaleType, { nullable: true }) scale?: ScaleType;
  @Field(() => Int, { nullable: true, description: 'text, long: in UTF-16 code units.' }) maxLength?: number;
  @Field(() => String, { nullable: true, description: 'text: url, time or dateTime, as in FHIR R4.' })
  format?: string;
  @Field(() => Boolean, { nullable: true, description: 'The wording helper reads along.' }) wording?: boolean;
  @Field(() => ID, { nullable: true, description: 'computed: the item whose wording is marked.' })
  wordingOf?: string;
  @Field(() => Float, { nullable: true, description: 'number: the least.' }) min?: number;
  @Field(() => Float, { nullable: true, description: 'number: the most.' }) max?: number;
  @Field(() => Boolean, { nullable: true, description: 'number: whole ones only.' }) whole?: boolean;
  @Field(() => String, { nullable: true, description: 'number: said beside it.' }) unit?: string;
  @Field(() => ID, { nullable: true, description: 'link, links: the repeating group that is referred to.' })
  of?: string;
  @Field(() => String, { nullable: true, description: 'group: names one row.' }) noun?: string;
  @Field(() => Int, { nullable: true, description: 'group: how many rows at most; 100 unless told.' })
  maxRows?: number;
  @Field(() => [GivenRowType], { nullable: true, description: 'group: its rows, where they are given.' })
  given?: GivenRowType[];
  @Field(() => [ItemObject], { nullable: true, description: 'group: the fields of each row.' })
  fields?: ItemObject[];
}

@ObjectType('Section')
export class SectionType {
  @Field(() => ID) id: string;
  @Field(() => String) title: string;
  @Field(() => String, { nullable: true }) intro?: string;
  @Field(() => String, {
    nullable: true,
    description: 'clinician where it is no part of what a client fills in.',
  })
  audience?: Section['audience'];
  @Field(() => ConditionScalar, { nullable: true }) showIf?: Condition;
  @Field(() => [GateType], { nullable: true, description: 'Shown once all of these are so.' })
  gate?: GateType[];
  @Field(() => ShareEnum, { nullable: true, description: 'Where it is other than the worksheet’s.' })
  share?: ShareClass;
  @Field(() => [ItemObject]) items: ItemObject[];
}

@ObjectType('TherapistNotes', { description: 'How to talk the answers over, and when not to assign.' })
export class TherapistNotesType {
  @Field(() => String) debrief: string;
  @Field(() => String) contraindications: string;
}

@ObjectType('MappedNumber', { description: 'What an option counts in a sum.' })
export class MappedNumberType {
  @Field(() => String) value: string;
  @Field(() => Float) number: number;
}

@ObjectType('Sum', {
  description: 'A reading aid over answers. Not a score, and not validated.',
})
export class SumType {
  @Field(() => String) name: string;
  @Field(() => String, { description: 'count, sum, mean, rate, bars or lines.' }) rule: SumRule;
  @Field(() => [ID]) items: string[];
  @Field(() => [String], { nullable: true, description: 'count: the answers that count.' }) values?: string[];
  @Field(() => [MappedNumberType], { nullable: true }) map?: MappedNumberType[];
  @Field(() => String, { nullable: true, description: 'The rule in words.' }) how?: string;
  @Field(() => String, { nullable: true }) note?: string;
}

/** What of a worksheet is for those who treat: null or empty for clients. */
@ObjectType({ isAbstract: true })
class ForMembers {
  @Field(() => TherapistNotesType, {
    nullable: true,
    description: 'For members of the practice; null for clients.',
  })
  therapistNotes: TherapistNotesType | null;
  @Field(() => ShareEnum, { nullable: true, description: 'Unless a section or an item says otherwise.' })
  share: ShareClass | null;
  @Field(() => String, { nullable: true }) shareNote: string | null;
  @Field(() => String, { nullable: true }) titleNote: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Asks about risk once the practice has a protocol.' })
  riskBlock: boolean | null;
  @Field(() => [GateType], { nullable: true, description: 'What must be so before it is given.' })
  gate: GateType[] | null;
  @Field(() => String, { nullable: true }) gateNote: string | null;
  @Field(() => [String], {
    nullable: true,
    description: 'RFC 5545 rules, each in force when the one before has run out.',
  })
  recurrence: string[] | null;
  @Field(() => String, { nullable: true }) recurrenceNote: string | null;
  @Field(() => [SumType]) sums: SumType[];
  @Field(() => [String], { description: 'The ideas of the source that it honours.' }) citations: string[];
}

@ObjectType('Worksheet', { description: 'A worksheet in one published version.' })
export class WorksheetType extends ForMembers {
  @Field(() => ID, { description: 'Stable across versions.' }) id: string;
  @Field(() => String, { description: 'Names this version: SHA-256 of its content.' }) hash: string;
  @Field(() => OriginEnum) origin: Origin;
  @Field(() => String) title: string;
  @Field(() => String) version: string;
  @Field(() => String, { description: 'Who fills it in.' }) fills: string;
  @Field(() => String, { description: 'When to assign it.' }) when: string;
  @Field(() => Int, { description: 'Minutes that it usually takes.' }) minutes: number;
  @Field(() => String) intro: string;
  @Field(() => String, { nullable: true }) contentNote: string | null;
  @Field(() => String, { nullable: true, description: 'Said when it has been handed in.' })
  closing: string | null;
  @Field(() => [SectionType]) sections: SectionType[];
}

/** A worksheet version as a service gives it to GraphQL. */
export type DescribedWorksheet = WorksheetType & { readonly __typename: 'Worksheet' };
