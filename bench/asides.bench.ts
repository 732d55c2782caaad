import type { Browser, Page } from 'playwright-core';
import { largeFamily } from '../src/core/genogram/families.fixtures.js';
import type { Answers } from '../src/core/worksheet/answers.js';
import { patchesOf, write } from '../src/demo/fill-in.js';
import { launchChromium } from '../test/support/launch-chromium.js';
import { live } from '../test/support/phone.js';
import type { Measured } from './bench.types.js';
import { during, watchInteractions } from './page/latency.js';
import { PHONE } from './page/opening.js';
import { type Product, startProduct } from './page/product.js';
import { assign, newClient } from './page/sheets.js';

const PEOPLE = 60;
const LETTERS = 20_000;
/** So many times slower than this machine is the phone on which is typed. */
const SLOWER = 4;
/** Milliseconds from a key to the frame that shows what it did. */
const LATENCY_GOAL = 50;
const BETWEEN_KEYS_MS = 100;
/** Long enough for what waits for a pause to begin, and short enough for the next key to come while it is at work. */
const PAUSES_MS = [430, 530, 650];
const WORDS = ['Ada', ' who', ' was', ' the', ' one', ' to', ' ask', ' and', ' to', ' stay', ' with', ' us'];

/**
 * How soon a key is seen while something is read along: a person's name below the open map of a large family, and a long
 * text whose wording is marked. Typing comes in words with pauses between them, so that the work falls among the keys.
 */
export async function run(): Promise<readonly Measured[]> {
  const product = await startProduct();
  const browser = await launchChromium();
  try {
    const client = await newClient(product);
    const give = async (worksheetId: string, answers: Answers): Promise<string> => {
      const role = worksheetId === 'apology-builder' ? ({ role: 'repairing' } as const) : {};
      const id = await assign(product, client.clientId, { worksheetId, ...role });
      await product.asClient(client.clientId, () => write(product.services, id, patchesOf(answers)));
      return `${product.origin}/me/w/${id}`;
    };
    const family = await give('family-history', largeFamily(PEOPLE));
    const sentence = 'I lied to you about the money, and you made me feel small. ';
    const text = sentence.repeat(Math.floor(LETTERS / sentence.length) - 4);
    const apology = await give('apology-builder', {
      'ap.draft': { value: text },
      'ap.name': { value: text },
    });
    const inName = async (page: Page): Promise<void> => {
      await page.locator('details.card[data-row^="members/"] > summary').last().click();
      await page.locator('details.card[open] textarea').first().focus();
    };
    const typingIn = (url: string, prepare: (page: Page) => Promise<void>): Promise<readonly number[]> =>
      typing(browser, product, client.cookie, url, prepare);
    const map = await typingIn(`${family}?part=2`, async (page) => {
      await page.locator('.map > summary').click();
      await page.locator('.map-room svg').waitFor();
      await inName(page);
    });
    const noMap = await typingIn(`${family}?part=2`, inName);
    const marked = await typingIn(`${apology}?part=3`, async (page) => {
      await page.locator('.marks mark').first().waitFor();
      await page.locator('.marked textarea').focus();
    });
    const unmarked = await typingIn(`${apology}?part=2`, (page) =>
      page.locator('main textarea').first().focus(),
    );
    return [
      measured(`a key in a name, the map of ${PEOPLE} people open`, map, { 'the map closed': noMap }),
      measured(`a key in a text of ${LETTERS} letters whose wording is marked`, marked, {
        'one that is not': unmarked,
      }),
    ];
  } finally {
    await browser.close();
    await product.stop();
  }
}

async function typing(
  browser: Browser,
  { origin }: Product,
  cookie: { readonly name: string; readonly value: string },
  url: string,
  prepare: (page: Page) => Promise<void>,
): Promise<readonly number[]> {
  const context = await browser.newContext(PHONE);
  try {
    await context.addCookies([{ ...cookie, url: origin }]);
    const page = await context.newPage();
    await watchInteractions(page);
    await page.goto(url);
    await live(page);
    await prepare(page);
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const keys = WORDS.join('').length;
    return await during(page, keys, async () => {
      for (const [nth, word] of WORDS.entries()) {
        await page.keyboard.type(word, { delay: BETWEEN_KEYS_MS });
        await page.waitForTimeout(PAUSES_MS[nth % PAUSES_MS.length] ?? 0);
      }
    });
  } finally {
    await context.close();
  }
}

function measured(
  what: string,
  all: readonly number[],
  beside: Readonly<Record<string, readonly number[]>>,
): Measured {
  const others = Object.entries(beside).map(([name, times]) => `${name}: ${told(times)}`);
  return {
    name: `${what}, CPU at a fourth, its 95th percentile over ${LATENCY_GOAL} ms`,
    ratio: at(all, 0.95) / LATENCY_GOAL,
    detail: `at most 1; ${[`of ${all.length}, ${told(all)}`, ...others].join('; ')}`,
  };
}

function at(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? NaN;
}

function told(times: readonly number[]): string {
  return `half within ${at(times, 0.5)} ms, 95 in 100 within ${at(times, 0.95)} ms, all within ${at(times, 1)} ms`;
}
