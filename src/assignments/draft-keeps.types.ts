import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Keeps, WhyLost } from '../core/worksheet/diff.js';
import { connectionOf } from '../platform/paging/connection.js';
import { type Assignment, AssignmentType } from './assignment.types.js';

/** What an open assignment's draft would keep in another version; told from the definitions, not from the answers. */
export interface DraftKeeps extends Keeps {
  readonly assignment: Assignment;
}

const WhyLostEnum: Readonly<Record<Uppercase<WhyLost>, WhyLost>> = {
  REMOVED: 'removed',
  RETYPED: 'retyped',
  OPTIONS: 'options',
  NARROWER: 'narrower',
};
registerEnumType(WhyLostEnum, {
  name: 'WhyLost',
  valuesMap: {
    REMOVED: { description: 'The item is gone, or no longer the client’s to answer.' },
    RETYPED: { description: 'It is answered in another way.' },
    OPTIONS: { description: 'Something that could be chosen no longer can.' },
    NARROWER: { description: 'Less is allowed than was, in length, number or form.' },
  },
});

@ObjectType('LostAnswer')
export class LostAnswerType {
  @Field(() => ID) item: string;
  @Field(() => WhyLostEnum) why: WhyLost;
}

@ObjectType('DraftKeeps', {
  description:
    'Which answers of an open assignment would still fit the other version, told from the questions alone: nobody looks into a draft.',
})
export class DraftKeepsType {
  @Field(() => AssignmentType) assignment: AssignmentType;
  @Field(() => [ID]) keeps: readonly string[];
  @Field(() => [LostAnswerType]) loses: readonly LostAnswerType[];
}

export const DraftKeepsConnection = connectionOf(DraftKeepsType, 'DraftKeeps');
