import type { BrowserContextOptions } from 'playwright-core';
import type { Cookie } from './product.js';

/** What of a page to wait for. */
export interface Ready {
  /** The first question's control. */
  readonly question: string;
  /** There when the page's script has taken over. */
  readonly live: string;
}

/** What to open, and who is signed in, where somebody is. */
export interface Opening {
  readonly url: string;
  readonly cookie?: Cookie;
  readonly ready: Ready;
  /** What the browser asks for, as in `es-US`; English where it is not said. */
  readonly locale?: string;
}

/** Of the client's page. */
export const OURS: Ready = {
  question: 'main :is(input:not([type=hidden]), textarea, select)',
  live: 'html[data-live]',
};

/** A phone. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
