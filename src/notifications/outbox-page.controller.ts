import { Get, Inject, NotFoundException } from '@nestjs/common';
import { CurrentRequest, HttpReply, type HttpRequest } from '../platform/http/exchange.js';
import { RestController } from '../platform/http/rest-controller.js';
import { FolderMailer } from '../platform/mail/folder-mailer.js';
import { MAILER } from '../platform/mail/mailer.js';
import { isThisMachine } from '../platform/mail/this-machine.js';
import { OUTBOX_PAGE_POLICY, outboxPage } from './outbox-page.js';

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/**
 * Shows the mails of a demonstration, links included, to whoever sits at this machine. There is no such page where
 * mail is sent, nor for others on the network.
 */
@RestController('outbox')
export class OutboxPageController {
  constructor(@Inject(MAILER) private readonly mails: FolderMailer) {}

  @Get()
  async show(@CurrentRequest() { ip, headers }: HttpRequest): Promise<HttpReply> {
    // A proxy that nobody told us of sits on this machine itself, and asks for whoever asked it.
    const forOthers = FORWARDED.some((name) => headers[name] !== undefined);
    if (forOthers || !isThisMachine(ip)) throw new NotFoundException();
    return new HttpReply(
      200,
      {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': OUTBOX_PAGE_POLICY,
      },
      outboxPage(await this.mails.list()),
    );
  }
}
