import type { Browser } from 'playwright-core';
import { launchChromium } from '../test/support/launch-chromium.js';
import { violations } from '../test/support/phone.js';
import { type Measured, median } from './bench.types.js';
import { type Peer, PEERS, servePeers } from './page/peers.js';
import { type Product, startProduct } from './page/product.js';
import { assign, newClient, publish } from './page/sheets.js';
import { ourSheet, OWN_PART, THIRTY } from './page/thirty-items.js';
import { OURS, PHONE, type Opening } from './page/opening.js';
import { SLOW_PHONE, visit, type Visited } from './page/visit.js';
import { coldOpen } from './page/wire.js';

const VISITS = 3;

/** When a peer's form is there. */
const READY: Readonly<Record<Peer, Opening['ready']>> = {
  survey: { question: '.sd-question input', live: '.sd-question input' },
  lforms: { question: '#form input', live: '#form input' },
  'smart-forms': { question: '#form input', live: '#form input' },
};

/** A page that shows the thirty items. */
interface Contender extends Opening {
  readonly name: string;
}

/** What was found of one. */
interface Found {
  readonly name: string;
  /** Over the wire, on a first visit. */
  readonly bytes: number;
  readonly visits: readonly Visited[];
  /** Rules of accessibility that the page breaks, as axe names them. */
  readonly broken: readonly string[];
}

/**
 * The client's page beside others that show forms: the same thirty items on one page each, built for production and
 * compressed alike, on the same slow phone, in turn. Size, time until it can be used, and what axe finds.
 */
export async function run(): Promise<readonly Measured[]> {
  const product = await startProduct();
  const peers = await servePeers(THIRTY);
  const browser = await launchChromium();
  try {
    const contenders: readonly Contender[] = [
      await ours(product),
      ...(Object.keys(PEERS) as Peer[]).map((peer) => ({
        name: PEERS[peer],
        url: peers.address(peer),
        ready: READY[peer],
      })),
    ];
    return claims(await measureAll(browser, contenders));
  } finally {
    await browser.close();
    await peers.stop();
    await product.stop();
  }
}

async function ours(product: Product): Promise<Contender> {
  await publish(product, ourSheet('thirty', THIRTY));
  const { clientId, cookie } = await newClient(product);
  const id = await assign(product, clientId, { worksheetId: 'thirty' });
  return { name: 'client page', url: `${product.origin}/me/w/${id}?part=${OWN_PART}`, cookie, ready: OURS };
}

async function measureAll(browser: Browser, contenders: readonly Contender[]): Promise<readonly Found[]> {
  const visits = contenders.map((): Visited[] => []);
  for (let round = 0; round < VISITS; round += 1)
    for (const [index, one] of contenders.entries())
      visits[index]?.push(await visit(browser, one, SLOW_PHONE));
  const found: Found[] = [];
  for (const [index, one] of contenders.entries())
    found.push({
      name: one.name,
      bytes: (await coldOpen(browser, one)).reduce((sum, { bytes }) => sum + bytes, 0),
      visits: visits[index] ?? [],
      broken: await rulesBroken(browser, one),
    });
  return found;
}

async function rulesBroken(browser: Browser, { url, cookie, ready }: Contender): Promise<readonly string[]> {
  const context = await browser.newContext({ ...PHONE, bypassCSP: true });
  try {
    if (cookie) await context.addCookies([{ ...cookie, url: new URL(url).origin }]);
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector(ready.live, { state: 'attached' });
    await page.waitForTimeout(1_000);
    return (await violations(page)).map((line) => line.slice(0, line.indexOf(':')));
  } finally {
    await context.close();
  }
}

function claims([mine, ...others]: readonly Found[]): readonly Measured[] {
  if (!mine) throw new Error('There was nothing to visit.');
  for (const one of [mine, ...others]) console.log(`  ${told(one)}`);
  return others.map((other) => ({
    name: `${other.name} over the client’s page, time until it can be used`,
    ratio: middle(other, 'interactive') / middle(mine, 'interactive'),
    detail: `more is better; size ${(other.bytes / mine.bytes).toFixed(1)} times, axe ${other.broken.length} against ${mine.broken.length}`,
  }));
}

function told(found: Found): string {
  const seconds = (what: keyof Visited): string => `${(middle(found, what) / 1_000).toFixed(2)} s`;
  return (
    `${found.name}: ${(found.bytes / 1024).toFixed(0)} KB, first question ${seconds('seen')}, ` +
    `interactive ${seconds('interactive')}, blocked ${middle(found, 'blocked').toFixed(0)} ms, ` +
    `axe ${found.broken.length}${found.broken.length > 0 ? ` (${found.broken.join(', ')})` : ''}`
  );
}

function middle({ visits }: Found, what: keyof Visited): number {
  return median(visits.map((one) => one[what]));
}
