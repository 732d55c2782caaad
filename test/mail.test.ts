import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { runAsSystem } from '../src/access/actor.js';
import { MendworkModule } from '../src/mendwork.module.js';
import { LoginWork } from '../src/platform/database/login-work.js';
import { type OutboxEvent, Outbox } from '../src/platform/database/outbox.js';
import { createFastifyApp } from '../src/platform/http/fastify.js';
import { EventWorker } from '../src/platform/jobs/worker.js';
import { createLogger, NestLogger } from '../src/platform/log/logger.js';
import { FolderMailer } from '../src/platform/mail/folder-mailer.js';
import { Vault } from '../src/platform/vault/vault.service.js';
import { startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { startSmtp, type TestSmtp } from './support/smtp.js';
import { connectTo, type Sql } from './support/sql.js';
import { until } from './support/until.js';

/** From the request of a link to the mailbox, and everything that must not get there. */

const FROM = 'messages@mail.example';
const PRACTICE = 'Harbour Lane Couples Therapy';

let smtp: TestSmtp;
let app: TestApp;
let owner: Sql;
let here: TestPractice;
let there: TestPractice;
beforeAll(async () => {
  smtp = await startSmtp();
  app = await startTestApp({ mail: { via: 'smtp', url: smtp.url, from: FROM } });
  owner = await connectTo(app.database.url);
  here = await app.practice(PRACTICE);
  there = await app.practice('Another');
});
afterAll(async () => {
  await app?.stop();
  await smtp?.stop();
  await owner?.end();
});
beforeEach(() => {
  smtp.toRecipients(() => 'take');
  smtp.toMessages(() => 'take');
});

async function makeClient(email: string | null, practice = here): Promise<string> {
  const made = await app.graphql<{ createClient: { id: string } }>(
    practice.member,
    'mutation($input: CreateClientInput!) { createClient(input: $input) { ... on Client { id } } }',
    { input: { name: `Name ${randomUUID()}`, email, idempotencyKey: randomUUID() } },
  );
  return made.data.createClient.id;
}

const drawn = (): string => `${randomUUID()}@example.org`;

/** In a unit of work of the log-in role, as a request before anybody is known. */
function asLogin<T>(practiceId: string, work: () => Promise<T>): Promise<T> {
  return runAsSystem(practiceId, randomUUID(), () => app.app.get(LoginWork).write(work));
}

/** Asks for a link as the page does, without its limits on how often. Returns the request’s id. */
async function ask(email: string, { practiceId } = here): Promise<string> {
  const id = uuidv7();
  await asLogin(practiceId, async () => {
    const transaction = await app.app.get(LoginWork).current();
    await transaction.sql(
      'INSERT INTO mendwork.client_link_request (practice_id, id, email_lookup) VALUES ($1, $2, $3)',
      [practiceId, id, await app.app.get(Vault).lookupEmail(email)],
    );
    await app.app.get(Outbox).add({ topic: 'client_link.requested', requestId: id });
  });
  return id;
}

const tell = (event: OutboxEvent, { practiceId } = here): Promise<void> =>
  asLogin(practiceId, () => app.app.get(Outbox).add(event));

const mailsTo = (address: string): TestSmtp['mails'][number][] =>
  smtp.mails.filter(({ to }) => to.includes(address));

/** Waits until nothing is under way. */
async function settle(): Promise<void> {
  await until(async () => {
    const [{ left } = { left: 1 }] = await owner.rows<{ left: number }>(
      `SELECT (SELECT count(*) FROM mendwork.outbox WHERE topic LIKE 'client%')::int
        + (SELECT count(*) FROM mendwork_jobs.job WHERE name = 'events' AND state < 'completed')::int AS left`,
    );
    return left === 0;
  });
}
const hurry = (): Promise<number> =>
  owner.count(`UPDATE mendwork_jobs.job SET start_after = now() WHERE name = 'events' AND state = 'retry'`);

describe('a link that is asked for', () => {
  test('comes by mail within seconds, and lets its client in by either way', async () => {
    const email = drawn();
    await makeClient(email);
    const asked = await request(app.app.getHttpServer())
      .post('/auth/client/link')
      .set('sec-fetch-site', 'same-origin')
      .send({ practiceId: here.practiceId, email });
    expect(asked.status).toBe(202);
    const { challenge } = asked.body as { challenge: string };
    await until(() => mailsTo(email).length === 1);
    const text = mailsTo(email)[0]?.parsed.text ?? '';
    const url = new URL(/^http\S+$/m.exec(text)?.[0] ?? '');
    expect(url.pathname).toBe(`/me/enter/${here.practiceId}/${challenge}`);
    const code = /(\d{4}) (\d{4})/.exec(text)?.slice(1).join('');
    const entered = await request(app.app.getHttpServer())
      .post('/auth/client/enter')
      .set('sec-fetch-site', 'same-origin')
      .send({ practice: here.practiceId, link: challenge, code });
    expect(entered.headers['set-cookie']).toBeDefined();
  });

  test('comes in a mail that says nothing of whom, where and what for', async () => {
    const email = drawn();
    const clientId = await makeClient(email);
    await ask(email);
    await until(() => mailsTo(email).length === 1);
    const [mail] = mailsTo(email);
    const words = (mail?.raw ?? '').replaceAll(/=\r?\n/g, '').replaceAll(/http\S+/g, '');
    const [client] = await owner.rows<{ code: string }>('SELECT code FROM mendwork.client WHERE id = $1', [
      clientId,
    ]);
    for (const told of [PRACTICE, 'Harbour', 'Test Clinician', client?.code ?? '', here.practiceId, clientId])
      expect(words).not.toContain(told);
    expect(words).not.toMatch(/mendwork|therap|counsel|clinic|couple|partner|worksheet|session|practice/i);
    expect(mail?.parsed.subject).toBe('You have a new message');
    expect(mail?.parsed.from?.text).toBe(FROM);
  });

  test.each<[string, (email: string) => Promise<unknown>]>([
    ['an address that nobody has', () => Promise.resolve()],
    ['an address of another practice’s client', (email) => makeClient(email, there)],
    [
      'an address that two clients have',
      async (email) => {
        await makeClient(email);
        await makeClient(` ${email.toUpperCase()} `.trim());
      },
    ],
    [
      'an address where mail is not safe',
      async (email) => {
        const id = await makeClient(email);
        await owner.rows('UPDATE mendwork.client SET mail_allowed = false WHERE id = $1', [id]);
      },
    ],
  ])('does not come, and is not made, for %s', async (_case, arrange) => {
    const email = drawn();
    await arrange(email);
    const id = await ask(email);
    await settle();
    expect(mailsTo(email)).toEqual([]);
    expect(await owner.count('SELECT FROM mendwork.client_link WHERE id = $1', [id])).toBe(0);
    expect(await owner.count('SELECT FROM mendwork.client_link_request WHERE id = $1', [id])).toBe(0);
  });

  test('does not come when it was waited for too long', async () => {
    const email = drawn();
    await makeClient(email);
    await app.app.get(EventWorker).stop();
    const id = await ask(email);
    await owner.rows(
      `UPDATE mendwork.client_link_request SET created_at = now() - interval '11 minutes' WHERE id = $1`,
      [id],
    );
    const other = await anotherInstance();
    await settle();
    expect(mailsTo(email)).toEqual([]);
    await other.close();
    await restart();
  });

  test('told of twice is the same link in the same mail, and none once it was used', async () => {
    const email = drawn();
    await makeClient(email);
    const requestId = await ask(email);
    await settle();
    await tell({ topic: 'client_link.requested', requestId });
    await settle();
    const [first, second] = mailsTo(email).map(({ parsed }) => parsed);
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.text).toBe(first?.text);
    await owner.rows('UPDATE mendwork.client_link SET ended_at = now() WHERE id = $1', [requestId]);
    await tell({ topic: 'client_link.requested', requestId });
    await settle();
    expect(mailsTo(email)).toHaveLength(2);
    expect(await owner.count('SELECT FROM mendwork.client_link WHERE id = $1', [requestId])).toBe(1);
  });

  test('that the mailbox refuses for now comes later; the link is the same', async () => {
    const email = drawn();
    await makeClient(email);
    let refused = 0;
    smtp.toRecipients(() => (refused++ < 2 ? { code: 451, words: 'try later' } : 'take'));
    await ask(email);
    await until(async () => {
      await hurry();
      return mailsTo(email).length === 1;
    });
    expect(refused).toBe(3);
  });

  test('that a change of safe contact overtakes does not come any more', async () => {
    const email = drawn();
    const clientId = await makeClient(email);
    let tries = 0;
    smtp.toRecipients(() => (tries++ === 0 ? { code: 451, words: 'try later' } : 'take'));
    await ask(email);
    await until(() => tries === 1);
    await owner.rows('UPDATE mendwork.client SET mail_allowed = false WHERE id = $1', [clientId]);
    await until(async () => (await hurry()) > 0);
    await settle();
    expect(tries).toBe(1);
    expect(mailsTo(email)).toEqual([]);
  });

  test('that the mailbox refuses for good is given up at once, and no table says whose it was', async () => {
    const email = drawn();
    await makeClient(email);
    smtp.toRecipients((address) => ({ code: 550, words: `no mailbox ${address}` }));
    const requestId = await ask(email);
    await until(
      async () =>
        (await owner.count(
          `SELECT FROM mendwork_jobs.job WHERE name = 'events-given-up' AND data->'ids'->>'requestId' = $1`,
          [requestId],
        )) === 1,
    );
    const lines = await owner.rows<{ line: string }>('SELECT j::text AS line FROM mendwork_jobs.job j');
    expect(JSON.stringify(lines)).not.toContain(email);
    expect(JSON.stringify(lines)).toContain('MailRefused');
  });
});

