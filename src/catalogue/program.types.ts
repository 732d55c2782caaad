import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Fills, Program, ProgramStep } from '../core/worksheet/program.js';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { GateType } from './worksheet.types.js';

export type ProgramResult = (Program & { readonly __typename: 'Program' }) | NotFound;

const FillsEnum: Readonly<Record<Uppercase<Fills>, Fills>> = {
  BOTH: 'both',
  HURT: 'hurt',
  REPAIRING: 'repairing',
  EITHER: 'either',
  TOGETHER: 'together',
};
registerEnumType(FillsEnum, {
  name: 'Fills',
  description: 'Who fills in a step’s worksheet.',
  valuesMap: {
    BOTH: { description: 'Each for themselves.' },
    HURT: { description: 'The partner who was hurt.' },
    REPAIRING: { description: 'The partner who repairs.' },
    EITHER: { description: 'One of them, whichever.' },
    TOGETHER: { description: 'Both at one table.' },
  },
});

@ObjectType('ProgramStep')
export class ProgramStepType {
  @Field(() => FillsEnum) fills: Fills;
  @Field(() => String, { description: 'When to give it.' }) timing: string;
  @Field(() => [GateType], { nullable: true, description: 'What must be so before.' }) after?: GateType[];
  @Field(() => [String], {
    nullable: true,
    description: 'RFC 5545 rules, each in force when the one before has run out.',
  })
  recurrence?: string[];
  @Field(() => Boolean, { nullable: true, description: 'You decide whether it is given at all.' })
  optional?: boolean;
}

@ObjectType('Program', { description: 'An order of worksheets that you may follow, and change.' })
export class ProgramType {
  @Field(() => ID) id: string;
  @Field(() => String) title: string;
  @Field(() => String) description: string;
  @Field(() => [ProgramStepType], { description: 'In their order.' }) steps: readonly ProgramStep[];
  @Field(() => [ProgramStepType], { description: 'To be given at any time, beside the steps.' })
  support: readonly ProgramStep[];
}

export const ProgramUnion = resultUnion('ProgramResult', ProgramType, NotFoundType);
