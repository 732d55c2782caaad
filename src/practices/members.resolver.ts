import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Connection, PageArgs } from '../platform/paging/connection.js';
import { MembersAdminService } from './members-admin.service.js';
import { MembersService } from './members.service.js';
import {
  type ChangeMemberResult,
  ChangeMemberUnion,
  EveningMailInput,
  type InviteMemberAgainResult,
  InviteMemberAgainUnion,
  InviteMemberInput,
  type InviteMemberResult,
  InviteMemberUnion,
  type Member,
  MemberConnection,
  MemberInput,
  MemberType,
  SetMemberRolesInput,
} from './members.types.js';

@Resolver(() => MemberType)
export class MembersResolver {
  constructor(
    private readonly service: MembersService,
    private readonly admin: MembersAdminService,
  ) {}

  @Query(() => MemberConnection, {
    description: 'The practice’s staff in the order in which they came, also those who have left.',
  })
  members(@Args() page: PageArgs): Promise<Connection<Member>> {
    return this.service.page(page);
  }

  @Mutation(() => InviteMemberUnion, {
    description: 'Invites somebody new to the practice. Hand the address over yourself; nothing is mailed.',
  })
  inviteMember(@Args('input') input: InviteMemberInput): Promise<InviteMemberResult> {
    return this.admin.invite(input);
  }

  @Mutation(() => InviteMemberAgainUnion, {
    description:
      'A new way in for a member who has lost all others, or has been one before. Accepting it ends their sessions, tokens and factors.',
  })
  inviteMemberAgain(@Args('input') input: MemberInput): Promise<InviteMemberAgainResult> {
    return this.admin.inviteAgain(input);
  }

  @Mutation(() => ChangeMemberUnion, {
    description: 'Says what a member is. It holds from the member’s next request.',
  })
  setMemberRoles(@Args('input') input: SetMemberRolesInput): Promise<ChangeMemberResult> {
    return this.admin.setRoles(input);
  }

  @Mutation(() => ChangeMemberUnion, {
    description:
      'Ends a membership: sessions, tokens and ties to clients are over at once. What the member did stays.',
  })
  endMember(@Args('input') input: MemberInput): Promise<ChangeMemberResult> {
    return this.admin.end(input);
  }

  @Mutation(() => MemberType, {
    description:
      'Says whether you are told by mail, in the evening, that your next day’s sessions are ready to read. The mail says that and nothing more.',
  })
  setEveningMail(@Args('input') input: EveningMailInput): Promise<Member> {
    return this.service.setEveningMail(input);
  }

  @ResolveField(() => String, { nullable: true, description: 'To sign in by. For admins.' })
  email(@Parent() member: Member): Promise<string | null> {
    return this.service.emailOf(member);
  }
}
