import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { ContactMailboxesService, type SafeMailbox } from '../clients/contact-mailboxes.service.js';
import { JobWork } from '../platform/database/job-work.js';
import { EventHandlers } from '../platform/jobs/event-handlers.js';
import { MAILER, type Mailer } from '../platform/mail/mailer.js';
import { signInNotice } from './mail-texts.js';

/**
 * Tells a client by the safe channel, and by no other, that a browser which was not known has come in. Where somebody
 * else may see the mailbox nothing is told: it would give away that there is such a device, and when it was used.
 */
@Injectable()
export class SignInNoticeService implements OnModuleInit {
  constructor(
    private readonly work: JobWork,
    private readonly mailboxes: ContactMailboxesService,
    private readonly audit: AuditService,
    private readonly events: EventHandlers,
    @Inject(MAILER) private readonly mailer: Mailer | null,
  ) {}

  onModuleInit(): void {
    this.events.on('client_session.started', ({ clientId, sessionId }, signal) =>
      this.tell(clientId, sessionId, signal),
    );
  }

  private async tell(clientId: string, sessionId: string, signal: AbortSignal): Promise<void> {
    if (!this.mailer) return;
    const mailbox = await this.work.write(() => this.find(clientId));
    if (mailbox) await this.mailer.send({ id: sessionId, to: mailbox.address, ...signInNotice() }, signal);
  }

  private async find(clientId: string): Promise<SafeMailbox | undefined> {
    const mailbox = await this.mailboxes.ofClientForNotice(clientId);
    if (mailbox) await this.audit.record({ action: 'client_mail.made', clientId, mail: 'new_sign_in' });
    return mailbox;
  }
}
