import type { Browser } from 'playwright-core';
import { launchChromium } from '../test/support/launch-chromium.js';
import type { Measured } from './bench.types.js';
import { type Cookie, type Product, startProduct } from './page/product.js';
import {
  answerAsFixture,
  assign,
  filledSheets,
  give,
  type GivenSheet,
  newClient,
  recordPolicies,
} from './page/sheets.js';
import { OURS } from './page/opening.js';
import { coldOpen, type Transfer } from './page/wire.js';

const BUDGET_ALL = 60 * 1024;
const BUDGET_SCRIPT = 35 * 1024;
/** How many of the heaviest pages are told of. */
const TOLD = 5;

/** Each language has a script of its own, and so has a device that keeps words. */
const READERS = [
  { ownDevice: false, locale: 'en-US' },
  { ownDevice: true, locale: 'en-US' },
  { ownDevice: true, locale: 'es-US' },
];

/** What a first visit to one page has brought over the wire, in bytes. */
interface Visit {
  readonly page: string;
  /** Compressed. */
  readonly all: number;
  readonly script: number;
  /** The same with the headers, as it crosses the wire. */
  readonly wire: number;
  readonly transfers: readonly Transfer[];
}

/**
 * What a first visit brings over the wire, in a browser with nothing in its cache: the heaviest part of every worksheet
 * in every variant, new and filled in as in the fixtures, for a device that keeps words and for one that does not, in
 * both languages, and the pages around them. Everything counts that a page loads by itself. The worst must keep to the
 * budget, which is of what can be compressed; what crosses the wire with the headers is told beside it.
 */
export async function run(): Promise<readonly Measured[]> {
  const product = await startProduct();
  const browser = await launchChromium();
  try {
    await recordPolicies(product);
    const visits = [...(await aroundSheets(product, browser)), ...(await allSheets(product, browser))];
    return claims(visits);
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** The way in and the list of what is to be filled in. */
async function aroundSheets(product: Product, browser: Browser): Promise<readonly Visit[]> {
  const client = await newClient(product);
  for (const { worksheetId } of filledSheets(product).filter(({ circumstances }) => !circumstances.role))
    await assign(product, client.clientId, { worksheetId });
  return [
    visit('way in', await open(browser, await product.wayIn(client.clientId))),
    visit('home', await open(browser, `${product.origin}/me`, client.cookie)),
  ];
}

async function allSheets(product: Product, browser: Browser): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  for (const sheet of filledSheets(product))
    for (const { ownDevice, locale } of READERS) {
      const given = await give(product, await newClient(product, { ownDevice }), sheet);
      const openAs = async (state: string): Promise<void> => {
        const page = `${sheet.name}, ${state}, ${locale}${ownDevice ? ', words kept' : ''}`;
        const url = await heaviestPart(product, given);
        visits.push(visit(page, await open(browser, url, given.cookie, locale)));
      };
      await openAs('new');
      await answerAsFixture(product, given, sheet);
      await openAs('filled in');
    }
  return visits;
}

function open(
  browser: Browser,
  url: string,
  cookie?: Cookie,
  locale = 'en-US',
): Promise<readonly Transfer[]> {
  return coldOpen(browser, { url, ...(cookie && { cookie }), ready: OURS, locale });
}

/** The address of the sheet's page that weighs most when it is compressed: its cover, its parts and its review are asked. */
async function heaviestPart({ origin }: Product, { assignmentId, cookie }: GivenSheet): Promise<string> {
  const sheet = `${origin}/me/w/${assignmentId}`;
  const weights = [{ address: `${sheet}/review`, bytes: await weightOf(`${sheet}/review`, cookie) }];
  // The cover is part 0; what lies behind the last part leads back to one that was weighed.
  for (let part = 0; part <= LAST_PART; part += 1) {
    const address = `${sheet}?part=${part}`;
    weights.push({ address, bytes: await weightOf(address, cookie) });
  }
  return weights.toSorted((a, b) => b.bytes - a.bytes)[0]?.address ?? sheet;
}

/** No worksheet has more parts. */
const LAST_PART = 14;

async function weightOf(address: string, { name, value }: Cookie): Promise<number> {
  const reply = await fetch(address, {
    headers: { cookie: `${name}=${value}`, 'accept-encoding': 'br' },
    redirect: 'manual',
  });
  if (!reply.ok) return 0;
  await reply.arrayBuffer();
  return Number(reply.headers.get('content-length'));
}

function visit(page: string, transfers: readonly Transfer[]): Visit {
  const bytesOf = (some: readonly Transfer[]): number => some.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    page,
    all: bytesOf(transfers),
    script: bytesOf(transfers.filter(({ kind }) => kind === 'Script')),
    wire: bytesOf(transfers) + transfers.reduce((sum, { headers }) => sum + headers, 0),
    transfers,
  };
}

function claims(visits: readonly Visit[]): readonly Measured[] {
  const heaviest = visits.toSorted((a, b) => b.all - a.all);
  const [worst] = heaviest;
  const most = visits.toSorted((a, b) => b.script - a.script)[0];
  if (!worst || !most) throw new Error('There was nothing to visit.');
  for (const { page, all, wire, transfers } of [...heaviest.slice(0, TOLD), ...visits.slice(0, 2)])
    console.log(
      `  ${page}: ${kilobytes(all)}, with headers ${kilobytes(wire)} (${transfers.map(told).join(', ')})`,
    );
  return [
    {
      name: `client page, first visit over 60 KB, the worst of ${visits.length}`,
      ratio: worst.all / BUDGET_ALL,
      detail: `at most 1; ${worst.page}: ${kilobytes(worst.all)}, with headers ${kilobytes(worst.wire)}`,
      limit: 1,
    },
    {
      name: 'client page, script of a first visit over 35 KB',
      ratio: most.script / BUDGET_SCRIPT,
      detail: `at most 1; ${most.page}: ${kilobytes(most.script)}`,
      limit: 1,
    },
  ];
}

function told({ kind, bytes, encoding }: Transfer): string {
  return `${kind.toLowerCase()}${encoding && ` ${encoding}`} ${kilobytes(bytes)}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
