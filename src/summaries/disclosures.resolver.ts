import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Client, ClientType } from '../clients/client.types.js';
import { ClientsService } from '../clients/clients.service.js';
import { type Connection, PageArgs } from '../platform/paging/connection.js';
import { type Member, MemberType } from '../practices/members.types.js';
import { MembersService } from '../practices/members.service.js';
import {
  type DisclosedSheet,
  DisclosedSheetType,
  type Disclosure,
  DisclosureConnection,
  type DisclosureResult,
  DisclosureType,
  DisclosureUnion,
  MakeDisclosureInput,
} from './disclosure.types.js';
import { DisclosuresService } from './disclosures.service.js';
import { type SignedLink, SignedLinkType } from './file-links.types.js';
import { type Paper, PaperEnum } from './session-summary.types.js';

@Resolver(() => DisclosureType)
export class DisclosuresResolver {
  constructor(
    private readonly disclosures: DisclosuresService,
    private readonly clients: ClientsService,
    private readonly members: MembersService,
  ) {}

  @Mutation(() => DisclosureUnion, {
    description:
      'Notes that some of a client’s record leaves the practice, and makes the print of it. Worksheets that are joint, for the clinician alone, or about how to reach the client never go; nor do drafts, skipped questions, flags, or what a partner wrote.',
  })
  makeDisclosure(@Args('input') input: MakeDisclosureInput): Promise<DisclosureResult> {
    return this.disclosures.make(input);
  }

  @ResolveField(() => ClientType)
  client(@Parent() { clientId }: Disclosure): Promise<Client | null> {
    return this.clients.load(clientId);
  }

  @ResolveField(() => MemberType)
  madeBy(@Parent() { madeBy }: Disclosure): Promise<Member | null> {
    return this.members.load(madeBy);
  }

  @ResolveField(() => String)
  recipient(@Parent() { details }: Disclosure): string {
    return details.recipient;
  }

  @ResolveField(() => String)
  purpose(@Parent() { details }: Disclosure): string {
    return details.purpose;
  }

  @ResolveField(() => String, { description: 'What of the record was allowed to go, in words.' })
  covers(@Parent() { details }: Disclosure): string {
    return details.covers;
  }

  @ResolveField(() => [DisclosedSheetType], {
    description: 'What is in it, in the order in which it was handed in.',
  })
  included(@Parent() disclosure: Disclosure): Promise<readonly DisclosedSheet[]> {
    return this.disclosures.sheetsOf(disclosure);
  }

  @ResolveField(() => SignedLinkType, {
    description: 'A link to the PDF. It lives five minutes; each print is noted.',
  })
  pdf(
    @Parent() disclosure: Disclosure,
    @Args('paper', {
      type: () => PaperEnum,
      nullable: true,
      description: 'The practice’s paper unless told.',
    })
    paper?: Paper | null,
  ): Promise<SignedLink> {
    return this.disclosures.pdf(disclosure, paper);
  }
}

/** The client's side of the edge; it stands here, since clients know nothing of disclosures. */
@Resolver(() => ClientType)
export class ClientDisclosuresResolver {
  constructor(private readonly disclosures: DisclosuresService) {}

  @ResolveField('disclosures', () => DisclosureConnection, {
    description: 'What of the record left the practice, the oldest first: the accounting of disclosures.',
  })
  accounting(@Parent() { id }: Client, @Args() page: PageArgs): Promise<Connection<Disclosure>> {
    return this.disclosures.ofClient(id, page);
  }
}
