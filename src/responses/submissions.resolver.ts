import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CLINICAL } from '../access/allow.js';
import { type Assignment, AssignmentType } from '../assignments/assignment.types.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { WorksheetType } from '../catalogue/catalogue.types.js';
import type { NotFound } from '../platform/graphql/expected-failures.js';
import { SubmissionType, SubmissionUnion } from './response.graphql.js';
import type { Submission } from './response.types.js';
import { SubmissionsService } from './submissions.service.js';

@Resolver(() => SubmissionType)
export class SubmissionsResolver {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly assignments: AssignmentsService,
    private readonly catalogue: CatalogueService,
  ) {}

  @Allow(CLINICAL)
  @Query(() => SubmissionUnion)
  submission(@Args('id', { type: () => ID }) id: string): Promise<Submission | NotFound> {
    return this.submissions.read(id);
  }

  @ResolveField(() => AssignmentType)
  assignment(@Parent() submission: Submission): Promise<Assignment | null> {
    return this.assignments.load(submission.assignmentId);
  }

  @ResolveField(() => WorksheetType, { description: 'In the version that was filled in.' })
  worksheet(@Parent() submission: Submission): Promise<WorksheetType> {
    return this.catalogue.describeVersion(submission.worksheetHash);
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
