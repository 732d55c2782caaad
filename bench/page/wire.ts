import type { Browser, CDPSession, Page } from 'playwright-core';
import { type Opening, PHONE } from './opening.js';

/** One thing that a page has loaded. */
export interface Transfer {
  readonly url: string;
  /** As the browser calls it: `Document`, `Script`, `Font`, `Fetch` … */
  readonly kind: string;
  /** Of the body, as it was compressed. */
  readonly bytes: number;
  /** Of the headers before it, which go as they are. */
  readonly headers: number;
  /** What `content-encoding` said, '' where it said nothing. */
  readonly encoding: string;
}

/** How long a page must have loaded nothing to be through with what it loads by itself. */
const QUIET_MS = 1_200;

/**
 * Opens a page in a browser that has nothing of it yet, and tells everything that this brings over the wire until
 * nothing more comes: what the page loads by itself once it is there counts as well.
 */
export async function coldOpen(
  browser: Browser,
  { url, cookie, ready, locale = 'en-US' }: Opening,
): Promise<readonly Transfer[]> {
  const context = await browser.newContext({ ...PHONE, locale });
  try {
    if (cookie) await context.addCookies([{ ...cookie, url: new URL(url).origin }]);
    const page = await context.newPage();
    const transfers = await record(await context.newCDPSession(page));
    const reply = await page.goto(url, { waitUntil: 'load' });
    if (!reply?.ok()) throw new Error(`The page answered ${reply?.status()}.`);
    await page.waitForSelector(ready.live, { state: 'attached' });
    await quiet(page, transfers);
    return transfers.done;
  } finally {
    await context.close();
  }
}

interface Recording {
  readonly done: Transfer[];
  readonly open: Set<string>;
}

async function record(session: CDPSession): Promise<Recording> {
  const recording: Recording = { done: [], open: new Set() };
  const told = new Map<string, Omit<Transfer, 'bytes'>>();
  session.on('Network.requestWillBeSent', ({ requestId, request, redirectResponse }) => {
    if (redirectResponse) throw new Error(`The page was sent on to ${request.url}.`);
    if (!request.url.startsWith('data:')) recording.open.add(requestId);
  });
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    const encoding = response.headers['content-encoding'] ?? '';
    told.set(requestId, { url: response.url, kind: type, encoding, headers: response.encodedDataLength });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const what = told.get(requestId);
    if (recording.open.delete(requestId) && what)
      recording.done.push({ ...what, bytes: encodedDataLength - what.headers });
  });
  session.on('Network.loadingFailed', ({ requestId }) => recording.open.delete(requestId));
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: false });
  return recording;
}

async function quiet(page: Page, { done, open }: Recording): Promise<void> {
  let seen = -1;
  while (open.size > 0 || seen !== done.length) {
    seen = done.length;
    await page.waitForTimeout(QUIET_MS);
  }
}