/** A second instance of the product on the same database. */
async function anotherInstance(): Promise<{ close(): Promise<void> }> {
  const logger = createLogger('silent');
  const module = MendworkModule.forRoot({
    databaseUrls: app.database.roleUrls,
    publicAddress: 'http://localhost',
    keys: app.keys,
    worksheets: app.worksheets,
    logger,
    mail: { via: 'smtp', url: smtp.url, from: FROM },
  });
  const other = await createFastifyApp(module, new NestLogger(logger));
  await other.getHttpAdapter().getInstance().ready();
  return other;
}

/** The worker of the first instance was stopped for good: the others of this file go on with a second. */
let second: { close(): Promise<void> } | undefined;
async function restart(): Promise<void> {
  second ??= await anotherInstance();
}
afterAll(() => second?.close());

describe('nothing is lost and nothing doubled', () => {
  test('when the server stops while the mail server is away, and another starts', async () => {
    const emails = [drawn(), drawn(), drawn()];
    for (const email of emails) await makeClient(email);
    await smtp.stop();
    for (const email of emails) await ask(email);
    await until(async () => (await owner.count(`SELECT FROM mendwork_jobs.job WHERE state = 'retry'`)) > 0);
    await app.app.get(EventWorker).stop();
    await second?.close();
    second = undefined;
    const before = smtp.port;
    smtp = await startSmtp({}, before);
    await restart();
    await until(async () => {
      await hurry();
      return emails.every((email) => mailsTo(email).length > 0);
    });
    await settle();
    expect(emails.map((email) => mailsTo(email).length)).toEqual([1, 1, 1]);
  });

  test('by two instances at a time', async () => {
    await restart();
    const other = await anotherInstance();
    const emails = Array.from({ length: 25 }, drawn);
    for (const email of emails) await makeClient(email);
    await Promise.all(emails.map((email) => ask(email)));
    await settle();
    expect(emails.map((email) => mailsTo(email).length)).toEqual(emails.map(() => 1));
    await other.close();
  });
});

