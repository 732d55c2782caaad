import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';
import type { CareTeamRow } from './care-team.entity.js';

export type TieKind = CareTeamRow['tie'];

/** A member who treats a client now, and as what. */
export interface CareTie {
  readonly __typename: 'CareTie';
  readonly memberId: string;
  readonly tie: TieKind;
  readonly since: Date;
}
/** A member who treats a client no longer. */
export interface CareTieEnded {
  readonly __typename: 'CareTieEnded';
  readonly clientId: string;
  readonly memberId: string;
  readonly endedAt: Date;
}
export type SetCareTeamTieResult = CareTie | NotFound;
export type EndCareTeamTieResult = CareTieEnded | NotFound;

const CareTieKindEnum: Readonly<Record<Uppercase<TieKind>, TieKind>> = {
  PRIMARY: 'primary',
  CO_THERAPIST: 'co_therapist',
  INDIVIDUAL_THERAPIST: 'individual_therapist',
};
registerEnumType(CareTieKindEnum, {
  name: 'CareTieKind',
  valuesMap: {
    PRIMARY: {
      description: 'Treats the client first of all. A client has one; the one before becomes a co-therapist.',
    },
    CO_THERAPIST: { description: 'Treats the client as well.' },
    INDIVIDUAL_THERAPIST: {
      description:
        'Treats this partner alone: the couple’s file and the other partner’s are closed to the member.',
    },
  },
});

@ObjectType('CareTie', { description: 'A member who treats a client, and as what.' })
export class CareTieType {
  @Field(() => CareTieKindEnum) tie: TieKind;
  @Field(() => DateTime) since: Date;
}

@ObjectType('CareTieEnded')
export class CareTieEndedType {
  @Field(() => ID) clientId: string;
  @Field(() => ID) memberId: string;
  @Field(() => DateTime) endedAt: Date;
}

const KEY = 'A new UUID for each new request; the same one when it is sent again.';

@InputType()
export class SetCareTeamTieInput {
  @Field(() => ID) clientId: string;
  @Field(() => ID, { description: 'A clinician or supervisor of the practice.' }) memberId: string;
  @Field(() => CareTieKindEnum) tie: TieKind;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

@InputType()
export class EndCareTeamTieInput {
  @Field(() => ID) clientId: string;
  @Field(() => ID) memberId: string;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

export const SetCareTeamTieUnion = resultUnion('SetCareTeamTieResult', CareTieType, NotFoundType);
export const EndCareTeamTieUnion = resultUnion('EndCareTeamTieResult', CareTieEndedType, NotFoundType);
