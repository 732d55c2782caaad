import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { assignFamilyHistory } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser, launchChromium } from './support/chromium.js';
import { type OwnServer, startOwnServer } from './support/own-server.js';
import {
  type Device,
  holdSaves,
  inField,
  live,
  openDevice,
  openSignedIn,
  saved,
  shoot,
  violations,
} from './support/phone.js';
import { openSite, type Site } from './support/site.js';

/** One worksheet in two tabs, a server that ends in the middle, and the way out of all tabs at once. */

const PEOPLE = 2;
const LEARNED = 5;

const gut = (page: Page) => page.getByLabel('When something felt wrong');
const longed = (page: Page) => page.getByLabel('What did you most want to be able to count on?');

describeBrowser('two tabs', () => {
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
    practice = await app.practice();
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    clientId = await makeClient(app, practice.member);
    assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  });

  const signedIn = async (): Promise<Device> =>
    openSignedIn(browser, origin, await app.signIn(practice.member, clientId));
  const open = async (page: Page, part = LEARNED): Promise<void> => {
    await page.goto(`${origin}/me/w/${assignmentId}?part=${part}`);
    await live(page);
  };
  const draft = async (): Promise<Record<string, unknown>> => {
    const client = await app.signIn(practice.member, clientId);
    const { data } = await app.graphql<{ myAssignments: { draft: { answers: Record<string, unknown> } }[] }>(
      client,
      '{ myAssignments { draft { answers } } }',
    );
    return data.myAssignments[0]?.draft.answers ?? {};
  };

  test('what is written in each goes together; of what is written in both each answer is chosen by itself', async () => {
    const { context, page } = await signedIn();
    const second = await context.newPage();
    await open(page);
    await open(second);
    await gut(page).fill('First tab.');
    await longed(page).fill('First tab as well.');
    await page.getByLabel('Who could you count on?').fill('Only here.');
    await saved(page);
    await second.bringToFront();
    const letGo = await holdSaves(second);
    await gut(second).fill('Second tab.');
    await longed(second).fill('Second tab as well.');
    letGo();
    await second.getByText('First tab.', { exact: true }).waitFor();
    await second.getByText('First tab as well.').waitFor();
    expect(await second.getByLabel('Who could you count on?').inputValue()).toBe('Only here.');
    expect(await second.locator('.save').innerText()).toBe('Two versions');
    expect(await violations(second)).toEqual([]);
    await shoot(second, 'two-versions');
    await second.getByRole('button', { name: 'Keep this one' }).first().click();
    await second.getByRole('button', { name: 'Keep the other one' }).click();
    await saved(second);
    expect(await draft()).toMatchObject({
      'learn.gut': { value: 'Second tab.' },
      'learn.longed': { value: 'First tab as well.' },
      'learn.safe': { value: 'Only here.' },
    });
    await context.close();
  });

  test('a row that one tab removes stays while the other has words for it, also such as cannot be saved yet', async () => {
    const { context, page } = await signedIn();
    await open(page, PEOPLE);
    await page.getByRole('button', { name: 'Add a person' }).click();
    await inField(page);
    await page.keyboard.type('Grandma Ada');
    await saved(page);
    await page.getByText('More about Grandma Ada').click();
    await page.getByLabel('Birth year').fill('about 1950');
    const second = await context.newPage();
    await open(second, PEOPLE);
    await second.getByText('Show or change Grandma Ada').or(second.getByText('Grandma Ada')).first().click();
    await second.getByText('Remove', { exact: true }).click();
    await second.getByRole('button', { name: 'Remove Grandma Ada' }).click();
    while ('members' in (await draft())) await second.waitForTimeout(100);
    await page.bringToFront();
    await page.getByRole('button', { name: 'Add another person' }).click();
    await inField(page);
    await page.keyboard.type('Ben');
    await page.getByText('One answer is not saved. Please check it').first().waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('link', { name: 'Grandma Ada: Birth year (a guess is fine)' }).click();
    await page.waitForFunction(() => (document.activeElement as HTMLInputElement).value === 'about 1950');
    await page.getByLabel('Birth year').fill('1950');
    await saved(page);
    const { members } = await draft();
    expect(JSON.stringify(members)).toMatch(/Grandma Ada.*1950|1950.*Grandma Ada/);
    await context.close();
  });

  test('leaving one tab blanks the other as well, from wherever on the page, and it stays out', async () => {
    const { context, page } = await signedIn();
    const second = await context.newPage();
    await second.goto(`${origin}/me`);
    await open(second);
    const list = await context.newPage();
    await list.goto(`${origin}/me`);
    await live(list);
    await open(page);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const leave = page.getByRole('button', { name: 'Leave now' });
    const box = await leave.boundingBox();
    expect(box && box.y >= 0 && box.y + box.height < 740).toBe(true);
    await page.bringToFront();
    await leave.click();
    for (const tab of [page, second, list]) await tab.waitForURL('https://www.weather.gov/');
    await second.goBack();
    await second.getByRole('heading', { name: /^Sign(ed out| in)$/ }).waitFor();
    await context.close();
  });
});

describeBrowser('a server that ends in the middle', () => {
  let server: OwnServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startOwnServer();
    browser = await launchChromium();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('loses nothing of what is typed, before, during and after', async () => {
    const { context, page } = await openDevice(browser);
    const { origin, token, clientId, link } = server;
    const made = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query:
          'mutation($i: AssignWorksheetInput!) { assignWorksheet(input: $i) { ... on Assignment { id } } }',
        variables: { i: { clientId, worksheetId: 'family-history', idempotencyKey: randomUUID() } },
      }),
    });
    const { data } = (await made.json()) as { data: { assignWorksheet: { id: string } } };
    const { pathname, hash } = new URL(link);
    await page.goto(`${origin}${pathname}${hash}`);
    await live(page);
    await page.getByRole('button', { name: 'Open my page' }).click();
    await page.waitForURL(`${origin}/me`);
    const address = `${origin}/me/w/${data.assignWorksheet.id}?part=${LEARNED}`;
    await page.goto(address);
    await live(page);
    await gut(page).pressSequentially('Typed before. ', { delay: 30 });
    const typing = gut(page).pressSequentially('Typed while it ended. ', { delay: 60 });
    await page.waitForTimeout(500);
    await server.kill();
    await typing;
    await page.getByText('Not saved yet. Trying again').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await server.start();
    await gut(page).press('End');
    await gut(page).pressSequentially('Typed after.');
    await saved(page);
    await page.goto(address);
    expect(await gut(page).inputValue()).toBe('Typed before. Typed while it ended. Typed after.');
    await context.close();
  }, 120_000);
});
