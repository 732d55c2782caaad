import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';
import { connectionOf } from '../platform/paging/connection.js';

/** A client, opened: name and e-mail in clear for those who may see them. */
export interface Client {
  readonly __typename: 'Client';
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly email: string | null;
  readonly createdAt: Date;
}

/** The practice uses this code for another client. */
export interface CodeTaken {
  readonly __typename: 'CodeTaken';
  readonly message: string;
}

export type CreateClientResult = Client | CodeTaken;
export type ClientResult = Client | NotFound;

@ObjectType('Client', { description: 'The person in care.' })
export class ClientType {
  @Field(() => ID) id: string;
  @Field(() => String, { description: 'Names the client on lists and PDFs: an office code, never a name.' })
  code: string;
  @Field(() => String) name: string;
  @Field(() => String, { nullable: true }) email: string | null;
  @Field(() => DateTime) createdAt: Date;
}

@ObjectType('CodeTaken', { description: 'The practice uses this code for another client.' })
export class CodeTakenType {
  @Field(() => String) message: string;
}

@InputType()
export class CreateClientInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;
  @Field(() => String, {
    nullable: true,
    description: 'An office code of 2 to 20 letters, digits and dashes. One is made where none is given.',
  })
  code?: string | null;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const CreateClientUnion = resultUnion('CreateClientResult', ClientType, CodeTakenType);
export const ClientUnion = resultUnion('ClientResult', ClientType, NotFoundType);
export const ClientConnection = connectionOf(ClientType, 'Client');
