import { Injectable } from '@nestjs/common';
import { requireMember } from '../access/actor.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { CircumstancesService } from '../assignments/circumstances.service.js';
import { GivenWorksheetsService } from '../assignments/given.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { ClientsService } from '../clients/clients.service.js';
import { CouplesService } from '../clients/couples.service.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { localDay } from '../platform/local-day.js';
import { PracticesService } from '../practices/practices.service.js';
import { ReadingsService } from '../responses/readings.service.js';
import type { Submission } from '../responses/response.types.js';
import { SubmissionsService } from '../responses/submissions.service.js';
import { ProgramStandingService } from './program-standing.service.js';
import type { Session } from './session.types.js';
import { SessionsService } from './sessions.service.js';
import type {
  AnsweredWorksheet,
  CoupleSummaryInput,
  IndividualCopy,
  OpenAssignment,
  Released,
  SessionFacts,
  SubmittedWorksheet,
  SummaryInput,
  SummaryPart,
} from './summary.types.js';

/** As far as a line reaches back. */
const POINTS_BACK = 8;

/** What was released to both partners of a couple: there is no way yet to release anything. */
const NOTHING_RELEASED: Released = { quotes: [] };

/**
 * When the client was first given something, how many worksheets came in, and when the sheet that is asked anew did.
 * $1 practice, $2 client, $3 until when, $4 that sheet.
 */
const STANDING = `
  SELECT (
    SELECT min(assigned_at) FROM mendwork.assignment WHERE practice_id = $1 AND client_id = $2) AS "firstAssignedAt", (
    SELECT count(DISTINCT assignment_id)::int FROM mendwork.submission
    WHERE practice_id = $1 AND client_id = $2 AND submitted_at <= $3) AS submitted, (
    SELECT max(s.submitted_at) FROM mendwork.submission s
    JOIN mendwork.assignment a ON a.practice_id = s.practice_id AND a.id = s.assignment_id
    WHERE s.practice_id = $1 AND s.client_id = $2 AND s.submitted_at <= $3 AND a.worksheet_id = $4) AS "checkedInAt"`;

interface Standing {
  readonly firstAssignedAt: Date | null;
  readonly submitted: number;
  readonly checkedInAt: Date | null;
}

/** One client's copy: whose, and which of a couple's two it is. */
export interface AskedCopy {
  readonly kind: IndividualCopy;
  readonly clientId: string;
}

