import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { assignFamilyHistory } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser, launchChromium } from './support/chromium.js';
import { listSites } from './support/embedding.js';
import { documented, type Heard, hostServer, type Visitor } from './support/host-page.js';
import { type HttpsServer, openHttps } from './support/https.js';
import { type Device, live, openDevice, overflow, saved, shoot, violations } from './support/phone.js';
import { connectTo, type Sql } from './support/sql.js';
import { programOf } from './support/staff.js';

/**
 * A client's pages in a frame of a host's page on another site, over https, in a browser that blocks the cookies of third
 * parties. The host's page and its server's call are those of docs/host.md.
 */

/** Words that must reach the host by no way. */
const CANARY = 'Quinceberry marmalade';
const NARROW: BrowserContextOptions = { ignoreHTTPSErrors: true };
const WIDE: BrowserContextOptions = {
  ...NARROW,
  viewport: { width: 1280, height: 800 },
  isMobile: false,
  hasTouch: false,
};
/** Browsers forget that somebody touched a page after five seconds. */
const FORGOTTEN_MS = 6_000;
const LEARNED = 5;
const LAST = 7;

describeBrowser('a client’s pages in a host’s page', () => {
  const servers: HttpsServer[] = [];
  const visitor: Visitor = { isSignedIn: true };
  let app: TestApp;
  let practice: TestPractice;
  let sql: Sql;
  let browser: Browser;
  let care: string;
  let portal: string;
  let stranger: string;
  let clientId: string;
  let assignmentId: string;
  let worksheetAddress: (clientId: string, assignmentId?: string) => Promise<string>;

  beforeAll(async () => {
    const [ours, theirs, others] = [await openHttps(), await openHttps(), await openHttps()];
    servers.push(ours, theirs, others);
    care = `https://care.localhost:${ours.port}`;
    portal = `https://portal.localhost:${theirs.port}`;
    stranger = `https://stranger.localhost:${others.port}`;
    app = await startTestApp({ publicAddress: care });
    await app.app.listen(0, '127.0.0.1');
    ours.serve(app.app.getHttpServer());
    for (const server of [theirs, others])
      server.serve(hostServer(care, () => worksheetAddress(clientId, assignmentId), visitor));
    practice = await app.practice('Example Practice', ['clinician', 'admin']);
    await listSites(app, practice.member, ['https://first.example', portal]);
    sql = await connectTo(app.database.url);
    worksheetAddress = await documentedCall();
    // Chromium blocks the cookies of third parties by itself by now; older ones want to be told.
    browser = await launchChromium(['--test-third-party-cookie-phaseout']);
  });
  afterAll(async () => {
    await browser?.close();
    await sql?.end();
    await app?.stop();
    for (const server of servers) await server.stop();
  });
  beforeEach(async () => {
    await sql.rows('DELETE FROM mendwork.rate_limit');
    visitor.isSignedIn = true;
    for (const server of servers) server.isBeforePartitions = false;
    clientId = await makeClient(app, practice.member, 'Ada Example');
    assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  });

  /** What docs/host.md says that a host's server does, with a program's token. */
  async function documentedCall(): Promise<typeof worksheetAddress> {
    const here = await app.app.getUrl();
    const { authorization = '' } = await programOf(app, practice, practice.memberId, ['read', 'write']);
    const code = `${documented('server call', care)}\nworksheetAddress`;
    return runInNewContext(code, {
      crypto,
      process: { env: { MENDWORK_TOKEN: authorization.replace('Bearer ', '') } },
      fetch: (url: string, init: RequestInit) => fetch(url.replace(care, here), init),
    }) as typeof worksheetAddress;
  }

  interface Opened extends Device {
    readonly frame: Frame;
  }
  const opened = async (more = NARROW, path = '/', part = '0'): Promise<Opened> => {
    const device = await openDevice(browser, more);
    await device.page.goto(`${portal}${path}`);
    const frame = await frameOf(device.page);
    await live(frame);
    if (part !== '0') {
      await frame.evaluate((to) => location.assign(to), `${care}/me/w/${assignmentId}?part=${part}`);
      await frame.waitForURL(`**part=${part}`);
      await live(frame);
    }
    return { ...device, frame };
  };
  const frameOf = async (page: Page): Promise<Frame> => {
    for (;;) {
      const frame = page.frames().find((each) => each.url().startsWith(`${care}/me`));
      if (frame) return frame;
      await page.waitForTimeout(50);
    }
  };
  const heard = (page: Page): Promise<Heard> =>
    page.evaluate(() => (window as unknown as { heard: Heard }).heard);
  const hears = (page: Page, type: string): Promise<unknown> =>
    page.waitForFunction(
      (wanted) =>
        (window as unknown as { heard: Heard }).heard.events.some(
          (event) => event.type === `mendwork-${wanted}`,
        ),
      type,
    );
  const gut = (frame: Frame) => frame.getByLabel('When something felt wrong');
  const draft = async (): Promise<Record<string, unknown>> => {
    const client = await app.signIn(practice.member, clientId);
    const { data } = await app.graphql<{ myAssignments: { draft: { answers: Record<string, unknown> } }[] }>(
      { cookie: client.cookie ?? '', 'sec-fetch-site': 'same-origin' },
      '{ myAssignments { draft { answers } } }',
    );
    return data.myAssignments[0]?.draft.answers ?? {};
  };
  const submissions = (): Promise<number> =>
    sql.count('SELECT FROM mendwork.submission WHERE assignment_id = $1', [assignmentId]);
  const sessionsOpen = (): Promise<number> =>
    sql.count('SELECT FROM mendwork.client_session WHERE client_id = $1 AND expires_at > now()', [clientId]);
  const frameHeight = (page: Page): Promise<number> =>
    page.evaluate(
      () =>
        document.querySelector('mendwork-worksheet')?.shadowRoot?.querySelector('iframe')?.offsetHeight ?? 0,
    );
  const contentHeight = (frame: Frame): Promise<number> =>
    frame.evaluate(() => Math.ceil(document.getElementById('app')?.getBoundingClientRect().height ?? 0));
  const settled = async (page: Page, frame: Frame): Promise<void> => {
    while ((await frameHeight(page)) !== (await contentHeight(frame))) await page.waitForTimeout(50);
  };

  test('filled in, saved and handed in; the host hears of it, and of no word', async () => {
    const { context, page, frame, complaints } = await opened(NARROW, '/', String(LEARNED));
    expect(await violations(frame)).toEqual([]);
    expect(await overflow(frame)).toBe(0);
    expect(await overflow(page)).toBe(0);
    await gut(frame).fill(CANARY);
    await saved(frame);
    await hears(page, 'saved');
    expect(await draft()).toMatchObject({ 'learn.gut': { value: CANARY } });
    await shoot(page, 'embed-part');
    for (let part = LEARNED; part < LAST; part += 1) {
      await frame.getByRole('button', { name: 'Continue' }).click();
      await frame.waitForURL(`**part=${part + 1}`);
    }
    await frame.getByRole('button', { name: 'Read it through' }).click();
    await frame.waitForURL('**/review');
    expect(await violations(frame)).toEqual([]);
    await frame.getByRole('button', { name: 'Hand in' }).click();
    await frame.waitForURL('**/done');
    await live(frame);
    expect(await violations(frame)).toEqual([]);
    expect(await frame.getByRole('link', { name: /copy|log-in|Read what/ }).count()).toBe(0);
    expect(await submissions()).toBe(1);
    await hears(page, 'submitted');
    await shoot(page, 'embed-receipt');

    const { messages, events } = await heard(page);
    const told = JSON.stringify({ messages, events });
    for (const secret of [
      CANARY,
      'family',
      'learn',
      'Ada',
      clientId,
      assignmentId,
      practice.practiceId,
      'Part ',
    ])
      expect(told).not.toContain(secret);
    expect(new Set(messages.map(({ origin }) => origin))).toEqual(new Set([care]));
    for (const { data } of messages) {
      const { source, version, type, height, part, ...rest } = data as Record<string, unknown>;
      expect({ source, version, rest }).toEqual({ source: 'mendwork', version: 1, rest: {} });
      expect(['height', 'part', 'saved', 'submitted']).toContain(type);
      expect(typeof height).toBe(type === 'height' ? 'number' : 'undefined');
      expect(typeof part).toBe(type === 'part' ? 'number' : 'undefined');
    }
    const parts = events.filter(({ type }) => type === 'mendwork-part').map(({ detail }) => detail);
    expect(parts).toEqual([0, 5, 6, 7, 0, 0].map((part) => ({ part })));
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the host’s page cannot read, script or style what is in the frame', async () => {
    const { context, page } = await opened();
    const reached = await page.evaluate(() => {
      const frame = document.querySelector('mendwork-worksheet')?.shadowRoot?.querySelector('iframe');
      const tried = (read: () => unknown): unknown => {
        try {
          return read();
        } catch (error) {
          return (error as Error).name;
        }
      };
      return {
        document: tried(() => frame?.contentDocument),
        text: tried(() => frame?.contentWindow?.document.body.textContent),
        address: tried(() => frame?.contentWindow?.location.href),
        cookies: document.cookie,
        sandbox: frame?.getAttribute('sandbox'),
        allow: frame?.getAttribute('allow'),
        policy: frame?.referrerPolicy,
      };
    });
    expect(reached).toEqual({
      document: null,
      text: 'SecurityError',
      address: 'SecurityError',
      cookies: '',
      sandbox: 'allow-scripts allow-forms allow-same-origin allow-top-navigation-by-user-activation',
      allow: '',
      policy: 'origin',
    });
    const fetched = await page.evaluate(async (address) => {
      const asked = await Promise.all(
        [{}, { mode: 'no-cors' as const }].map((mode) =>
          fetch(address, { credentials: 'include', ...mode }).then(
            ({ type, status }) => `${type} ${status}`,
            (error: Error) => error.name,
          ),
        ),
      );
      return asked;
    }, `${care}/me`);
    expect(fetched).toEqual(['TypeError', 'TypeError']);
    await context.close();
  });

  test('a site that is not listed gets nothing from the browser, and no session is started', async () => {
    const { context, page } = await openDevice(browser, NARROW);
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(stranger);
    await refused;
    expect(page.frames().some((frame) => frame.url().startsWith(`${care}/me`))).toBe(false);
    expect(await sessionsOpen()).toBe(0);
    expect((await heard(page)).messages).toEqual([]);
    await context.close();
  });

  test('the browser does block cookies of third parties, and the frame needs none', async () => {
    const { context, frame } = await opened();
    const cookies = await context.cookies(care);
    expect(
      cookies.map(({ name, sameSite, secure, httpOnly }) => ({ name, sameSite, secure, httpOnly })),
    ).toEqual(
      ['__Host-framed-session', '__Host-framed-look'].map((name) => ({
        name,
        sameSite: 'None',
        secure: true,
        httpOnly: true,
      })),
    );
    expect(cookies.every((cookie) => (cookie as { partitionKey?: string }).partitionKey !== undefined)).toBe(
      true,
    );
    // A cookie without `Partitioned` comes along to a window of its own, and to no frame.
    await context.addCookies([
      { name: 'plain', value: '1', domain: 'care.localhost', path: '/', secure: true, sameSite: 'None' },
    ]);
    await frame.evaluate((to) => location.assign(to), `${care}/me`);
    await frame.getByRole('heading', { name: 'Your worksheets' }).waitFor();
    const inTheFrame = servers[0]?.brought.get('/me') ?? '';
    expect(inTheFrame).toContain('__Host-framed-session=');
    expect(inTheFrame).not.toContain('plain=');
    const alone = await context.newPage();
    await alone.goto(`${care}/me`);
    expect(servers[0]?.brought.get('/me')).toBe('plain=1');
    expect(await alone.title()).toBe('Signed out');
    await context.close();
  });

  test.each([
    ['with scripts', '/', NARROW],
    ['without', '/bare', { ...NARROW, javaScriptEnabled: false }],
  ])(
    'a browser that keeps no cookies in frames says so, and opens the worksheet in the whole window, %s',
    async (_how, path, more) => {
      for (const server of servers) server.isBeforePartitions = true;
      const { context, page } = await openDevice(browser, more);
      await page.goto(`${portal}${path}`);
      const frame = await frameOf(page);
      await frame.getByRole('heading', { name: 'Open it in this window' }).waitFor();
      expect(await context.cookies(care)).toEqual([]);
      expect(await overflow(frame)).toBe(0);
      if (more === NARROW) {
        expect(await violations(frame)).toEqual([]);
        await shoot(page, 'embed-apart');
      }
      await frame.getByRole('link', { name: 'Open it' }).click();
      await page.waitForURL(`${care}/me/w/${assignmentId}?embed=${practice.practiceId}`);
      await page.getByLabel('E-mail').waitFor();
      expect(await overflow(page)).toBe(0);
      await page.goBack();
      expect(page.url()).toBe(`${portal}${path}`);
      await context.close();
    },
  );

  test('the frame is as high as its page, and follows it up and down', async () => {
    const { context, page, frame } = await opened(NARROW, '/', String(LEARNED));
    await settled(page, frame);
    const before = await frameHeight(page);
    await gut(frame).fill(Array.from({ length: 12 }, (_, line) => `Line ${line}`).join('\n'));
    await page.waitForFunction(
      (height) =>
        (document.querySelector('mendwork-worksheet')?.shadowRoot?.querySelector('iframe')?.offsetHeight ??
          0) > height,
      before,
    );
    await settled(page, frame);
    await gut(frame).fill('');
    while ((await frameHeight(page)) !== before) await page.waitForTimeout(50);
    expect(
      await frame.evaluate(() => document.documentElement.scrollHeight - innerHeight),
    ).toBeLessThanOrEqual(0);
    await context.close();
  });

  test('the way out stays in sight while the host’s page scrolls, and a new part begins at its top', async () => {
    const { context, page, frame } = await opened(NARROW, '/', String(LEARNED));
    await settled(page, frame);
    await page.evaluate(() => scrollTo(0, 1_500));
    const leave = frame.getByRole('button', { name: 'Leave now' });
    const inSight = async (): Promise<boolean> => {
      const { y = -1, height = 0 } = (await leave.boundingBox()) ?? {};
      return y >= 0 && y + height <= 740;
    };
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1_000);
    while (!(await inSight())) await page.waitForTimeout(50);
    await shoot(page, 'embed-scrolled', false);
    await frame.getByRole('button', { name: 'Continue' }).click();
    await frame.waitForURL('**part=6');
    await page.waitForFunction(() => {
      const { top = 1 } = document.querySelector('mendwork-worksheet')?.getBoundingClientRect() ?? {};
      return Math.abs(top) < 2;
    });
    await context.close();
  });

  const LEAVING: [string, BrowserContextOptions, (frame: Frame, page: Page) => Promise<unknown>][] = [
    ['“Leave now”', NARROW, (frame) => frame.getByRole('button', { name: 'Leave now' }).click()],
    [
      'three Shifts',
      WIDE,
      async (frame, page) => {
        await frame.getByRole('heading', { level: 1 }).click();
        for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
      },
    ],
  ];
  for (const path of ['/', '/bare'])
    test.each(LEAVING)(
      `%s moves the whole window from ${path}, and Back shows nothing`,
      async (_by, more, leaveBy) => {
        const { context, page, frame } = await opened(more, path, String(LEARNED));
        await gut(frame).fill(CANARY);
        await saved(frame);
        const before = await page.evaluate(() => history.length);
        await leaveBy(frame, page);
        while (page.url() !== 'https://www.weather.gov/') await page.waitForTimeout(50);
        while ((await sessionsOpen()) > 0) await page.waitForTimeout(50);
        while (visitor.isSignedIn) await page.waitForTimeout(50);
        // The frame and the page around it both lead out.
        await page.waitForLoadState('networkidle');
        expect(await page.evaluate(() => history.length)).toBe(before);
        for (let step = 0; step < before; step += 1) {
          await page.goBack({ waitUntil: 'load', timeout: 3_000 }).catch(() => undefined);
          for (const each of page.frames())
            expect(await each.evaluate(() => document.documentElement.textContent)).not.toContain(CANARY);
        }
        await context.close();
      },
    );

  test('where the browser moves no window, the frame is empty at once and the host is told where to go', async () => {
    const { context, page, frame } = await opened(WIDE, '/bare', String(LEARNED));
    // A key that alters others is no act of the user's to a browser; the last one was too long ago.
    await frame.evaluate((wait) => {
      setTimeout(() => {
        for (let press = 0; press < 3; press += 1)
          dispatchEvent(new KeyboardEvent('keyup', { key: 'Shift' }));
      }, wait);
    }, FORGOTTEN_MS);
    await page.waitForFunction(() =>
      (window as unknown as { heard: Heard }).heard.messages.some(
        ({ data }) => (data as { type: string }).type === 'left',
      ),
    );
    const { messages } = await heard(page);
    expect(messages.map(({ data }) => data)).toContainEqual({
      source: 'mendwork',
      version: 1,
      type: 'left',
      exit: 'https://www.weather.gov/',
    });
    expect(page.url()).toBe(`${portal}/bare`);
    while (page.frames()[1]?.url() !== 'about:blank') await page.waitForTimeout(50);
    while ((await sessionsOpen()) > 0) await page.waitForTimeout(50);
    await context.close();
  });

  test('a session that is over opens again through the host, and what was typed meanwhile is saved once', async () => {
    const { context, page, frame } = await opened(NARROW, '/', String(LEARNED));
    await gut(frame).fill('First words.');
    await saved(frame);
    await sql.rows('UPDATE mendwork.client_session SET expires_at = now() WHERE client_id = $1', [clientId]);
    await gut(frame).fill('First words. Second words.');
    const dialog = frame.getByRole('dialog', { name: 'This page has closed' });
    await dialog.waitFor();
    expect(await violations(frame)).toEqual([]);
    expect(await dialog.getByRole('textbox').count()).toBe(0);
    await shoot(page, 'embed-closed', false);
    expect((await heard(page)).events.some(({ type }) => type === 'mendwork-expired')).toBe(false);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.waitFor({ state: 'detached' });
    await saved(frame);
    await hears(page, 'expired');
    expect(frame.url()).toBe(`${care}/me/w/${assignmentId}?part=${LEARNED}`);
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'First words. Second words.' } });
    await context.close();
  });

  test('a page that is opened when the session is over says so, and opens again through the host', async () => {
    const { context, page, frame } = await opened();
    await sql.rows('UPDATE mendwork.client_session SET expires_at = now() WHERE client_id = $1', [clientId]);
    await frame.evaluate((to) => location.assign(to), `${care}/me`);
    await frame.getByRole('heading', { name: 'This page has closed' }).waitFor();
    await live(frame);
    expect(await violations(frame)).toEqual([]);
    expect(await overflow(frame)).toBe(0);
    await shoot(page, 'embed-closed-page');
    await frame.getByRole('button', { name: 'Go on' }).click();
    await frame.waitForURL(`**/me/w/${assignmentId}*`);
    await context.close();
  });

  test('without scripts in the frame it goes as well, and a form that came too late is not lost', async () => {
    const { page, context } = await openDevice(browser, { ...NARROW, javaScriptEnabled: false });
    await page.goto(`${portal}/bare`);
    const frame = await frameOf(page);
    await frame.goto(`${care}/me/w/${assignmentId}?part=${LEARNED}`, { referer: `${portal}/` });
    await gut(frame).fill('Typed without scripts.');
    await sql.rows('UPDATE mendwork.client_session SET expires_at = now() WHERE client_id = $1', [clientId]);
    await frame.getByRole('button', { name: 'Continue' }).click();
    await frame.getByText('is not sent yet').waitFor();
    const other = await context.newPage();
    await other.goto(`${portal}/bare`);
    await frameOf(other);
    await frame.getByRole('button', { name: 'Send it' }).click();
    await frame.waitForURL('**part=6');
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'Typed without scripts.' } });
    await context.close();
  });

  test('without scripts “Leave now” moves the window and ends the session, though its cookie stays behind', async () => {
    const { page, context } = await openDevice(browser, { ...NARROW, javaScriptEnabled: false });
    await page.goto(`${portal}/bare`);
    const frame = await frameOf(page);
    expect(await sessionsOpen()).toBe(1);
    await frame.getByRole('button', { name: 'Leave now' }).click();
    while (page.url() !== 'https://www.weather.gov/') await page.waitForTimeout(50);
    while ((await sessionsOpen()) > 0) await page.waitForTimeout(50);
    await context.close();
  });

  test('wears the host’s colours, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { context, page, frame } = await opened({ ...WIDE, colorScheme }, '/', String(LEARNED));
      const [accent, radius] = await frame.evaluate(() => {
        const style = getComputedStyle(document.documentElement);
        return ['--accent', '--radius'].map((name) => style.getPropertyValue(name).trim());
      });
      expect(radius).toBe('8px');
      if (colorScheme === 'light') expect(accent).toBe('#5b2a6e');
      await frame.getByRole('button', { name: 'Continue' }).scrollIntoViewIfNeeded();
      expect(await violations(frame)).toEqual([]);
      await shoot(page, `embed-${colorScheme}`);
      await context.close();
    }
  });
});
