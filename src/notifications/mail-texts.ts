import type { ClientLink } from '../access/client/client-links.service.js';

/** What a mail says: nothing of who sent it, what for, or to whom. Whoever reads over a shoulder learns nothing. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** The link that somebody asked for, with the code beside it. */
export function linkMail({ url, code }: Pick<ClientLink, 'url' | 'code'>): MailText {
  return {
    // The words that a client may choose as the most that a message shall show (worksheet start-here, contact.words).
    subject: 'You have a new message',
    text: [
      'Here is the link that was asked for. It works once, within ten minutes.',
      url,
      `Or type this code where you asked for it: ${code.slice(0, 4)} ${code.slice(4)}`,
      'If you did not ask for it, you need not do anything. Nobody reads answers to this message.',
    ].join('\n\n'),
  };
}

/** To a clinician: the next day's sessions are ready. It names nobody, and does not say how many there are. */
export function eveningNotice(consoleUrl: string): MailText {
  return {
    subject: 'Your sessions for tomorrow are ready to read',
    text: [
      'Your sessions for tomorrow are ready to read.',
      consoleUrl,
      'Nobody reads answers to this message.',
    ].join('\n\n'),
  };
}

/** A browser that was not known before has come in. */
export function signInNotice(): MailText {
  return {
    subject: 'A new sign-in',
    text: [
      'Somebody has just signed in for you on a device that was not used before.',
      'If it was you, you need not do anything. If it was not, say so the next time we speak, or call us.',
      'Nobody reads answers to this message.',
    ].join('\n\n'),
  };
}