describe('a sign-in on a device that was not known', () => {
  /** What the client has said of the mailbox. */
  const say = (clientId: string, contact: object): Promise<unknown> =>
    app.graphql(
      here.member,
      'mutation($input: SetContactInput!) { setContact(input: $input) { __typename } }',
      { input: { clientId, contact: { ways: ['EMAIL'], ...contact }, idempotencyKey: randomUUID() } },
    );

  test('is told by the safe channel, in words that say nothing else', async () => {
    await restart();
    const email = drawn();
    const clientId = await makeClient(email);
    await say(clientId, { seen: 'NO' });
    await tell({ topic: 'client_session.started', clientId, sessionId: uuidv7() });
    await until(() => mailsTo(email).length === 1);
    const { subject, text } = mailsTo(email)[0]?.parsed ?? {};
    expect(subject).toBe('A new sign-in');
    expect(text).not.toMatch(/http|therap|clinic|couple|partner|worksheet|practice|Harbour/i);
  });

  test.each(['shared', 'not allowed', 'none'])('is not told where the mailbox is %s', async (kind) => {
    await restart();
    const email = drawn();
    const clientId = await makeClient(kind === 'none' ? null : email);
    await say(clientId, { seen: 'NO' });
    if (kind === 'shared') await makeClient(email);
    if (kind === 'not allowed')
      await owner.rows('UPDATE mendwork.client SET mail_allowed = false WHERE id = $1', [clientId]);
    await tell({ topic: 'client_session.started', clientId, sessionId: uuidv7() });
    await settle();
    expect(mailsTo(email)).toEqual([]);
  });

  test.each([
    ['others see the mailbox', { seen: 'YES_AND_THAT_IS_FINE_WITH_ME' }],
    ['others may see it', { seen: 'NOT_SURE' }],
    ['a message may say nothing of the kind', { seen: 'NO', words: 'ONLY_YOU_HAVE_A_NEW_MESSAGE' }],
    ['the client has not been asked', undefined],
  ])('is not told where %s, though a link that is asked for comes', async (_case, contact) => {
    await restart();
    const email = drawn();
    const clientId = await makeClient(email);
    if (contact) await say(clientId, contact);
    await tell({ topic: 'client_session.started', clientId, sessionId: uuidv7() });
    await ask(email);
    await settle();
    expect(mailsTo(email).map(({ parsed }) => parsed.subject)).toEqual(['You have a new message']);
  });

  test('of another practice’s client is told to nobody', async () => {
    await restart();
    const email = drawn();
    const clientId = await makeClient(email, there);
    await tell({ topic: 'client_session.started', clientId, sessionId: uuidv7() }, here);
    await settle();
    expect(mailsTo(email)).toEqual([]);
  });
});

