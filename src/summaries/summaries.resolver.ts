import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Client, ClientType } from '../clients/client.types.js';
import { ClientsService } from '../clients/clients.service.js';
import { type SignedLink, SignedLinkType } from './file-links.types.js';
import {
  type Paper,
  PaperEnum,
  type SessionSummaryResult,
  SessionSummaryUnion,
  type SummaryCopy,
  SummaryCopyType,
} from './session-summary.types.js';
import { CreateSessionInput, type SessionResult, SessionUnion } from './session.types.js';
import { SessionsService } from './sessions.service.js';
import { SummariesService } from './summaries.service.js';
import { SummaryContentType, SummaryPartEnum } from './summary.graphql.js';
import type { SummaryContent, SummaryPart } from './summary.types.js';

@Resolver(() => SummaryCopyType)
export class SummariesResolver {
  constructor(
    private readonly summaries: SummariesService,
    private readonly sessions: SessionsService,
    private readonly clients: ClientsService,
  ) {}

  @Mutation(() => SessionUnion, { description: 'Notes an appointment.' })
  createSession(@Args('input') input: CreateSessionInput): Promise<SessionResult> {
    return this.sessions.create(input);
  }

  @Query(() => SessionSummaryUnion, { description: 'What you take into a session.' })
  sessionSummary(@Args('sessionId', { type: () => ID }) sessionId: string): Promise<SessionSummaryResult> {
    return this.summaries.read(sessionId);
  }

  @ResolveField(() => ClientType, {
    nullable: true,
    description: 'Whom the copy is about; null on the copy for both partners.',
  })
  async client(@Parent() { clientId }: SummaryCopy): Promise<Client | null> {
    return clientId === null ? null : this.clients.load(clientId);
  }

  @ResolveField(() => SummaryContentType, {
    description:
      'What the PDF says, as data. Leaves the same audit entries as a print, but for the print itself.',
  })
  content(
    @Parent() copy: SummaryCopy,
    @Args('parts', {
      type: () => [SummaryPartEnum],
      nullable: true,
      description: 'What follows the front page; the full answers unless told.',
    })
    parts?: SummaryPart[] | null,
  ): Promise<SummaryContent> {
    return this.summaries.content(copy, parts);
  }

  @ResolveField(() => SignedLinkType, {
    description: 'A link to the PDF. It lives five minutes; each print is noted.',
  })
  pdf(
    @Parent() copy: SummaryCopy,
    @Args('paper', {
      type: () => PaperEnum,
      nullable: true,
      description: 'The practice’s paper unless told.',
    })
    paper?: Paper | null,
    @Args('parts', {
      type: () => [SummaryPartEnum],
      nullable: true,
      description: 'What follows the front page; the full answers unless told.',
    })
    parts?: SummaryPart[] | null,
  ): Promise<SignedLink> {
    return this.summaries.pdf(copy, paper, parts);
  }
}
