import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** How every browser here is started. */
export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Said where there is no browser. */
export const HOW_TO_GET_ONE =
  'no Chromium was found. Get one with "npx playwright install chromium" or "apt-get install chromium", ' +
  'or name yours in CHROMIUM_PATH.';

/** The path of a Chromium or Chrome: CHROMIUM_PATH, the usual places, or the one that Playwright downloaded. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  return given ? given : [...USUAL_PLACES, chromium.executablePath()].find(isExecutable);
}

/**
 * Starts a headless browser with a profile of its own, thrown away when it is closed.
 * @param more flags beside the usual ones
 */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_ONE);
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
