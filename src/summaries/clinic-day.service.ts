import { Injectable, type OnModuleInit } from '@nestjs/common';
import { requireMember } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { daysAfter, localMoment } from '../platform/local-day.js';
import { MembersService } from '../practices/members.service.js';
import { PracticesService } from '../practices/practices.service.js';
import { type ClinicDay, type ClinicDayResult, MOST_SESSIONS } from './clinic-day.types.js';
import type { ClinicDayContent } from './clinic-day.pdf.js';
import { FileLinksService } from './file-links.service.js';
import type { FileTicket, PrintedFile, SignedLink } from './file-links.types.js';
import { FileMakers } from './file-makers.service.js';
import { PressService } from './press.service.js';
import type { Paper, SessionSummary } from './session-summary.types.js';
import type { Session } from './session.types.js';
import { SessionsService } from './sessions.service.js';
import { SummariesService } from './summaries.service.js';
import { sessionSummaryContent, USUAL_PARTS } from './summary.content.js';
import { summaryDates } from './summary.dates.js';
import { SummaryInputService } from './summary-input.service.js';

/**
 * A clinician's day: what there is to read before it, and one file of it. The file is for the clinician alone: it holds
 * the individual copies, each on sheets of its own. What goes into a joint session is printed by itself, so that it
 * never lies in one pile with what a partner must not see.
 */
@Injectable()
export class ClinicDayService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly practices: PracticesService,
    private readonly members: MembersService,
    private readonly sessions: SessionsService,
    private readonly summaries: SummariesService,
    private readonly inputs: SummaryInputService,
    private readonly links: FileLinksService,
    private readonly makers: FileMakers,
    private readonly press: PressService,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.makers.on('clinic-day', (ticket) => this.print(ticket));
  }

  /** The day of the caller; supervisors may ask for another clinician's. */
  async read(day: string, clinicianId?: string | null): Promise<ClinicDayResult> {
    const member = requireMember();
    const whose = clinicianId ?? member.id;
    if (!mayRead(whose) || !(await this.members.get(whose))) return notFound();
    const sessions = await this.sessionsOf(day, whose);
    if (sessions.length > MOST_SESSIONS)
      return {
        __typename: 'TooManySessions',
        message: `A clinic day holds at most ${MOST_SESSIONS} sessions. Open the summaries one by one.`,
        most: MOST_SESSIONS,
      };
    await this.audit.record({
      action: 'clinic_day.read',
      day,
      clinicianId: whose,
      count: sessions.length,
    });
    const summaries: SessionSummary[] = [];
    for (const session of sessions) summaries.push(await this.summaries.of(session));
    return { __typename: 'ClinicDay', day, clinicianId: whose, sessions: summaries };
  }

  /** An address of the day's file for five minutes; null for a day without sessions. */
  async pdf({ day, clinicianId, sessions }: ClinicDay, paper?: Paper | null): Promise<SignedLink | null> {
    if (sessions.length === 0) return null;
    const size = paper ?? (await this.practices.current()).paper;
    return this.links.sign({ kind: 'clinic-day', day, clinicianId, paper: size });
  }

  /** Prints the day that a ticket gives, and notes the print for each client. Undefined when nothing of it is left. */
  async print({ day, clinicianId, paper }: FileTicket<'clinic-day'>): Promise<PrintedFile | undefined> {
    if (!mayRead(clinicianId)) return undefined;
    const content = await this.unitOfWork.write(() => this.contentOf(day, clinicianId));
    if (content.summaries.length === 0) return undefined;
    return {
      name: `clinic-day-${day.replaceAll('-', '')}.pdf`,
      bytes: await this.press.print({ kind: 'clinic-day', content, paper }),
    };
  }

  private async contentOf(day: string, clinicianId: string): Promise<ClinicDayContent> {
    const dates = summaryDates((await this.practices.current()).time_zone);
    const madeAt = new Date();
    const summaries: ClinicDayContent['summaries'][number][] = [];
    for (const session of (await this.sessionsOf(day, clinicianId)).slice(0, MOST_SESSIONS))
      for (const copy of await this.summaries.individualCopies(session)) {
        const input = await this.inputs.ofClient(session, copy, USUAL_PARTS, madeAt);
        const content = sessionSummaryContent(input);
        summaries.push({ entry: `${content.code}, ${dates.time(session.startsAt)}`, content });
        const { clientId } = copy;
        await this.audit.record({
          action: 'clinic_day.printed',
          day,
          clinicianId,
          sessionId: session.id,
          clientId,
        });
      }
    return { language: summaries[0]?.content.language ?? 'en-US', madeAt, summaries };
  }

  private async sessionsOf(day: string, clinicianId: string): Promise<Session[]> {
    const { time_zone: zone } = await this.practices.current();
    const [from, until] = [localMoment(day, 0, zone), localMoment(daysAfter(day, 1), 0, zone)];
    return this.sessions.ofClinician(clinicianId, from, until, MOST_SESSIONS + 1);
  }
}

function mayRead(clinicianId: string): boolean {
  const { id, roles } = requireMember();
  return id === clinicianId || roles.includes('supervisor');
}
