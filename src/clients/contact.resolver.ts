import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Client, ClientType } from './client.types.js';
import { ClientsService } from './clients.service.js';
import type { Contact } from './contact.js';
import { ContactProposalsService } from './contact-proposals.service.js';
import { ContactService } from './contact.service.js';
import {
  ConfirmContactInput,
  type ConfirmContactResult,
  ConfirmContactUnion,
  type ContactProposal,
  ContactProposalType,
  ContactType,
  DeclineContactInput,
  type DeclineContactResult,
  DeclineContactUnion,
  SetContactInput,
  type SetContactResult,
  SetContactUnion,
} from './contact.types.js';

@Resolver(() => ContactProposalType)
export class ContactProposalsResolver {
  constructor(
    private readonly proposals: ContactProposalsService,
    private readonly clients: ClientsService,
  ) {}

  @Query(() => [ContactProposalType], {
    description: 'How clients have asked to be reached, where you have not decided; the oldest 100.',
  })
  contactProposals(): Promise<ContactProposal[]> {
    return this.proposals.open();
  }

  @Mutation(() => ConfirmContactUnion, { description: 'From now on the client is reached as proposed.' })
  confirmContact(@Args('input') input: ConfirmContactInput): Promise<ConfirmContactResult> {
    return this.proposals.confirm(input);
  }

  @Mutation(() => DeclineContactUnion, { description: 'What is in force stays.' })
  declineContact(@Args('input') input: DeclineContactInput): Promise<DeclineContactResult> {
    return this.proposals.decline(input);
  }

  @ResolveField(() => ClientType)
  client(@Parent() proposal: ContactProposal): Promise<Client | null> {
    return this.clients.load(proposal.clientId);
  }
}

/** How a client is reached, at the client. */
@Resolver(() => ClientType)
export class ClientContactResolver {
  constructor(private readonly contacts: ContactService) {}

  @Mutation(() => SetContactUnion, {
    description: 'Writes down how a client has told you to reach them. It is in force at once.',
  })
  setContact(@Args('input') input: SetContactInput): Promise<SetContactResult> {
    return this.contacts.set(input);
  }

  @ResolveField(() => ContactType, {
    nullable: true,
    description: 'How the client may be reached, as it is in force; null until there is one.',
  })
  async contact(@Parent() client: Client): Promise<Contact | null> {
    return (await this.contacts.load(client.id))?.contact ?? null;
  }

  @ResolveField(() => Boolean, {
    description:
      'Whether mail may go to the client’s address. Even then none goes to an address that another client has.',
  })
  async mailAllowed(@Parent() client: Client): Promise<boolean> {
    return (await this.contacts.load(client.id))?.mailAllowed ?? false;
  }
}
