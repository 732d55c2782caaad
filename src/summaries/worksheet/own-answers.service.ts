import { Injectable } from '@nestjs/common';
import { requireClient } from '../../access/actor.js';
import { GivenWorksheetsService } from '../../assignments/given.service.js';
import type { Answers } from '../../core/worksheet/answers.js';
import { clientView } from '../../core/worksheet/client-view.js';
import type { Worksheet } from '../../core/worksheet/definition.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SubmissionsService } from '../../responses/submissions.service.js';
import { keptPaths, mayBeKept } from '../never-printed.js';

/** What a client handed in for one worksheet. */
export interface OwnAnswers {
  /** As it was given, in the version of then, and as far as it is the client's. */
  readonly worksheet: Worksheet;
  /** Every revision, the latest first; empty where nothing of this worksheet is shown again. */
  readonly revisions: readonly { readonly submittedAt: Date; readonly answers: Answers }[];
  /** The questions that are shown again: an item's id, `members.label` for a field. */
  readonly kept: ReadonlySet<string>;
}

/**
 * What clients read again of what they handed in. By the rules of the copy that they may keep, and for its reason:
 * whoever looks at the screen with them, or after them, may not be who wrote.
 */
@Injectable()
export class OwnAnswersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly submissions: SubmissionsService,
    private readonly given: GivenWorksheetsService,
  ) {}

  /**
   * The signed-in client's own answers; undefined where there are none or they are somebody else's. Leaves an audit
   * entry for each revision that is shown.
   */
  async read(assignmentId: string): Promise<OwnAnswers | undefined> {
    const client = requireClient();
    return this.unitOfWork.write(async () => {
      const latest = await this.submissions.latestOf(assignmentId);
      if (latest?.clientId !== client.id) return undefined;
      const { worksheet } = await this.given.open(latest.given);
      const own = { worksheet: clientView(worksheet), kept: keptPaths(worksheet) };
      if (!mayBeKept(worksheet)) return { ...own, revisions: [] };
      const revisions = await this.submissions.ofAssignment(assignmentId);
      return { ...own, revisions: revisions.toReversed() };
    });
  }
}