/** Gathers what the copies of a session's summary are made from. Reads each thing once, however much there is. */
@Injectable()
export class SummaryInputService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly practices: PracticesService,
    private readonly sessions: SessionsService,
    private readonly clients: ClientsService,
    private readonly couples: CouplesService,
    private readonly catalogue: CatalogueService,
    private readonly assignments: AssignmentsService,
    private readonly circumstances: CircumstancesService,
    private readonly given: GivenWorksheetsService,
    private readonly submissions: SubmissionsService,
    private readonly readings: ReadingsService,
    private readonly programs: ProgramStandingService,
  ) {}

  /**
   * Everything about one client, and what is joint. Leaves an audit entry for each submission that was read.
   * @param madeAt what came in later is not there yet
   */
  async ofClient(
    session: Session,
    { kind, clientId }: AskedCopy,
    parts: readonly SummaryPart[],
    madeAt: Date,
  ): Promise<SummaryInput> {
    const sources = this.catalogue.summarySources;
    const until = madeAt < session.startsAt ? madeAt : session.startsAt;
    const client = await this.clients.load(clientId);
    const standing = await this.standing(clientId, until, sources.again.worksheet);
    const { sessions, ...facts } = await this.facts(session, standing.firstAssignedAt, madeAt);
    const since = facts.previousSessionAt;
    const revisions = await this.submissions.revisionsOfClient(clientId, since, until);
    const submitted = await Promise.all(revisions.map((one) => this.submitted(one)));
    const [submissions, superseded] = latestOfEach(submitted);
    const today = localDay(session.startsAt, facts.practice.timeZone);
    return {
      ...facts,
      client: { code: client?.code ?? '' },
      copy: kind,
      sessions,
      submissions,
      superseded,
      earlier: since ? await this.earlier(clientId, submissions, since) : [],
      earlierSubmissions: standing.submitted - submissions.length,
      open: await this.openOf(clientId),
      agreement: await this.circumstances.agreement(clientId, today),
      checkedInAt: standing.checkedInAt,
      program: parts.includes('SEVEN_STEPS') ? await this.programs.ofClient(clientId, today) : null,
      sources,
    };
  }

  /** What both may see of a couple's session. No sheet of either is read for it. */
  async ofCouple(session: Session, coupleId: string, madeAt: Date): Promise<CoupleSummaryInput | undefined> {
    const [a, b] = await this.couples.partners(coupleId);
    const code = await this.couples.codeOf(coupleId);
    if (!a || !b || code === undefined) return undefined;
    const clients = await Promise.all([a, b].map(({ clientId }) => this.clients.load(clientId)));
    const { sessions: _sessions, ...facts } = await this.facts(session, null, madeAt);
    return {
      ...facts,
      couple: { code },
      clients: [clients[0]?.code ?? '', clients[1]?.code ?? ''],
      released: NOTHING_RELEASED,
    };
  }

  private async facts(
    session: Session,
    firstAssignedAt: Date | null,
    madeAt: Date,
  ): Promise<SessionFacts & Pick<SummaryInput, 'sessions'>> {
    const practice = await this.practices.current();
    const { first, last } = await this.sessions.before(session, POINTS_BACK);
    return {
      practice: { name: practice.name, timeZone: practice.time_zone },
      clinician: { displayName: await this.practices.memberName(session.clinicianId) },
      session: { startsAt: session.startsAt },
      previousSessionAt: last.at(-1) ?? null,
      beganAt: first ?? firstAssignedAt,
      madeAt,
      madeBy: await this.practices.memberName(requireMember().id),
      sessions: last,
    };
  }

  private async standing(clientId: string, until: Date, again: string): Promise<Standing> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<Standing>(
      STANDING,
      [currentTenant().practiceId, clientId, until, again],
      'summary-standing',
    );
    return row ?? { firstAssignedAt: null, submitted: 0, checkedInAt: null };
  }

  private async submitted(submission: Submission): Promise<SubmittedWorksheet> {
    const { id, assignmentId, submittedAt, revision, answers, given } = submission;
    // All of these load in one statement for all submissions that are asked about together.
    const [{ worksheet, hash }, assignment, flags] = await Promise.all([
      this.given.open(given),
      this.assignments.load(assignmentId),
      this.readings.flags(submission),
    ]);
    const assignedAt = assignment?.assignedAt ?? submittedAt;
    return { id, assignmentId, worksheet, hash, assignedAt, submittedAt, revision, answers, flags };
  }

  /** What lines and comparisons look back at. */
  private async earlier(
    clientId: string,
    submissions: readonly SubmittedWorksheet[],
    until: Date,
  ): Promise<AnsweredWorksheet[]> {
    const drawn = this.catalogue.summarySources.lines.flatMap(({ items }) => items);
    const worksheets = [
      ...drawn.flatMap(({ worksheet }) => worksheet ?? []),
      ...submissions.map(({ worksheet }) => worksheet.id),
    ];
    const found = await this.submissions.lastOfWorksheets(
      clientId,
      [...new Set(worksheets)],
      until,
      POINTS_BACK,
    );
    return Promise.all(
      found.map(async ({ given, submittedAt, answers }) => {
        const { worksheet } = await this.given.open(given);
        return { worksheet, submittedAt, answers };
      }),
    );
  }

  private async openOf(clientId: string): Promise<OpenAssignment[]> {
    const open = await this.assignments.openOfClient(clientId);
    return Promise.all(
      open.map(async ({ given, assignedAt, dueOn, state }) => {
        const { worksheet } = await this.given.open(given);
        return { title: worksheet.title, assignedAt, dueOn, state: state as OpenAssignment['state'] };
      }),
    );
  }
}

/** The last revision of each assignment, and those that came before it. */
function latestOfEach(
  submitted: readonly SubmittedWorksheet[],
): readonly [SubmittedWorksheet[], SubmittedWorksheet[]] {
  const latest = new Map(submitted.map((one) => [one.assignmentId, one]));
  const isLatest = (one: SubmittedWorksheet): boolean => latest.get(one.assignmentId) === one;
  return [submitted.filter(isLatest), submitted.filter((one) => !isLatest(one))];
}
