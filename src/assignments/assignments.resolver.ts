import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type WorksheetDiff, WorksheetDiffType } from '../catalogue/diff.types.js';
import { type DescribedWorksheet, WorksheetType } from '../catalogue/worksheet.types.js';
import { ClientsService } from '../clients/clients.service.js';
import { type Client, ClientType } from '../clients/client.types.js';
import { type Connection, PageArgs } from '../platform/paging/connection.js';
import {
  type Assignment,
  AssignmentConnection,
  type AssignmentResult,
  AssignmentType,
  AssignmentUnion,
  AssignWorksheetInput,
  type AssignWorksheetResult,
  AssignWorksheetUnion,
} from './assignment.types.js';
import { AssignmentsService } from './assignments.service.js';
import { DraftKeepsService } from './draft-keeps.service.js';
import { type DraftKeeps, DraftKeepsConnection } from './draft-keeps.types.js';
import { GivenWorksheetsService } from './given.service.js';

@Resolver(() => AssignmentType)
export class AssignmentsResolver {
  constructor(
    private readonly assignments: AssignmentsService,
    private readonly given: GivenWorksheetsService,
    private readonly clients: ClientsService,
  ) {}

  @Query(() => AssignmentUnion)
  assignment(@Args('id', { type: () => ID }) id: string): Promise<AssignmentResult> {
    return this.assignments.read(id);
  }

  @Mutation(() => AssignWorksheetUnion, {
    description:
      'Gives a client the current version of a worksheet to fill in. It is fitted to what is known of the client now and stays so.',
  })
  assignWorksheet(@Args('input') input: AssignWorksheetInput): Promise<AssignWorksheetResult> {
    return this.assignments.assign(input);
  }

  @ResolveField(() => ClientType)
  client(@Parent() assignment: Assignment): Promise<Client | null> {
    return this.clients.load(assignment.clientId);
  }

  @ResolveField(() => WorksheetType, {
    description: 'As it was assigned: in that version, fitted to this client.',
  })
  worksheet(@Parent() assignment: Assignment): Promise<DescribedWorksheet> {
    return this.given.describe(assignment.given);
  }
}

/** The client's side of the edge; it stands here, since clients know nothing of assignments. */
@Resolver(() => ClientType)
export class ClientAssignmentsResolver {
  constructor(private readonly service: AssignmentsService) {}

  @ResolveField(() => AssignmentConnection, { description: 'The client’s assignments, the newest last.' })
  assignments(@Parent() client: Client, @Args() page: PageArgs): Promise<Connection<Assignment>> {
    return this.service.pageOfClient(client.id, page);
  }
}

/** The side of a comparison that concerns clients; it stands here, since the catalogue knows of no assignments. */
@Resolver(() => WorksheetDiffType)
export class DiffDraftsResolver {
  constructor(private readonly keeps: DraftKeepsService) {}

  @ResolveField(() => DraftKeepsConnection, {
    description:
      'Open assignments in other versions than the second, the oldest first, and what each would keep.',
  })
  drafts(@Parent() diff: WorksheetDiff, @Args() page: PageArgs): Promise<Connection<DraftKeeps>> {
    return this.keeps.page(diff, page);
  }
}
