import { createTransport } from 'nodemailer';
import { type Mail, MailDelayed, type Mailer, MailRefused } from './mailer.js';
import { isThisMachine } from './this-machine.js';

/** Where mail is handed to, and whom it comes from. */
export interface SmtpSettings {
  /** `smtps://user:password@host:465`, or `smtp://…:587` for STARTTLS. */
  readonly url: string;
  /** A plain address that names neither the practice nor its trade. */
  readonly from: string;
}

/** Within the 45 seconds that an event may take. */
const TIMEOUTS = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

/**
 * Mail over SMTP. The way there is encrypted and the other side’s certificate checked, except to this machine itself;
 * a server that cannot do that gets nothing.
 */
export class SmtpMailer implements Mailer {
  private readonly transport: ReturnType<typeof poolFor>;
  private readonly domain: string;

  constructor(private readonly settings: SmtpSettings) {
    this.domain = settings.from.slice(settings.from.lastIndexOf('@') + 1);
    this.transport = poolFor(settings.url, this.domain);
  }

  async send({ id, to, subject, text }: Mail, signal: AbortSignal): Promise<void> {
    try {
      await this.transport.sendMail({
        from: { name: '', address: this.settings.from },
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${this.domain}>`,
        // RFC 3834: nobody’s “I am away” comes back, with who knows what in it.
        headers: { 'Auto-Submitted': 'auto-generated' },
        textEncoding: 'quoted-printable',
        disableFileAccess: true,
        disableUrlAccess: true,
        signal,
      });
    } catch (error) {
      throw isFinal(error) ? new MailRefused() : new MailDelayed();
    }
  }

  async close(): Promise<void> {
    this.transport.close();
  }
}

function poolFor(address: string, name: string) {
  const url = new URL(address);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const here = isThisMachine(host);
  return createTransport({
    pool: true,
    maxConnections: 2,
    // One that was closed while it lay idle; everything else is tried again by the queue.
    maxRequeues: 1,
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !here,
    ignoreTLS: here,
    tls: { minVersion: 'TLSv1.2' },
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    // What greets the other side: otherwise this machine’s name.
    name,
    ...TIMEOUTS,
  });
}

/** A log-in that the server does not take is nothing against the mail: it may be put right before the last try. */
function isFinal(error: unknown): boolean {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  if (code === 'EAUTH') return false;
  return typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600;
}
