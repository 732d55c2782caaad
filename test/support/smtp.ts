import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { callbackify } from 'node:util';
import { type ParsedMail, simpleParser } from 'mailparser';
import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';

/** A mail as the other side got it. */
export interface ReceivedMail {
  readonly raw: string;
  readonly parsed: ParsedMail;
  readonly from: string;
  readonly to: readonly string[];
  /** What the sender called itself in its greeting. */
  readonly greeting: string;
  readonly secure: boolean;
}

/** What the other side does with a mail: takes it, or answers with a code and words of its own. */
export type Reply = { readonly code: number; readonly words: string } | 'take' | 'silence';

/** A real SMTP server on this machine. */
export interface TestSmtp {
  readonly port: number;
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** Sessions that were opened. */
  readonly sessions: readonly string[];
  /** What happens to each recipient from now on. */
  toRecipients(reply: (address: string) => Reply): void;
  /** What happens to each message from now on, once all of it has been said. */
  toMessages(reply: () => Reply): void;
  stop(): Promise<void>;
}

/** Starts one on a port of its own, or on `port`. */
export async function startSmtp(options: SMTPServerOptions = {}, port = 0): Promise<TestSmtp> {
  const mails: ReceivedMail[] = [];
  const sessions: string[] = [];
  let recipients: (address: string) => Reply = () => 'take';
  let messages: () => Reply = () => 'take';
  /** Ends as the reply says, which may be never. */
  const meet = async (reply: Reply): Promise<string> => {
    if (reply === 'silence') await new Promise(() => undefined);
    if (typeof reply === 'object') throw Object.assign(new Error(reply.words), { responseCode: reply.code });
    return 'OK';
  };
  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> => {
    const raw = await text(stream);
    await meet(messages());
    const { mailFrom, rcptTo } = session.envelope;
    mails.push({
      raw,
      parsed: await simpleParser(raw),
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      greeting: session.hostNameAppearsAs,
      secure: session.secure,
    });
    return 'OK';
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    // Connections that a pool keeps are cut.
    closeTimeout: 200,
    onConnect: (session, callback) => {
      sessions.push(session.id);
      callback();
    },
    onRcptTo: ({ address }, _session, callback) => callbackify(meet)(recipients(address), callback),
    onData: callbackify(receive),
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(port, '0.0.0.0');
  await once(server.server, 'listening');
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    port: taken,
    url: `smtp://127.0.0.1:${taken}`,
    mails,
    sessions,
    toRecipients: (reply) => (recipients = reply),
    toMessages: (reply) => (messages = reply),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
