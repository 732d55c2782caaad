import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { runAsActor } from '../src/access/actor.js';
import { ClientLinksService, type EnterResult } from '../src/access/client/client-links.service.js';
import { ClientSessionsService } from '../src/access/client/client-sessions.service.js';
import { hashOfSecret } from '../src/access/secrets.js';
import { Outbox } from '../src/platform/database/outbox.js';
import { LoginWork } from '../src/platform/database/login-work.js';
import { AuditService } from '../src/audit/audit.service.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';

/** The client's way in: a link that is good once, and the session that it starts. */

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
let links: ClientLinksService;
let clientId: string;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  practice = await app.practice();
  links = app.app.get(ClientLinksService);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});
beforeEach(async () => {
  clientId = await makeClient(app, practice.member);
});

/** All that anybody is told who is not let in. */
const REFUSED = { ok: false };

interface Link {
  url: string;
  code: string;
  expiresAt: string;
}
/** What a link's address holds. */
interface Way {
  practiceId: string;
  linkId: string;
  secret: string;
}

async function makeLink(idempotencyKey: string = randomUUID(), of: string = clientId): Promise<Link> {
  const made = await app.graphql<{ clientLink: Link }>(
    practice.member,
    'mutation($input: ClientLinkInput!) { clientLink(input: $input) { ... on ClientLink { url code expiresAt } } }',
    { input: { clientId: of, idempotencyKey } },
  );
  return made.data.clientLink;
}

function wayIn({ url }: Link): Way {
  const { pathname, hash } = new URL(url);
  const [, , , practiceId = '', linkId = ''] = pathname.split('/');
  return { practiceId, linkId, secret: hash.slice(1) };
}
const byCode = ({ practiceId, linkId }: Way, code: string): Promise<EnterResult> =>
  links.enter({ practiceId, linkId, code });
const otherCode = (code: string): string => String((Number(code) + 1) % 100_000_000).padStart(8, '0');
const sessions = (): Promise<number> =>
  owner.count('SELECT FROM mendwork.client_session WHERE client_id = $1', [clientId]);

