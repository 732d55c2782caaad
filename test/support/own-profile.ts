import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findChromium, FLAGS, HOW_TO_GET_ONE } from './launch-chromium.js';

/** A browser whose profile stays when it ends, as people have them. */
export interface OwnBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
  /** Ends all of it at once, as when a battery is empty. */
  kill(): Promise<void>;
  /** Ends it as a person does. */
  quit(): Promise<void>;
}

/** Starts a browser on the profile in `folder`, which it makes where there is none. */
export async function openProfile(folder: string): Promise<OwnBrowser> {
  const program = findChromium();
  if (!program) throw new Error(HOW_TO_GET_ONE);
  const child = spawn(
    program,
    [...FLAGS, '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    },
  );
  const ended = once(child, 'exit');
  const browser = await chromium.connectOverCDP(await addressIn(child.stderr));
  const [context] = browser.contexts();
  if (!context) throw new Error('The browser has no profile.');
  await context.route('https://www.weather.gov/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>Sunny.' }),
  );
  const kill = async (): Promise<void> => {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
  };
  return {
    browser,
    context,
    kill,
    async quit() {
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.close').catch(() => undefined);
      await Promise.race([ended, sleep(5_000)]);
      if (child.exitCode === null) await kill();
    },
  };
}

async function addressIn(stderr: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  for await (const chunk of stderr) {
    said += String(chunk);
    const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (address) {
      // Read on, or the browser would wait for somebody who does.
      stderr.resume();
      return address;
    }
  }
  throw new Error(`The browser did not start: ${said}`);
}

/** The files of a folder in which a text stands, as it is or with two bytes for each letter. */
export function filesWith(folder: string, text: string): string[] {
  const needles = (['utf8', 'utf16le'] as const).map((encoding) => Buffer.from(text, encoding));
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .filter((file) => needles.some((needle) => readFileSync(file).includes(needle)));
}
