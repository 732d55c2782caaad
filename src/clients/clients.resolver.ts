import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { type Connection, PageArgs } from '../platform/paging/connection.js';
import {
  type Client,
  ClientConnection,
  type ClientResult,
  ClientType,
  ClientUnion,
  CreateClientInput,
  type CreateClientResult,
  CreateClientUnion,
} from './client.types.js';
import { ClientLinkService } from './client-link.service.js';
import { ClientLinkInput, type ClientLinkResult, ClientLinkUnion } from './client-link.types.js';
import { ClientsService } from './clients.service.js';

@Resolver(() => ClientType)
export class ClientsResolver {
  constructor(
    private readonly service: ClientsService,
    private readonly links: ClientLinkService,
  ) {}

  @Query(() => ClientConnection, { description: 'The practice’s clients in the order in which they came.' })
  clients(
    @Args() page: PageArgs,
    @Args('email', {
      type: () => String,
      nullable: true,
      description: 'Only those with this e-mail address.',
    })
    email?: string | null,
  ): Promise<Connection<Client>> {
    return this.service.page(page, email);
  }

  @Query(() => ClientUnion)
  client(@Args('id', { type: () => ID }) id: string): Promise<ClientResult> {
    return this.service.read(id);
  }

  @Mutation(() => CreateClientUnion, {
    description: 'Takes a client into the practice, with you as primary clinician.',
  })
  createClient(@Args('input') input: CreateClientInput): Promise<CreateClientResult> {
    return this.service.create(input);
  }

  @Mutation(() => ClientLinkUnion, {
    description: 'Makes a link for a client to sign in by. It lives 10 minutes.',
  })
  clientLink(@Args('input') input: ClientLinkInput): Promise<ClientLinkResult> {
    return this.links.make(input);
  }
}
