import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';
import { connectionOf, PageArgs } from '../platform/paging/connection.js';

/** A member has opened the file of a client whom they do not treat. The reason stays sealed until somebody asks. */
export interface Glass {
  readonly __typename: 'Glass';
  readonly id: string;
  readonly memberId: string;
  readonly clientId: string;
  /** Null once the client is beyond the reader's reach again. */
  readonly clientCode: string | null;
  readonly reasonSealed: Buffer;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}
/** Nothing was broken: the file is open to the caller. */
export interface GlassNotNeeded {
  readonly __typename: 'GlassNotNeeded';
  readonly message: string;
}
export type BreakGlassResult = Glass | GlassNotNeeded | NotFound;
export type CloseGlassResult = Glass | NotFound;

@ObjectType('Glass', {
  description:
    'A member has opened, for a while and with a reason, the file of a client whom they do not treat.',
})
export class GlassType {
  @Field(() => ID) id: string;
  @Field(() => ID) clientId: string;
  @Field(() => String, {
    nullable: true,
    description: 'Null once the client is beyond your reach again.',
  })
  clientCode: string | null;
  @Field(() => DateTime) openedAt: Date;
  @Field(() => DateTime, { description: 'It closes by itself then.' }) expiresAt: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it was closed before its time.' })
  endedAt: Date | null;
}

@ObjectType('GlassNotNeeded', { description: 'Nothing was broken: the file is open to you.' })
export class GlassNotNeededType {
  @Field(() => String) message: string;
}

const KEY = 'A new UUID for each new request; the same one when it is sent again.';

@InputType()
export class BreakGlassInput {
  @Field(() => ID) clientId: string;
  @Field(() => String, {
    description: 'Why you have to. 10 to 1,000 characters; supervisors and admins read it.',
  })
  reason: string;
  @Field(() => Int, { defaultValue: 60, description: 'For how long, 5 to 240.' }) minutes: number;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

@InputType()
export class CloseGlassInput {
  @Field(() => ID) id: string;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

@ArgsType()
export class GlassArgs extends PageArgs {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Also what was closed, or has closed by itself.',
  })
  closed: boolean;
}

export const GlassConnection = connectionOf(GlassType, 'Glass');
export const BreakGlassUnion = resultUnion('BreakGlassResult', GlassType, GlassNotNeededType, NotFoundType);
export const CloseGlassUnion = resultUnion('CloseGlassResult', GlassType, NotFoundType);
