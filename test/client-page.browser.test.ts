import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { assignFamilyHistory } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import {
  type Device,
  drawn,
  holdSaves,
  inField,
  live,
  openDevice,
  overflow,
  saved,
  signedOut,
  violations,
} from './support/phone.js';
import { openSite, type Site } from './support/site.js';

/** The client's page, in a phone's browser, against the whole product. */

/** The parts of "My family story", as a practice without a risk protocol gives it. */
const PARTS = { open: 1, people: 2, home: 3, harm: 4, learned: 5, now: 6, close: 7 };

describeBrowser('the client’s page', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let origin: string;
  let clientId: string;
  let assignmentId: string;

  beforeAll(async () => {
    site = await openSite();
    ({ app, origin, browser } = site);
    practice = await app.practice('Example Practice');
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    clientId = await makeClient(app, practice.member, 'Ada Example');
    assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  });

  /** A new way in: the address on this server, and the code beside it. */
  const link = async (): Promise<{ address: string; code: string }> => {
    const made = await app.graphql<{ clientLink: { url: string; code: string } }>(
      practice.member,
      'mutation($input: ClientLinkInput!) { clientLink(input: $input) { ... on ClientLink { url code } } }',
      { input: { clientId, idempotencyKey: randomUUID() } },
    );
    const { pathname, hash } = new URL(made.data.clientLink.url);
    return { address: `${origin}${pathname}${hash}`, code: made.data.clientLink.code };
  };
  const device = (more: BrowserContextOptions = {}): Promise<Device> => openDevice(browser, more);
  const signIn = async (page: Page): Promise<void> => {
    await page.goto((await link()).address);
    await live(page);
    await page.getByRole('button', { name: 'Open my page' }).click();
    await page.waitForURL(`${origin}/me`);
  };
  const openPart = async (page: Page, part: keyof typeof PARTS): Promise<void> => {
    await page.goto(`${origin}/me/w/${assignmentId}?part=${PARTS[part]}`);
    await live(page);
  };
  const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
  const drafts = async (): Promise<Record<string, unknown>> => {
    const client = await app.signIn(practice.member, clientId);
    const { data } = await app.graphql<{ myAssignments: { draft: { answers: Record<string, unknown> } }[] }>(
      client,
      '{ myAssignments { draft { answers } } }',
    );
    return data.myAssignments[0]?.draft.answers ?? {};
  };

  test('from the link to the receipt: saved while typing, gone on with elsewhere, read through, handed in', async () => {
    const { context, page } = await device();
    const { address } = await link();
    await page.goto(address);
    await live(page);
    expect(page.url()).not.toContain('#');
    await page.getByRole('button', { name: 'Open my page' }).click();
    await page.waitForURL(`${origin}/me`);
    expect(await violations(page)).toEqual([]);

    await page.getByRole('link', { name: 'Start: My family story' }).click();
    await page.getByText('One part asks about abuse').waitFor();
    await live(page);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Start' }).click();
    await page.waitForFunction(() => document.title === 'Part 1 of 7');
    await page.getByLabel('Yes, I have privacy').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForFunction(() => document.title === 'Part 2 of 7');

    await page.getByRole('button', { name: 'Add a person' }).click();
    await inField(page);
    await page.keyboard.type('Grandma Ada');
    await page.getByLabel('How is this person related to you?').selectOption('Grandmother');
    await saved(page);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForFunction(() => document.title === 'Part 3 of 7');
    await page
      .getByRole('group', { name: 'We kept family secrets.' })
      .getByLabel('Often')
      .check({ force: true });
    await page.getByRole('button', { name: 'Skip Promises to me were broken.' }).click();
    await saved(page);
    expect(await violations(page)).toEqual([]);
    await context.close();

    const second = await device({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false });
    const laptop = second.page;
    await signIn(laptop);
    await laptop.getByRole('link', { name: 'Go on: My family story' }).click();
    await live(laptop);
    expect(await heading(laptop)).toBe('How trust worked at home');
    expect(
      await laptop.getByRole('group', { name: 'We kept family secrets.' }).getByLabel('Often').isChecked(),
    ).toBe(true);

    await openPart(laptop, 'close');
    await laptop.getByRole('button', { name: 'Read it through' }).click();
    await laptop.getByText('Grandma Ada').first().waitFor();
    expect(await violations(laptop)).toEqual([]);
    await laptop.getByRole('button', { name: 'Hand in' }).click();
    await laptop.waitForURL(/\/done$/);
    expect(await heading(laptop)).toBe('Handed in');
    expect(await laptop.content()).not.toContain('Grandma Ada');
    await laptop.goto(`${origin}/me/w/${assignmentId}?part=1`);
    expect(laptop.url()).toMatch(/\/done$/);
    await second.context.close();
  });

  test('a branch opens without a jump, and its words stay while it is closed', async () => {
    const { context, page } = await device();
    await signIn(page);
    await openPart(page, 'now');
    const echo = page.getByRole('group', { name: 'Does something in your relationship today' });
    const before = (await echo.boundingBox())?.y;
    await echo.getByLabel('Yes').check({ force: true });
    const what = page.getByLabel('What feels the same? What is different now?');
    await what.waitFor();
    expect((await echo.boundingBox())?.y).toBe(before);
    await what.fill('The waiting.');
    await echo.getByLabel('No', { exact: true }).check({ force: true });
    await drawn(page);
    expect(await what.count()).toBe(0);
    await echo.getByLabel('Yes').check({ force: true });
    expect(await what.inputValue()).toBe('The waiting.');
    await saved(page);
    await context.close();
  });

  test('without a network words wait in memory only, and go out when it is back', async () => {
    const { context, page } = await device();
    await signIn(page);
    await openPart(page, 'learned');
    await context.setOffline(true);
    await page.getByLabel('When something felt wrong').fill('I kept it to myself.');
    await page.getByText('Offline. Not kept on this device: stay on this page').first().waitFor();
    expect(await violations(page)).toEqual([]);
    const kept = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
    ]);
    expect(kept).toEqual([0, 0, 0, 0]);
    await context.setOffline(false);
    await saved(page);
    expect(await drafts()).toMatchObject({ 'learn.gut': { value: 'I kept it to myself.' } });
    await context.close();
  });

  test('what is typed just before the page goes away arrives', async () => {
    const { context, page } = await device();
    await signIn(page);
    await openPart(page, 'learned');
    await page.getByLabel('When something felt wrong').fill('The last words.');
    await page.getByRole('button', { name: 'Finish later' }).click();
    await page.waitForURL(`${origin}/me`);
    expect(await drafts()).toMatchObject({ 'learn.gut': { value: 'The last words.' } });
    await context.close();
  });

  test('a year that cannot be read stays, is pointed out on Continue, and keeps nothing else', async () => {
    const { context, page } = await device();
    await signIn(page);
    await openPart(page, 'people');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await inField(page);
    await page.keyboard.type('Ada');
    await page.getByText('More about Ada').click();
    const year = page.getByLabel('Birth year');
    await year.fill('about 1950');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'errors');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Ada: Birth year (a guess is fine)' }).click();
    await page.waitForFunction(() => (document.activeElement as HTMLInputElement).value === 'about 1950');
    await year.fill('1950');
    await saved(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForFunction(() => document.title === 'Part 3 of 7');
    await context.close();
  });

  test('two devices: both versions are shown and one is chosen', async () => {
    const phone = await device();
    await signIn(phone.page);
    await openPart(phone.page, 'learned');
    const laptop = await device();
    await signIn(laptop.page);
    await openPart(laptop.page, 'learned');
    const question = 'What did you most want to be able to count on?';
    await laptop.page.getByLabel(question).fill('From the laptop.');
    await saved(laptop.page);
    const letGo = await holdSaves(phone.page);
    await phone.page.getByLabel('Who could you count on?').fill('Nobody else wrote here.');
    await phone.page.getByLabel(question).fill('From the phone.');
    letGo();
    await phone.page.getByText('From the laptop.').waitFor();
    expect(await violations(phone.page)).toEqual([]);
    await phone.page.getByRole('button', { name: 'Keep this one' }).click();
    await saved(phone.page);
    expect(await drafts()).toMatchObject({
      'learn.longed': { value: 'From the phone.' },
      'learn.safe': { value: 'Nobody else wrote here.' },
    });
    await phone.context.close();
    await laptop.context.close();
  });

  test('without scripts: the code, a branch shown before moving on, a slip shown again, the way out', async () => {
    const { context, page } = await device({ javaScriptEnabled: false });
    const { address, code } = await link();
    await page.goto(address);
    await page.getByLabel('Type the 8-digit code').fill(`${code.slice(0, 4)} ${code.slice(4)}`);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(`${origin}/me`);

    await page.goto(`${origin}/me/w/${assignmentId}?part=${PARTS.harm}`);
    await page.getByLabel('Yes', { exact: true }).check({ force: true });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText(/more questions opened below/).waitFor();
    expect(await page.title()).toBe('Part 4 of 7');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/part=5/);

    await page.goto(`${origin}/me/w/${assignmentId}?part=${PARTS.people}`);
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel('Name, nickname, or letter').fill('Ada');
    await page.getByText(/More about/).click();
    await page.getByLabel('Birth year').fill('about 1950');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Please check').waitFor();
    expect(await page.getByLabel('Birth year').inputValue()).toBe('about 1950');
    await page.getByLabel('Birth year').fill('1950');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/part=3/);
    expect(await drafts()).toMatchObject({
      members: { rows: [{ answers: { label: { value: 'Ada' }, birth: { value: 1950 } } }] },
    });

    await page.goto(`${origin}/me/w/${assignmentId}/review`);
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.waitForURL(/\/done$/);
    await page.getByRole('button', { name: 'Leave now' }).click();
    await page.waitForURL('https://www.weather.gov/');
    const back = await page.goto(`${origin}/me`);
    expect(back?.status()).toBe(401);
    await context.close();
  });

  test('leave now: first in the order of keys, blank and signed out, and back does not bring it back', async () => {
    const { context, page } = await device();
    await signIn(page);
    await openPart(page, 'learned');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Leave now');
    await page.getByLabel('When something felt wrong').fill('Words before leaving.');
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
    await page.waitForURL('https://www.weather.gov/');
    await page.goBack();
    // The request that ends the session may still be on its way: then the page asks for a log-in.
    await page.getByRole('heading', { name: /^Sign(ed out| in)$/ }).waitFor();
    expect(await page.content()).not.toContain('Words before leaving.');
    await signedOut(context);
    await page.goto(`${origin}/me`);
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    expect(await drafts()).toMatchObject({ 'learn.gut': { value: 'Words before leaving.' } });
    await context.close();
  });

  test.each(['light', 'dark'] as const)(
    'no page of a worksheet has a fault of access, %s',
    async (colorScheme) => {
      const { context, page } = await device({ colorScheme });
      await signIn(page);
      for (const part of [0, ...Object.values(PARTS)]) {
        await page.goto(`${origin}/me/w/${assignmentId}?part=${part}`);
        await live(page);
        expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
      await context.close();
    },
  );
});
