import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import { answering, save } from './support/answering.js';
import type { TestApp } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { patchesOf, readFilled } from './support/filled.js';
import { drawn, live, openSignedIn, overflow, saved, violations } from './support/phone.js';
import { type GivenSheet, SheetDesk } from './support/sheet-desk.js';
import { openSite, type Site } from './support/site.js';

/** The client's page for whoever reads large letters, goes by keys, sees in high contrast, reads from the right, prints. */

const PHONE = { width: 360, height: 740 };
/** 1280 × 1024 at 400 %. */
const FOUR_TIMES = { width: 320, height: 256 };
const MOST_STEPS = 300;
/** WCAG 1.4.12. */
const WIDE_TEXT = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }`;
const LARGE_TEXT = 'html { font-size: 200%; }';
/** A part with statements, one with cards, one with promises. */
const PARTS = [
  ['family-history', 2],
  ['family-history', 3],
  ['family-history', 5],
  ['commitment-checkin.hurt', 2],
  ['relationship-whole', 2],
] as const;

const filled = readFilled(readWorksheets(shippedFolder()).worksheets.map(({ worksheet }) => worksheet));

describeBrowser('the reach of the client’s page', () => {
  let site: Site;
  let app: TestApp;
  let desk: SheetDesk;
  let browser: Browser;
  let origin: string;
  /** Filled in but not handed in, by the name of the fixture. */
  const sheets = new Map<string, GivenSheet>();

  beforeAll(async () => {
    site = await openSite();
    ({ app, origin, browser } = site);
    desk = await SheetDesk.in(app);
    for (const name of new Set(PARTS.map(([sheet]) => sheet))) {
      const sheet = filled.find((one) => one.name === name);
      if (!sheet) throw new Error(`There is no fixture ${name}.`);
      const given = await desk.give(sheet);
      await save(app, given.signedIn, given.assignmentId, patchesOf(sheet.answers));
      sheets.set(name, given);
    }
  });
  afterAll(() => site?.stop());

  const fresh = async (name: string): Promise<GivenSheet> => {
    const sheet = filled.find((one) => one.name === name);
    if (!sheet) throw new Error(`There is no fixture ${name}.`);
    return desk.give(sheet);
  };
  const addressOf = ({ assignmentId }: GivenSheet, part: number): string =>
    `${origin}/me/w/${assignmentId}?part=${part}`;
  const openPart = async (
    given: GivenSheet,
    part: number,
    more: BrowserContextOptions = {},
  ): Promise<Page> => {
    const { page } = await openSignedIn(browser, origin, given.signedIn, more);
    await page.goto(addressOf(given, part));
    if (more.javaScriptEnabled !== false) await live(page);
    return page;
  };
  const openSheet = (name: string, part: number, more: BrowserContextOptions = {}): Promise<Page> => {
    const given = sheets.get(name);
    if (!given) throw new Error(`${name} is not among the sheets.`);
    return openPart(given, part, more);
  };

  test.each([
    ['letters twice as large', { viewport: PHONE }, LARGE_TEXT],
    ['letters and words wide apart', { viewport: PHONE }, WIDE_TEXT],
    ['all of it four times as large', { viewport: FOUR_TIMES }, ''],
    ['read from the right', { viewport: PHONE }, 'rtl'],
  ])('%s: nothing sideways, nothing cut off', async (_, more, style) => {
    for (const [name, part] of PARTS) {
      const page = await openSheet(name, part, more);
      await restyle(page, style);
      expect({ name, part, wide: await overflow(page), cut: await cutOff(page) }).toEqual({
        name,
        part,
        wide: 0,
        cut: [],
      });
      await page.context().close();
    }
  });

  test.each([PHONE, FOUR_TIMES])(
    'what the keys lead to is never under the bar (%o)',
    async (viewport) => {
      for (const [name, part] of PARTS) {
        const page = await openSheet(name, part, { viewport });
        for (const key of ['Tab', 'Shift+Tab'])
          expect({ name, part, hidden: await hiddenOnTheWay(page, key) }).toEqual({ name, part, hidden: [] });
        await page.context().close();
      }
    },
    120_000,
  );

  test('a text of 20,000 letters scrolls in its place, is kept whole, and is printed whole', async () => {
    const given = await fresh('family-history.calm');
    const long = 'A long story. '.repeat(1_430).slice(0, 20_000);
    const page = await openPart(given, 5);
    const area = page.locator('textarea').first();
    await area.fill(long);
    await saved(page);
    expect((await area.boundingBox())?.height).toBeLessThan(PHONE.height * 0.65);
    await page.emulateMedia({ media: 'print' });
    const { clientHeight, scrollHeight } = await area.evaluate((element) => ({
      clientHeight: element.clientHeight,
      scrollHeight: element.scrollHeight,
    }));
    expect(scrollHeight - clientHeight).toBeLessThan(2);
    await page.context().close();

    const plain = await openPart(given, 5, { javaScriptEnabled: false });
    expect(await plain.locator('textarea').first().inputValue()).toBe(long);
    await plain
      .locator('textarea')
      .first()
      .fill(`${long.slice(0, -3)}end`);
    await plain.getByRole('button', { name: 'Continue' }).click();
    await plain.waitForURL(/part=6/);
    await plain.goBack();
    expect(await plain.locator('textarea').first().inputValue()).toBe(`${long.slice(0, -3)}end`);
    await plain.context().close();
  });

  test('a keyboard that opens leaves the field in sight, also one that grows', async () => {
    const page = await openPart(await fresh('family-history.calm'), 5);
    expect(await page.locator('meta[name=viewport]').getAttribute('content')).toContain(
      'interactive-widget=resizes-content',
    );
    const area = page.locator('textarea').last();
    await area.tap();
    await page.setViewportSize({ width: 360, height: 380 });
    await area.pressSequentially('One line after the other\n'.repeat(8));
    await drawn(page);
    const { top, bottom } = await area.evaluate(
      (element) => element.getBoundingClientRect().toJSON() as DOMRect,
    );
    const bar = await page.locator('.bar').evaluate((element) => element.getBoundingClientRect().bottom);
    // The line that is being written is the last one.
    expect(bottom).toBeLessThanOrEqual(380);
    expect(bottom - bar).toBeGreaterThan(48);
    expect(top).toBeLessThan(bottom);
    await page.context().close();
  });

  test('high contrast, forced colors and no motion: nothing is lost', async () => {
    const page = await openSheet('family-history', 3, { contrast: 'more' });
    const plain = await openSheet('family-history', 3);
    const inkOf = (one: Page, selector: string): Promise<string> =>
      one
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    expect(await inkOf(page, '.privacy')).toBe(await inkOf(page, 'h1'));
    expect(await inkOf(plain, '.privacy')).not.toBe(await inkOf(plain, 'h1'));
    expect(await violations(page)).toEqual([]);

    const forced = await openSheet('family-history', 3, { forcedColors: 'active' });
    const backs = await forced
      .locator('.row')
      .first()
      .locator('.cell')
      .evaluateAll((cells) =>
        cells.map((cell) => [
          cell.querySelector('input')?.checked,
          getComputedStyle(cell.querySelector('span') ?? cell).backgroundColor,
        ]),
      );
    const chosen = backs.filter(([isChecked]) => isChecked).map(([, back]) => back);
    expect(chosen).toHaveLength(1);
    expect(backs.filter(([, back]) => back === chosen[0])).toHaveLength(1);

    const moving = await plain.evaluate(() => document.getAnimations().length);
    expect(moving).toBe(0);
    for (const one of [page, plain, forced]) await one.context().close();
  });

  test('on paper: questions alone, whole, in ink', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-print-'));
    const page = await openSheet('commitment-checkin.hurt', 2, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const accent = await page
      .locator('.opt input:checked')
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(accent).toBe('rgb(23, 105, 91)');
    const file = path.join(folder, 'part.pdf');
    await page.pdf({ path: file, format: 'A4' });
    const sheetsOfPaper = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f');
    const all = sheetsOfPaper.join('\n');
    expect(all).toContain('Home by seven on weekdays');
    for (const chrome of ['Leave now', 'Continue', 'Finish later', 'Skip', 'Clear', 'Need help now?']) {
      expect(all.split('\n').map((line) => line.trim())).not.toContain(chrome);
    }
    // A promise and all that is asked of it are on one sheet of paper.
    for (const promise of ['Home by seven on weekdays', 'Ask once before I look for the answer']) {
      const [sheet] = sheetsOfPaper.filter((text) => text.includes(promise));
      const after = sheet?.slice(sheet.indexOf(promise)) ?? '';
      expect({ promise, note: after.includes('A note, if you like') }).toEqual({ promise, note: true });
    }
    expect(readFileSync(file).length).toBeGreaterThan(1_000);
    rmSync(folder, { recursive: true });
    await page.context().close();
  });

  test.each([
    ['at the end very shaky', { 'open.steady': 3, 'close.steady': 2 }, true],
    ['much shakier than at the start', { 'open.steady': 9, 'close.steady': 5 }, true],
    ['a little shakier', { 'open.steady': 9, 'close.steady': 6 }, false],
    ['no word at the start', { 'close.steady': 3 }, false],
  ])('%s: the card and the way to stop, with scripts and without', async (_, steady, isSaid) => {
    const { 'close.steady': now, ...before } = steady as Record<string, number>;
    for (const javaScriptEnabled of [true, false]) {
      const given = await fresh('family-history.calm');
      const patches = Object.entries(before).map(([item, value]) => answering(item, value));
      if (patches.length > 0) await save(app, given.signedIn, given.assignmentId, patches);
      const page = await openPart(given, 7, { javaScriptEnabled });
      await page
        .getByRole('group', { name: 'How steady do you feel now?' })
        .getByLabel(String(now), { exact: true })
        .check();
      if (!javaScriptEnabled) await page.locator('.go .primary').click();
      const card = page.getByRole('status').filter({ hasText: 'Put both feet on the floor.' });
      if (isSaid) {
        await card.getByText('Pause for three slow breaths').click();
        await card.getByText('Breathe in and count to three.').waitFor();
        if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
        // It is no wall: what comes after it can be done as before.
        await page.getByLabel('Talk when it fits').check();
        await card.getByRole('button', { name: 'Stop for now' }).click();
        await page.waitForURL(`${origin}/me`);
      } else expect(await card.count()).toBe(0);
      await page.context().close();
    }
  });

  test('without scripts a part that comes again starts where one was at work', async () => {
    const page = await openPart(await fresh('family-history'), 2, { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Add a bond' }).click();
    await page.locator('summary:focus', { hasText: 'Bond 1' }).waitFor();
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Skip Couples in my family' }).click();
    await page.locator('.q:focus', { hasText: 'Answer it after all' }).waitFor();
    await page.context().close();
  });

  test('a form that is sent twice does what it does once', async () => {
    const given = await fresh('family-history');
    const page = await openPart(given, 2, { javaScriptEnabled: false });
    const cards = page.locator('details.card');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await cards.first().waitFor();
    await page.reload();
    expect(await cards.count()).toBe(1);
    await page.getByLabel('Name, nickname, or letter').fill('Grandma Ada');
    await page.getByRole('button', { name: 'Add another person' }).click();
    await cards.nth(1).waitFor();
    await page.reload();
    expect(await cards.count()).toBe(2);
    expect(await page.locator('.versions').count()).toBe(0);
    await page.getByRole('button', { name: 'Skip Couples in my family' }).click();
    const again = page.getByText('Answer it after all');
    await again.waitFor();
    await page.reload();
    expect(await again.count()).toBe(1);
    await page.locator('.remove > summary').click();
    await page.locator('.remove button').click();
    await cards.nth(1).waitFor({ state: 'detached' });
    await page.reload();
    expect(await cards.count()).toBe(1);
    expect(await page.locator('.summary, .versions').count()).toBe(0);
    await page.context().close();
  });
});

/** Adds a style to the page as a reader's own would be; `rtl` turns the page round. */
async function restyle(page: Page, style: string): Promise<void> {
  await page.evaluate((css) => {
    if (css === 'rtl') {
      document.documentElement.dir = 'rtl';
      return;
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, style);
}

/** Words that do not fit into what holds them. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        '.opt, .cell span, .face-of-tile, .primary, .second, .leave-button, .skipped-word',
      ),
    ]
      .filter((element) => element.getClientRects().length > 0)
      .filter(
        ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
          scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1,
      )
      .map(({ textContent }) => textContent),
  );
}

/** What has the focus and cannot be seen in full though there is room for it, on the way through the whole page. */
async function hiddenOnTheWay(page: Page, key: string): Promise<readonly string[]> {
  const hidden = new Set<string>();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press(key);
    const { isEnd, words } = await page.evaluate(() => {
      const { activeElement: active } = document;
      if (!active || active === document.body) return { isEnd: true, words: '' };
      const { top, bottom, height } = (
        active.closest('.opt, .tile, .cell') ?? active
      ).getBoundingClientRect();
      const bar = active.closest('.bar')
        ? 0
        : (document.querySelector('.bar')?.getBoundingClientRect().bottom ?? 0);
      const isSeen = top >= bar - 1 && bottom <= innerHeight + 1;
      const hasRoom = height <= innerHeight - bar;
      return {
        isEnd: false,
        words: isSeen || !hasRoom ? '' : `${active.textContent} ${(active as HTMLInputElement).name}`,
      };
    });
    if (isEnd) break;
    if (words) hidden.add(words);
  }
  return [...hidden];
}
