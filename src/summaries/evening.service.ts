import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { runOnBehalf } from '../access/actor.js';
import { isAllowed } from '../access/allow.js';
import { MemberActorsService } from '../access/member/member-actors.service.js';
import { CLINICAL } from '../access/rules.js';
import { AuditService } from '../audit/audit.service.js';
import { Outbox } from '../platform/database/outbox.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { ReportError } from '../platform/graphql/errors.js';
import { REPORT_ERROR } from '../platform/http/error.filter.js';
import { Clock } from '../platform/jobs/clock.js';
import { EventHandlers } from '../platform/jobs/event-handlers.js';
import { daysAfter, localDay, localMoment } from '../platform/local-day.js';
import { PracticesService } from '../practices/practices.service.js';
import { MOST_SESSIONS } from './clinic-day.types.js';
import { EveningsService } from './evenings.service.js';
import { PreparedPrintsService } from './prepared-prints.service.js';
import { PressService } from './press.service.js';
import type { ClientCopy } from './session-summary.types.js';
import type { Session } from './session.types.js';
import { SessionsService } from './sessions.service.js';
import { SummariesService } from './summaries.service.js';

/**
 * Practices whose evening has come, each once an hour until it has moved on: what was begun and lost begins anew. Ids
 * and times are all that this sees of a practice.
 */
const STRIKE = `
  WITH due AS (
    SELECT practice_id FROM mendwork.evening WHERE next_at <= now()
    ORDER BY next_at LIMIT 500 FOR UPDATE SKIP LOCKED),
  begun AS (
    UPDATE mendwork.evening e SET next_at = now() + interval '1 hour' FROM due
    WHERE e.practice_id = due.practice_id RETURNING e.practice_id)
  INSERT INTO mendwork.outbox (practice_id, id, topic, ids)
  SELECT practice_id, gen_random_uuid(), 'practice.evening', '{}' FROM begun`;

/** A copy that is to be made ready. */
interface Coming {
  readonly session: Session;
  readonly copy: ClientCopy;
}

/**
 * In the evening, makes the next day's summaries ready: each clinician's own sessions, with what that clinician may see
 * at that moment, sealed under each client's key. What cannot be made ready is made when it is asked for, as always.
 */
@Injectable()
export class EveningService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly practices: PracticesService,
    private readonly members: MemberActorsService,
    private readonly evenings: EveningsService,
    private readonly sessions: SessionsService,
    private readonly summaries: SummariesService,
    private readonly prepared: PreparedPrintsService,
    private readonly press: PressService,
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly events: EventHandlers,
    @Inject(REPORT_ERROR) private readonly report: ReportError,
  ) {}

  onModuleInit(): void {
    this.clock.every({ everyMs: 60_000, statement: STRIKE });
    this.events.on('practice.evening', () => this.begin());
    this.events.on('clinic_day.coming', ({ memberId, day }, signal) => this.makeReady(memberId, day, signal));
  }

  /** One event a clinician, so that no practice is too large for the time that an event has. */
  private async begin(): Promise<void> {
    await this.unitOfWork.write(async () => {
      const now = new Date();
      await this.prepared.sweep(now);
      const day = await this.evenings.turn(now);
      if (day === undefined) return;
      const [from, until] = await this.boundsOf(day);
      for (const memberId of await this.sessions.cliniciansOf(from, until))
        await this.outbox.add({ topic: 'clinic_day.coming', memberId, day });
    });
  }

  private async makeReady(memberId: string, day: string, signal: AbortSignal): Promise<void> {
    const { practiceId, requestId } = currentTenant();
    const member = await this.members.load({ practiceId, memberId }, { kind: 'operator' }, requestId);
    if (!member || !isAllowed(CLINICAL, member)) return;
    await runOnBehalf(member, requestId, async () => {
      const coming = await this.unitOfWork.write(() => this.comingOf(memberId, day));
      let ready = 0;
      for (const one of coming) {
        signal.throwIfAborted();
        // One that cannot be made must not keep the others from it.
        try {
          await this.makeOne(one, memberId);
          ready += 1;
        } catch (error) {
          this.report(error);
        }
      }
      if (ready > 0)
        await this.unitOfWork.write(() => this.outbox.add({ topic: 'clinic_day.ready', memberId, day }));
    });
  }

  private async comingOf(memberId: string, day: string): Promise<Coming[]> {
    const [from, until] = await this.boundsOf(day);
    const coming: Coming[] = [];
    for (const session of await this.sessions.ofClinician(memberId, from, until, MOST_SESSIONS))
      for (const copy of await this.summaries.individualCopies(session)) coming.push({ session, copy });
    return coming;
  }

  private async makeOne({ session, copy }: Coming, memberId: string): Promise<void> {
    const due = await this.unitOfWork.write(async () => {
      const { paper } = await this.practices.current();
      const says = await this.summaries.gather(session, copy);
      // Told of it again, what was made the first time serves.
      if (await this.prepared.current(copy, paper, says)) return undefined;
      return { paper, content: says(new Date()), expiresAt: await this.endOfDay(session) };
    });
    if (!due) return;
    const { paper, content, expiresAt } = due;
    const bytes = await this.press.print({ kind: 'summary', content, paper });
    await this.unitOfWork.write(async () => {
      await this.prepared.keep({ copy, content, paper, bytes, madeFor: memberId, expiresAt });
      const { sessionId, clientId } = copy;
      await this.audit.record({ action: 'summary.made_ready', sessionId, clientId });
    });
  }

  private async endOfDay({ startsAt }: Session): Promise<Date> {
    const { time_zone: zone } = await this.practices.current();
    return localMoment(daysAfter(localDay(startsAt, zone), 1), 0, zone);
  }

  private async boundsOf(day: string): Promise<[Date, Date]> {
    const { time_zone: zone } = await this.practices.current();
    return [localMoment(day, 0, zone), localMoment(daysAfter(day, 1), 0, zone)];
  }
}
