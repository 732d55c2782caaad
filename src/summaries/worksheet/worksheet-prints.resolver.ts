import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IncidentRoleEnum, type RoleNeeded } from '../../assignments/assignment.types.js';
import { type DescribedWorksheet, WorksheetType } from '../../catalogue/worksheet.types.js';
import type { IncidentRole } from '../../clients/couples.service.js';
import type { Submission } from '../../responses/response.types.js';
import { SubmissionType } from '../../responses/submission.types.js';
import { type SignedLink, SignedLinkType } from '../file-links.types.js';
import { type Paper, PaperEnum } from '../session-summary.types.js';
import { type BlankForm, BlankFormEnum, BlankPdfUnion, type PaperOnly } from './worksheet-prints.types.js';
import { WorksheetPrintsService } from './worksheet-prints.service.js';

/** Paper as an argument: the practice's own unless told. */
const PAPER = { type: () => PaperEnum, nullable: true, description: 'The practice’s paper unless told.' };

@Resolver(() => WorksheetType)
export class WorksheetPrintsResolver {
  constructor(private readonly prints: WorksheetPrintsService) {}

  @ResolveField(() => BlankPdfUnion, {
    description:
      'A link to the worksheet on paper, to be filled in by hand or on a screen. It lives five minutes; each print is noted.',
  })
  blankPdf(
    @Parent() worksheet: DescribedWorksheet,
    @Args('form', { type: () => BlankFormEnum, defaultValue: 'PLAIN' }) form: BlankForm,
    @Args('paper', PAPER) paper?: Paper | null,
    @Args('role', {
      type: () => IncidentRoleEnum,
      nullable: true,
      description: 'Whose paper it is, where the worksheet asks different things of the two.',
    })
    role?: IncidentRole | null,
  ): Promise<(SignedLink & { readonly __typename: 'SignedLink' }) | RoleNeeded | PaperOnly> {
    return this.prints.blankPdf(worksheet, { form, paper, role });
  }
}

@Resolver(() => SubmissionType)
export class SubmissionPrintsResolver {
  constructor(private readonly prints: WorksheetPrintsService) {}

  @ResolveField(() => SignedLinkType, {
    description:
      'A link to the answers as a PDF, in the version that was filled in. It lives five minutes; each print is noted.',
  })
  pdf(@Parent() submission: Submission, @Args('paper', PAPER) paper?: Paper | null): Promise<SignedLink> {
    return this.prints.submissionPdf(submission, paper);
  }
}