describe('a link', () => {
  test('lets its client in once', async () => {
    const way = wayIn(await makeLink());
    expect(await links.enter(way)).toMatchObject({ ok: true });
    expect(await links.enter(way)).toEqual(REFUSED);
    expect(await sessions()).toBe(1);
  });

  test('used twenty times at a time starts one session', async () => {
    const way = wayIn(await makeLink());
    const twenty = (of: Way): Promise<EnterResult[]> =>
      Promise.all(Array.from({ length: 20 }, () => links.enter(of)));
    // Once for nothing, so that all connections are open and the uses do meet.
    await twenty({ ...way, linkId: randomUUID() });
    const entered = await twenty(way);
    expect(entered.filter(({ ok }) => ok)).toHaveLength(1);
    const others = entered.filter(({ ok }) => !ok);
    expect(others).toEqual(Array.from({ length: 19 }, () => REFUSED));
    expect(await sessions()).toBe(1);
  });

  test('lets in by its code, however that is typed', async () => {
    for (const type of [
      (code: string) => code,
      (code: string) => ` ${code.slice(0, 4)} - ${code.slice(4)} `,
    ]) {
      const link = await makeLink();
      expect(link.code).toMatch(/^\d{8}$/);
      expect(await byCode(wayIn(link), type(link.code))).toMatchObject({ ok: true });
    }
  });

  test('is not spent by looking at it', async () => {
    const link = await makeLink();
    const { pathname } = new URL(link.url);
    for (const method of ['get', 'head', 'get'] as const)
      await request(app.app.getHttpServer())[method](pathname).expect(200);
    expect(await links.enter(wayIn(link))).toMatchObject({ ok: true });
  });

  test('does not let in with anything altered', async () => {
    const link = await makeLink();
    const way = wayIn(link);
    const other = wayIn(await makeLink(randomUUID(), await makeClient(app, practice.member)));
    const { practiceId: elsewhere } = await app.practice();
    for (const altered of [
      { ...way, secret: `${way.secret.slice(0, -1)}${way.secret.endsWith('A') ? 'E' : 'A'}` },
      { ...way, secret: other.secret },
      { ...way, linkId: other.linkId },
      { ...way, linkId: randomUUID() },
      { ...way, practiceId: elsewhere },
      { ...way, practiceId: 'x' },
      { ...way, practiceId: randomUUID() },
      { ...way, linkId: "' OR true" },
      { practiceId: way.practiceId, linkId: way.linkId },
      { practiceId: way.practiceId, linkId: way.linkId, code: '' },
    ])
      expect(await links.enter(altered)).toMatchObject({ ok: false });
    expect(await sessions()).toBe(0);
    expect(await links.enter(way)).toMatchObject({ ok: true });
  });

  test('dies after five wrong codes, and no other with it', async () => {
    const [link, other] = [
      await makeLink(),
      await makeLink(randomUUID(), await makeClient(app, practice.member)),
    ];
    for (let n = 0; n < 6; n++) expect(await byCode(wayIn(link), otherCode(link.code))).toEqual(REFUSED);
    expect(await byCode(wayIn(link), link.code)).toEqual(REFUSED);
    expect(await links.enter(wayIn(link))).toEqual(REFUSED);
    expect(await byCode(wayIn(other), other.code)).toMatchObject({ ok: true });
    const next = await makeLink();
    expect(await links.enter(wayIn(next))).toMatchObject({ ok: true });
  });

  test('lets in after four wrong codes', async () => {
    const link = await makeLink();
    for (let n = 0; n < 4; n++) expect(await byCode(wayIn(link), otherCode(link.code))).toEqual(REFUSED);
    expect(await byCode(wayIn(link), link.code)).toMatchObject({ ok: true });
  });

  test('dies after five wrong codes that come at a time', async () => {
    const link = await makeLink();
    const way = wayIn(link);
    await Promise.all(Array.from({ length: 20 }, () => byCode(way, otherCode(link.code))));
    const [row] = await owner.rows('SELECT failed_tries FROM mendwork.client_link WHERE id = $1', [
      way.linkId,
    ]);
    expect(row).toEqual({ failed_tries: 5 });
    expect(await byCode(way, link.code)).toEqual(REFUSED);
  });

  test('ends when a newer one is made', async () => {
    const [older, newer] = [wayIn(await makeLink()), wayIn(await makeLink())];
    expect(await links.enter(older)).toEqual(REFUSED);
    expect(await links.enter(newer)).toMatchObject({ ok: true });
  });

  test('is the only one, though many are made at a time', async () => {
    await Promise.all(Array.from({ length: 8 }, () => makeLink()));
    const live = 'SELECT FROM mendwork.client_link WHERE client_id = $1 AND ended_at IS NULL';
    expect(await owner.count(live, [clientId])).toBe(1);
  });

  test('lives ten minutes by the database’s clock', async () => {
    const link = await makeLink();
    const { linkId } = wayIn(link);
    const [row] = await owner.rows<{ life: number }>(
      'SELECT extract(epoch FROM expires_at - created_at)::float AS life FROM mendwork.client_link WHERE id = $1',
      [linkId],
    );
    expect(row?.life).toBeCloseTo(600, 1);
    await owner.rows(
      `UPDATE mendwork.client_link SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [linkId],
    );
    expect(await links.enter(wayIn(link))).toEqual(REFUSED);
    expect(await byCode(wayIn(link), link.code)).toEqual(REFUSED);
  });

  test('asked for again with its key is the same', async () => {
    const key = randomUUID();
    const [link, again] = [await makeLink(key), await makeLink(key)];
    expect(again).toEqual(link);
    expect(await links.enter(wayIn(again))).toMatchObject({ ok: true });
    expect(await makeLink()).not.toEqual(link);
  });

  test('has its secret where no server sees it, and nowhere in the tables', async () => {
    const link = await makeLink();
    const { secret, linkId } = wayIn(link);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(new URL(link.url).search).toBe('');
    const [row] = await owner.rows<{ text: string; secret_hash: Buffer }>(
      'SELECT l::text AS text, secret_hash FROM mendwork.client_link l WHERE id = $1',
      [linkId],
    );
    expect(row?.secret_hash).toEqual(hashOfSecret(secret));
    for (const known of [secret, link.code, Buffer.from(secret, 'base64url').toString('hex')])
      expect(row?.text).not.toContain(known);
  });
});

describe('a session', () => {
  const ask = async (cookie: Record<string, string>): Promise<number> =>
    (await app.graphql(cookie, '{ myAssignments { id } }')).status;
  const move = (change: string): Promise<unknown> =>
    owner.rows(`UPDATE mendwork.client_session SET ${change} WHERE client_id = $1`, [clientId]);

  test.each([
    ['14 minutes after it was used last', `seen_at = now() - interval '14 minutes'`, 200],
    ['15 minutes after it was used last', `seen_at = now() - interval '15 minutes'`, 401],
    ['a moment before its end', `expires_at = now() + interval '5 seconds'`, 200],
    ['after its end, though in use', `expires_at = now() - interval '1 second'`, 401],
  ])('%s', async (_when, change, status) => {
    const cookie = await app.signIn(practice.member, clientId);
    await move(change);
    expect(await ask(cookie)).toBe(status);
  });

  test('lasts twelve hours and is kept awake by use', async () => {
    const cookie = await app.signIn(practice.member, clientId);
    const [row] = await owner.rows<{ life: number }>(
      'SELECT extract(epoch FROM expires_at - created_at)::float AS life FROM mendwork.client_session WHERE client_id = $1',
      [clientId],
    );
    expect(row?.life).toBeCloseTo(12 * 3600, 1);
    for (let n = 0; n < 3; n++) {
      await move(`seen_at = seen_at - interval '10 minutes'`);
      expect(await ask(cookie)).toBe(200);
    }
  });

  test('ends when the client leaves, and no other with it', async () => {
    const [phone, laptop] = [
      await app.signIn(practice.member, clientId),
      await app.signIn(practice.member, clientId),
    ];
    const secret = phone.cookie?.split('.')[1] ?? '';
    const actor = {
      kind: 'client',
      practiceId: practice.practiceId,
      id: clientId,
      sessionHash: hashOfSecret(secret),
      place: 'own',
    } as const;
    const cleared = await runAsActor(actor, randomUUID(), () =>
      app.app.get(LoginWork).write(() => app.app.get(ClientSessionsService).end()),
    );
    expect(cleared).toBe('session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
    expect(await ask(phone)).toBe(401);
    expect(await ask(laptop)).toBe(200);
  });

  test('is kept in a cookie that scripts and other sites do not get', async () => {
    const entered = await links.enter(wayIn(await makeLink()));
    const secret = /^session=[\da-f-]{36}\.([\w-]{43}); Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/.exec(
      entered.ok ? entered.cookie : '',
    )?.[1];
    const [row] = await owner.rows<{ id_hash: Buffer; text: string }>(
      'SELECT id_hash, s::text AS text FROM mendwork.client_session s WHERE client_id = $1',
      [clientId],
    );
    expect(row?.id_hash).toEqual(hashOfSecret(secret ?? ''));
    expect(row?.text).not.toContain(secret);
  });

  test('over https has a cookie that belongs to this host alone', () => {
    const overHttps = new ClientSessionsService(
      app.app.get(LoginWork),
      app.app.get(Outbox),
      app.app.get(AuditService),
      true,
    );
    expect(overHttps.cleared()).toBe('__Host-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure');
  });
});
