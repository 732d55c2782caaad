import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Mail } from '../src/platform/mail/mailer.js';
import { SmtpMailer } from '../src/platform/mail/smtp-mailer.js';
import { startSmtp, type TestSmtp } from './support/smtp.js';

/** Mail over a real connection to a real SMTP server: what it says, how it travels, and what is made of a refusal. */

const FROM = 'messages@mail.example';

let smtp: TestSmtp;
let mailer: SmtpMailer;
beforeEach(async () => {
  smtp = await startSmtp();
  mailer = new SmtpMailer({ url: smtp.url, from: FROM });
});
afterEach(async () => {
  await mailer.close();
  await smtp.stop();
});

const mail = (to = 'somebody@example.org'): Mail => ({
  id: randomUUID(),
  to,
  subject: 'You have a new message',
  text: `First line.\n\nhttp://localhost/me/enter/${randomUUID()}/${randomUUID()}#${'s'.repeat(43)}\n\nLast line.`,
});
const soon = (ms = 5_000): AbortSignal => AbortSignal.timeout(ms);

test('a mail is plain text with the headers that it needs and no others', async () => {
  const sent = mail();
  await mailer.send(sent, soon());
  const [got] = smtp.mails;
  expect(got).toMatchObject({ from: FROM, to: [sent.to], greeting: 'mail.example' });
  const headers = got?.parsed.headerLines.map(({ key }) => key).toSorted();
  expect(headers).toEqual([
    'auto-submitted',
    'content-transfer-encoding',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ]);
  expect(got?.parsed.messageId).toBe(`<${sent.id}@mail.example>`);
  expect(got?.parsed.headers.get('auto-submitted')).toBe('auto-generated');
  expect(got?.parsed.headers.get('content-type')).toEqual({
    value: 'text/plain',
    params: { charset: 'utf-8' },
  });
  expect(got?.parsed.from?.value).toEqual([{ address: FROM, name: '' }]);
  expect(got?.parsed.text?.trim()).toBe(sent.text);
  expect(got?.parsed.attachments).toEqual([]);
  expect(got?.raw).not.toContain(hostname());
});

test('no line of a text or an address makes a header of its own', async () => {
  const sent = { ...mail(), subject: 'You have a new message\r\nBcc: other@example.org' };
  await mailer.send(sent, soon());
  expect(smtp.mails[0]?.to).toEqual([sent.to]);
  expect(smtp.mails[0]?.parsed.headers.has('bcc')).toBe(false);
  await mailer.send(mail('a@example.org, b@example.org'), soon()).catch(() => undefined);
  expect(smtp.mails.flatMap(({ to }) => to)).not.toContain('b@example.org');
});

describe('a refusal', () => {
  const words = `no such mailbox: somebody@example.org ${randomUUID()}`;

  test.each([
    ['of the recipient, for good', 550, 'MailRefused'],
    ['of the recipient, for now', 451, 'MailDelayed'],
  ])('%s', async (_case, code, name) => {
    smtp.toRecipients(() => ({ code, words }));
    const error: unknown = await mailer.send(mail(), soon()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name });
    expect(`${String(error)} ${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain(
      'example.org',
    );
  });

  test.each([
    ['of the message, for good', 554, 'MailRefused'],
    ['of the message, for now', 452, 'MailDelayed'],
  ])('%s', async (_case, code, name) => {
    smtp.toMessages(() => ({ code, words }));
    await expect(mailer.send(mail(), soon())).rejects.toMatchObject({ name });
    smtp.toMessages(() => 'take');
    await mailer.send(mail(), soon());
    expect(smtp.mails).toHaveLength(1);
  });

  test('of nobody at all: a server that is away is tried again', async () => {
    await smtp.stop();
    await expect(mailer.send(mail(), soon())).rejects.toMatchObject({ name: 'MailDelayed' });
    smtp = await startSmtp({}, smtp.port);
    await mailer.send(mail(), soon());
    expect(smtp.mails).toHaveLength(1);
  });

  test('a server that says nothing is waited for no longer than asked', async () => {
    smtp.toMessages(() => 'silence');
    const begun = Date.now();
    await expect(mailer.send(mail(), soon(500))).rejects.toMatchObject({ name: 'MailDelayed' });
    expect(Date.now() - begun).toBeLessThan(4_500);
  });
});

describe('the way to another machine', () => {
  /** The same server, by an address that is not this machine’s own by name. */
  const elsewhere = (url: string): string => url.replace('127.0.0.1', '0.0.0.0');
  const sendTo = async (url: string): Promise<void> => {
    const other = new SmtpMailer({ url, from: FROM });
    try {
      await other.send(mail(), soon());
    } finally {
      await other.close();
    }
  };

  test('is never taken without encryption', async () => {
    await expect(sendTo(elsewhere(smtp.url))).rejects.toMatchObject({ name: 'MailRefused' });
    expect([smtp.sessions.length, smtp.mails.length]).toEqual([1, 0]);
  });

  test.each([
    ['STARTTLS', 'smtp:', {}],
    ['TLS', 'smtps:', { secure: true }],
  ])('is never taken to a server that cannot prove who it is (%s)', async (_how, protocol, options) => {
    const tls = await startSmtp({ disabledCommands: [], ...options });
    await expect(sendTo(elsewhere(tls.url).replace('smtp:', protocol))).rejects.toMatchObject({
      name: 'MailDelayed',
    });
    expect(tls.mails).toEqual([]);
    await tls.stop();
  });
});

test('the name and password of the address sign in, whatever characters they have', async () => {
  const seen: unknown[] = [];
  const guarded = await startSmtp({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, callback) => {
      seen.push([username, password]);
      callback(null, { user: username });
    },
  });
  const url = guarded.url.replace('smtp://', 'smtp://us%40er:p%3Aa%2Fss@');
  const other = new SmtpMailer({ url, from: FROM });
  await other.send(mail(), soon());
  expect(seen).toEqual([['us@er', 'p:a/ss']]);
  expect(guarded.mails).toHaveLength(1);
  await other.close();
  await guarded.stop();
});

test('a log-in that the server does not take puts mail off and gives none up', async () => {
  const guarded = await startSmtp({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_given, _session, callback) =>
      callback(Object.assign(new Error('Wrong password'), { responseCode: 535 })),
  });
  const other = new SmtpMailer({ url: guarded.url.replace('smtp://', 'smtp://us:old@'), from: FROM });
  await expect(other.send(mail(), soon())).rejects.toMatchObject({ name: 'MailDelayed' });
  await other.close();
  await guarded.stop();
});

test('many at a time go over two connections', async () => {
  await Promise.all(Array.from({ length: 12 }, () => mailer.send(mail(), soon())));
  expect(smtp.mails).toHaveLength(12);
  expect(smtp.sessions.length).toBeLessThanOrEqual(2);
});
