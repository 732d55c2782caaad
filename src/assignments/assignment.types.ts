import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { byTypename, type NotFound, NotFoundType } from '../platform/graphql/expected-failures.js';
import { DateTime, LocalDate } from '../platform/graphql/scalars.js';
import { connectionOf } from '../platform/paging/connection.js';
import type { AssignmentState } from './assignment.state.js';
import { ASSIGNMENT_STATES } from './assignment.state.js';

/** One client's duty to fill in one worksheet version. */
export interface Assignment {
  readonly __typename: 'Assignment';
  readonly id: string;
  readonly clientId: string;
  readonly worksheetId: string;
  readonly worksheetHash: string;
  readonly state: AssignmentState;
  readonly assignedAt: Date;
  /** YYYY-MM-DD in the practice's zone. */
  readonly dueOn: string | null;
  /** When the state was entered. */
  readonly stateAt: Date;
}

export type AssignmentResult = Assignment | NotFound;

/** GraphQL's names of the states: the same words in capitals. */
export const AssignmentStateEnum = Object.fromEntries(
  ASSIGNMENT_STATES.map((state) => [state.toUpperCase(), state]),
) as Record<Uppercase<AssignmentState>, AssignmentState>;
registerEnumType(AssignmentStateEnum, { name: 'AssignmentState' });

@ObjectType('Assignment', { description: 'One client’s duty to fill in one worksheet version.' })
export class AssignmentType {
  @Field(() => ID) id: string;
  @Field(() => AssignmentStateEnum) state: AssignmentState;
  @Field(() => DateTime) assignedAt: Date;
  @Field(() => LocalDate, { nullable: true }) dueOn: string | null;
  @Field(() => DateTime, { description: 'When the state was entered.' }) stateAt: Date;
}

@InputType()
export class AssignWorksheetInput {
  @Field(() => ID) clientId: string;
  @Field(() => ID) worksheetId: string;
  @Field(() => LocalDate, { nullable: true, description: 'By when, as a day in the practice’s zone.' })
  dueOn?: string | null;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const AssignmentUnion = createUnionType({
  name: 'AssignmentResult',
  types: () => [AssignmentType, NotFoundType] as const,
  resolveType: byTypename,
});
export const AssignmentConnection = connectionOf(AssignmentType, 'Assignment');
