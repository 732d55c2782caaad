import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime, LocalDate } from '../platform/graphql/scalars.js';
import { connectionOf } from '../platform/paging/connection.js';
import type { IncidentRole } from '../clients/couples.service.js';
import type { AssignmentState } from './assignment.state.js';
import { ASSIGNMENT_STATES } from './assignment.state.js';
import type { GivenWorksheet } from './given.types.js';

/** One client's duty to fill in one worksheet version. */
export interface Assignment {
  readonly __typename: 'Assignment';
  readonly id: string;
  readonly clientId: string;
  readonly worksheetId: string;
  readonly given: GivenWorksheet;
  readonly state: AssignmentState;
  readonly assignedAt: Date;
  /** YYYY-MM-DD in the practice's zone. */
  readonly dueOn: string | null;
  /** Whether the client has it on a device of the clinic’s and nowhere else. */
  readonly inOfficeOnly: boolean;
  /** When the state was entered. */
  readonly stateAt: Date;
}

/** Nothing was assigned: the worksheet depends on which part the client has in the incident, and nobody has said. */
export interface RoleNeeded {
  readonly __typename: 'RoleNeeded';
  readonly message: string;
}
/** Nothing was assigned: the worksheet waits for no decision of this name. */
export interface UnknownDecision {
  readonly __typename: 'UnknownDecision';
  readonly message: string;
  /** The decisions that the worksheet knows. */
  readonly known: readonly string[];
}

/** Nothing was assigned: the worksheet has no question that this client is asked alone. */
export interface NothingApart {
  readonly __typename: 'NothingApart';
  readonly message: string;
}

/** Why a worksheet cannot be assigned in these circumstances. */
export type NotToBeAssigned = RoleNeeded | UnknownDecision | NothingApart;
export type AssignmentResult = Assignment | NotFound;
export type AssignWorksheetResult = AssignmentResult | NotToBeAssigned;

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
  @Field(() => Boolean, {
    description: 'Whether the client has it on a device of the clinic’s and nowhere else.',
  })
  inOfficeOnly: boolean;
  @Field(() => DateTime, { description: 'When the state was entered.' }) stateAt: Date;
}

@ObjectType('RoleNeeded', {
  description: 'Nothing was done: the worksheet depends on which part the client has in the incident.',
})
export class RoleNeededType {
  @Field(() => String) message: string;
}

@ObjectType('UnknownDecision', {
  description: 'Nothing was assigned: the worksheet waits for no decision of this name.',
})
export class UnknownDecisionType {
  @Field(() => String) message: string;
  @Field(() => [String], { description: 'The decisions that the worksheet knows.' }) known: readonly string[];
}

@ObjectType('NothingApart', {
  description: 'Nothing was assigned: the worksheet has no question that this client is asked alone.',
})
export class NothingApartType {
  @Field(() => String) message: string;
}

export const IncidentRoleEnum: Readonly<Record<Uppercase<IncidentRole>, IncidentRole>> = {
  HURT: 'hurt',
  REPAIRING: 'repairing',
  BOTH: 'both',
};
registerEnumType(IncidentRoleEnum, {
  name: 'IncidentRole',
  description: 'The part that a client has in an incident. BOTH where each has hurt the other.',
});

@InputType()
export class AssignWorksheetInput {
  @Field(() => ID) clientId: string;
  @Field(() => ID) worksheetId: string;
  @Field(() => LocalDate, { nullable: true, description: 'By when, as a day in the practice’s zone.' })
  dueOn?: string | null;
  @Field(() => IncidentRoleEnum, {
    nullable: true,
    description:
      'Where the worksheet asks for it; otherwise what was recorded for the couple’s latest incident.',
  })
  role?: IncidentRole | null;
  @Field(() => [String], {
    nullable: true,
    description: 'What you have decided and the worksheet’s sections wait for, such as apology_given.',
  })
  decisions?: string[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Keeps it from the client’s own devices: it is there only where a link for the OFFICE let them in. Elsewhere there is no such worksheet, also after it was handed in.',
  })
  inOfficeOnly?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only what this partner is asked alone about a joint sheet, for the partner’s own log-in, such as whether an agreement was made freely.',
  })
  apart?: boolean | null;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const AssignmentUnion = resultUnion('AssignmentResult', AssignmentType, NotFoundType);
export const AssignWorksheetUnion = resultUnion(
  'AssignWorksheetResult',
  AssignmentType,
  NotFoundType,
  RoleNeededType,
  UnknownDecisionType,
  NothingApartType,
);
export const AssignmentConnection = connectionOf(AssignmentType, 'Assignment');
