import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { GivenWorksheetsService } from '../assignments/given.service.js';
import { type DescribedWorksheet, WorksheetType } from '../catalogue/worksheet.types.js';
import {
  DraftType,
  MyAssignmentType,
  SaveDraftInputType,
  SaveDraftUnion,
  SubmitInputType,
  SubmitUnion,
} from './response.graphql.js';
import type { MyAssignment, SaveDraftResult, SubmitResult } from './response.types.js';
import { ResponsesService } from './responses.service.js';

/** So many the query of `ResponsesService` lists at most. */
const MOST_LISTED = 100;

/** The client's own operations. */
@Resolver(() => MyAssignmentType)
export class MyAssignmentsResolver {
  constructor(
    private readonly responses: ResponsesService,
    private readonly given: GivenWorksheetsService,
  ) {}

  @Query(() => [MyAssignmentType], {
    description: 'Everything that you were given, the oldest first.',
    complexity: MOST_LISTED,
  })
  myAssignments(): Promise<MyAssignment[]> {
    return this.responses.myAssignments();
  }

  @Mutation(() => SaveDraftUnion, { description: 'Saves changes to a draft, all or none.' })
  saveDraft(@Args('input') input: SaveDraftInputType): Promise<SaveDraftResult> {
    return this.responses.savePatches(input);
  }

  @Mutation(() => SubmitUnion, { description: 'Hands a worksheet in as it was read through.' })
  submit(@Args('input') input: SubmitInputType): Promise<SubmitResult> {
    return this.responses.submit(input);
  }

  @ResolveField(() => WorksheetType, { description: 'As you were given it.' })
  worksheet(@Parent() assignment: MyAssignment): Promise<DescribedWorksheet> {
    return this.given.describe(assignment.given);
  }

  @ResolveField(() => DraftType)
  draft(@Parent() assignment: MyAssignment): Promise<DraftType> {
    return this.responses.draftOf(assignment);
  }
}
