import { type DynamicModule, Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { PracticesModule } from '../practices/practices.module.js';
import { EveningMailService } from './evening-mail.service.js';
import { LinkMailService } from './link-mail.service.js';
import { OutboxPageController } from './outbox-page.controller.js';
import { SignInNoticeService } from './sign-in-notice.service.js';

/** What people are told by mail, and when nobody is. */
@Module({})
export class NotificationsModule {
  /** @param showOutbox whether mail stays in the local outbox, to be read at `/outbox` */
  static forRoot({ showOutbox }: { showOutbox: boolean }): DynamicModule {
    return {
      module: NotificationsModule,
      imports: [ClientsModule, PracticesModule],
      controllers: showOutbox ? [OutboxPageController] : [],
      providers: [EveningMailService, LinkMailService, SignInNoticeService],
    };
  }
}
