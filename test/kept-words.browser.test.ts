import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { assignFamilyHistory } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { endSessions } from './support/left-sessions.js';
import { sayOfDevice } from './support/own-device.js';
import { filesWith, openProfile, type OwnBrowser } from './support/own-profile.js';
import { inField, live, openSignedIn, overflow, saved, shoot, violations } from './support/phone.js';
import { openSite, type Site } from './support/site.js';
import type { Sql } from './support/sql.js';

/** What becomes of words that could not be sent, on a device that is the client's alone and on one that is not. */

const LEARNED = 5;
const PEOPLE = 2;
const CANARY = 'Canary words that nobody else may read';

/** The same on all devices, whatever was said of them. */
const RULE = 'are kept on this device only if you have told us that it is yours alone';

describeBrowser('words that could not be sent', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let sql: Sql;
  let origin: string;
  let clientId: string;
  let assignmentId: string;

  beforeAll(async () => {
    site = await openSite({ knowsAddress: true });
    ({ app, origin, browser, sql } = site);
    practice = await app.practice('Example Practice');
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    clientId = await makeClient(app, practice.member, 'Ada Example');
    assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  });

  const enter = async (context: BrowserContext, who = clientId): Promise<void> => {
    const [name = '', value = ''] = ((await app.signIn(practice.member, who)).cookie ?? '').split('=');
    await context.addCookies([{ name, value, url: origin, expires: Date.now() / 1_000 + 3_600 }]);
  };
  const phone = async (who = clientId) =>
    openSignedIn(browser, origin, await app.signIn(practice.member, who), {
      userAgent:
        'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36',
    });
  const keyGiven = async (page: Page): Promise<unknown> => {
    const answer = await page.waitForResponse((response) => response.url().endsWith('/keep'));
    return answer.finished();
  };
  const open = async (page: Page, part = LEARNED, id = assignmentId): Promise<void> => {
    await page.goto(`${origin}/me/w/${id}?part=${part}`);
    await live(page);
  };
  /** Opens a part and waits until words would be kept. */
  const openKeeping = async (page: Page, part = LEARNED): Promise<void> => {
    const given = keyGiven(page);
    await open(page, part);
    await given;
  };
  const gut = (page: Page) => page.getByLabel('When something felt wrong');
  const longed = (page: Page) => page.getByLabel('What did you most want to be able to count on?');
  const kept = (page: Page): Promise<[string, string][]> => page.evaluate(() => Object.entries(localStorage));
  const keptIn = async (page: Page, count: number): Promise<unknown> =>
    page.waitForFunction((wanted) => localStorage.length === wanted, count);
  const traces = (page: Page): Promise<readonly number[]> =>
    page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
      (await navigator.serviceWorker.getRegistrations()).length,
    ]);
  /** Nothing lies on the device: the second copy goes a moment after the first. */
  const swept = async (page: Page): Promise<void> => {
    while ((await traces(page)).some((count) => count > 0)) await page.waitForTimeout(50);
  };
  const draft = async (who = clientId): Promise<Record<string, unknown>> => {
    const client = await app.signIn(practice.member, who);
    const { data } = await app.graphql<{
      myAssignments: { id: string; draft: { answers: Record<string, unknown> } }[];
    }>(client, '{ myAssignments { id draft { answers } } }');
    return data.myAssignments.find(({ id }) => id === assignmentId)?.draft.answers ?? {};
  };
  const submissions = (): Promise<number> =>
    sql.count('SELECT FROM mendwork.submission WHERE assignment_id = $1', [assignmentId]);
  /**
   * Kills a tab as a fault in the browser does. A save that was just being tried again would get through, by a browser
   * that is not offline any more.
   */
  const crash = async (context: BrowserContext, page: Page): Promise<void> => {
    const crashed = page.waitForEvent('crash');
    const cdp = await context.newCDPSession(page);
    await shiftSessions('-1 day');
    void cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
    await shiftSessions('1 day');
  };
  const shiftSessions = (by: string): Promise<unknown> =>
    sql.rows('UPDATE mendwork.client_session SET expires_at = expires_at + $1::interval', [by]);
  /** Loses the network for one page, as opposed to all of the browser. */
  const cutOff = async (context: BrowserContext, page: Page): Promise<void> => {
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.emulateNetworkConditions', {
      offline: true,
      latency: 0,
      downloadThroughput: 0,
      uploadThroughput: 0,
    });
  };
  /** Types without a network, until what was typed lies on the device. */
  const typeOffline = async (context: BrowserContext, page: Page, text: string): Promise<void> => {
    await context.setOffline(true);
    await gut(page).pressSequentially(text);
    await page.getByText('Offline. Kept on this phone').first().waitFor();
  };

  describe('on a device that is theirs alone', () => {
    beforeEach(() => sayOfDevice(app, practice.member, clientId));

    test('tab killed without a network, signed in again: every word comes back, is handed in once, and nothing stays', async () => {
      const { context, page } = await phone();
      await openKeeping(page);
      expect(await page.locator('.foot').innerText()).toContain(RULE);
      await gut(page).fill('Said before. ');
      await saved(page);
      expect(await page.locator('.save').innerText()).toMatch(/^Saved \d{1,2}:\d\d\s[AP]M$/);
      await keptIn(page, 0);
      await context.setOffline(true);
      await gut(page).press('End');
      await gut(page).pressSequentially(`${CANARY}, to the last letter.`);
      await page.getByText('Offline. Kept on this phone').first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await shoot(page, 'offline-kept', false);
      const entries = await kept(page);
      await crash(context, page);
      expect(entries).toHaveLength(1);
      expect(entries[0]?.[0]).toMatch(/^~[\w-]{20}$/);
      expect(JSON.stringify(entries)).not.toContain('Canary');
      expect(await draft()).toMatchObject({ 'learn.gut': { value: 'Said before. ' } });

      await context.setOffline(false);
      await endSessions(sql, clientId);
      const second = await context.newPage();
      await second.goto(`${origin}/me/w/${assignmentId}?part=${LEARNED}`);
      await second.getByRole('heading', { name: 'Sign in' }).waitFor();
      await live(second);
      expect(await kept(second)).toHaveLength(1);
      await enter(context);
      const saves: string[] = [];
      second.on('request', (request) => {
        if (request.url() === `${origin}/graphql`) saves.push(request.postData() ?? '');
      });
      await second.goto(`${origin}/me`);
      await live(second);
      expect(await kept(second)).toHaveLength(1);
      await openKeeping(second);
      await second.getByText('Words kept on this phone were added.').waitFor();
      expect(await violations(second)).toEqual([]);
      expect(await overflow(second)).toBe(0);
      await shoot(second, 'kept-added', false);
      await saved(second);
      await keptIn(second, 0);
      expect(await gut(second).inputValue()).toBe(`Said before. ${CANARY}, to the last letter.`);
      expect(saves.filter((save) => save.includes('Canary'))).toHaveLength(1);
      await second.goto(`${origin}/me/w/${assignmentId}/review`);
      await live(second);
      await second.getByRole('button', { name: 'Hand in' }).click();
      await second.waitForURL(/\/done$/);
      expect(await submissions()).toBe(1);
      await swept(second);
      await context.close();
    });

    test('what lies here is gone as soon as a worksheet is opened after the client has said otherwise', async () => {
      const { context, page } = await phone();
      await openKeeping(page);
      await typeOffline(context, page, CANARY);
      // By then there is a second copy.
      await page.waitForTimeout(1_500);
      expect((await traces(page)).some((count) => count > 0)).toBe(true);
      await crash(context, page);
      await context.setOffline(false);
      await sayOfDevice(app, practice.member, clientId, 'no_i_share_one');
      const second = await context.newPage();
      await open(second);
      await keptIn(second, 0);
      await swept(second);
      expect(await gut(second).inputValue()).toBe('');
      await context.close();
    });

    test('rows, what cannot be saved yet, and what was taken away come back as well', async () => {
      const { context, page } = await phone();
      await openKeeping(page, PEOPLE);
      await page.getByRole('button', { name: 'Add a person' }).click();
      await inField(page);
      await page.keyboard.type('Grandma Ada');
      await saved(page);
      await context.setOffline(true);
      await page.getByText('More about Grandma Ada').click();
      await page.getByLabel('Birth year').fill('about 1950');
      await page.getByLabel('How is this person related to you?').selectOption('Grandmother');
      await page.getByText('Offline. Kept on this phone').first().waitFor();
      // By then there is a second copy.
      await page.waitForTimeout(1_500);
      await crash(context, page);
      await context.setOffline(false);
      const second = await context.newPage();
      await openKeeping(second, PEOPLE);
      await second.getByText('Words kept on this phone were added.').waitFor();
      await second.getByText('One answer is not saved. Please check it').first().waitFor();
      expect(await draft()).toMatchObject({
        members: {
          rows: [{ answers: { label: { value: 'Grandma Ada' }, relation: { value: 'grandmother' } } }],
        },
      });
      await second.getByRole('button', { name: 'Continue' }).click();
      await second.getByRole('link', { name: 'Grandma Ada: Birth year (a guess is fine)' }).click();
      await second.waitForFunction(() => (document.activeElement as HTMLInputElement).value === 'about 1950');
      await second.getByLabel('Birth year').fill('1950');
      await saved(second);
      await keptIn(second, 0);
      await context.close();
    });

    test('what another device changed meanwhile is not written over: both are shown, and one is chosen', async () => {
      const { context, page } = await phone();
      await openKeeping(page);
      await gut(page).fill('Said before.');
      await saved(page);
      await context.setOffline(true);
      await gut(page).fill('From the phone.');
      await longed(page).fill('Nobody else wrote here.');
      await page.getByText('Offline. Kept on this phone').first().waitFor();
      // By then there is a second copy.
      await page.waitForTimeout(1_500);
      await crash(context, page);
      const laptop = await phone();
      await open(laptop.page);
      await gut(laptop.page).fill('From the laptop.');
      await saved(laptop.page);
      await laptop.context.close();
      await context.setOffline(false);

      const second = await context.newPage();
      await openKeeping(second);
      await second.getByText('From the laptop.').waitFor();
      while (!('learn.longed' in (await draft()))) await second.waitForTimeout(50);
      expect(await draft()).toMatchObject({
        'learn.gut': { value: 'From the laptop.' },
        'learn.longed': { value: 'Nobody else wrote here.' },
      });
      // Two versions stay two when the tab is killed again.
      await second.waitForTimeout(300);
      await crash(context, second);
      const third = await context.newPage();
      await openKeeping(third);
      await third.getByText('From the laptop.').waitFor();
      await third.getByRole('button', { name: 'Keep this one' }).click();
      await saved(third);
      expect(await draft()).toMatchObject({ 'learn.gut': { value: 'From the phone.' } });
      await keptIn(third, 0);
      await context.close();
    });

    test('a second tab leaves the words of the first to the first, and each keeps its own', async () => {
      const { context, page } = await phone();
      await openKeeping(page);
      await cutOff(context, page);
      await gut(page).fill('From the first tab.');
      await keptIn(page, 1);
      const second = await context.newPage();
      await openKeeping(second);
      await second.waitForTimeout(500);
      expect(await gut(second).inputValue()).toBe('');
      await cutOff(context, second);
      await longed(second).fill('From the second tab.');
      await keptIn(second, 2);
      await crash(context, page);
      await crash(context, second);
      const third = await context.newPage();
      await openKeeping(third);
      await saved(third);
      await keptIn(third, 0);
      expect(await draft()).toMatchObject({
        'learn.gut': { value: 'From the first tab.' },
        'learn.longed': { value: 'From the second tab.' },
      });
      await context.close();
    });

    test('"Leave now" takes kept words away, in every tab, and waits for no network', async () => {
      const { context, page } = await phone();
      const other = await context.newPage();
      await openKeeping(other);
      await openKeeping(page);
      await typeOffline(context, page, CANARY);
      await page.waitForTimeout(1_500);
      // Of another worksheet, from a visit before this.
      await page.evaluate(() => localStorage.setItem(`~${'x'.repeat(20)}`, 'sealed'));
      // From now on the network takes everything and answers nothing.
      await context.route(`${origin}/graphql`, () => undefined);
      const hangs = page.waitForRequest(`${origin}/graphql`);
      await context.setOffline(false);
      await hangs;
      const asked: string[] = [];
      page.on('dialog', (dialog) => {
        asked.push(dialog.type());
        void dialog.accept();
      });
      await page.bringToFront();
      const began = Date.now();
      await page.keyboard.press('Escape');
      // In one go with the look at the page, which is not there for long any more.
      const left = await page.evaluate(() => {
        for (let press = 0; press < 3; press += 1)
          dispatchEvent(new KeyboardEvent('keyup', { key: 'Shift' }));
        return [document.body.innerText, localStorage.length];
      });
      expect(left).toEqual(['', 0]);
      await page.waitForURL('https://www.weather.gov/');
      // A save is given up after 15 seconds.
      expect(Date.now() - began).toBeLessThan(8_000);
      expect(asked).toEqual([]);
      await other.waitForURL('https://www.weather.gov/');
      await other.goto(`${origin}/me`);
      await swept(other);
      await context.close();
    });

    test('another client who signs in gets neither words nor key, and takes the words away', async () => {
      const { context, page } = await phone();
      await openKeeping(page);
      await typeOffline(context, page, CANARY);
      await page.waitForTimeout(1_500);
      await crash(context, page);
      await context.setOffline(false);
      const ben = await makeClient(app, practice.member, 'Ben Example');
      await sayOfDevice(app, practice.member, ben);
      const bens = await assignFamilyHistory(app, practice.member, ben);
      await context.clearCookies();
      await enter(context, ben);
      const second = await context.newPage();
      await second.goto(`${origin}/me`);
      await live(second);
      await swept(second);
      for (const id of [assignmentId, crypto.randomUUID()]) {
        const answered = await second.evaluate(async (address) => {
          const reply = await fetch(address, { method: 'POST' });
          return [reply.status, reply.headers.get('cache-control'), await reply.text()];
        }, `${origin}/me/w/${id}/keep`);
        expect(answered).toEqual([200, 'no-store', '{}']);
      }
      await open(second, LEARNED, bens);
      await second.waitForTimeout(500);
      expect(await second.content()).not.toContain('Canary');
      await context.close();
    });

    test('where the browser has no room, the page says so', async () => {
      const { context, page } = await phone();
      await openKeeping(page);
      await page.evaluate(() => {
        for (let size = 2 ** 23; size >= 1; size /= 2) {
          try {
            localStorage.setItem(
              'of-the-host',
              (localStorage.getItem('of-the-host') ?? '') + 'x'.repeat(size),
            );
          } catch {
            // Half as much may still fit.
          }
        }
      });
      await context.setOffline(true);
      await gut(page).fill(CANARY);
      await page.getByText('Offline. No room to keep it here: stay on this page').first().waitFor();
      expect(await overflow(page)).toBe(0);
      await page.evaluate(() => localStorage.removeItem('of-the-host'));
      await gut(page).press('End');
      await gut(page).pressSequentially('!');
      await page.getByText('Offline. Kept on this phone').first().waitFor();
      await context.close();
    });

    test('what lies there and cannot be read, or belongs to a worksheet that is closed, is swept; the host’s stays', async () => {
      const { context, page } = await phone();
      await openKeeping(page);
      await typeOffline(context, page, CANARY);
      const [[name, sealed] = ['', '']] = await kept(page);
      await crash(context, page);
      await context.setOffline(false);
      const second = await context.newPage();
      await second.goto(`${origin}/me`);
      await second.evaluate(
        async ([own = '', text = '']) => {
          for (const { name: copy } of await indexedDB.databases()) indexedDB.deleteDatabase(copy ?? '');
          localStorage.setItem(own, text.slice(0, -1));
          localStorage.setItem(`${own.slice(0, 9)}closed00abcd`, text);
          localStorage.setItem('of-the-host', 'theirs');
        },
        [name, sealed],
      );
      await openKeeping(second);
      await keptIn(second, 1);
      expect(await kept(second)).toEqual([['of-the-host', 'theirs']]);
      expect(await gut(second).inputValue()).toBe('');
      await context.close();
    });

    test('a browser that is killed loses two seconds at most, with a network or without; its profile tells nobody', async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'profile-'));
      let own: OwnBrowser = await openProfile(folder);
      try {
        await enter(own.context);
        const page = await own.context.newPage();
        const sent: string[] = [];
        page.on('request', (request) => sent.push(request.postData() ?? ''));
        await openKeeping(page);
        await gut(page).pressSequentially(CANARY, { delay: 20 });
        await page.waitForTimeout(2_000);
        expect(sent.some((body) => body.includes(CANARY))).toBe(true);
        // The server may be busy.
        await saved(page);
        await own.kill();
        expect(await draft()).toMatchObject({ 'learn.gut': { value: CANARY } });

        own = await openProfile(folder);
        await enter(own.context);
        const second = await own.context.newPage();
        await openKeeping(second);
        await own.context.setOffline(true);
        await longed(second).pressSequentially('Canary words without a network', { delay: 20 });
        await second
          .getByText(/^Offline\. Kept/)
          .first()
          .waitFor();
        await second.waitForTimeout(2_000);
        await own.kill();
        expect(filesWith(folder, 'Canary')).toEqual([]);

        own = await openProfile(folder);
        await enter(own.context);
        const third = await own.context.newPage();
        await openKeeping(third);
        await third.getByText(/^Words kept on this/).waitFor();
        await saved(third);
        expect(await draft()).toMatchObject({
          'learn.gut': { value: CANARY },
          'learn.longed': { value: 'Canary words without a network' },
        });
        await own.quit();
        expect(filesWith(folder, 'Canary')).toEqual([]);
      } finally {
        await own.kill().catch(() => undefined);
        rmSync(folder, { recursive: true, force: true });
      }
    }, 120_000);
  });

  test.each([
    ['nothing was said of it', () => Promise.resolve()],
    ['they share it', () => sayOfDevice(app, practice.member, clientId, 'no_i_share_one')],
    ['somebody else sees it', () => sayOfDevice(app, practice.member, clientId, 'yes', 'not_sure')],
  ] as const)(
    'where %s nothing is kept, the page says so, and what was acknowledged is safe',
    async (_where, say) => {
      await say();
      const { context, page } = await phone();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await open(page);
      expect(await page.locator('.foot').innerText()).toContain(RULE);
      await gut(page).fill('Said before. ');
      await saved(page);
      await context.setOffline(true);
      await gut(page).press('End');
      await gut(page).pressSequentially(CANARY);
      await page.getByText('Offline. Not kept on this device: stay on this page').first().waitFor();
      expect(await traces(page)).toEqual([0, 0, 0, 0, 0]);
      await crash(context, page);
      await context.setOffline(false);
      const second = await context.newPage();
      await open(second);
      expect(await gut(second).inputValue()).toBe('Said before. ');
      expect(await traces(second)).toEqual([0, 0, 0, 0, 0]);
      expect(asked.filter((address) => address.endsWith('/keep'))).toEqual([]);
      await context.close();
    },
  );
});
