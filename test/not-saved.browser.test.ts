import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { answering, assignFamilyHistory, handIn, save } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { live, openSignedIn, saved } from './support/phone.js';
import { openSite, type Site } from './support/site.js';

/** Words that came as a form before the script did, and ways out of a page that cannot save. */

const LEARNED = 5;
const SCRIPT = '**/assets/main*.js';
const GUT = 'When something felt wrong';
const LONGED = 'What did you most want to be able to count on?';

describeBrowser('a page that is not saved', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let origin: string;
  let client: Record<string, string>;
  let id: string;

  beforeAll(async () => {
    site = await openSite({ languages: ['en-US', 'es-US'] });
    ({ app, origin, browser } = site);
    practice = await app.practice();
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    const clientId = await makeClient(app, practice.member);
    id = await assignFamilyHistory(app, practice.member, clientId);
    client = await app.signIn(practice.member, clientId);
  });

  const open = async (page: Page): Promise<unknown> => page.goto(`${origin}/me/w/${id}?part=${LEARNED}`);
  const draft = async (): Promise<unknown> => {
    const { data } = await app.graphql<{ myAssignments: { draft: { answers: unknown } }[] }>(
      client,
      '{ myAssignments { draft { answers } } }',
    );
    return data.myAssignments[0]?.draft.answers;
  };
  /** What the browser asks before it leaves; it is told to leave. */
  const questions = (page: Page): string[] => {
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    return asked;
  };
  /** Not every browser asks, so the page itself says what would be lost. */
  const told = (page: Page): Promise<void> =>
    page.locator('.save', { hasText: 'Not saved. Press again to leave anyway' }).waitFor();

  test('two versions that came as a form stay two when the script comes, and each is chosen by itself', async () => {
    const { page } = await openSignedIn(browser, origin, client);
    await page.route(SCRIPT, (route) => route.abort());
    await open(page);
    await save(app, client, id, [answering('learn.gut', 'There.'), answering('learn.longed', 'There.')]);
    await page.getByLabel(GUT).fill('Here.');
    await page.getByLabel(LONGED).fill('Here as well.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Keep this one').first().waitFor();
    await page.unroute(SCRIPT);
    await page.getByRole('button', { name: 'Keep the other one' }).first().click();
    await live(page);
    expect(await page.locator('.save').innerText()).toBe('Two versions');
    expect(await page.getByLabel(LONGED).inputValue()).toBe('Here as well.');
    expect(await draft()).toMatchObject({ 'learn.longed': { value: 'There.' } });
    await page.getByRole('button', { name: 'Keep this one' }).click();
    await saved(page);
    expect(await draft()).toMatchObject({
      'learn.gut': { value: 'There.' },
      'learn.longed': { value: 'Here as well.' },
    });
    await page.context().close();
  });

  test('a worksheet found closed is left by its link', async () => {
    const { page } = await openSignedIn(browser, origin, client);
    await open(page);
    await live(page);
    await handIn(app, client, id, [answering('learn.gut', 'There.')]);
    const asked = questions(page);
    await page.getByLabel(GUT).fill('Here.');
    await page.getByRole('link', { name: 'Go to your worksheets' }).click();
    await told(page);
    await page.getByRole('link', { name: 'Go to your worksheets' }).click();
    await page.waitForURL(`${origin}/me`);
    expect(asked).toEqual([]);
    await page.context().close();
  });

  test('another language is another page, and waits for what is on its way', async () => {
    const { page } = await openSignedIn(browser, origin, client);
    await open(page);
    await live(page);
    const asked = questions(page);
    await page.getByLabel(GUT).fill('Typed a moment ago.');
    await page.getByRole('button', { name: 'Español' }).click();
    await page.locator('html[lang="es-US"]').waitFor();
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'Typed a moment ago.' } });
    expect(asked).toEqual([]);
    await page.context().close();
  });

  test('before another language comes, it is told what would be lost', async () => {
    const { page } = await openSignedIn(browser, origin, client);
    await open(page);
    await live(page);
    const asked = questions(page);
    await save(app, client, id, [answering('learn.gut', 'There.')]);
    await page.getByLabel(GUT).fill('Here.');
    await page.getByText('Two versions').first().waitFor();
    await page.getByRole('button', { name: 'Español' }).click();
    await told(page);
    expect(await page.getByLabel(GUT).inputValue()).toBe('Here.');
    await page.getByRole('button', { name: 'Español' }).click();
    await page.locator('html[lang="es-US"]').waitFor();
    expect(asked).toEqual([]);
    await page.context().close();
  });

  test.each([
    ['Finish later', true],
    ['Stop for now', false],
  ])(
    'with two versions and no choice made, “%s” leaves; it says first what is lost: %s',
    async (name, tells) => {
      const { page } = await openSignedIn(browser, origin, client);
      await open(page);
      const asked = questions(page);
      await live(page);
      await save(app, client, id, [answering('learn.gut', 'There.'), answering('open.steady', 9)]);
      await page.getByLabel(GUT).fill('Here.');
      await page.getByText('Two versions').first().waitFor();
      for (const title of ['Part 6 of 7', 'Part 7 of 7']) {
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.waitForFunction((shown) => document.title === shown, title);
      }
      await page
        .getByRole('group', { name: 'How steady do you feel now?' })
        .getByLabel('3', { exact: true })
        .check();
      await page.getByRole('button', { name }).click();
      if (tells) {
        await told(page);
        await page.getByRole('button', { name }).click();
      }
      await page.waitForURL(`${origin}/me`);
      expect(asked).toEqual([]);
      expect(await draft()).toMatchObject({ 'close.steady': { value: 3 }, 'learn.gut': { value: 'There.' } });
      await page.context().close();
    },
  );
});
