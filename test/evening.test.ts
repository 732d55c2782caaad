import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Clock } from '../src/platform/jobs/clock.js';
import { daysAfter, localDay, localMoment } from '../src/platform/local-day.js';
import { Vault } from '../src/platform/vault/vault.service.js';
import { actingFor, runAsActor } from '../src/access/actor.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { PressService } from '../src/summaries/press.service.js';
import { answering, assignFamilyHistory, handIn } from './support/answering.js';
import { startTestApp, type TestApp } from './support/app.js';
import { Canary } from './support/canaries.js';
import { follow, noted, pagesOf } from './support/prints.js';
import { startSmtp, type TestSmtp } from './support/smtp.js';
import { connectTo, type Sql } from './support/sql.js';
import { makeWorld, type World } from './support/world.js';

/** The evening before: tomorrow's summaries are made ready, sealed, and thrown away when their day is over. */

const ZONE = 'America/Chicago';
const TODAY = localDay(new Date(), ZONE);
const TOMORROW = daysAfter(TODAY, 1);
const hourNow = (): number => Math.floor((Date.now() - localMoment(TODAY, 0, ZONE).getTime()) / 3_600_000);
/** The hour that it is at the beginning: an evening that has just come. */
const HOUR = hourNow();

let smtp: TestSmtp;
let app: TestApp;
let owner: Sql;
let world: World;
let sessionId: string;
beforeAll(async () => {
  smtp = await startSmtp();
  app = await startTestApp({ mail: { via: 'smtp', url: smtp.url, from: 'messages@mail.example' } });
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
  await owner.rows('DELETE FROM mendwork.session WHERE practice_id = $1', [world.practiceId]);
  await set(HOUR);
  sessionId = await session(localMoment(TOMORROW, 10, ZONE));
});
afterAll(async () => {
  await app?.stop();
  await smtp?.stop();
  await owner?.end();
});

async function session(startsAt: Date): Promise<string> {
  const made = await app.graphql<{ createSession: { id: string } }>(
    world.member,
    'mutation($input: CreateSessionInput!) { createSession(input: $input) { ... on Session { id } } }',
    { input: { with: { coupleId: world.coupleId }, startsAt, idempotencyKey: randomUUID() } },
  );
  return made.data.createSession.id;
}

async function set(summariesReadyAt: number | null): Promise<void> {
  const answer = await app.graphql(
    world.member,
    'mutation($input: PracticeSettingsInput!) { setPracticeSettings(input: $input) { summariesReadyAt } }',
    { input: { careTeamOnly: false, summariesReadyAt, idempotencyKey: randomUUID() } },
  );
  expect(answer).toMatchObject({ data: { setPracticeSettings: { summariesReadyAt } } });
}

/** Lets the evening come, and waits until all that follows is done. */
async function evening(): Promise<void> {
  await owner.rows(
    `UPDATE mendwork.evening SET next_at = now() - interval '1 minute' WHERE practice_id = $1`,
    [world.practiceId],
  );
  await app.app.get(Clock).strike();
  await settled();
}

/** Waits until all that follows from an evening is done. */
async function settled(): Promise<void> {
  const busy = (): Promise<number> =>
    owner.count(`SELECT FROM mendwork.outbox WHERE topic = 'practice.evening' OR topic LIKE 'clinic_day%' UNION ALL
      SELECT FROM mendwork_jobs.job WHERE name = 'events' AND state < 'completed'`);
  for (const end = Date.now() + 60_000; (await busy()) > 0; await sleep(50))
    if (Date.now() > end) throw new Error('The evening did not end.');
}

interface Prepared {
  readonly session_id: string;
  readonly client_id: string;
  readonly bytes_sealed: Buffer;
  readonly made_for: string;
  readonly made_at: Date;
  readonly expires_at: Date;
}
const prepared = (): Promise<Prepared[]> =>
  owner.rows<Prepared>(
    'SELECT * FROM mendwork.prepared_print WHERE practice_id = $1 ORDER BY client_id = $2 DESC',
    [world.practiceId, world.a.clientId],
  );

