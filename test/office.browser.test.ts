import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import jsqr from 'jsqr';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { assignFamilyHistory } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { makeLink } from './support/office.js';
import { type Device, live, openDevice, overflow, saved, shoot, violations } from './support/phone.js';
import { openSite, type Site } from './support/site.js';
import type { Sql } from './support/sql.js';

/** A clinic's tablet, from the clinician's hands into two clients' and back. */

const TABLET: BrowserContextOptions = { viewport: { width: 820, height: 1180 }, reducedMotion: 'reduce' };
const LEARNED = 5;
/** What nobody may find on the tablet who did not write it. */
const SECRET = 'We never said a word of it';

describeBrowser('a clinic’s tablet', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let sql: Sql;
  let origin: string;
  let first: string;
  let second: string;
  let assignmentId: string;
  let device: Device;
  let page: Page;

  beforeAll(async () => {
    site = await openSite({ knowsAddress: true });
    ({ app, origin, browser, sql } = site);
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    await sql.rows('DELETE FROM mendwork.rate_limit');
    practice = await app.practice('Example Practice');
    first = await makeClient(app, practice.member, 'Ada Example');
    second = await makeClient(app, practice.member, 'Bo Specimen');
    assignmentId = await assignFamilyHistory(app, practice.member, first);
    device = await openDevice(browser, TABLET);
    ({ page } = device);
  });

  const tabletAt = (): string => `${origin}/me/tablet/${practice.practiceId}`;
  const sheet = (part = LEARNED): string => `${origin}/me/w/${assignmentId}?part=${part}`;
  const rule = (on: Page = page) => on.getByLabel('When something felt wrong');
  const press = (name: string | RegExp, on: Page = page): Promise<void> =>
    on.getByRole('button', { name }).click();
  /** From one page of ours to another, as a link does. */
  const follow = async (address: string, on: Page = page): Promise<void> => {
    await Promise.all([
      on.waitForURL(address),
      on.evaluate((to) => setTimeout(() => location.assign(to)), address),
    ]);
    await live(on);
  };
  const open = (clientId: string): Promise<number> =>
    sql.count('SELECT FROM mendwork.client_session WHERE client_id = $1 AND expires_at > now()', [clientId]);
  const over = async (clientId: string): Promise<void> => {
    while ((await open(clientId)) > 0) await page.waitForTimeout(50);
  };
  const draft = async (): Promise<string> => {
    const { data } = await app.graphql(
      await app.signIn(practice.member, first),
      '{ myAssignments { draft { answers } } }',
    );
    return JSON.stringify(data);
  };
  /** Types the digits that a clinician has just been given for the client. */
  const letIn = async (clientId: string, on: Page = page): Promise<void> => {
    const { code } = await makeLink(app, practice.member, clientId);
    await on.getByRole('textbox').fill(code);
    await press('Go on', on);
    await on.waitForURL(`${origin}/me`);
  };
  const atTablet = async (on: Page = page): Promise<void> => {
    await on.waitForURL(tabletAt());
    await on.getByRole('heading', { name: 'Welcome' }).waitFor();
  };
  const inspect = async (name: string, on: Page = page): Promise<void> => {
    for (const [width, height] of [
      [360, 740],
      [820, 1180],
    ] as const) {
      await on.setViewportSize({ width, height });
      expect({ name, width, overflow: await overflow(on) }).toEqual({ name, width, overflow: 0 });
      await shoot(on, `office-${name}-${width}`, false);
      expect({ name, width, found: await violations(on) }).toEqual({ name, width, found: [] });
    }
  };
  /** All that a browser keeps where a page can get at it. */
  const kept = (on: Page = page): Promise<string> =>
    on.evaluate(async () =>
      JSON.stringify([
        Object.fromEntries(Object.entries(localStorage)),
        Object.fromEntries(Object.entries(sessionStorage)),
        (await indexedDB.databases()).map(({ name }) => name),
        await caches.keys(),
        document.cookie,
      ]),
    );
  const seen = (on: Page = page): Promise<string> =>
    on.evaluate(() =>
      [
        document.title,
        document.body.innerText,
        ...Array.from(document.querySelectorAll('input, textarea'), (field) =>
          field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
        ),
      ].join('\n'),
    );
  /** Goes back as far as it goes. What was there at each step. */
  const goBackAllTheWay = async (on: Page = page): Promise<string> => {
    const all: string[] = [];
    for (let n = 0; n < 12; n++) {
      if ((await on.goBack({ timeout: 5_000 }).catch(() => null)) === null) break;
      all.push(on.url(), await seen(on));
    }
    return all.join('\n');
  };
  /** What a camera reads that looks at the picture on the screen, and at a little beside it. */
  const addressOnScreen = async (): Promise<string | undefined> => {
    const { x, y, width, height } = (await page.getByRole('img').boundingBox()) ?? fail();
    const picture = await page.screenshot({
      clip: { x: x - 8, y: y - 8, width: width + 16, height: height + 16 },
    });
    const blank = await browser.newPage();
    const seenThere = await blank.evaluate(async (png) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const drawing = canvas.getContext('2d');
      drawing?.drawImage(bitmap, 0, 0);
      const { data } = drawing?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
      const greys = Array.from({ length: data.length / 4 }, (_none, at) => data[at * 4] ?? 0);
      return { width: bitmap.width, height: bitmap.height, greys };
    }, picture.toString('base64'));
    await blank.close();
    const pixels = seenThere.greys.flatMap((grey) => [grey, grey, grey, 255]);
    return jsqr.default(Uint8ClampedArray.from(pixels), seenThere.width, seenThere.height)?.data;
  };
  const cookieNames = async (context: BrowserContext = device.context): Promise<string[]> =>
    (await context.cookies()).map(({ name }) => name).toSorted();
  const signInMember = async (): Promise<void> => {
    const [name = '', value = ''] = String(practice.member.cookie).split('=');
    await device.context.addCookies([{ name, value, url: origin }]);
  };
  /** Opens the client's page in the clinician's own browser, from the console. */
  const handOver = async (): Promise<void> => {
    await signInMember();
    await page.goto(`${origin}/console`);
    await press('Hand over to Ada Example');
    await page.getByRole('radio', { name: 'A clinic device' }).check();
    await page.getByText('The code for the tablet').waitFor();
  };

  test('is handed over from the console, handed in on, and clears itself', async () => {
    await handOver();
    const other = await device.context.newPage();
    await other.goto(`${origin}/console`);
    await other.getByText('Bo Specimen').waitFor();
    await page.bringToFront();
    await inspect('hand-over');
    await press('Open on this device');
    await page.waitForURL(`${origin}/me`);

    // The clinician is out, in every tab and on the server.
    await other.waitForURL(`${origin}/me`);
    expect(await seen(other)).not.toContain('Specimen');
    await other.close();
    expect(await cookieNames()).toEqual(['handed-over', 'session']);
    expect(
      await sql.count('SELECT FROM mendwork.member_session WHERE member_id = $1 AND ended_at IS NULL', [
        practice.memberId,
      ]),
    ).toBe(0);
    await live(page);
    expect(await seen()).toContain('Clinic device');
    await inspect('home');

    // The client fills in and hands in.
    await follow(sheet());
    await rule().fill(SECRET);
    await saved(page);
    await inspect('part');
    const console = JSON.stringify({ 'mendwork.practice': practice.practiceId });
    expect(await kept()).toBe(`[${console},{},[],[],""]`);
    await page.reload();
    expect(await rule().inputValue()).toBe(SECRET);
    await follow(`${origin}/me/w/${assignmentId}/review`);
    await press('Hand in');
    await page.waitForURL(`${origin}/me/w/${assignmentId}/done`);
    await live(page);
    expect(await seen()).toMatch(/clears itself in (30|2\d) seconds/);
    await inspect('receipt');
    expect(await seen()).toMatch(/hand the tablet back/);

    // Nobody touches it any more.
    await page.clock.install();
    await page.reload();
    await live(page);
    await page.clock.fastForward(20_000);
    await press('Wait a little longer');
    await page.clock.fastForward(20_000);
    expect(await seen()).toMatch(/clears itself in (10|[4-9]) seconds/);
    await page.clock.fastForward(11_000);
    await atTablet();
    await over(first);
    expect(await kept()).toBe('[{},{},[],[],""]');
    expect(await cookieNames()).toEqual(['handed-over']);
    const back = await goBackAllTheWay();
    expect(back).not.toMatch(new RegExp(`${SECRET}|Specimen|Ada|Example Practice|Handed in|Part 5`));
    expect(device.complaints.filter((text) => !/status of 40[01]/.test(text))).toEqual([]);
    await device.context.close();
  }, 180_000);

  test.each([
    ['on a phone', 360, 740, 'light'],
    ['on a tablet that lies', 1180, 820, 'light'],
    ['on a desk', 1280, 800, 'dark'],
  ] as const)(
    'is led to the right page by a camera that looks at the screen, %s',
    async (_on, width, height, colorScheme) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await signInMember();
      await page.goto(`${origin}/console`);
      await press('Hand over to Ada Example');
      for (const where of ['Their own phone', 'A clinic device']) {
        await page.getByRole('radio', { name: where }).check();
        await page
          .getByText(where === 'A clinic device' ? 'The code for the tablet' : 'If you are asked for a code')
          .waitFor();
        await shoot(page, `office-qr-${where.slice(0, 1)}-${width}`, false);
        // The whole of it is in view, with nothing to be scrolled for first.
        const seenAtOnce = await page.getByRole('img').evaluate((image) => {
          const { top, bottom } = image.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        });
        expect([where, seenAtOnce]).toEqual([where, true]);
        const address = await addressOnScreen();
        const camera = await openDevice(browser);
        await camera.page.goto(address ?? '');
        await live(camera.page);
        await press('Open my page', camera.page);
        await camera.page.waitForURL(`${origin}/me`);
        expect((await seen(camera.page)).includes('Clinic device')).toBe(where === 'A clinic device');
        await camera.context.close();
      }
      await device.context.close();
    },
    120_000,
  );

  test('Back never leads into the console, nor to what the clinician looked at', async () => {
    await handOver();
    await press('Open on this device');
    await page.waitForURL(`${origin}/me`);
    expect(await goBackAllTheWay()).not.toMatch(/Specimen|Hand over|Sign out/);
    await page.goto(`${origin}/console`);
    expect(await seen()).not.toMatch(/Specimen|Hand over|Sign out/);
    await device.context.close();
  });

  test('opens by what is on the screen, also where another way in is still being made', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route(
      (address) => address.pathname === '/graphql',
      async (route) => {
        if (route.request().postData()?.includes('"place":"OWN"') === true) await held;
        await route.continue();
      },
    );
    await signInMember();
    await page.goto(`${origin}/console`);
    await press('Hand over to Ada Example');
    await page.getByRole('radio', { name: 'A clinic device' }).check();
    await page.waitForTimeout(500);
    const ownMade = page.waitForResponse((answer) => answer.request().postData()?.includes('OWN') === true);
    letGo();
    await ownMade;
    await page.waitForTimeout(200);
    await press('Open on this device');
    await page.waitForURL(`${origin}/me`);
    await device.context.close();
  });

  test('shows the next client nothing of the one before', async () => {
    await page.goto(tabletAt());
    await live(page);
    await inspect('tablet');
    await page.getByRole('textbox').fill('12345678');
    await press('Go on');
    await page.getByText('That code does not work').waitFor();
    await inspect('tablet-refused');
    await letIn(first);
    await follow(sheet());
    await rule().fill(SECRET);
    await saved(page);
    await press('Leave now');
    await atTablet();
    await over(first);

    await letIn(second);
    await live(page);
    expect(await seen()).toContain('Nothing is waiting for you');
    expect(await kept()).not.toContain(SECRET);
    for (const address of [sheet(), `${origin}/me/w/${assignmentId}/review`]) {
      await follow(address);
      expect(await seen()).toContain('There is nothing here');
    }
    await follow(`${origin}/me`);
    const back = await goBackAllTheWay();
    expect(back.split(tabletAt()).length).toBeGreaterThan(1);
    expect(back).not.toMatch(new RegExp(`${SECRET}|Ada|Part 5`));
    expect(await draft()).toContain(SECRET);
    await device.context.close();
  }, 120_000);

  test('that nobody touches for five minutes clears itself, with every word saved', async () => {
    await page.goto(tabletAt());
    await letIn(first);
    await page.clock.install();
    // What watches comes with the page, and stays when the network goes.
    const watch = page.waitForResponse(/open-.*\.js/);
    await follow(sheet());
    await (await watch).finished();
    await rule().fill(SECRET);
    await page.clock.runFor(3_000);
    await saved(page);
    await page.waitForTimeout(1_000);
    await page.clock.fastForward('04:05');
    await page.getByText('This page closes in one minute').waitFor();
    // Whoever only reads sends nothing else, and is not to be taken for gone by the server.
    const told = page.waitForRequest((asked) => asked.postData()?.includes('myAssignments') === true);
    await press('Stay here');
    await told;
    await page.clock.fastForward('04:30');
    expect(page.url()).toBe(sheet());
    await page.clock.fastForward('00:45');
    await atTablet();
    await over(first);
    expect(await draft()).toContain(SECRET);

    // The list as well.
    await letIn(first);
    await live(page);
    await page.clock.fastForward('05:10');
    await atTablet();
    await device.context.close();
  }, 120_000);

  test('that is put down clears itself also when the network went away at once', async () => {
    await page.goto(tabletAt());
    await letIn(first);
    await page.clock.install();
    // On a client’s own device it comes after a quarter of a minute.
    const watch = page.waitForResponse(/open-.*\.js/, { timeout: 10_000 });
    await follow(sheet());
    await (await watch).finished();
    await rule().waitFor();
    await device.context.setOffline(true);
    await page.waitForTimeout(1_000);
    await page.clock.fastForward('05:10');
    await rule().waitFor({ state: 'detached' });
    await device.context.close();
  });

  test('asks in place for a new code when the time is up, and goes on with every word', async () => {
    await page.goto(tabletAt());
    await letIn(first);
    await follow(sheet());
    await sql.rows(`UPDATE mendwork.client_session SET expires_at = now() WHERE client_id = $1`, [first]);
    await rule().fill(SECRET);
    const dialog = page.getByRole('dialog', { name: 'Ask for a new code' });
    await dialog.waitFor();
    expect(await dialog.innerText()).not.toMatch(/e-mail|message/i);
    await inspect('new-code');
    await dialog.getByLabel('New code').fill('12345678');
    await press('Go on');
    await dialog.getByText('That code does not work').waitFor();
    const { code } = await makeLink(app, practice.member, first);
    await dialog.getByLabel('New code').fill(code);
    await press('Go on');
    await dialog.waitFor({ state: 'detached' });
    await saved(page);
    expect(await rule().inputValue()).toBe(SECRET);
    expect(await draft()).toContain(SECRET);

    // Somebody else's code opens their own list, and nothing of this.
    await sql.rows(`UPDATE mendwork.client_session SET expires_at = now() WHERE client_id = $1`, [first]);
    await rule().fill(`${SECRET}, ever`);
    await dialog.waitFor();
    const { code: others } = await makeLink(app, practice.member, second);
    const asked: string[] = [];
    page.on('dialog', (asking) => {
      asked.push(asking.type());
      void asking.accept();
    });
    await dialog.getByLabel('New code').fill(others);
    await press('Go on');
    await page.waitForURL(`${origin}/me`);
    expect(await seen()).toContain('Nothing is waiting for you');
    expect(asked).toEqual([]);
    await device.context.close();
  }, 120_000);

  test('clears itself when the question for a new code stays unanswered', async () => {
    await page.goto(tabletAt());
    await letIn(first);
    await page.clock.install();
    await follow(sheet());
    await sql.rows(`UPDATE mendwork.client_session SET expires_at = now() WHERE client_id = $1`, [first]);
    await rule().fill(SECRET);
    await page.clock.runFor(4_000);
    await page.getByRole('dialog', { name: 'Ask for a new code' }).waitFor();
    await page.clock.fastForward('02:01');
    await page.clock.runFor(1_000);
    await atTablet();
    expect(await goBackAllTheWay()).not.toContain(SECRET);
    await device.context.close();
  });

  test('ends the session when the page is opened anew by its address', async () => {
    await page.goto(tabletAt());
    await letIn(first);
    await page.reload();
    expect(page.url()).toBe(`${origin}/me`);
    await page.close();
    const again = await device.context.newPage();
    await again.goto(`${origin}/me`);
    await atTablet(again);
    await over(first).catch(() => undefined);
    await device.context.close();
  });

  test('works without scripts, from the code to the cleared tablet', async () => {
    await device.context.close();
    device = await openDevice(browser, { ...TABLET, javaScriptEnabled: false });
    ({ page } = device);
    await page.goto(tabletAt());
    await letIn(first);
    await page.getByRole('link', { name: /^Start/ }).click();
    await page
      .getByRole('link', { name: /^Start/ })
      .or(page.getByRole('button', { name: 'Start' }))
      .first()
      .click();
    for (let n = 1; !page.url().endsWith('/review') && n < 15; n++) {
      if ((await rule().count()) > 0) await rule().fill(SECRET);
      await page.getByRole('button', { name: /^(Continue|Read it through)$/ }).click();
    }
    await press('Hand in');
    await page.waitForURL(`${origin}/me/w/${assignmentId}/done`);
    await page.getByText('hand the tablet back').waitFor();
    expect(await page.getByText('clears itself in').isVisible()).toBe(false);
    await shoot(page, 'office-receipt-no-script');
    await press('Finish now');
    await atTablet();
    expect(await open(first)).toBe(0);
    const { goBack } = { goBack: () => page.goBack({ timeout: 5_000 }).catch(() => null) };
    for (let n = 0; n < 6 && (await goBack()) !== null; n++)
      expect(await page.content()).not.toMatch(new RegExp(`${SECRET}|Ada`));
    await device.context.close();
  }, 120_000);
});

function fail(): never {
  throw new Error('There is no picture.');
}
