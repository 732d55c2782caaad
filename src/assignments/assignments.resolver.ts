import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CLINICAL } from '../access/allow.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { WorksheetType } from '../catalogue/catalogue.types.js';
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
} from './assignment.types.js';
import { AssignmentsService } from './assignments.service.js';

@Resolver(() => AssignmentType)
export class AssignmentsResolver {
  constructor(
    private readonly assignments: AssignmentsService,
    private readonly catalogue: CatalogueService,
    private readonly clients: ClientsService,
  ) {}

  @Allow(CLINICAL)
  @Query(() => AssignmentUnion)
  assignment(@Args('id', { type: () => ID }) id: string): Promise<AssignmentResult> {
    return this.assignments.read(id);
  }

  @Allow(CLINICAL)
  @Mutation(() => AssignmentUnion, {
    description: 'Gives a client the current version of a worksheet to fill in.',
  })
  assignWorksheet(@Args('input') input: AssignWorksheetInput): Promise<AssignmentResult> {
    return this.assignments.assign(input);
  }

  @ResolveField(() => ClientType)
  client(@Parent() assignment: Assignment): Promise<Client | null> {
    return this.clients.load(assignment.clientId);
  }

  @ResolveField(() => WorksheetType, { description: 'In the version that was assigned.' })
  worksheet(@Parent() assignment: Assignment): Promise<WorksheetType> {
    return this.catalogue.describeVersion(assignment.worksheetHash);
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