/** What a prepared row holds, opened as a member of the practice would. */
function open({ session_id: ofSession, client_id: client, bytes_sealed: sealed }: Prepared): Promise<Buffer> {
  const actor = actingFor({ practiceId: world.practiceId, id: world.memberId, roles: ['clinician'] });
  const place = { table: 'prepared_print', column: 'bytes_sealed', rowId: `${ofSession}/${client}` };
  return runAsActor(actor, randomUUID(), () =>
    app.app
      .get(UnitOfWork)
      .write(async () => Buffer.from(await app.app.get(Vault).open<string>(place, sealed), 'base64')),
  );
}

async function print(kind: string): Promise<Buffer> {
  const made = await app.graphql<{ sessionSummary: { copies: { kind: string; pdf: { url: string } }[] } }>(
    world.member,
    'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { kind pdf { url } } } } }',
    { id: sessionId },
  );
  const copy = made.data.sessionSummary.copies.find((one) => one.kind === kind);
  const file = await follow(app, copy?.pdf.url ?? '');
  expect(file.status).toBe(200);
  return file.bytes;
}

const nextAt = async (): Promise<Date | undefined> =>
  (
    await owner.rows<{ next_at: Date }>('SELECT next_at FROM mendwork.evening WHERE practice_id = $1', [
      world.practiceId,
    ])
  )[0]?.next_at;

describe('in the evening', () => {
  beforeAll(evening);

  test('each client’s own copy of tomorrow’s session is made, for its clinician and until its day ends', async () => {
    expect(await prepared()).toMatchObject(
      [world.a, world.b].map(({ clientId }) => ({
        session_id: sessionId,
        client_id: clientId,
        made_for: world.memberId,
        expires_at: localMoment(daysAfter(TOMORROW, 1), 0, ZONE),
      })),
    );
  });

  test('it lies there sealed under each client’s own key', async () => {
    const rows = await prepared();
    for (const [index, { clientId, submittedText, code }] of [world.a, world.b].entries()) {
      const row = rows[index];
      if (!row) throw new Error('Nothing was made.');
      const [client] = await owner.rows<{ key: string }>(
        'SELECT data_key_id AS key FROM mendwork.client WHERE id = $1',
        [clientId],
      );
      expect(row.bytes_sealed.toString('hex', 1, 17)).toBe(client?.key.replaceAll('-', ''));
      for (const text of [submittedText, code]) expect(new Canary(text).isIn(row.bytes_sealed)).toBe(false);
      const text = pagesOf(await open(row)).join(' ');
      expect(text).toContain(submittedText);
      expect(text).toContain(code);
    }
  });

  test('nothing of a partner is in the other’s, to the last byte', async () => {
    const rows = await prepared();
    for (const [index, partner] of [world.b, world.a].entries()) {
      const row = rows[index];
      if (!row) throw new Error('Nothing was made.');
      const bytes = await open(row);
      const { submittedText, draftText, name, email, code, clientId } = partner;
      for (const text of [submittedText, draftText, name, email, code, clientId]) {
        expect(new Canary(text).isIn(bytes)).toBe(false);
        expect(pagesOf(bytes).join(' ')).not.toContain(text);
      }
    }
  });

  test('the audit says that nobody has read it yet, and on whose behalf it was made', async () => {
    const made = await noted(
      owner,
      world.practiceId,
      'summary.made_ready',
      'submission.read',
      'summary.printed',
    );
    expect(made.filter(({ action }) => action === 'summary.made_ready')).toHaveLength(2);
    for (const entry of made) expect(entry).toMatchObject({ actor_kind: 'system', actor_id: world.memberId });
  });

  test('the next one comes at the same hour', async () => {
    const next = await nextAt();
    expect(next).toEqual(localMoment(TOMORROW, HOUR, ZONE));
  });
});

