import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PUBLIC_ADDRESS } from '../platform/http/public-address.js';
import { EventHandlers } from '../platform/jobs/event-handlers.js';
import { MAILER, type Mailer } from '../platform/mail/mailer.js';
import { daysAfter, localDay } from '../platform/local-day.js';
import { MembersService } from '../practices/members.service.js';
import { PracticesService } from '../practices/practices.service.js';
import { eveningNotice } from './mail-texts.js';

/**
 * Tells a clinician who wants it that the next day's sessions are ready to read. A mailbox is read by whoever has the
 * phone: the mail names no client and gives no number, and what it leads to asks for a log-in.
 */
@Injectable()
export class EveningMailService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly members: MembersService,
    private readonly practices: PracticesService,
    private readonly events: EventHandlers,
    @Inject(PUBLIC_ADDRESS) private readonly publicAddress: string,
    @Inject(MAILER) private readonly mailer: Mailer | null,
  ) {}

  onModuleInit(): void {
    this.events.on('clinic_day.ready', ({ memberId, day }, signal) => this.tell(memberId, day, signal));
  }

  private async tell(memberId: string, day: string, signal: AbortSignal): Promise<void> {
    if (!this.mailer) return;
    const to = await this.unitOfWork.write(async () =>
      (await this.isTomorrow(day)) ? this.addressOf(memberId) : null,
    );
    if (to === null) return;
    const { practiceId } = currentTenant();
    // One mail an evening, however often the event comes.
    const id = uuidv5(`${memberId}/${day}`, practiceId);
    await this.mailer.send({ id, to, ...eveningNotice(`${this.publicAddress}/console`) }, signal);
  }

  /** The mail says “tomorrow”. Told of the day when it has come, it says nothing. */
  private async isTomorrow(day: string): Promise<boolean> {
    const { time_zone: zone } = await this.practices.current();
    return day === daysAfter(localDay(new Date(), zone), 1);
  }

  private async addressOf(memberId: string): Promise<string | null> {
    const member = await this.members.get(memberId);
    if (member?.state !== 'active' || !member.eveningMail) return null;
    return this.members.emailOf(member);
  }
}
