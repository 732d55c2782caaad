import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import type { Answers } from '../src/core/worksheet/answers.js';
import { takesAnswer } from '../src/core/worksheet/starting.js';
import { save } from './support/answering.js';
import type { TestApp } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { partsOf } from './support/fill-page.js';
import { type FilledSheet, patchesOf, readFilled } from './support/filled.js';
import { Looks } from './support/looks.js';
import { live, openSignedIn } from './support/phone.js';
import { SheetDesk } from './support/sheet-desk.js';
import { openSite, type Site } from './support/site.js';

/**
 * Every worksheet of the catalogue in every state that its pages can be in: empty, with something to put right, skipped,
 * filled in, with cards closed and open. How it looks while it is filled in is in `catalogue.browser.test.ts`.
 */

const SHEETS_IN_A_TEST = 9;
const ABREAST = 2;
const TIMEOUT_MS = 480_000;
/** Fields that read what is typed, and a text that none of them can read. */
const PARTICULAR = 'input:is([inputmode=numeric], [inputmode=decimal], [inputmode=url]):not([name*="/"])';
const UNREADABLE = 'some time ago';

const sheets = oneOfEach(
  readFilled(readWorksheets(shippedFolder()).worksheets.map(({ worksheet }) => worksheet)),
);

describeBrowser('the states of the client’s page', () => {
  let site: Site;
  let app: TestApp;
  let desk: SheetDesk;
  let browser: Browser;
  let origin: string;
  const looks = new Looks();

  beforeAll(async () => {
    site = await openSite();
    ({ app, origin, browser } = site);
    desk = await SheetDesk.in(app);
  });
  afterAll(() => site?.stop());

  test.each(inBatches(sheets))(
    '$from to $to',
    async ({ some }) => {
      const waiting = [...some];
      const look = async (): Promise<void> => {
        for (let sheet = waiting.shift(); sheet; sheet = waiting.shift()) {
          const faults = [
            ...(await withAnswers(sheet, {}, lookAtEmpty)),
            ...(await withAnswers(sheet, allSkipped(sheet), lookAtWhole)),
            ...(hasCards(sheet) ? await withAnswers(sheet, sheet.answers, lookAtCards) : []),
          ];
          expect({ sheet: sheet.name, faults }).toEqual({ sheet: sheet.name, faults: [] });
        }
      };
      await Promise.all(Array.from({ length: ABREAST }, look));
    },
    TIMEOUT_MS,
  );

  /** Opens a sheet that has these answers, and gives what `work` and the browser find wrong with it. */
  async function withAnswers(
    sheet: FilledSheet,
    answers: Answers,
    work: (page: Page, parts: readonly string[]) => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    const { assignmentId, signedIn } = await desk.give(sheet);
    const patches = patchesOf(answers);
    if (patches.length > 0) await save(app, signedIn, assignmentId, patches);
    const { context, page, complaints } = await openSignedIn(browser, origin, signedIn);
    await page.goto(`${origin}/me/w/${assignmentId}`);
    const parts = partsOf(sheet.compiled, answers).map(
      (_, index) => `${origin}/me/w/${assignmentId}?part=${index + 1}`,
    );
    const faults = await work(page, [`${origin}/me/w/${assignmentId}?part=0`, ...parts]);
    await context.close();
    return [...faults, ...complaints];
  }

  async function lookAtEmpty(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const address of addresses) {
      await open(page, address);
      faults.push(...(await looks.at(page, `${address}, empty`)));
      faults.push(...(await lookAtProblems(page, address)));
    }
    return faults;
  }

  /** Puts in what cannot be read wherever that can be done, and goes on: the list of it takes the focus, and leads there. */
  async function lookAtProblems(page: Page, address: string): Promise<readonly string[]> {
    const fields = await page.locator(PARTICULAR).all();
    if (fields.length === 0) return [];
    for (const field of fields) await field.fill(UNREADABLE);
    await page.locator('.go .primary').click();
    await page.waitForFunction(() => document.activeElement?.id === 'errors');
    const links = await page.locator('#errors a').all();
    const faults =
      links.length === fields.length ? [] : [`${address}: ${links.length} of ${fields.length} named`];
    faults.push(...(await looks.at(page, `${address}, with problems`)));
    for (const [index, link] of links.entries()) {
      const name = await fields[index]?.getAttribute('name');
      await link.click();
      await page.waitForFunction((wanted) => document.activeElement?.getAttribute('name') === wanted, name);
    }
    for (const field of fields) await field.fill('');
    return faults;
  }

  async function lookAtWhole(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const address of [...addresses, addresses[0]?.replace('?part=0', '/review') ?? '']) {
      await open(page, address);
      faults.push(...(await looks.at(page, address)));
    }
    return faults;
  }

  /** Parts with cards: all of them closed, then one of each list open with all that is folded in it. */
  async function lookAtCards(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const address of addresses) {
      await open(page, address);
      const groups = await page.locator('.q.group:has(> .cards > details.card)').all();
      if (groups.length > 0) faults.push(...(await looks.at(page, `${address}, cards closed`)));
      for (const group of groups) {
        await group.locator('details.card > summary').first().click();
        const card = group.locator('.card[open]');
        await card.locator('.card-body').waitFor();
        for (const folded of await card.locator(':is(.more, .boxes, .remove) > summary').all()) {
          await folded.click();
        }
        faults.push(...(await looks.at(page, `${address}, with a card open`)));
      }
    }
    return faults;
  }
});

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await live(page);
}

/** Everything that the fixture answers and that may be skipped, skipped. */
function allSkipped({ compiled, answers }: FilledSheet): Answers {
  const items = [...compiled.items.values()].map(({ item }) => item);
  return Object.fromEntries(
    items
      .filter((item) => takesAnswer(item) && !item.required && answers[item.id] !== undefined)
      .map(({ id }) => [id, { skipped: true }]),
  );
}

function hasCards({ compiled, answers }: FilledSheet): boolean {
  return [...compiled.items.values()].some(
    ({ item }) => item.type === 'group' && !item.given && answers[item.id] !== undefined,
  );
}

/** One of the fixtures of each worksheet, and of each role where the roles are asked differently. */
function oneOfEach(filled: readonly FilledSheet[]): readonly FilledSheet[] {
  const kind = ({ worksheetId, circumstances: { role, apart } }: FilledSheet): string =>
    [worksheetId, role, apart].join(' ');
  return filled.filter((sheet, index) => filled.findIndex((one) => kind(one) === kind(sheet)) === index);
}

interface Batch {
  readonly from: string;
  readonly to: string;
  readonly some: readonly FilledSheet[];
}

function inBatches(all: readonly FilledSheet[]): readonly Batch[] {
  const starts = all.map((_, index) => index).filter((index) => index % SHEETS_IN_A_TEST === 0);
  return starts.map((start) => {
    const some = all.slice(start, start + SHEETS_IN_A_TEST);
    return { from: some[0]?.name ?? '', to: some.at(-1)?.name ?? '', some };
  });
}
