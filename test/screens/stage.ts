import { writeFileSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { type Product } from '../../bench/page/product.js';
import { type SignedIn, filledSheets, give, type GivenSheet, newClient } from '../../bench/page/sheets.js';
import type { FilledSheet } from '../support/filled.js';

/** How a page is looked at. */
export interface Look {
  readonly name: string;
  readonly options: BrowserContextOptions;
}

const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** On a phone and on a desktop, light and dark. */
export const LOOKS: readonly Look[] = (['light', 'dark'] as const).flatMap((colorScheme) => [
  { name: `phone-${colorScheme}`, options: { ...PHONE, colorScheme, reducedMotion: 'reduce' } },
  { name: `desktop-${colorScheme}`, options: { ...DESKTOP, colorScheme, reducedMotion: 'reduce' } },
]);

/** Dates and times are shown as those of one moment, so that a picture changes when its page does. */
const WHEN = { day: 'Thursday', date: 'March 5', year: '2026', time: '8:12 PM' };

/** A browser in front of the product, with somebody invented who is signed in. */
export class Stage {
  private constructor(
    readonly product: Product,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly client: SignedIn,
  ) {}

  /** Opens one for a new client. */
  static async open(product: Product, browser: Browser, { options }: Look): Promise<Stage> {
    const context = await browser.newContext({ ...options, locale: 'en-US' });
    const client = await newClient(product);
    await context.addCookies([{ ...client.cookie, url: product.origin }]);
    const stage = new Stage(product, context, await context.newPage(), client);
    // A first visit does not wait for the font; these pictures are of the second.
    await stage.goTo('');
    return stage;
  }

  /** Goes to an address under the client's own, and waits until the script has taken over. */
  async goTo(path: string, page = this.page): Promise<void> {
    await page.goto(`${this.product.origin}/me${path}`);
    await page.waitForSelector('html[data-live]', { state: 'attached' });
  }

  /** A filled sheet of the fixtures, by its name. */
  fixture(name: string): FilledSheet {
    const sheet = filledSheets(this.product).find((one) => one.name === name);
    if (!sheet) throw new Error(`There is no fixture ${name}.`);
    return sheet;
  }

  /** Gives a sheet of the fixtures to the client. */
  give(name: string): Promise<GivenSheet> {
    return give(this.product, this.client, this.fixture(name));
  }

  /** Takes the picture, of what the window shows. */
  async shoot(file: string): Promise<void> {
    await this.page.evaluate(() => document.fonts.ready);
    await this.page.evaluate(freeze, WHEN);
    const picture = await this.page.screenshot({ caret: 'hide', animations: 'disabled' });
    writeFileSync(file, packed(picture));
  }
}

/** The same picture in fewer bytes: pages have plain colors, which filters of PNG only make harder to pack. */
function packed(picture: Buffer): Buffer {
  const plain = { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 } as const;
  return PNG.sync.write(PNG.sync.read(picture), plain);
}

/** Runs in the page: writes one moment in the place of every other. */
function freeze({ day, date, year, time }: typeof WHEN): void {
  const days = /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?=,)/gu;
  const months =
    /\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? \d{1,2}(?:(, )\d{4})?/gu;
  const times = /\b\d{1,2}:\d{2}\s?[AP]M\b/gu;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.parentElement?.tagName === 'SCRIPT') continue;
    const frozen = node.data
      .replaceAll(months, (_, comma: string | undefined) => (comma ? `${date}, ${year}` : date))
      .replaceAll(days, day)
      .replaceAll(times, time);
    if (frozen !== node.data) node.data = frozen;
  }
}
