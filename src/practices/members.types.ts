import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ROLES, type Role } from '../access/actor.js';
import type { MemberInvitation } from '../access/member/member-invitations.service.js';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';
import { connectionOf } from '../platform/paging/connection.js';
import type { MemberRow } from './member.entity.js';

/** A person of the practice’s staff. The e-mail address stays sealed until somebody asks for it. */
export interface Member {
  readonly __typename: 'Member';
  readonly id: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly state: MemberRow['state'];
  readonly emailSealed: Buffer | null;
  /** Whether the member is told by mail that the next day's sessions are ready to read. */
  readonly eveningMail: boolean;
  readonly createdAt: Date;
}

/** A new member, or one who is let in anew, with the address to hand over. */
export interface InvitedMember {
  readonly __typename: 'InvitedMember';
  readonly member: Member;
  readonly url: string;
  readonly expiresAt: MemberInvitation['expiresAt'];
}
/** Nobody was invited, or nothing was changed; the message says why and what to do. */
export interface MemberRefusal<Name extends 'EmailTaken' | 'LastAdmin' | 'NotYourself'> {
  readonly __typename: Name;
  readonly message: string;
}

export type InviteMemberResult = InvitedMember | MemberRefusal<'EmailTaken'>;
export type InviteMemberAgainResult = InvitedMember | NotFound;
/** What comes of changing what a member is, or of ending one. */
export type ChangeMemberResult = Member | NotFound | MemberRefusal<'LastAdmin' | 'NotYourself'>;

/** GraphQL’s names of the roles: the same words in capitals. */
const MemberRoleEnum = Object.fromEntries(ROLES.map((role) => [role.toUpperCase(), role])) as Record<
  Uppercase<Role>,
  Role
>;
registerEnumType(MemberRoleEnum, {
  name: 'MemberRole',
  valuesMap: {
    CLINICIAN: { description: 'Treats clients.' },
    SUPERVISOR: { description: 'Answers for those who treat, and sees every file.' },
    ADMIN: { description: 'Members, settings, policies and worksheets; no clinical content.' },
    FRONT_DESK: { description: 'Names, contact and appointments; no clinical content.' },
    AUDITOR: { description: 'Who did what; no clinical content.' },
  },
});

const MemberStateEnum: Readonly<Record<Uppercase<MemberRow['state']>, MemberRow['state']>> = {
  INVITED: 'invited',
  ACTIVE: 'active',
  ENDED: 'ended',
};
registerEnumType(MemberStateEnum, { name: 'MemberState' });

@ObjectType('Member', { description: 'A person of the practice’s staff.' })
export class MemberType {
  @Field(() => ID) id: string;
  @Field(() => String) displayName: string;
  @Field(() => [MemberRoleEnum]) roles: readonly Role[];
  @Field(() => MemberStateEnum, { description: 'Only those who are active can sign in.' })
  state: MemberRow['state'];
  @Field(() => Boolean, {
    description:
      'Whether they are told by mail, in the evening, that the next day’s sessions are ready to read.',
  })
  eveningMail: boolean;
}

@ObjectType('InvitedMember')
export class InvitedMemberType {
  @Field(() => MemberType) member: MemberType;
  @Field(() => String, {
    description: 'Hand it over yourself: whoever opens it first gets in. It is good once.',
  })
  url: string;
  @Field(() => DateTime) expiresAt: Date;
}

@ObjectType('EmailTaken', { description: 'Somebody of the practice has this e-mail address.' })
export class EmailTakenType {
  @Field(() => String) message: string;
}

@ObjectType('LastAdmin', { description: 'Nothing was changed: the practice would have no admin.' })
export class LastAdminType {
  @Field(() => String) message: string;
}

@ObjectType('NotYourself', {
  description: 'Nothing was changed: what you are yourself, another admin decides.',
})
export class NotYourselfType {
  @Field(() => String) message: string;
}

const KEY = 'A new UUID for each new request; the same one when it is sent again.';

@InputType()
export class InviteMemberInput {
  @Field(() => String, { description: '1 to 100 characters.' }) displayName: string;
  @Field(() => String, { description: 'To sign in by. Nothing is sent to it.' }) email: string;
  @Field(() => [MemberRoleEnum]) roles: Role[];
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

@InputType()
export class SetMemberRolesInput {
  @Field(() => ID) memberId: string;
  @Field(() => [MemberRoleEnum], { description: 'All that the member has from now on.' }) roles: Role[];
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

@InputType()
export class MemberInput {
  @Field(() => ID) memberId: string;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

@InputType()
export class EveningMailInput {
  @Field(() => Boolean) wanted: boolean;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

export const MemberConnection = connectionOf(MemberType, 'Member');
export const InviteMemberUnion = resultUnion('InviteMemberResult', InvitedMemberType, EmailTakenType);
export const InviteMemberAgainUnion = resultUnion('InviteMemberAgainResult', InvitedMemberType, NotFoundType);
export const ChangeMemberUnion = resultUnion(
  'ChangeMemberResult',
  MemberType,
  NotFoundType,
  LastAdminType,
  NotYourselfType,
);
