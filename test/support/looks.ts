import type { Page } from 'playwright-core';
import { overflow, violations } from './phone.js';

/** Looks at pages as they come, light and dark, and at nothing twice: what sheets share needs it once. */
export class Looks {
  private readonly seen = new Set<string>();

  /** What should not be on the page as it stands, one line each. */
  async at(page: Page, where: string): Promise<readonly string[]> {
    const wide = await overflow(page);
    const faults = wide > 0 ? [`${where}: ${wide} px too wide`] : [];
    const drawn = await page.evaluate(likeness);
    if (this.seen.has(drawn)) return faults;
    this.seen.add(drawn);
    const light = await violations(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await violations(page, COLORS);
    await page.emulateMedia({ colorScheme: 'light' });
    return [...faults, ...[...light, ...dark].map((fault) => `${where}: ${fault}`)];
  }
}

/** What the dark has other than the light. */
const COLORS = ['color-contrast'];

/** The page without what differs between two sheets that look alike: ids, names, the practice's and the client's. */
function likeness(): string {
  const { innerHTML } = document.querySelector('main') ?? document.body;
  const states = [...document.querySelectorAll<HTMLInputElement>('main :is(:checked, :disabled)')].length;
  return `${states} ${innerHTML.replaceAll(/ (id|for|name|value|href|action|aria-[a-z]+)="[^"]*"/g, '')}`;
}
