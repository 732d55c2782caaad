import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { markWording } from '../src/core/worksheet/wording/marking.js';
import { answering, assign, inRow, save } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';

import { describeBrowser } from './support/chromium.js';
import { recordRiskProtocol } from './support/own-worksheet.js';
import {
  type Device,
  drawn,
  live,
  openSignedIn,
  overflow,
  saved,
  shoot,
  violations,
} from './support/phone.js';
import { openSite, type Site } from './support/site.js';

const LAPTOP: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  isMobile: false,
  hasTouch: false,
};
/** Five phrases, on lines of their own and across the ends of lines. */
const HARD =
  'I am sorry if you felt hurt by it.\n\nI know it was wrong, but things were said on both sides and I was so very tired ' +
  'that week.\nYou made me feel small, and I did it because I was drunk and stressed.\n\nPlease forgive me.\n';
const QUIET = 'I lied to you about the money. It was my choice.';

describeBrowser('the wording helper', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let origin: string;
  let client: Record<string, string>;
  let clientId: string;

  beforeAll(async () => {
    site = await openSite();
    ({ app, origin, browser } = site);
    practice = await app.practice('Example Practice');
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    clientId = await makeClient(app, practice.member, 'Ada Example');
    client = await app.signIn(practice.member, clientId);
  });

  const given = async (worksheetId: string): Promise<string> =>
    (await assign(app, practice.member, { clientId, worksheetId, role: 'REPAIRING' })).id;
  const open = async (id: string, title: string, more: BrowserContextOptions = {}): Promise<Device> => {
    const device = await openSignedIn(browser, origin, client, more);
    await device.page.goto(`${origin}/me/w/${id}?part=1`);
    const parts = Number(/of (\d+)/.exec(await device.page.title())?.[1]);
    for (let part = 1; part <= parts; part += 1) {
      await device.page.goto(`${origin}/me/w/${id}?part=${part}`);
      if ((await device.page.locator('h1').innerText()) === title) break;
    }
    if (more.javaScriptEnabled !== false) await live(device.page);
    return device;
  };
  const draft = (page: Page) => page.getByLabel('Put the parts together in your own words.');
  const writing = async (page: Page, text: string): Promise<void> => {
    await draft(page).fill(text);
    // Those of what stood there before may still be there.
    await page.waitForFunction((wanted) => {
      const marks = document.querySelector('.marks');
      return marks?.textContent?.includes(wanted) && marks.querySelector('mark');
    }, text);
  };

  test('marks phrases in a pause, asks a question for each, and lets one switch it off', async () => {
    const { context, page, complaints } = await open(await given('apology-builder'), 'My apology');
    expect(await page.locator('.notes').count()).toBe(0);
    await writing(page, HARD);
    const marks = markWording(HARD);
    expect(await page.locator('.marks mark').allTextContents()).toEqual(
      marks.map(({ start, end }) => HARD.slice(start, end)),
    );
    const notes = page.locator('.notes');
    expect(await notes.locator('li').count()).toBe(5);
    for (const { question } of marks) expect(await notes.innerText()).toContain(question);
    expect(await notes.innerText()).toContain('Sometimes the phrase is right. You decide.');
    expect(await notes.innerText()).not.toMatch(/\d/);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await shoot(page, 'wording');
    await notes.locator('summary').click();
    await page.locator('.marks mark').first().waitFor({ state: 'detached' });
    await draft(page).press('End');
    await page.keyboard.type(' It takes two.');
    await page.waitForTimeout(800);
    expect(await page.locator('.marks mark').count()).toBe(0);
    await notes.locator('summary').click();
    await page.locator('.marks mark').first().waitFor();
    // Nothing is in the way: the text is saved as it is, and one goes on.
    await saved(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Giving it');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test.each([
    ['320 px', { viewport: { width: 320, height: 640 } }],
    ['360 px', {}],
    ['1280 px, dark', { ...LAPTOP, colorScheme: 'dark' }],
    ['200% zoom', { ...LAPTOP, viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
  ] as const)('at %s each mark lies under its own phrase', async (name, more) => {
    const { context, page } = await open(await given('apology-builder'), 'My apology', more);
    await writing(page, HARD);
    await expectMarksInPlace(page);
    await shoot(page, `wording-${name.replaceAll(/\W+/g, '-')}`);
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await expectMarksInPlace(page);
    await page.evaluate(() => (document.documentElement.dir = 'ltr'));
    // Each paragraph runs the way of its own letters.
    await writing(page, `שלום, אני כותב לך.\n${HARD}`);
    await expectMarksInPlace(page);
    // Made small by hand, the text scrolls within, and the marks with it.
    await draft(page).evaluate((area) => {
      area.style.blockSize = '160px';
      area.style.setProperty('field-sizing', 'fixed');
    });
    await draft(page).evaluate((area) => area.scrollTo(0, 90));
    await drawn(page);
    await expectMarksInPlace(page);
    await page.evaluate(() => document.body.style.setProperty('font-size', '1.6rem'));
    await drawn(page);
    await expectMarksInPlace(page);
    await context.close();
  });

  test('is read to who cannot see the marks, and not at every letter', async () => {
    const { context, page } = await open(await given('apology-builder'), 'My apology');
    await writing(page, HARD);
    const described = await draft(page).evaluate((area) =>
      (area.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
    expect(described).toContain(markWording(HARD)[0]?.question);
    expect(await page.locator('.marks').getAttribute('aria-hidden')).toBe('true');
    expect(
      await page.locator('.notes').evaluate((notes) => notes.closest('[aria-live], [role="status"]')),
    ).toBeNull();
    expect(await draft(page).getAttribute('aria-invalid')).toBeNull();
    await context.close();
  });

  test('marks go nowhere: neither to the server nor to a print or a flag', async () => {
    const id = await given('apology-builder');
    const { context, page } = await open(id, 'My apology');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await writing(page, HARD);
    await saved(page);
    const all = sent.join('\n');
    expect(all).toContain('sorry if');
    for (const { code, name, question } of markWording(HARD)) {
      expect(all).not.toContain(question);
      expect(all).not.toContain(`"${code}"`);
      expect(all).not.toContain(`"${name}"`);
    }
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Giving it');
    await page.goto(`${origin}/me/w/${id}/review`);
    await live(page);
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.waitForURL(/\/done$/);
    const read = await app.graphql<{ assignment: { submissions: { flags: unknown[]; sums: unknown[] }[] } }>(
      practice.member,
      'query($id: ID!) { assignment(id: $id) { ... on Assignment { submissions { flags { code } sums { name } } } } }',
      { id },
    );
    expect(read.data.assignment.submissions).toEqual([{ flags: [], sums: [] }]);
    await context.close();
  });

  test('reads along in the rows of a list, under each field', async () => {
    const id = await given('step5-responsibility');
    await save(app, client, id, [
      { item: 's5.rewrite', row: 'a' },
      inRow('s5.rewrite', 'a', 'old', 'You made me.'),
      inRow('s5.rewrite', 'a', 'new', 'I did it, but you made me do it.'),
    ]);
    const { context, page } = await open(id, 'Ways I have dodged');
    await page.locator('details.card > summary').first().click();
    await page.locator('.marks mark').first().waitFor();
    expect(await page.locator('.marks mark').allTextContents()).toEqual(['you made me']);
    await expectMarksInPlace(page, '.marked textarea.line');
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'wording-row');
    await context.close();
  });

  test('without scripts the notes stand under the text that was saved', async () => {
    const id = await given('apology-builder');
    const { context, page } = await open(id, 'My apology', { javaScriptEnabled: false });
    await draft(page).fill(HARD);
    const here = page.url();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.waitForURL((url) => url.href !== here);
    await page.goBack();
    await page.reload();
    expect(await page.locator('.notes li').count()).toBe(5);
    expect(await page.locator('.notes').innerText()).toContain('You decide.');
    await shoot(page, 'wording-no-scripts');
    await draft(page).fill(QUIET);
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.locator('h1').innerText()).toBe('Giving it');
    await context.close();
  });

  test('twenty thousand letters are read along', async () => {
    const { context, page } = await open(await given('apology-builder'), 'My apology');
    const long = `${'I lied about the money and it was my choice. '.repeat(443)}You made me.`;
    await writing(page, long.slice(-20_000));
    expect(await page.locator('.marks mark').allTextContents()).toEqual(['You made me']);
    await expectMarksInPlace(page);
    await context.close();
  });

  test.each([true, false])(
    'words of dying bring help beside the text (scripts: %s)',
    async (javaScriptEnabled) => {
      const { context, page } = await open(await given('apology-builder'), 'My apology', {
        javaScriptEnabled,
      });
      const card = page.locator('.calm');
      await draft(page).fill('I cannot live with it. I want to die.');
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Continue' }).click();
      await card.locator('a[href="tel:988"]').waitFor();
      expect(await card.innerText()).toContain('This page is not watched day and night.');
      expect(await card.locator('a[href="tel:988"]').count()).toBe(1);
      expect(await card.evaluate((element) => element.closest('dialog'))).toBeNull();
      if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
      await shoot(page, `help-words-${javaScriptEnabled}`);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Giving it');
      await context.close();
    },
  );

  test.each([true, false])(
    '"Yes, today" brings help beside the question (scripts: %s)',
    async (javaScriptEnabled) => {
      await recordRiskProtocol(app, practice.member, 'within one working day');
      const id = await given('step5-responsibility');
      const { context, page } = await open(id, 'Two questions for everyone', { javaScriptEnabled });
      const question = page.getByRole('group', { name: 'In the past two weeks, have thoughts of ending' });
      await question.getByLabel('No', { exact: true }).check({ force: true });
      if (javaScriptEnabled) await saved(page);
      expect(await page.locator('.calm').count()).toBe(0);
      await question.getByLabel('Yes, today').check({ force: true });
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Continue' }).click();
      const card = question.locator('.calm');
      await card.waitFor();
      expect(await card.locator('a[href="tel:988"]').count()).toBe(1);
      if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await shoot(page, `help-today-${javaScriptEnabled}`);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForFunction(
        () => document.querySelector('h1')?.textContent !== 'Two questions for everyone',
      );
      await context.close();
    },
  );

  test('a saved text is marked when its part is opened, before anything is typed', async () => {
    const id = await given('apology-builder');
    await save(app, client, id, [answering('ap.draft', HARD)]);
    const { context, page, complaints } = await open(id, 'My apology');
    await page.locator('.marks mark').first().waitFor();
    await expectMarksInPlace(page);
    expect(await page.locator('.notes').count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

/**
 * Compares where the marks lie with where the control sets the same letters, as a copy of it says whose letters can be
 * measured: the control's own cannot.
 */
async function expectMarksInPlace(page: Page, control = '.marked textarea'): Promise<void> {
  const places = await page.locator(control).evaluate((area: HTMLTextAreaElement) => {
    const style = getComputedStyle(area);
    const twin = document.createElement('div');
    for (const name of style) twin.style.setProperty(name, style.getPropertyValue(name));
    const frame = area.getBoundingClientRect();
    const bar = area.offsetWidth - area.clientWidth - parseFloat(style.borderLeftWidth) * 2;
    Object.assign(twin.style, {
      position: 'absolute',
      insetInlineStart: 'auto',
      left: `${frame.left + scrollX}px`,
      top: `${frame.top + scrollY - area.scrollTop}px`,
      inlineSize: `${frame.width - bar}px`,
      blockSize: 'auto',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'break-word',
      overflow: 'visible',
    });
    twin.textContent = `${area.value}\u200B`;
    document.body.append(twin);
    const lines = (node: Node, start: number, end: number): number[][] => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      return [...range.getClientRects()].map(({ left, right, top, bottom }) => [
        left,
        right,
        (top + bottom) / 2,
      ]);
    };
    let from = 0;
    const found = [...document.querySelectorAll('.marks mark')].flatMap((mark) => {
      const phrase = mark.textContent ?? '';
      const at = area.value.indexOf(phrase, from);
      from = at + 1;
      // Word by word: where a line ends, the space that hangs over it is no letter.
      return [...phrase.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
        word,
        mark: lines(mark.firstChild as Node, index, index + word.length),
        letters: lines(twin.firstChild as Node, at + index, at + index + word.length),
      }));
    });
    twin.remove();
    return found;
  });
  expect(places.length).toBeGreaterThan(0);
  for (const { word, mark, letters } of places) {
    const off = mark.flatMap((line, nth) =>
      line.map((at, side) => Math.abs(at - (letters[nth]?.[side] ?? NaN))),
    );
    expect({ word, lines: mark.length, off: Math.max(...off) < 1 }).toEqual({
      word,
      lines: letters.length,
      off: true,
    });
  }
}
