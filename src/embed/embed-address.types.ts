import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';

/** Where a host's page opens a client's pages in a frame. */
export interface EmbedAddress {
  readonly __typename: 'EmbedAddress';
  readonly url: string;
  readonly expiresAt: Date;
}

/** Nothing was made: no browser would show it. */
export interface NoEmbedOrigins {
  readonly __typename: 'NoEmbedOrigins';
  readonly message: string;
}

export type EmbedAddressResult = EmbedAddress | NoEmbedOrigins | NotFound;

@ObjectType('EmbedAddress', {
  description: 'Opens one client’s pages in a frame of a listed site’s page, once, within 60 seconds.',
})
export class EmbedAddressType {
  @Field(() => String, {
    description:
      'For `src` of a <mendwork-worksheet> or an iframe. Whoever opens it writes as the client: give it to the client’s own page alone.',
  })
  url: string;
  @Field(() => DateTime) expiresAt: Date;
}

@ObjectType('NoEmbedOrigins', {
  description: 'No site may frame this practice’s pages, so nothing was made.',
})
export class NoEmbedOriginsType {
  @Field(() => String, { description: 'What happened and what to do, to be shown as it is.' })
  message: string;
}

@InputType()
export class EmbedAddressInput {
  @Field(() => ID) clientId: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Opens this worksheet; without it the list of the client’s worksheets.',
  })
  assignmentId?: string | null;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const EmbedAddressUnion = resultUnion(
  'EmbedAddressResult',
  EmbedAddressType,
  NoEmbedOriginsType,
  NotFoundType,
);
