import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { answer, assign, assignFamilyHistory, inRow } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { type Device, drawn, live, openSignedIn, signedOut, violations } from './support/phone.js';
import { openSite, type Site } from './support/site.js';

/** What the page does before the questions proper: the way back out, the pause, the promises; with scripts and without. */

describeBrowser('the first parts of a worksheet', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let origin: string;
  let client: { readonly id: string; readonly signedIn: Record<string, string> };
  let assignmentId: string;

  beforeAll(async () => {
    site = await openSite();
    ({ app, origin, browser } = site);
    practice = await app.practice();
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    const id = await makeClient(app, practice.member);
    client = { id, signedIn: await app.signIn(practice.member, id) };
    assignmentId = await assignFamilyHistory(app, practice.member, id);
  });

  const visit = (more: BrowserContextOptions = {}): Promise<Device> =>
    openSignedIn(browser, origin, client.signedIn, more);
  const openPart = (page: Page, part: number): Promise<unknown> =>
    page.goto(`${origin}/me/w/${assignmentId}?part=${part}`);
  /** The draft, seen by a browser that is signed in by itself. */
  const draft = async (): Promise<Record<string, unknown>> => {
    const { data } = await app.graphql<{
      myAssignments: { id: string; draft: { answers: Record<string, unknown> } }[];
    }>(await app.signIn(practice.member, client.id), '{ myAssignments { id draft { answers } } }');
    const found = data.myAssignments.find(({ id }) => id === assignmentId);
    if (!found) throw new Error('The client is shown no such assignment.');
    return found.draft.answers;
  };

  test('not a good moment: what was answered on the part is not sent, and the page is gone like any other', async () => {
    const { context, page } = await visit();
    const saves: string[] = [];
    page.on('request', (request) => {
      if (request.url() === `${origin}/graphql`) saves.push(request.postData() ?? '');
    });
    await openPart(page, 1);
    await live(page);
    const steady = page.getByRole('group', { name: 'How steady do you feel right now?' });
    await steady.getByLabel('5').check();
    await page.getByLabel('Yes, I have privacy').check();
    await page.getByText('Saves when you continue').waitFor();
    await page.getByLabel('Not right now').check();
    await drawn(page);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('https://www.weather.gov/');
    expect(saves).toEqual([]);
    expect(await draft()).toEqual({});
    await signedOut(context);
    await openPart(page, 1);
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    await context.close();
  });

  test('not a good moment, without scripts', async () => {
    const { context, page } = await visit({ javaScriptEnabled: false });
    await openPart(page, 1);
    await page.getByRole('group', { name: 'How steady do you feel right now?' }).getByLabel('5').check();
    await page.getByLabel('I would rather do this with my therapist').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('https://www.weather.gov/');
    expect(await draft()).toEqual({});
    expect((await page.goto(`${origin}/me`))?.status()).toBe(401);
    await context.close();
  });

  test('very shaky: the card opens under the question, and from it one can stop for now', async () => {
    const { context, page } = await visit();
    await openPart(page, 1);
    await live(page);
    const card = page.getByRole('status').filter({ hasText: 'Put both feet on the floor.' });
    await page.getByLabel('3', { exact: true }).check();
    await drawn(page);
    expect(await card.count()).toBe(0);
    await page.getByLabel('2', { exact: true }).check();
    await card.waitFor();
    expect(await violations(page)).toEqual([]);
    await card.getByText('Pause for three slow breaths').click();
    await card.getByText('Breathe in and count to three.').waitFor();
    await card.getByRole('button', { name: 'Stop for now' }).click();
    await page.waitForURL(`${origin}/me`);
    expect(await draft()).toEqual({ 'open.steady': { value: 2 } });
    await context.close();
  });

  test('very shaky, without scripts: the card is read before moving on', async () => {
    const { context, page } = await visit({ javaScriptEnabled: false });
    await openPart(page, 1);
    await page.getByLabel('0, Very shaky').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Please read the note below before you go on.').waitFor();
    await page.getByRole('status').filter({ hasText: 'Put both feet on the floor.' }).waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/part=2/);
    await context.close();
  });

  test('promises, without scripts: each with its answer and its note, kept under the promise', async () => {
    const promises = [
      inRow('ta.commit', 'p1', 'promise', 'Home by seven on weekdays'),
      inRow('ta.commit', 'p2', 'promise', 'Ask once before I look'),
    ];
    await answer(
      app,
      practice.member,
      client.signedIn,
      { clientId: client.id, worksheetId: 'trust-agreement' },
      promises,
    );
    const asked = { clientId: client.id, worksheetId: 'commitment-checkin', role: 'HURT' };
    assignmentId = (await assign(app, practice.member, asked)).id;
    const { context, page } = await visit({ javaScriptEnabled: false });
    await openPart(page, 2);
    await page.getByRole('group', { name: 'Ask once before I look' }).getByLabel('Not kept').check();
    await page.getByRole('group', { name: 'Home by seven' }).getByLabel('Kept', { exact: true }).check();
    await page
      .getByRole('group', { name: 'Home by seven' })
      .getByLabel('A note')
      .fill('Every day but Tuesday');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/part=3/);
    expect((await draft())['cc.each']).toEqual({
      rows: [
        { id: 'p1', answers: { answer: { value: 'kept' }, note: { value: 'Every day but Tuesday' } } },
        { id: 'p2', answers: { answer: { value: 'not_kept' } } },
      ],
    });
    await context.close();
  });
});
