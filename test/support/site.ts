import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from './app.js';
import { freePort } from './free-port.js';
import { launchChromium } from './launch-chromium.js';
import { connectTo, type Sql } from './sql.js';

/** The product as browsers reach it, and a browser. */
export interface Site {
  readonly app: TestApp;
  readonly origin: string;
  readonly browser: Browser;
  /** Into the product's database, as its owner. */
  readonly sql: Sql;
  stop(): Promise<void>;
}

type Wishes = Parameters<typeof startTestApp>[0] & {
  /** Knows at which address it is found, as what it links to, and what is bound to it, asks for. */
  readonly knowsAddress?: boolean;
};

/** Starts the product from the sources, as `startTestApp` does, and a browser. */
export async function openSite({ knowsAddress = false, ...options }: Wishes = {}): Promise<Site> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const stopOne of stops.toReversed()) await stopOne();
  };
  try {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const app = await startTestApp(knowsAddress ? { publicAddress: origin, ...options } : options);
    stops.push(() => app.stop());
    const sql = await connectTo(app.database.url);
    stops.push(() => sql.end());
    await app.app.listen(port, 'localhost');
    const browser = await launchChromium();
    stops.push(() => browser.close());
    return { app, origin, browser, sql, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
