import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { MembersService } from '../practices/members.service.js';
import { type Member, MemberType } from '../practices/members.types.js';
import { CareTeamService } from './care-team.service.js';
import {
  type CareTie,
  CareTieType,
  EndCareTeamTieInput,
  type EndCareTeamTieResult,
  EndCareTeamTieUnion,
  SetCareTeamTieInput,
  type SetCareTeamTieResult,
  SetCareTeamTieUnion,
} from './care-team.types.js';
import { type Client, ClientType } from './client.types.js';

@Resolver(() => CareTieType)
export class CareTeamResolver {
  constructor(
    private readonly team: CareTeamService,
    private readonly members: MembersService,
  ) {}

  @Mutation(() => SetCareTeamTieUnion, {
    description: 'Makes a member one of those who treat a client, or changes as what.',
  })
  setCareTeamTie(@Args('input') input: SetCareTeamTieInput): Promise<SetCareTeamTieResult> {
    return this.team.set(input);
  }

  @Mutation(() => EndCareTeamTieUnion, { description: 'From now on the member treats the client no longer.' })
  endCareTeamTie(@Args('input') input: EndCareTeamTieInput): Promise<EndCareTeamTieResult> {
    return this.team.end(input);
  }

  @ResolveField(() => MemberType)
  member(@Parent() tie: CareTie): Promise<Member | null> {
    return this.members.load(tie.memberId);
  }
}

@Resolver(() => ClientType)
export class ClientCareTeamResolver {
  constructor(private readonly team: CareTeamService) {}

  @ResolveField(() => [CareTieType], { description: 'Who treats the client now, the primary first.' })
  careTeam(@Parent() client: Client): Promise<readonly CareTie[]> {
    return this.team.of(client.id);
  }
}