describe('what was made ready', () => {
  test('is what is printed, to the byte, while the same would be made', async () => {
    const [row] = await prepared();
    if (!row) throw new Error('Nothing was made.');
    expect((await print('INDIVIDUAL_A')).equals(await open(row))).toBe(true);
    const [print_] = (await noted(owner, world.practiceId, 'summary.printed')).slice(-1);
    expect(print_).toMatchObject({
      actor_kind: 'member',
      actor_id: world.memberId,
      client_id: world.a.clientId,
      detail: { sessionId },
    });
    // Now it has been read, by a person.
    const read = await noted(owner, world.practiceId, 'submission.read');
    expect(read.some(({ actor_kind: kind }) => kind === 'member')).toBe(true);
  });

  test('is not made again while it is current', async () => {
    const before = await prepared();
    await evening();
    expect((await prepared()).map(({ made_at: at }) => at)).toEqual(before.map(({ made_at: at }) => at));
  });

  test('gives way to a new print once something came in, and is made anew the next evening', async () => {
    const [row] = await prepared();
    if (!row) throw new Error('Nothing was made.');
    const text = `late ${randomUUID()}`;
    const assignment = await assignFamilyHistory(app, world.member, world.a.clientId);
    await handIn(app, world.a.signedIn, assignment, [answering('learn.rule', text)]);
    const printed = await print('INDIVIDUAL_A');
    expect(printed.equals(await open(row))).toBe(false);
    expect(pagesOf(printed).join(' ').replaceAll(/\s/g, '')).toContain(text.replaceAll(/\s/g, ''));
    await evening();
    const [anew] = await prepared();
    expect(anew?.made_at).not.toEqual(row.made_at);
    expect((await print('INDIVIDUAL_A')).equals(await open(anew ?? row))).toBe(true);
  });

  test('serves nobody for whom it would read otherwise: another member’s print says who made it', async () => {
    const [row] = await prepared();
    if (!row) throw new Error('Nothing was made.');
    await owner.rows(`UPDATE mendwork.member SET display_name = 'Another Name' WHERE id = $1`, [
      world.memberId,
    ]);
    const printed = await print('INDIVIDUAL_A');
    expect(printed.equals(await open(row))).toBe(false);
    expect(pagesOf(printed).join(' ')).toContain('Another Name');
  });

  test('is not given out once its day is over, and is gone the next evening', async () => {
    await evening();
    const [row] = await prepared();
    if (!row) throw new Error('Nothing was made.');
    await owner.rows(`UPDATE mendwork.prepared_print SET expires_at = now() - interval '1 second'`);
    expect((await print('INDIVIDUAL_A')).equals(await open(row))).toBe(false);
    await owner.rows(`UPDATE mendwork.session SET starts_at = starts_at + interval '7 days' WHERE id = $1`, [
      sessionId,
    ]);
    await evening();
    expect(await prepared()).toEqual([]);
    await owner.rows(`UPDATE mendwork.session SET starts_at = starts_at - interval '7 days' WHERE id = $1`, [
      sessionId,
    ]);
  });
});

describe('nothing is made ready', () => {
  beforeEach(async () => {
    await owner.rows('DELETE FROM mendwork.prepared_print');
  });

  test('where the practice does not want it; what was there goes', async () => {
    await set(HOUR);
    await evening();
    expect(await prepared()).toHaveLength(2);
    await set(null);
    await evening();
    expect(await prepared()).toEqual([]);
    expect((await nextAt())?.getTime()).toBeGreaterThan(Date.now());
  });

  test('before the hour', async () => {
    // The tests may have begun in the hour before.
    const hour = hourNow();
    await set(Math.min(23, hour + 1));
    await evening();
    expect(await prepared()).toHaveLength(hour === 23 ? 2 : 0);
    await set(HOUR);
  });

  test('for somebody who treats nobody any longer', async () => {
    await owner.rows(`UPDATE mendwork.member SET roles = '{admin}' WHERE id = $1`, [world.memberId]);
    await evening();
    expect(await prepared()).toEqual([]);
    await owner.rows(`UPDATE mendwork.member SET roles = '{clinician,supervisor,admin}' WHERE id = $1`, [
      world.memberId,
    ]);
  });

  test('twice by two clocks that strike at a time', async () => {
    await owner.rows(`UPDATE mendwork.evening SET next_at = now() - interval '1 minute'`);
    const clock = app.app.get(Clock);
    await Promise.all([clock.strike(), clock.strike(), clock.strike()]);
    const events = await owner.count(
      `SELECT FROM mendwork.outbox WHERE topic = 'practice.evening' UNION ALL
       SELECT FROM mendwork_jobs.job WHERE data->>'topic' = 'practice.evening' AND state IN ('created', 'active')`,
    );
    expect(events).toBeLessThanOrEqual(1);
    await evening();
  });
});

