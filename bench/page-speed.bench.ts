import type { Browser } from 'playwright-core';
import { launchChromium } from '../test/support/launch-chromium.js';
import { live } from '../test/support/phone.js';
import { type Measured, median } from './bench.types.js';
import { type Answered, interact, watchInteractions } from './page/latency.js';
import { type Cookie, type Product, startProduct } from './page/product.js';
import { assign, newClient, publish, recordPolicies, type SignedIn } from './page/sheets.js';
import { manyItems, ourSheet, OWN_PART } from './page/thirty-items.js';
import { OLD_PHONE, type Profile, SLOW_PHONE, visit, type Visited } from './page/visit.js';
import { OURS, PHONE } from './page/opening.js';

const VISITS = 5;
/** Milliseconds until the largest thing is painted, on the slow phone. */
const LARGEST_GOAL = 1_500;
/** Milliseconds until the first question is painted, on the old phone. */
const SEEN_GOAL = 3_000;
/** Milliseconds from a key or a touch to the frame that shows what it did. */
const LATENCY_GOAL = 50;
const MANY = 200;
/** As many as a part of a worksheet should have. */
const FEW = 7;
/** Five in a row of those that have them, with items of every kind. */
const PARTS = [2, 3, 4, 5, 6];
/** Choices on a page to compare with. */
const BARE = 45;
/** So many times slower than this machine is the phone on which is typed. */
const SLOWER = 4;

/**
 * How soon the client's page is there for a first visit, on a slow phone and on an old one; and how soon it answers
 * keys and touches in a sheet of two hundred questions.
 */
export async function run(): Promise<readonly Measured[]> {
  const product = await startProduct();
  const browser = await launchChromium();
  try {
    await recordPolicies(product);
    const client = await newClient(product);
    return [...(await firstVisits(product, browser, client)), ...(await answering(product, browser, client))];
  } finally {
    await browser.close();
    await product.stop();
  }
}

async function firstVisits(
  product: Product,
  browser: Browser,
  { clientId, cookie }: SignedIn,
): Promise<readonly Measured[]> {
  // The part of the longest worksheet that weighs most.
  const url = `${product.origin}/me/w/${await assign(product, clientId, { worksheetId: 'family-history' })}?part=3`;
  const slow = await visits(browser, { url, cookie }, SLOW_PHONE);
  const old = await visits(browser, { url, cookie }, OLD_PHONE);
  return [
    {
      name: 'largest paint on a slow phone (1.6 Mbit/s, 150 ms, CPU at a fourth) over 1.5 s',
      ratio: middle(slow, 'largest') / LARGEST_GOAL,
      detail: `at most 1; ${told(slow)}`,
    },
    {
      name: 'first question on an old phone (400 kbit/s, 400 ms, CPU at a sixth) over 3 s',
      ratio: middle(old, 'seen') / SEEN_GOAL,
      detail: `at most 1; ${told(old)}`,
    },
  ];
}

async function visits(
  browser: Browser,
  place: { readonly url: string; readonly cookie: Cookie },
  profile: Profile,
): Promise<readonly Visited[]> {
  const all: Visited[] = [];
  for (let round = 0; round < VISITS; round += 1)
    all.push(await visit(browser, { ...place, ready: OURS }, profile));
  return all;
}

function middle(all: readonly Visited[], what: keyof Visited): number {
  return median(all.map((one) => one[what]));
}

function told(all: readonly Visited[]): string {
  const seconds = (what: keyof Visited): string => `${(middle(all, what) / 1_000).toFixed(2)} s`;
  return (
    `medians of ${all.length}: first question ${seconds('seen')}, largest paint ${seconds('largest')}, ` +
    `interactive ${seconds('interactive')}, blocked ${middle(all, 'blocked').toFixed(0)} ms`
  );
}

async function answering(product: Product, browser: Browser, client: SignedIn): Promise<readonly Measured[]> {
  const inParts = await interactions(product, browser, client, FEW, PARTS);
  const onOnePage = await interactions(product, browser, client, MANY, [OWN_PART]);
  return [
    { ...latency(`a key on a sheet of ${MANY} questions, ${FEW} on a page`, inParts.keys), limit: 1 },
    { ...latency(`a touch on a sheet of ${MANY} questions, ${FEW} on a page`, inParts.touches), limit: 1 },
    latency(
      'a touch on a bare page of choices, with hardly a style and no script',
      await touchesOfBarePage(browser),
    ),
    latency(`a key on a page of ${MANY} questions, such as no worksheet has`, onOnePage.keys),
    latency(`a touch on a page of ${MANY} questions, such as no worksheet has`, onOnePage.touches),
  ];
}

/** Answers questions on some parts of a sheet of many, at a fourth of this machine's speed. */
async function interactions(
  product: Product,
  browser: Browser,
  { clientId, cookie }: SignedIn,
  inAPart: number,
  parts: readonly number[],
): Promise<Answered> {
  const worksheetId = `many-by-${inAPart}`;
  await publish(product, ourSheet(worksheetId, manyItems(MANY), inAPart));
  const sheet = `${product.origin}/me/w/${await assign(product, clientId, { worksheetId })}`;
  const context = await browser.newContext(PHONE);
  try {
    await context.addCookies([{ ...cookie, url: product.origin }]);
    const page = await context.newPage();
    await watchInteractions(page);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const all: Answered[] = [];
    for (const part of parts) {
      await page.goto(`${sheet}?part=${part}`);
      await live(page);
      all.push(await interact(page));
    }
    return { keys: all.flatMap(({ keys }) => keys), touches: all.flatMap(({ touches }) => touches) };
  } finally {
    await context.close();
  }
}

/** What the browser itself takes for a touch. */
async function touchesOfBarePage(browser: Browser): Promise<readonly number[]> {
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    await watchInteractions(page);
    const choices = Array.from(
      { length: BARE },
      (_, index) => `<label><input type="checkbox"> ${index}</label>`,
    );
    const head =
      '<meta name="viewport" content="width=device-width"><style>label { display: block; padding: 12px }</style>';
    await page.goto(`data:text/html,${encodeURIComponent(`${head}<main>${choices.join('')}</main>`)}`);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const all: (readonly number[])[] = [];
    for (const _part of PARTS) all.push((await interact(page)).touches);
    return all.flat();
  } finally {
    await context.close();
  }
}

function latency(what: string, all: readonly number[]): Measured {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
  return {
    name: `${what}, CPU at a fourth, its 95th percentile over 50 ms`,
    ratio: at(0.95) / LATENCY_GOAL,
    detail: `at most 1; of ${all.length}: half within ${at(0.5)} ms, 95 in 100 within ${at(0.95)} ms, all within ${at(1)} ms`,
  };
}
