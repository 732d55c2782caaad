import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core';

const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  reducedMotion: 'reduce',
};
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeWindow {
  axe?: {
    run(
      root: Document,
      options: object,
    ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
  };
}

/** A browser of its own with one page. */
export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page has complained of so far. */
  readonly complaints: readonly string[];
}

/** A phone, or what else is asked for, which knows the plain page that "Leave now" opens. */
export async function openDevice(browser: Browser, more: BrowserContextOptions = {}): Promise<Device> {
  const context = await browser.newContext({ ...PHONE, ...more });
  await context.route('https://www.weather.gov/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>Sunny.' }),
  );
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { context, page, complaints };
}

/** The same, signed in with the headers that `TestApp.signIn` gives. */
export async function openSignedIn(
  browser: Browser,
  origin: string,
  { cookie = '' }: Readonly<Record<string, string>>,
  more: BrowserContextOptions = {},
): Promise<Device> {
  const device = await openDevice(browser, more);
  const [name = '', value = ''] = cookie.split('=');
  await device.context.addCookies([{ name, value, url: origin }]);
  return device;
}

/** The script has taken over. */
export function live(page: Page | Frame): Promise<unknown> {
  return page.waitForSelector('html[data-live]', { state: 'attached' });
}

/** The page shows what follows from the last answer: it is drawn a frame after each letter and each choice. */
export async function drawn(page: Page | Frame): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/** The keyboard is in a field: it goes there a frame after the touch that opened it. */
export function inField(page: Page): Promise<unknown> {
  return page.waitForFunction(() => document.activeElement?.matches('textarea, input'));
}

/** Holds back what the page saves, so that all that is typed goes out on top of what it knows now. Gives what lets go. */
export async function holdSaves(page: Page): Promise<() => void> {
  let letGo = (): void => undefined;
  const typed = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/graphql', async (route) => {
    await typed;
    await route.continue();
  });
  return letGo;
}

/** The server has all that was typed. Until the page is drawn it says what was before. */
export async function saved(page: Page | Frame): Promise<void> {
  await drawn(page);
  await page.waitForSelector('.save.saved');
}

/** Waits until the browser has no cookie left, as after "Leave now": the page does not wait for that. */
export async function signedOut(context: BrowserContext): Promise<void> {
  while ((await context.cookies()).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Faults of access that axe finds by these rules or sets of rules, one line each, from the top of the page, where the bar lies over nothing. */
export async function violations(page: Page | Frame, rules: readonly string[] = RULES): Promise<string[]> {
  await page.evaluate(() => scrollTo(0, 0));
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const found = await (globalThis as unknown as AxeWindow).axe?.run(document, {
      runOnly,
      resultTypes: ['violations'],
    });
    return (found?.violations ?? []).map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
  }, rules);
}

/** How many pixels the page is too wide. A phone zooms out and widens the window instead, which is no remedy. */
export function overflow(page: Page | Frame): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Keeps a picture of the page where SHOTS names a folder, for people to look at. */
export async function shoot(page: Page, name: string, fullPage = true): Promise<void> {
  const { SHOTS } = process.env;
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage });
}
