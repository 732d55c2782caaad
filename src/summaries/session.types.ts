import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';

/** An appointment: of one client or one couple. */
export interface Session {
  readonly __typename: 'Session';
  readonly id: string;
  readonly clientId: string | null;
  readonly coupleId: string | null;
  readonly clinicianId: string;
  readonly startsAt: Date;
}

export type SessionResult = Session | NotFound;

@ObjectType('Session', { description: 'An appointment, past or to come, of one client or one couple.' })
export class SessionType {
  @Field(() => ID) id: string;
  @Field(() => ID, { nullable: true }) clientId: string | null;
  @Field(() => ID, { nullable: true }) coupleId: string | null;
  @Field(() => DateTime) startsAt: Date;
}

@InputType({ isOneOf: true, description: 'Who the session is with: one of the two.' })
export class SessionWithInput {
  @Field(() => ID, { nullable: true }) clientId?: string;
  @Field(() => ID, { nullable: true }) coupleId?: string;
}

@InputType()
export class CreateSessionInput {
  @Field(() => SessionWithInput) with: SessionWithInput;
  @Field(() => DateTime) startsAt: Date;
  @Field(() => ID, {
    nullable: true,
    description: 'Whose appointment it is: a clinician or supervisor; you unless told.',
  })
  clinicianId?: string | null;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const SessionUnion = resultUnion('SessionResult', SessionType, NotFoundType);