describe('the mail to the clinician', () => {
  const ADDRESS = 'clinician@mail.example';
  beforeAll(async () => {
    const actor = actingFor({ practiceId: world.practiceId, id: world.memberId, roles: ['clinician'] });
    const [keyId, sealed] = await runAsActor(actor, randomUUID(), () =>
      app.app.get(UnitOfWork).write(async () => {
        const vault = app.app.get(Vault);
        const key = await vault.createDataKey();
        const place = { table: 'member', column: 'email_sealed', rowId: world.memberId };
        return [key, await vault.seal(key, place, ADDRESS)] as const;
      }),
    );
    await owner.rows('UPDATE mendwork.member SET data_key_id = $2, email_sealed = $3 WHERE id = $1', [
      world.memberId,
      keyId,
      sealed,
    ]);
  });
  const want = (wanted: boolean): Promise<unknown> =>
    app.graphql(
      world.member,
      'mutation($input: EveningMailInput!) { setEveningMail(input: $input) { eveningMail } }',
      { input: { wanted, idempotencyKey: randomUUID() } },
    );

  test('says that the sessions are ready and where to log in, and nothing of whom, or how many', async () => {
    await evening();
    const [mail] = smtp.mails.filter(({ to }) => to.includes(ADDRESS));
    expect(mail?.parsed.subject).toBe('Your sessions for tomorrow are ready to read');
    expect(mail?.parsed.text?.trim()).toBe(
      [
        'Your sessions for tomorrow are ready to read.',
        'http://localhost/console',
        'Nobody reads answers to this message.',
      ].join('\n\n'),
    );
    const { practiceName, a, b } = world;
    for (const text of [practiceName, a.code, b.code, a.name, b.name, a.submittedText, sessionId])
      expect(new Canary(text).isIn(mail?.raw ?? '')).toBe(false);
    expect(mail?.parsed.attachments).toEqual([]);
  });

  test('is one mail, however often the evening comes', async () => {
    await evening();
    const ids = smtp.mails.filter(({ to }) => to.includes(ADDRESS)).map(({ parsed }) => parsed.messageId);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
  });

  test('is not sent when its tomorrow has come, as when it is told of the day late', async () => {
    const tell = async (day: string): Promise<void> => {
      await owner.rows(
        `INSERT INTO mendwork.outbox (practice_id, id, topic, ids)
         VALUES ($1, gen_random_uuid(), 'clinic_day.ready', $2)`,
        [world.practiceId, { memberId: world.memberId, day }],
      );
      await settled();
    };
    const before = smtp.mails.length;
    await tell(TODAY);
    await tell(daysAfter(TODAY, -1));
    expect(smtp.mails).toHaveLength(before);
    await tell(TOMORROW);
    expect(smtp.mails).toHaveLength(before + 1);
  });

  test('is not sent when nothing could be made ready, and is when something could', async () => {
    await owner.rows('DELETE FROM mendwork.prepared_print');
    const before = smtp.mails.length;
    const press = jest.spyOn(app.app.get(PressService), 'print');
    press.mockRejectedValue(new Error('The press stands still.'));
    await evening();
    expect(press).toHaveBeenCalledTimes(2);
    expect(smtp.mails).toHaveLength(before);
    press.mockRestore();
    jest.spyOn(app.app.get(PressService), 'print').mockRejectedValueOnce(new Error('Once.'));
    await evening();
    expect(await prepared()).toHaveLength(1);
    expect(smtp.mails).toHaveLength(before + 1);
    jest.restoreAllMocks();
  });

  test('is not sent to who does not want it', async () => {
    expect(await want(false)).toMatchObject({ data: { setEveningMail: { eveningMail: false } } });
    const before = smtp.mails.length;
    await evening();
    expect(smtp.mails).toHaveLength(before);
    expect(await want(true)).toMatchObject({ data: { setEveningMail: { eveningMail: true } } });
  });
});
