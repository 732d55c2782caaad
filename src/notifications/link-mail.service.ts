import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type ClientLink, ClientLinksService } from '../access/client/client-links.service.js';
import { AuditService } from '../audit/audit.service.js';
import { ContactMailboxesService, type SafeMailbox } from '../clients/contact-mailboxes.service.js';
import { JobWork } from '../platform/database/job-work.js';
import { currentTenant } from '../platform/database/tenant.js';
import { EventHandlers } from '../platform/jobs/event-handlers.js';
import { type Mail, MAILER, type Mailer } from '../platform/mail/mailer.js';
import { linkMail } from './mail-texts.js';

/** Whoever asked waits no longer: a link that came later would come as a surprise, at a time that may not be safe. */
const PATIENCE = '10 minutes';

const TAKE_REQUEST = `
  DELETE FROM mendwork.client_link_request WHERE practice_id = $1 AND id = $2
  RETURNING email_lookup, created_at > now() - interval '${PATIENCE}' AS awaited`;
const LIVING_LINK = `
  SELECT client_id FROM mendwork.client_link
  WHERE practice_id = $1 AND id = $2 AND ended_at IS NULL AND expires_at > now()`;

/**
 * Makes and mails the link that somebody asked for by an address. Where the address is nobody’s, several people’s, or
 * one where mail is not safe, nothing is made or sent; whoever asked was answered before any of this was looked up.
 */
@Injectable()
export class LinkMailService implements OnModuleInit {
  constructor(
    private readonly work: JobWork,
    private readonly links: ClientLinksService,
    private readonly mailboxes: ContactMailboxesService,
    private readonly audit: AuditService,
    private readonly events: EventHandlers,
    @Inject(MAILER) private readonly mailer: Mailer | null,
  ) {}

  onModuleInit(): void {
    this.events.on('client_link.requested', ({ requestId }, signal) => this.answer(requestId, signal));
  }

  private async answer(requestId: string, signal: AbortSignal): Promise<void> {
    const mail = await this.work.write(() => this.prepare(requestId));
    if (mail) await this.mailer?.send(mail, signal);
  }

  /** The request becomes a link at one commit. Told of it again, the same link is mailed for as long as it lives. */
  private async prepare(requestId: string): Promise<Mail | undefined> {
    const { practiceId } = currentTenant();
    const transaction = await this.work.current();
    const [request] = await transaction.sql<{ email_lookup: Buffer; awaited: boolean }>(TAKE_REQUEST, [
      practiceId,
      requestId,
    ]);
    if (!this.mailer) return undefined;
    if (request) {
      const mailbox = request.awaited ? await this.mailboxes.ofAddress(request.email_lookup) : undefined;
      return mailbox && this.first(mailbox, requestId);
    }
    const [link] = await transaction.sql<{ client_id: string }>(LIVING_LINK, [practiceId, requestId]);
    const mailbox = link && (await this.mailboxes.ofClient(link.client_id));
    return mailbox && toMail(mailbox, await this.links.again(requestId));
  }

  private async first(mailbox: SafeMailbox, linkId: string): Promise<Mail> {
    const link = await this.links.make(mailbox.clientId, { id: linkId, origin: 'requested' });
    await this.audit.record({ action: 'client_mail.made', clientId: mailbox.clientId, mail: 'link' });
    return toMail(mailbox, link);
  }
}

function toMail({ address }: SafeMailbox, link: ClientLink): Mail {
  return { id: link.id, to: address, ...linkMail(link) };
}
