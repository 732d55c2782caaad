import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Connection } from '../platform/paging/connection.js';
import { MembersService } from '../practices/members.service.js';
import { type Member, MemberType } from '../practices/members.types.js';
import { BreakGlassService } from './break-glass.service.js';
import {
  BreakGlassInput,
  type BreakGlassResult,
  BreakGlassUnion,
  CloseGlassInput,
  type CloseGlassResult,
  CloseGlassUnion,
  type Glass,
  GlassArgs,
  GlassConnection,
  GlassType,
} from './break-glass.types.js';

@Resolver(() => GlassType)
export class BreakGlassResolver {
  constructor(
    private readonly glass: BreakGlassService,
    private readonly members: MembersService,
  ) {}

  @Query(() => GlassConnection, {
    description: 'The files that are open to members who do not treat the client, the oldest first.',
  })
  openGlass(@Args() args: GlassArgs): Promise<Connection<Glass>> {
    return this.glass.page(args);
  }

  @Mutation(() => BreakGlassUnion, {
    description:
      'In an emergency, opens the file of a client whom you do not treat, where the practice keeps files to those who do. It is noted, and those who oversee see it.',
  })
  breakGlass(@Args('input') input: BreakGlassInput): Promise<BreakGlassResult> {
    return this.glass.break(input);
  }

  @Mutation(() => CloseGlassUnion, { description: 'Closes a file again before its time.' })
  closeGlass(@Args('input') input: CloseGlassInput): Promise<CloseGlassResult> {
    return this.glass.close(input);
  }

  @ResolveField(() => MemberType)
  member(@Parent() { memberId }: Glass): Promise<Member | null> {
    return this.members.load(memberId);
  }

  @ResolveField(() => String, { nullable: true, description: 'For supervisors and admins.' })
  reason(@Parent() glass: Glass): Promise<string> {
    return this.glass.reasonOf(glass);
  }
}
