import { Injectable } from '@nestjs/common';
import { requireClient } from '../../access/actor.js';
import { GivenWorksheetsService } from '../../assignments/given.service.js';
import { AuditService } from '../../audit/audit.service.js';
import type { Worksheet } from '../../core/worksheet/definition.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PracticesService } from '../../practices/practices.service.js';
import { SubmissionsService } from '../../responses/submissions.service.js';
import { mayBeKept } from '../never-printed.js';
import { PressService } from '../press.service.js';
import { ownSheet } from './answered.content.js';

/** What clients may keep of what they handed in. */
@Injectable()
export class OwnCopyService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly submissions: SubmissionsService,
    private readonly given: GivenWorksheetsService,
    private readonly practices: PracticesService,
    private readonly press: PressService,
    private readonly audit: AuditService,
  ) {}

  /** Is there to be a copy of this worksheet on a client's device at all? */
  mayBeMade(worksheet: Worksheet): boolean {
    return mayBeKept(worksheet);
  }

  /**
   * The signed-in client's own answers as a PDF, as they were handed in last; undefined where there are none, where
   * they are somebody else's, and for a worksheet of which no copy is to lie on a device. Leaves an audit entry.
   */
  async make(assignmentId: string): Promise<Buffer | undefined> {
    const found = await this.unitOfWork.write(() => this.read(assignmentId));
    if (!found) return undefined;
    const { paper, ...handedIn } = found;
    return this.press.print({ kind: 'submission', content: ownSheet(handedIn), paper });
  }

  private async read(assignmentId: string) {
    const client = requireClient();
    const submission = await this.submissions.latestOf(assignmentId);
    if (submission?.clientId !== client.id) return undefined;
    const { worksheet } = await this.given.open(submission.given);
    if (!mayBeKept(worksheet)) return undefined;
    const { id: submissionId, answers, submittedAt } = submission;
    await this.audit.record({
      action: 'submission.printed',
      clientId: client.id,
      assignmentId,
      submissionId,
    });
    const { paper, time_zone: timeZone } = await this.practices.current();
    return { worksheet, answers, submittedAt, timeZone, paper };
  }
}
