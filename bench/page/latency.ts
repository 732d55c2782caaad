import type { CDPSession, Page } from 'playwright-core';

/** The browser tells of no interaction that took less. */
const LEAST_TOLD_MS = 16;
/** Keys a minute of somebody who types quickly: 600. */
const BETWEEN_KEYS_MS = 100;
const BETWEEN_STEPS_MS = 250;
/** Before a touch, and after it: a question a second, which is faster than anybody reads. */
const BETWEEN_TOUCHES_MS = 500;
/** So long does a finger rest on what it touches; only then has it chosen. */
const TOUCH_MS = 80;
/** Along a scale from 0. */
const STEPS = 10;
/** At most, on one page. */
const TOUCHES = 15;
const WORDS =
  'We sat in the kitchen and it was quiet, and I said what I had not said the whole week. It was hard to hear. ';

/** What was done, and how long each took to be seen: from the hardware's event to the next frame, as the browser measures. */
export interface Answered {
  readonly keys: readonly number[];
  readonly touches: readonly number[];
}

/** Must run before the page is opened. */
export async function watchInteractions(page: Page): Promise<void> {
  await page.addInitScript((least) => {
    const slowest = new Map<number, number>();
    (globalThis as unknown as { slowest: typeof slowest }).slowest = slowest;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { interactionId, duration } = entry as PerformanceEventTiming;
        if (interactionId) slowest.set(interactionId, Math.max(duration, slowest.get(interactionId) ?? 0));
      }
    }).observe({ type: 'event', durationThreshold: least } as PerformanceObserverInit);
  }, LEAST_TOLD_MS);
}

/** Types into a long and a short field of the page, walks along a scale by key and touches choices, as far as it has them. */
export async function interact(page: Page): Promise<Answered> {
  const keys = [
    ...(await typeInto(page, 'main textarea')),
    ...(await typeInto(page, 'main input[type="text"]')),
    ...(await walkAlong(page, 'main input[type="radio"][value="0"]')),
  ];
  return { keys, touches: await touch(page, 'main label:has(input[type="radio"], input[type="checkbox"])') };
}

async function typeInto(page: Page, selector: string): Promise<readonly number[]> {
  const fields = page.locator(selector);
  // In the middle of the page, where most lies on both sides.
  const field = fields.nth(Math.floor((await fields.count()) / 2));
  if ((await field.count()) === 0) return [];
  await field.focus();
  return during(page, WORDS.length, () => page.keyboard.type(WORDS, { delay: BETWEEN_KEYS_MS }));
}

/** By the arrow keys, as radio buttons are. */
async function walkAlong(page: Page, start: string): Promise<readonly number[]> {
  const first = page.locator(start).first();
  if ((await first.count()) === 0) return [];
  await first.focus();
  return during(page, STEPS, async () => {
    for (let step = 0; step < STEPS; step += 1) {
      await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(BETWEEN_STEPS_MS);
    }
  });
}

async function touch(page: Page, selector: string): Promise<readonly number[]> {
  const choices = page.locator(selector);
  const all = await choices.count();
  const count = Math.min(TOUCHES, all);
  const finger = await page.context().newCDPSession(page);
  return during(page, count, async () => {
    for (let index = 0; index < count; index += 1) {
      const choice = choices.nth(Math.floor((index * all) / count));
      await choice.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      // A finger waits until the page stands still; what scrolling costs is not what a touch costs.
      await page.waitForTimeout(BETWEEN_TOUCHES_MS);
      const box = await choice.boundingBox();
      if (!box) throw new Error('A choice could not be touched.');
      await tap(finger, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
      await page.waitForTimeout(BETWEEN_TOUCHES_MS);
    }
  });
}

async function tap(finger: CDPSession, spot: { readonly x: number; readonly y: number }): Promise<void> {
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [spot] });
  await new Promise((resolve) => setTimeout(resolve, TOUCH_MS));
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** How long each of so many interactions took; those that the browser told nothing of took less than it tells of. */
export async function during(
  page: Page,
  count: number,
  act: () => Promise<unknown>,
): Promise<readonly number[]> {
  await page.evaluate(() => (globalThis as unknown as { slowest: Map<number, number> }).slowest.clear());
  await act();
  await page.waitForTimeout(1_000);
  const told = await page.evaluate(() => [
    ...(globalThis as unknown as { slowest: Map<number, number> }).slowest.values(),
  ]);
  const rest = Array.from({ length: Math.max(0, count - told.length) }, () => LEAST_TOLD_MS);
  return [...told, ...rest];
}
