import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import { localDay } from '../src/platform/local-day.js';
import type { TestApp } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { FormFiller } from './support/fill-forms.js';
import { PageFiller, partsOf, type RowIds } from './support/fill-page.js';
import { type FilledSheet, readFilled } from './support/filled.js';
import type { Hand } from './support/hand.js';
import { Keys } from './support/keys.js';
import { Looks } from './support/looks.js';
import { drawn, live, openSignedIn } from './support/phone.js';
import { asKept, type GivenSheet, SheetDesk } from './support/sheet-desk.js';
import { openSite, type Site } from './support/site.js';
import { Touch } from './support/touch.js';

/**
 * Every worksheet of the catalogue, in every variant of the fixtures, filled in on a phone by touch, by keys alone and
 * without scripts; and what Postgres holds then.
 */

const SHEETS_IN_A_TEST = 8;
/** Sheets that are filled in at a time. */
const ABREAST = 2;
/** Of the practices that the test app makes. */
const TIME_ZONE = 'America/Chicago';
const TIMEOUT_MS = 480_000;

const filled = readFilled(readWorksheets(shippedFolder()).worksheets.map(({ worksheet }) => worksheet));

/** Goes through a sheet, from its cover to the receipt. Gives the ids of its rows, and all that should not be. */
type Way = (sheet: FilledSheet, given: GivenSheet) => Promise<{ rowIds: RowIds; faults: readonly string[] }>;

describeBrowser('the catalogue on the client’s page', () => {
  let site: Site;
  let app: TestApp;
  let desk: SheetDesk;
  let browser: Browser;
  let origin: string;
  const looks = new Looks();
  /** Fields that were looked at with a phone's keyboard up. */
  const typedInto = new Set<string>();

  beforeAll(async () => {
    site = await openSite();
    ({ app, origin, browser } = site);
    desk = await SheetDesk.in(app);
  });
  afterAll(() => site?.stop());

  test.each(inBatches(filled))(
    '$from to $to: filled in by touch, handed in, and kept exactly so',
    ({ sheets }) =>
      proveEach(
        sheets,
        byHand((page) => new Touch(page, typedInto), true),
      ),
    TIMEOUT_MS,
  );

  test.each(inBatches(filled))(
    '$from to $to: filled in by keys alone, handed in, and kept exactly so',
    ({ sheets }) =>
      proveEach(
        sheets,
        byHand((page) => new Keys(page), false),
      ),
    TIMEOUT_MS,
  );

  test.each(inBatches(filled))(
    '$from to $to: filled in without scripts, handed in, and kept exactly so',
    ({ sheets }) => proveEach(sheets, byForms),
    TIMEOUT_MS,
  );

  async function proveEach(sheets: readonly FilledSheet[], way: Way): Promise<void> {
    const waiting = [...sheets];
    const prove = async (): Promise<void> => {
      for (let sheet = waiting.shift(); sheet; sheet = waiting.shift()) {
        const given = await desk.give(sheet);
        const { rowIds, faults } = await way(sheet, given).catch(namedAfter(sheet));
        expect({ sheet: sheet.name, faults }).toEqual({ sheet: sheet.name, faults: [] });
        expect({ sheet: sheet.name, kept: await desk.kept(given) }).toEqual({
          sheet: sheet.name,
          kept: asKept(sheet, rowIds, localDay(new Date(), TIME_ZONE)),
        });
      }
    };
    await Promise.all(Array.from({ length: ABREAST }, prove));
  }

  function byHand(handOn: (page: Page) => Hand, isLookedAt: boolean): Way {
    return async ({ compiled, answers }, { assignmentId, signedIn }) => {
      const { context, page, complaints } = await openSignedIn(browser, origin, signedIn);
      const hand = handOn(page);
      const filler = new PageFiller(page, compiled, answers, hand);
      const faults: string[] = [];
      const look = async (where: string): Promise<void> => {
        if (isLookedAt) faults.push(...(await looks.at(page, where)));
      };
      await page.goto(`${origin}/me/w/${assignmentId}`);
      await live(page);
      await look('cover');
      await hand.press(page.locator('.cover .primary'));
      for (const [index, part] of partsOf(compiled, answers).entries()) {
        await titled(page, `Part ${index + 1} of `);
        await filler.fill(part);
        await look(part);
        await hand.press(page.locator('.go .primary'));
      }
      await titled(page, 'Read it through');
      await look('review');
      await hand.press(page.locator('.hand-in .primary'));
      await page.waitForURL(/\/done$/);
      await look('receipt');
      await context.close();
      return { rowIds: filler.rowIds, faults: [...faults, ...complaints] };
    };
  }

  async function byForms(
    { compiled, answers }: FilledSheet,
    { assignmentId, signedIn }: GivenSheet,
  ): Promise<{ rowIds: RowIds; faults: readonly string[] }> {
    const plain = { javaScriptEnabled: false };
    const { context, page, complaints } = await openSignedIn(browser, origin, signedIn, plain);
    const filler = new FormFiller(page, compiled, answers);
    await page.goto(`${origin}/me/w/${assignmentId}`);
    await page.locator('.cover .primary').click();
    for (const part of partsOf(compiled, answers)) await filler.fill(part);
    expect(await page.title()).toBe('Read it through');
    await page.locator('.hand-in .primary').click();
    await page.waitForURL(/\/done$/);
    await context.close();
    return { rowIds: filler.rowIds, faults: complaints };
  }
});

interface Batch {
  readonly from: string;
  readonly to: string;
  readonly sheets: readonly FilledSheet[];
}

function inBatches(sheets: readonly FilledSheet[]): readonly Batch[] {
  const starts = sheets.map((_, index) => index).filter((index) => index % SHEETS_IN_A_TEST === 0);
  return starts.map((start) => {
    const some = sheets.slice(start, start + SHEETS_IN_A_TEST);
    return { from: some[0]?.name ?? '', to: some.at(-1)?.name ?? '', sheets: some };
  });
}

/** Says of which sheet a mishap is. */
function namedAfter({ name }: FilledSheet): (mishap: unknown) => never {
  return (mishap) => {
    throw new Error(`${name}: ${mishap instanceof Error ? mishap.message : String(mishap)}`, {
      cause: mishap,
    });
  };
}

/** Another page is shown, and the focus has gone to its top. */
async function titled(page: Page, start: string): Promise<void> {
  await page.waitForFunction((words) => document.title.startsWith(words), start);
  await drawn(page);
}
