import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { answering, assignFamilyHistory, handIn } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { openSignedIn, shoot, signedOut, violations } from './support/phone.js';
import { openSite, type Site } from './support/site.js';

/** The copy that a client keeps, as a phone's browser takes it. */
describeBrowser('the client’s own copy', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let origin: string;
  let client: Record<string, string>;
  let receipt: string;

  beforeAll(async () => {
    site = await openSite();
    ({ app, origin, browser } = site);
    practice = await app.practice('Example Practice');
    const clientId = await makeClient(app, practice.member, 'Ada Example');
    client = await app.signIn(practice.member, clientId);
    const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
    await handIn(app, client, assignmentId, [answering('learn.rule', 'We did not talk of it.')]);
    receipt = `${origin}/me/w/${assignmentId}/done`;
  });
  afterAll(() => site?.stop());

  test.each([true, false])(
    'is saved from beside the receipt under a name that says nothing (scripts: %s)',
    async (javaScriptEnabled) => {
      const { context, page, complaints } = await openSignedIn(browser, origin, client, {
        javaScriptEnabled,
      });
      await page.goto(receipt);
      if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
      await shoot(page, 'own-copy');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Keep a copy of what you wrote' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('worksheet.pdf');
      expect(
        readFileSync(await download.path())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
      // The page stays, and says no more than before.
      expect(page.url()).toBe(receipt);
      expect(await page.content()).not.toContain('We did not talk of it.');
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test('one can leave at once afterwards', async () => {
    const { context, page } = await openSignedIn(browser, origin, client);
    await page.goto(receipt);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Keep a copy of what you wrote' }).click(),
    ]);
    await download.path();
    await page.getByRole('button', { name: 'Leave now' }).click();
    await page.waitForURL('https://www.weather.gov/**');
    await signedOut(context);
    await context.close();
  });
});
