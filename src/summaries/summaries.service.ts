import { Injectable } from '@nestjs/common';
import { requireMember } from '../access/actor.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { GivenWorksheetsService } from '../assignments/given.service.js';
import { AuditService } from '../audit/audit.service.js';
import { ClientsService } from '../clients/clients.service.js';
import { CouplesService } from '../clients/couples.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { localDay } from '../platform/local-day.js';
import { PracticesService } from '../practices/practices.service.js';
import type { Submission } from '../responses/response.types.js';
import { SubmissionsService } from '../responses/submissions.service.js';
import type { Paper, SessionSummaryResult, SummaryCopy } from './session-summary.types.js';
import type { Session } from './session.types.js';
import { SessionsService } from './sessions.service.js';
import { type SignedLink, SummaryLinksService, type SummaryTicket } from './summary-links.service.js';
import { sessionSummaryContent } from './summary.content.js';
import { drawSessionSummary } from './summary.pdf.js';
import type { OpenAssignment, SubmittedWorksheet, SummaryContent } from './summary.types.js';

/** A document ready to be sent. Its name holds the client's code and the session's day, no other fact. */
export interface SummaryFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Puts together what a clinician takes into a session. */
@Injectable()
export class SummariesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionsService,
    private readonly practices: PracticesService,
    private readonly clients: ClientsService,
    private readonly couples: CouplesService,
    private readonly assignments: AssignmentsService,
    private readonly submissions: SubmissionsService,
    private readonly given: GivenWorksheetsService,
    private readonly links: SummaryLinksService,
    private readonly audit: AuditService,
  ) {}

  /** A session's summary: one copy for a client alone, one for each partner of a couple. */
  async read(sessionId: string): Promise<SessionSummaryResult> {
    const session = await this.sessions.get(sessionId);
    if (session.__typename === 'NotFound') return session;
    const copies = await this.copiesOf(session);
    for (const { clientId } of copies)
      await this.audit.record({ action: 'summary.read', sessionId, clientId });
    return { __typename: 'SessionSummary', session, copies };
  }

  /** An address of a copy's PDF for five minutes, on the practice's paper unless another is asked for. */
  async pdf(copy: SummaryCopy, paper?: Paper | null): Promise<SignedLink> {
    const size = paper ?? (await this.practices.current()).paper;
    return this.links.sign({ sessionId: copy.sessionId, clientId: copy.clientId, paper: size });
  }

  /** Prints the copy that a ticket gives, and notes the print. Undefined when it is no longer there. */
  async print(ticket: SummaryTicket): Promise<SummaryFile | undefined> {
    const content = await this.unitOfWork.write(async () => {
      const session = await this.sessions.get(ticket.sessionId);
      if (session.__typename === 'NotFound') return undefined;
      const copy = (await this.copiesOf(session)).find(({ clientId }) => clientId === ticket.clientId);
      if (!copy) return undefined;
      const made = await this.contentOf(session, copy);
      await this.audit.record({ action: 'summary.printed', sessionId: session.id, clientId: copy.clientId });
      return { content: made, day: localDay(session.startsAt, (await this.practices.current()).time_zone) };
    });
    if (!content) return undefined;
    return {
      name: `session-${content.content.code}-${content.day.replaceAll('-', '')}.pdf`,
      bytes: await drawSessionSummary(content.content, { paper: ticket.paper }),
    };
  }

  private async copiesOf(session: Session): Promise<SummaryCopy[]> {
    if (session.clientId !== null)
      return [{ kind: 'INDIVIDUAL', clientId: session.clientId, sessionId: session.id }];
    const partners = await this.couples.partners(session.coupleId ?? '');
    return partners.map(({ clientId, side }) => ({
      kind: `INDIVIDUAL_${side}`,
      clientId,
      sessionId: session.id,
    }));
  }

  private async contentOf(session: Session, copy: SummaryCopy): Promise<SummaryContent> {
    const madeAt = new Date();
    const until = madeAt < session.startsAt ? madeAt : session.startsAt;
    const practice = await this.practices.current();
    const client = await this.clients.load(copy.clientId);
    const previousSessionAt = await this.sessions.previous(session);
    const submissions = await this.submissions.ofClient(copy.clientId, previousSessionAt, until);
    const submitted = await this.submissions.countOfClient(copy.clientId, until);
    return sessionSummaryContent({
      practice: { name: practice.name, timeZone: practice.time_zone },
      clinician: { displayName: await this.practices.memberName(session.clinicianId) },
      client: { code: client?.code ?? '' },
      copy: copy.kind,
      session,
      previousSessionAt,
      madeAt,
      madeBy: await this.practices.memberName(requireMember().id),
      submissions: await this.withWorksheets(submissions),
      earlierSubmissions: submitted - submissions.length,
      open: await this.openOf(copy.clientId),
    });
  }

  private async withWorksheets(submissions: readonly Submission[]): Promise<SubmittedWorksheet[]> {
    const filled: SubmittedWorksheet[] = [];
    for (const submission of submissions) {
      const { worksheet, hash } = await this.given.open(submission.given);
      const assignment = await this.assignments.load(submission.assignmentId);
      const { submittedAt, revision, answers } = submission;
      filled.push({
        worksheet,
        hash,
        assignedAt: assignment?.assignedAt ?? submittedAt,
        submittedAt,
        revision,
        answers,
      });
    }
    return filled;
  }

  private async openOf(clientId: string): Promise<OpenAssignment[]> {
    const open: OpenAssignment[] = [];
    for (const assignment of await this.assignments.openOfClient(clientId)) {
      const { worksheet } = await this.given.open(assignment.given);
      const { assignedAt, dueOn, state } = assignment;
      const { title, minutes } = worksheet;
      open.push({ title, minutes, assignedAt, dueOn, state: state as OpenAssignment['state'] });
    }
    return open;
  }
}
