import type { Browser, CDPSession, Page } from 'playwright-core';
import { type Opening, PHONE, type Ready } from './opening.js';

/** A network and a processor, as a browser imitates them. */
export interface Profile {
  /** Kilobits a second. */
  readonly down: number;
  readonly up: number;
  /** Milliseconds that a request takes to come back. */
  readonly roundTrip: number;
  /** How many times slower than this machine. */
  readonly cpu: number;
}

/** The slow phone of Lighthouse. */
export const SLOW_PHONE: Profile = { down: 1_600, up: 750, roundTrip: 150, cpu: 4 };
/** An old phone at the edge of its network. */
export const OLD_PHONE: Profile = { down: 400, up: 400, roundTrip: 400, cpu: 6 };

/** Milliseconds from the start of the visit. */
export interface Visited {
  /** The largest thing at the top of the page is painted. */
  readonly largest: number;
  /** The first question is painted. */
  readonly seen: number;
  /** The page answers: its script is there, the form is drawn and nothing more keeps the processor busy. */
  readonly interactive: number;
  /** All the time by which tasks were longer than 50 ms. */
  readonly blocked: number;
}

/** No long task for so long means that the page has settled. */
const SETTLED_MS = 2_000;
const LONG_TASK_MS = 50;

/** What the page's own clock has noted. */
interface Notes {
  largest: number;
  seen: number;
  live: number;
  readonly tasks: { readonly start: number; readonly duration: number }[];
}

/** Opens a page on such a phone, with nothing in its cache. */
export async function visit(browser: Browser, to: Opening, profile: Profile): Promise<Visited> {
  const context = await browser.newContext(PHONE);
  try {
    if (to.cookie) await context.addCookies([{ ...to.cookie, url: new URL(to.url).origin }]);
    const page = await context.newPage();
    await page.addInitScript(takeNotes, to.ready);
    await imitate(await context.newCDPSession(page), profile);
    await page.goto(to.url, { waitUntil: 'load', timeout: 120_000 });
    return summary(await settled(page));
  } finally {
    await context.close();
  }
}

/** From now on the page's phone is like this. */
export async function imitate(session: CDPSession, { down, up, roundTrip, cpu }: Profile): Promise<void> {
  const bytesASecond = (kilobits: number): number => (kilobits * 1_000) / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: roundTrip,
    downloadThroughput: bytesASecond(down),
    uploadThroughput: bytesASecond(up),
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
}

async function settled(page: Page): Promise<Notes> {
  for (;;) {
    const { notes, now } = await page.evaluate(() => ({
      notes: (globalThis as unknown as { notes: Notes }).notes,
      now: performance.now(),
    }));
    const isThere = notes.seen > 0 && notes.live > 0;
    const last = Math.max(notes.live, ...notes.tasks.map(({ start, duration }) => start + duration));
    if (isThere && now - last > SETTLED_MS) return notes;
    if (now > 180_000) throw new Error('The page never settled.');
    await page.waitForTimeout(250);
  }
}

function summary({ largest, seen, live, tasks }: Notes): Visited {
  const ends = tasks.map(({ start, duration }) => start + duration);
  return {
    largest,
    seen,
    interactive: Math.max(seen, live, ...ends),
    blocked: tasks.reduce((sum, { duration }) => sum + duration - LONG_TASK_MS, 0),
  };
}

/** Runs in the page, before anything of its own. */
function takeNotes({ question, live }: Ready): void {
  const notes: Notes = { largest: 0, seen: 0, live: 0, tasks: [] };
  (globalThis as unknown as { notes: Notes }).notes = notes;
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) notes.largest = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) notes.tasks.push({ start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  const look = (): void => {
    if (!notes.seen && (document.querySelector(question)?.getClientRects().length ?? 0) > 0)
      // What is laid out in this frame is on the screen at the next.
      requestAnimationFrame(() => (notes.seen ||= performance.now()));
    if (!notes.live && document.querySelector(live)) notes.live = performance.now();
    if (!notes.seen || !notes.live) requestAnimationFrame(look);
  };
  look();
}
