import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { makeClient, startTestApp, type TestApp } from './support/app.js';
import { describeBrowser, launchChromium } from './support/chromium.js';
import { freePort } from './support/free-port.js';

/**
 * Over plain http on a local network (DECISIONS 15) browsers say by `Origin` alone where a form comes from, as old ones
 * do everywhere (Safari before 16.4).
 */

const HOST = 'clinic.test';

describeBrowser('a browser that sends no Sec-Fetch-Site', () => {
  let app: TestApp;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    const port = await freePort();
    origin = `http://${HOST}:${port}`;
    app = await startTestApp({ publicAddress: origin });
    await app.app.listen(port, '127.0.0.1');
    browser = await launchChromium([`--host-resolver-rules=MAP ${HOST} 127.0.0.1`]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test.each([true, false])('gets in by a link and out again (scripts: %s)', async (javaScriptEnabled) => {
    const practice = await app.practice();
    const clientId = await makeClient(app, practice.member);
    const made = await app.graphql<{ clientLink: { url: string; code: string } }>(
      practice.member,
      'mutation($input: ClientLinkInput!) { clientLink(input: $input) { ... on ClientLink { url code } } }',
      { input: { clientId, idempotencyKey: randomUUID() } },
    );
    const { url, code } = made.data.clientLink;
    const page = await browser.newPage({ javaScriptEnabled });
    const headers: Record<string, string>[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') void request.allHeaders().then((all) => headers.push(all));
    });
    await page.goto(url);
    if (javaScriptEnabled) await page.getByRole('button', { name: 'Open my page' }).click();
    else {
      await page.getByLabel('Type the 8-digit code').fill(code);
      await page.getByRole('button', { name: 'Go on' }).click();
    }
    await page.getByRole('heading', { name: 'Your worksheets' }).waitFor();
    expect(headers.map((all) => all['sec-fetch-site'])).toEqual([undefined]);
    await page.route('https://**', (route) => route.fulfill({ body: 'Elsewhere' }));
    await page.getByRole('button', { name: 'Leave now' }).click();
    await page.getByText('Elsewhere').waitFor();
    expect(await page.evaluate(() => document.referrer)).toBe('');
    await page.goto(`${origin}/me`);
    await page.getByText('Signed out').waitFor();
    await page.close();
  });
});
