import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { FolderMailer } from './folder-mailer.js';
import { MAILER, type Mailer } from './mailer.js';
import { SmtpMailer, type SmtpSettings } from './smtp-mailer.js';

/** Where mail goes: to an SMTP server, or, for a demonstration, into a folder and onto the page `/outbox`. */
export type MailSettings =
  | ({ readonly via: 'smtp' } & SmtpSettings)
  | {
      readonly via: 'folder';
      /** Absolute path; made when it is needed. */
      readonly folder: string;
    };

/** Mail for every feature. Global within Mendwork. */
@Module({})
export class MailModule implements OnApplicationShutdown {
  constructor(@Inject(MAILER) private readonly mailer: Mailer | null) {}

  /** @param settings null where mail is not set up: nothing is sent */
  static forRoot(settings: MailSettings | null): DynamicModule {
    return {
      module: MailModule,
      global: true,
      providers: [{ provide: MAILER, useFactory: () => settings && mailerFor(settings) }],
      exports: [MAILER],
    };
  }

  /** After the worker has stopped, which sends. */
  async onApplicationShutdown(): Promise<void> {
    await this.mailer?.close();
  }
}

function mailerFor(settings: MailSettings): Mailer {
  return settings.via === 'smtp' ? new SmtpMailer(settings) : new FolderMailer(settings.folder);
}
