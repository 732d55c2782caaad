import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Client, ClientType } from '../clients/client.types.js';
import { ClientsService } from '../clients/clients.service.js';
import {
  type Paper,
  PaperEnum,
  type SessionSummaryResult,
  SessionSummaryUnion,
  SignedLinkType,
  type SummaryCopy,
  SummaryCopyType,
} from './session-summary.types.js';
import { CreateSessionInput, type SessionResult, SessionUnion } from './session.types.js';
import { SessionsService } from './sessions.service.js';
import { SummariesService } from './summaries.service.js';
import type { SignedLink } from './summary-links.service.js';

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

  @ResolveField(() => ClientType)
  client(@Parent() copy: SummaryCopy): Promise<Client | null> {
    return this.clients.load(copy.clientId);
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
  ): Promise<SignedLink> {
    return this.summaries.pdf(copy, paper);
  }
}
