import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Assignment, AssignmentType } from '../assignments/assignment.types.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { GivenWorksheetsService } from '../assignments/given.service.js';
import { type DescribedWorksheet, WorksheetType } from '../catalogue/worksheet.types.js';
import type { NotFound } from '../platform/graphql/expected-failures.js';
import { FlagType, SumResultType } from './reading.graphql.js';
import { ReadingsService } from './readings.service.js';
import { SubmissionUnion } from './response.graphql.js';
import type { Flag, LabelledSum, Submission } from './response.types.js';
import { SubmissionType } from './submission.types.js';
import { SubmissionsService } from './submissions.service.js';

@Resolver(() => SubmissionType)
export class SubmissionsResolver {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly assignments: AssignmentsService,
    private readonly given: GivenWorksheetsService,
    private readonly readings: ReadingsService,
  ) {}

  @Query(() => SubmissionUnion)
  submission(@Args('id', { type: () => ID }) id: string): Promise<Submission | NotFound> {
    return this.submissions.read(id);
  }

  @ResolveField(() => AssignmentType)
  assignment(@Parent() submission: Submission): Promise<Assignment | null> {
    return this.assignments.load(submission.assignmentId);
  }

  @ResolveField(() => WorksheetType, { description: 'As it was filled in.' })
  worksheet(@Parent() submission: Submission): Promise<DescribedWorksheet> {
    return this.given.describe(submission.given);
  }

  @ResolveField(() => [FlagType], {
    description: 'What needs your eyes, urgent first. For members of the practice; empty for clients.',
  })
  flags(@Parent() submission: Submission): Promise<readonly Flag[]> {
    return this.readings.flags(submission);
  }

  @ResolveField(() => [SumResultType], {
    description: 'Reading aids, none of them validated. For members of the practice; empty for clients.',
  })
  sums(@Parent() submission: Submission): Promise<readonly LabelledSum[]> {
    return this.readings.sums(submission);
  }
}

/** The assignment's side of the edge; it stands here, since assignments know nothing of responses. */
@Resolver(() => AssignmentType)
export class AssignmentSubmissionsResolver {
  constructor(private readonly service: SubmissionsService) {}

  @ResolveField(() => [SubmissionType], {
    description: 'Every revision that was handed in, the oldest first.',
  })
  submissions(@Parent() assignment: Assignment): Promise<Submission[]> {
    return this.service.ofAssignment(assignment.id);
  }
}
