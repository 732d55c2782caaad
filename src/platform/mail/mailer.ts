import { GiveUp } from '../jobs/failure.js';

/** Injection token of the `Mailer`; null where mail is not set up: nothing is sent then. */
export const MAILER = Symbol('mendwork.mailer');

/** One message to one address: plain text that names neither the practice nor what it is for. */
export interface Mail {
  /** A UUID of what it tells of. The same mail sent again keeps it, so that mailboxes and the local outbox hold one. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands mail over. */
export interface Mailer {
  /**
   * Resolves once the other side has taken the mail over.
   * @param signal aborts what has not been taken over yet
   * @throws MailRefused when it never will be; any other error: perhaps later
   */
  send(mail: Mail, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** The other side said no for good (a 5xx reply, RFC 5321 §4.2.1). Carries nothing of what it said: that quotes addresses. */
export class MailRefused extends GiveUp {
  override readonly name = 'MailRefused';
}

/** The mail did not get through this time. */
export class MailDelayed extends Error {
  override readonly name = 'MailDelayed';
}
