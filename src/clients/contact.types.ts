import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';
import { type Client, ClientType } from './client.types.js';
import {
  type Contact,
  CONTACT_SEEN,
  CONTACT_TELL,
  CONTACT_WAYS,
  CONTACT_WORDS,
  type ContactSeen,
  type ContactTell,
  type ContactWay,
  type ContactWords,
} from './contact.js';

/** What a client has asked for, until the clinic has decided. */
export interface ContactProposal {
  readonly __typename: 'ContactProposal';
  readonly id: string;
  readonly clientId: string;
  readonly proposedAt: Date;
  readonly contact: Contact;
}

/** It was done, and the clinic is told that another client has the same mailbox. */
export interface SharedMailbox {
  readonly __typename: 'SharedMailbox';
  readonly message: string;
  readonly client: Client;
}

/** The proposal was decided before, or the client has sent another since. */
export interface ContactProposalClosed {
  readonly __typename: 'ContactProposalClosed';
  readonly message: string;
}

export type SetContactResult = Client | SharedMailbox | NotFound;
export type ConfirmContactResult = SetContactResult | ContactProposalClosed;
export type DeclineContactResult = ContactProposal | ContactProposalClosed | NotFound;

type EnumOf<T extends string> = Readonly<Record<Uppercase<T>, T>>;

/** A GraphQL enum whose values are `options` in capitals. */
function enumOf<T extends string>(name: string, description: string, options: readonly T[]): EnumOf<T> {
  const values = Object.fromEntries(options.map((option) => [option.toUpperCase(), option])) as EnumOf<T>;
  registerEnumType(values, { name, description });
  return values;
}

const ContactWayEnum = enumOf('ContactWay', 'A way to reach a client that is safe.', CONTACT_WAYS);
const ContactWordsEnum = enumOf('ContactWords', 'What a message to a client may say.', CONTACT_WORDS);
const ContactSeenEnum = enumOf('ContactSeen', 'Whether somebody else sees what is sent.', CONTACT_SEEN);
const ContactTellEnum = enumOf('ContactTell', 'Whether somebody may be told why we call.', CONTACT_TELL);

@ObjectType('EmergencyContact', { description: 'Whom the clinic may call in an emergency.' })
export class EmergencyContactType {
  @Field(() => String, { nullable: true }) name: string | null;
  @Field(() => String, { nullable: true, description: 'How the client knows them.' }) relation: string | null;
  @Field(() => String, { nullable: true }) phone: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether this is the client’s partner.' })
  isPartner: boolean | null;
  @Field(() => ContactTellEnum, { nullable: true }) tell: ContactTell | null;
}

@ObjectType('Contact', { description: 'How a client may be reached. Null: the client has not said.' })
export class ContactType {
  @Field(() => [ContactWayEnum], { description: 'What is not here is not safe.' })
  ways: readonly ContactWay[];
  @Field(() => String, { nullable: true, description: 'The safest phone number.' }) number: string | null;
  @Field(() => String, { nullable: true, description: 'The safest days and times.' }) times: string | null;
  @Field(() => ContactWordsEnum, { nullable: true }) words: ContactWords | null;
  @Field(() => ContactSeenEnum, { nullable: true }) seen: ContactSeen | null;
  @Field(() => [EmergencyContactType]) persons: readonly EmergencyContactType[];
}

@ObjectType('ContactProposal', {
  description:
    'How a client has asked to be reached. It takes effect when you confirm it; talk it over with the client alone.',
})
export class ContactProposalType {
  @Field(() => ID) id: string;
  @Field(() => DateTime) proposedAt: Date;
  @Field(() => ContactType) contact: ContactType;
}

@ObjectType('SharedMailbox', {
  description: 'It was saved. Another client has the same mailbox, so that neither of them gets mail.',
})
export class SharedMailboxType {
  @Field(() => String) message: string;
  @Field(() => ClientType) client: ClientType;
}

@ObjectType('ContactProposalClosed', {
  description: 'Nothing was changed: this proposal was decided before, or replaced by a newer one.',
})
export class ContactProposalClosedType {
  @Field(() => String) message: string;
}

@InputType()
export class EmergencyContactInput {
  @Field(() => String, { nullable: true }) name?: string | null;
  @Field(() => String, { nullable: true }) relation?: string | null;
  @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => Boolean, { nullable: true }) isPartner?: boolean | null;
  @Field(() => ContactTellEnum, { nullable: true }) tell?: ContactTell | null;
}

@InputType()
export class ContactInput {
  @Field(() => [ContactWayEnum]) ways: ContactWay[];
  @Field(() => String, { nullable: true }) number?: string | null;
  @Field(() => String, { nullable: true }) times?: string | null;
  @Field(() => ContactWordsEnum, { nullable: true }) words?: ContactWords | null;
  @Field(() => ContactSeenEnum, { nullable: true }) seen?: ContactSeen | null;
  @Field(() => [EmergencyContactInput], { nullable: true, description: 'At most 5.' })
  persons?: EmergencyContactInput[] | null;
}

const EMAIL =
  'The address for mail, as the client told you. Left out, it stays as it is; null takes it away.';
const KEY = 'A new UUID for each new request; the same one when it is sent again.';

@InputType()
export class ConfirmContactInput {
  @Field(() => ID) proposalId: string;
  @Field(() => String, { nullable: true, description: EMAIL }) email?: string | null;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

@InputType()
export class DeclineContactInput {
  @Field(() => ID) proposalId: string;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

@InputType()
export class SetContactInput {
  @Field(() => ID) clientId: string;
  @Field(() => ContactInput) contact: ContactInput;
  @Field(() => String, { nullable: true, description: EMAIL }) email?: string | null;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

export const SetContactUnion = resultUnion('SetContactResult', ClientType, SharedMailboxType, NotFoundType);
export const ConfirmContactUnion = resultUnion(
  'ConfirmContactResult',
  ClientType,
  SharedMailboxType,
  ContactProposalClosedType,
  NotFoundType,
);
export const DeclineContactUnion = resultUnion(
  'DeclineContactResult',
  ContactProposalType,
  ContactProposalClosedType,
  NotFoundType,
);
