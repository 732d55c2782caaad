import { Field, Int, ObjectType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { LocalDate } from '../platform/graphql/scalars.js';
import { type SessionSummary, SessionSummaryType } from './session-summary.types.js';

/** More sessions than this are no clinic day, and no file that anybody reads. */
export const MOST_SESSIONS = 40;

/** One clinician's sessions of one day, in the order in which they begin. */
export interface ClinicDay {
  readonly __typename: 'ClinicDay';
  /** YYYY-MM-DD in the practice's zone. */
  readonly day: string;
  readonly clinicianId: string;
  readonly sessions: readonly SessionSummary[];
}

/** There are more sessions than one file holds. Nothing was read. */
export interface TooManySessions {
  readonly __typename: 'TooManySessions';
  readonly message: string;
  readonly most: number;
}

export type ClinicDayResult = ClinicDay | TooManySessions | NotFound;

@ObjectType('ClinicDay', { description: 'A clinician’s sessions of one day, in the order of their start.' })
export class ClinicDayType {
  @Field(() => LocalDate) day: string;
  @Field(() => [SessionSummaryType]) sessions: SessionSummaryType[];
}

@ObjectType('TooManySessions', { description: 'There are more sessions than one file holds.' })
export class TooManySessionsType {
  @Field(() => String) message: string;
  @Field(() => Int) most: number;
}

export const ClinicDayUnion = resultUnion(
  'ClinicDayResult',
  ClinicDayType,
  TooManySessionsType,
  NotFoundType,
);