describe('the local outbox', () => {
  let folder: string;
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'outbox-')), 'outbox');
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true }));
  const mail = (id = uuidv7()) => ({
    id,
    to: 'a@example.org',
    subject: 'You have a new message',
    text: 'One.\n\nTwo.',
  });

  test('keeps each mail once, in files that only their owner can read, named after nobody', async () => {
    const mailer = new FolderMailer(folder);
    const once = mail();
    await Promise.all([mailer.send(once), mailer.send(mail())]);
    await mailer.send(once);
    const names = await readdir(folder);
    expect(names).toHaveLength(2);
    for (const name of names) {
      expect(name).toMatch(/^[\da-f-]{36}\.json$/);
      expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await mailer.list()).map(({ id }) => id)).toContain(once.id);
  });

  test('keeps the last fifty', async () => {
    const mailer = new FolderMailer(folder);
    for (let count = 0; count < 53; count++) await mailer.send(mail());
    expect(await readdir(folder)).toHaveLength(50);
  });

  test('is a page without scripts, whose links can be followed and whose texts stay texts, for this machine alone', async () => {
    const local = await startTestApp({ mail: { via: 'folder', folder } });
    const server = local.app.getHttpServer();
    const empty = await request(server).get('/outbox');
    expect(empty.text).toContain('Nothing has been sent');
    await new FolderMailer(folder).send({
      ...mail(),
      to: '"<script>"@example.org',
      text: '<b>hi</b>\n\nhttp://localhost/me/enter/x#y',
    });
    const page = await request(server).get('/outbox');
    expect(page.status).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).not.toMatch(/<script|<b>/);
    expect(page.text).toContain('<a href="http://localhost/me/enter/x#y">');
    const strange = await local.app.inject({ url: '/outbox', remoteAddress: '192.0.2.1' });
    expect(strange.statusCode).toBe(404);
    const proxied = await request(server).get('/outbox').set('x-forwarded-for', '192.0.2.1');
    expect(proxied.status).toBe(404);
    await local.stop();
  });

  test('is not there where mail is sent, nor where none is', async () => {
    expect((await request(app.app.getHttpServer()).get('/outbox')).status).toBe(404);
  });
});
