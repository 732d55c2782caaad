import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { assignFamilyHistory } from './support/answering.js';
import { describeBrowser } from './support/chromium.js';
import { codeOf, endSessions, forgetStepUp, leaveIdle } from './support/left-sessions.js';
import {
  type Device,
  live,
  openSignedIn,
  overflow,
  saved,
  shoot,
  signedOut,
  violations,
} from './support/phone.js';
import { openSite, type Site } from './support/site.js';
import type { Sql } from './support/sql.js';

/** Getting back in where a client was, with nothing lost and nothing shown to anybody else. */

const LEARNED = 5;
const PIN = '274913';

describeBrowser('signing in again', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let sql: Sql;
  let origin: string;
  let clientId: string;
  let assignmentId: string;

  beforeAll(async () => {
    site = await openSite({ knowsAddress: true });
    ({ app, origin, browser, sql } = site);
    practice = await app.practice('Example Practice');
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    await sql.rows('DELETE FROM mendwork.rate_limit');
    clientId = await makeClient(app, practice.member, 'Ada Example');
    assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  });

  const signedIn = async (more: BrowserContextOptions = {}, who = clientId): Promise<Device> =>
    openSignedIn(browser, origin, await app.signIn(practice.member, who), more);
  const sheet = (part = LEARNED): string => `${origin}/me/w/${assignmentId}?part=${part}`;
  const openSheet = async (page: Page): Promise<void> => {
    await page.goto(sheet());
    await live(page);
  };
  const setPin = async (page: Page): Promise<void> => {
    await page.goto(`${origin}/me/log-in`);
    await page.getByLabel('New PIN').fill(PIN);
    await page.getByLabel('The same PIN once more').fill(PIN);
    await page.getByRole('button', { name: 'Save the PIN' }).click();
    await page.getByText('Your PIN is saved.').waitFor();
  };
  const gut = (page: Page) => page.getByLabel('When something felt wrong');
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Sign in' });
  const isHidden = (page: Page): Promise<boolean> =>
    page.evaluate(() => getComputedStyle(document.querySelector('main') as Element).visibility === 'hidden');
  const draft = async (): Promise<Record<string, unknown>> => {
    const client = await app.signIn(practice.member, clientId);
    const { data } = await app.graphql<{ myAssignments: { draft: { answers: Record<string, unknown> } }[] }>(
      client,
      '{ myAssignments { draft { answers } } }',
    );
    return data.myAssignments[0]?.draft.answers ?? {};
  };
  const submissions = async (): Promise<number> =>
    (await sql.rows('SELECT id FROM mendwork.submission WHERE assignment_id = $1', [assignmentId])).length;
  /** Asks in the dialog for a code, and gives what the message would bring. */
  const codeFor = async (page: Page, who = clientId): Promise<string> => {
    await dialog(page).getByLabel('Your e-mail address').fill('ada@example.org');
    const answered = page.waitForResponse(`${origin}/auth/client/link`);
    await dialog(page).getByRole('button', { name: 'Send me a code' }).click();
    const { challenge } = (await (await answered).json()) as { challenge: string };
    await dialog(page).getByText('If this address is known').waitFor();
    return codeOf(app, practice, who, challenge);
  };
  /** The same on the page that works without scripts, where the address was sent already. */
  const codeOnPage = async (page: Page): Promise<string> =>
    codeOf(app, practice, clientId, await page.locator('input[name=link]').inputValue());

  test('a save that finds the page left: hidden, asked for the PIN, sent once, gone on with', async () => {
    const { context, page } = await signedIn();
    await setPin(page);
    await openSheet(page);
    await gut(page).fill('First words.');
    await saved(page);
    const saves: string[] = [];
    page.on('request', (request) => {
      if (request.url() === `${origin}/graphql`) saves.push(request.postData() ?? '');
    });
    await leaveIdle(sql, clientId);

    await gut(page).pressSequentially(' Second words, typed while the save was refused.', { delay: 40 });
    await dialog(page).waitFor();
    expect(await isHidden(page)).toBe(true);
    expect(await page.title()).toBe('Sign in');
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await shoot(page, 'dialog-pin', false);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor();

    await dialog(page).getByLabel('Your PIN').fill('999111');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('That PIN does not match.').waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'dialog-pin-wrong', false);
    await dialog(page).getByLabel('Your PIN').fill(PIN);
    await dialog(page).getByRole('button', { name: 'Open' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await isHidden(page)).toBe(false);
    expect(await page.title()).toBe('Part 5 of 7');
    await saved(page);
    expect(page.url()).toBe(sheet());
    await gut(page).pressSequentially(' Third.');
    await saved(page);
    await page.waitForTimeout(800);
    const refused = saves[0] ?? '';
    expect(saves.filter((save) => save === refused)).toHaveLength(2);
    expect(await draft()).toMatchObject({
      'learn.gut': { value: 'First words. Second words, typed while the save was refused. Third.' },
    });
    await context.close();
  });

  test('the dialog keeps the keyboard, and its first stop is the way out', async () => {
    const { context, page } = await signedIn();
    await setPin(page);
    await openSheet(page);
    await leaveIdle(sql, clientId);
    await gut(page).fill('Words that go when I go.');
    await dialog(page).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'pin');
    const seen = new Set<string>();
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab');
      seen.add(
        await page.evaluate(() => {
          const active = document.activeElement;
          return active?.closest('dialog') || active === document.body ? 'in' : 'out';
        }),
      );
    }
    expect([...seen]).toEqual(['in']);
    const first = await page.evaluate(
      () => document.querySelector('dialog button, dialog input, dialog a')?.textContent,
    );
    expect(first).toBe('Leave now');
    await dialog(page).getByRole('button', { name: 'Leave now' }).click();
    await page.waitForURL('https://www.weather.gov/');
    await signedOut(context);
    const back = await page.goto(`${origin}/me`);
    expect(back?.status()).toBe(401);
    expect(await page.content()).toContain('Signed out');
    const open = await sql.rows(
      'SELECT id FROM mendwork.client_session WHERE client_id = $1 AND expires_at > now()',
      [clientId],
    );
    expect(open).toEqual([]);
    await context.close();
  });

  test('a session that is over: a message, its code, and the hand-in that waited is carried out once', async () => {
    const { context, page } = await signedIn();
    await page.goto(`${origin}/me/w/${assignmentId}/review`);
    await live(page);
    await endSessions(sql, clientId);
    await page.getByRole('button', { name: 'Hand in' }).click();
    await dialog(page).getByLabel('Your e-mail address').waitFor();
    await shoot(page, 'dialog-email', false);
    const right = await codeFor(page);
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'dialog-code', false);
    await dialog(page)
      .getByLabel('Code')
      .fill(right === '00000000' ? '11111111' : '00000000');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('That code does not work.').waitFor();
    await dialog(page)
      .getByLabel('Code')
      .fill(`${right.slice(0, 4)} ${right.slice(4)}`);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/done$/);
    expect(await submissions()).toBe(1);
    await context.close();
  });

  test('who signs in with another log-in gets nothing of the page, and its own client still gets it back', async () => {
    const { context, page } = await signedIn();
    await openSheet(page);
    await gut(page).fill('Nobody else may read this.');
    await saved(page);
    const partner = await makeClient(app, practice.member, 'Ben Example');
    await endSessions(sql, clientId);
    await gut(page).fill('Nobody else may read this either.');
    await dialog(page)
      .getByLabel('Code')
      .fill(await codeFor(page, partner));
    await page.keyboard.press('Enter');
    await dialog(page).getByText('That log-in opens other pages').waitFor();
    expect(await isHidden(page)).toBe(true);
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'dialog-other', false);

    await dialog(page).getByRole('button', { name: 'Send me a code' }).click();
    await dialog(page)
      .getByLabel('Code')
      .fill(await codeFor(page));
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    await saved(page);
    expect(await draft()).toMatchObject({
      'learn.gut': { value: 'Nobody else may read this either.' },
    });
    await context.close();
  });

  test('somebody else who signs in beside an open page gets nothing of it, and its words wait for their client', async () => {
    const { context, page } = await signedIn();
    await openSheet(page);
    await gut(page).fill('Said before.');
    await saved(page);
    const partner = await makeClient(app, practice.member, 'Ben Example');
    const become = async (who: string): Promise<void> => {
      const [name = '', value = ''] = ((await app.signIn(practice.member, who)).cookie ?? '').split('=');
      await context.addCookies([{ name, value, url: origin }]);
    };
    await become(partner);
    await gut(page).fill('Said after.');
    await dialog(page).getByText('That log-in opens other pages').waitFor();
    expect(await isHidden(page)).toBe(true);

    // To look for the code in another window and come back takes nobody away from where it is typed.
    const code = await (async () => {
      await dialog(page).getByRole('button', { name: 'Send me a code' }).click();
      return codeFor(page);
    })();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.waitForTimeout(300);
    await dialog(page).getByLabel('Code').fill(code);
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    await saved(page);
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'Said after.' } });

    await become(partner);
    await gut(page).fill('Said at last.');
    await dialog(page).getByText('That log-in opens other pages').waitFor();
    await become(clientId);
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await dialog(page).waitFor({ state: 'detached' });
    await saved(page);
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'Said at last.' } });
    await context.close();
  });

  test('without scripts: a form of somebody who signed in before waits for them, sealed', async () => {
    const { context, page } = await signedIn({ javaScriptEnabled: false });
    await page.goto(sheet());
    await gut(page).fill('Mine alone.');
    const partner = await makeClient(app, practice.member, 'Ben Example');
    const [name = '', value = ''] = ((await app.signIn(practice.member, partner)).cookie ?? '').split('=');
    await context.addCookies([{ name, value, url: origin }]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('What you typed is kept.').waitFor();
    expect(await page.content()).not.toContain('Mine alone');
    await page.getByLabel('Your e-mail address').fill('ada@example.org');
    await page.getByRole('button', { name: 'Send me a message' }).click();
    await page.getByLabel('The 8-digit code').fill(await codeOnPage(page));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(/part=6/);
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'Mine alone.' } });
    await context.close();
  });

  test('two tabs: what lets one in lets the other in, when it is looked at', async () => {
    const { context, page } = await signedIn();
    await setPin(page);
    await openSheet(page);
    const second = await context.newPage();
    await second.goto(sheet(6));
    await live(second);
    await leaveIdle(sql, clientId);
    await page.bringToFront();
    await gut(page).fill('From the first tab.');
    await dialog(page).waitFor();
    await second.bringToFront();
    const echo = second.getByRole('group', { name: 'Does something in your relationship today' });
    await echo.getByLabel('Yes').check({ force: true });
    await dialog(second).getByLabel('Your PIN').fill(PIN);
    await second.keyboard.press('Enter');
    await dialog(second).waitFor({ state: 'detached' });
    await page.bringToFront();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await dialog(page).waitFor({ state: 'detached' });
    await saved(page);
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'From the first tab.' } });
    await context.close();
  });

  test('a page that nobody touches says so, stays when it is touched, and closes by itself', async () => {
    const { context, page } = await signedIn();
    await setPin(page);
    await page.clock.install();
    await openSheet(page);
    await gut(page).fill('Said before the pause.');
    await page.clock.runFor(3_000);
    await saved(page);
    // Scrolling is a touch, and looking for faults scrolls.
    await page.evaluate(() => scrollTo(0, 0));
    await page.clock.runFor(1_000);
    const watch = page.waitForResponse(/open-[\w-]+\.js$/);
    await page.clock.fastForward('01:00');
    await (await watch).finished();
    await page.clock.fastForward('13:05');
    await page.getByText('This page closes in one minute').waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'warning', false);
    await page.getByRole('button', { name: 'Stay here' }).click();
    await page.getByText('This page closes in one minute').waitFor({ state: 'detached' });
    await leaveIdle(sql, clientId);
    await page.clock.fastForward('15:10');
    await dialog(page).waitFor();
    expect(await isHidden(page)).toBe(true);
    await dialog(page).getByLabel('Your PIN').fill(PIN);
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await gut(page).inputValue()).toBe('Said before the pause.');
    await context.close();
  });

  test('a page watches over itself, also where the network was away when it was to begin', async () => {
    const { context, page } = await signedIn();
    await setPin(page);
    await page.clock.install();
    const failed: string[] = [];
    await context.route(/open-/, (route) => {
      failed.push(route.request().url());
      return route.abort();
    });
    await openSheet(page);
    const past = async (isOver: () => boolean): Promise<void> => {
      while (!isOver()) {
        await page.clock.fastForward('00:15');
        await page.waitForTimeout(100);
      }
    };
    await past(() => failed.length >= 4);
    await context.unroute(/open-/);
    const came: string[] = [];
    page.on('requestfinished', (request) => came.push(request.url()));
    await past(() => came.some((url) => url.includes('open-')));
    await page.evaluate(() => scrollTo(0, 0));
    await leaveIdle(sql, clientId);
    await page.clock.fastForward('15:10');
    await dialog(page).waitFor();
    expect(await isHidden(page)).toBe(true);
    await context.close();
  });

  test('a page that takes no answers closes by itself as well', async () => {
    const { context, page } = await signedIn();
    await setPin(page);
    await page.clock.install();
    await page.goto(`${origin}/me`);
    await live(page);
    await leaveIdle(sql, clientId);
    await page.clock.fastForward('15:10');
    await page.getByRole('heading', { name: 'Enter your PIN' }).waitFor();
    await context.close();
  });

  test('without scripts: a form that comes too late waits sealed behind the PIN, and is then carried out', async () => {
    const { context, page } = await signedIn({ javaScriptEnabled: false });
    await setPin(page);
    await page.goto(sheet());
    await gut(page).fill('Typed without scripts.');
    await leaveIdle(sql, clientId);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Enter your PIN' }).waitFor();
    expect(await page.content()).not.toContain('Typed without scripts');
    expect(await page.content()).not.toContain('Example Practice');
    expect(await page.title()).toBe('Sign in');
    await page.getByLabel('Your PIN').fill('999111');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('That PIN does not match.').waitFor();
    await shoot(page, 'locked-wrong-carried');
    await page.getByLabel('Your PIN').fill(PIN);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.waitForURL(/part=6/);
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'Typed without scripts.' } });
    await context.close();
  });

  test('without scripts and with no cookie left: the form waits for the code; another’s log-in gets nothing of it', async () => {
    const { context, page } = await signedIn({ javaScriptEnabled: false });
    await page.goto(sheet());
    await gut(page).fill('For my own eyes.');
    await endSessions(sql, clientId);
    await context.clearCookies();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('What you typed is kept.').waitFor();
    expect(await page.content()).not.toContain('For my own eyes');
    await page.getByLabel('Your e-mail address').fill('not an address');
    await page.getByRole('button', { name: 'Send me a message' }).click();
    await page.getByText('That does not look like an e-mail address.').waitFor();
    await page.getByLabel('Your e-mail address').fill('ada@example.org');
    await page.getByRole('button', { name: 'Send me a message' }).click();
    await page.getByText('If this address is known').waitFor();
    await shoot(page, 'sign-in-code-carried');
    const waiting = await page.locator('input[name=_carried]').first().inputValue();

    const partner = await makeClient(app, practice.member, 'Ben Example');
    const theirs = await signedIn({}, partner);
    const answer = await theirs.context.request.post(sheet(), {
      form: { _carried: waiting },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.status()).toBe(401);
    expect(await answer.text()).not.toContain('For my own eyes');
    await theirs.context.close();

    await page.getByLabel('The 8-digit code').fill(await codeOnPage(page));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(/part=6/);
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'For my own eyes.' } });
    await context.close();
  });

  test.each([
    ['who is calling cannot be found out', 'client_session', 'mendwork_login'],
    ['it cannot be written down', 'draft', 'mendwork_app'],
  ])(
    'without scripts: where %s, the page says how to send what was typed again',
    async (_case, table, role) => {
      const { context, page } = await signedIn({ javaScriptEnabled: false });
      await page.goto(sheet());
      await gut(page).fill('Typed while the server was in trouble.');
      const rights = (
        await sql.rows<{ right: string }>(
          `SELECT privilege_type AS right FROM information_schema.role_table_grants
         WHERE table_schema = 'mendwork' AND table_name = $1 AND grantee = $2`,
          [table, role],
        )
      ).map(({ right }) => right);
      await sql.rows(`REVOKE SELECT ON mendwork.${table} FROM ${role}`);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { name: 'Not sent yet' }).waitFor();
      await page.getByRole('button', { name: 'Leave now' }).waitFor();
      expect(await page.content()).not.toContain('in trouble');
      expect(rights).toContain('SELECT');
      await sql.rows(`GRANT SELECT ON mendwork.${table} TO ${role}`);
      await page.reload();
      await page.waitForURL(/part=6/);
      expect(await draft()).toMatchObject({
        'learn.gut': { value: 'Typed while the server was in trouble.' },
      });
      await context.close();
    },
  );

  test('without scripts: a hand-in that comes too late is carried out once', async () => {
    const { context, page } = await signedIn({ javaScriptEnabled: false });
    await setPin(page);
    await page.goto(`${origin}/me/w/${assignmentId}/review`);
    await leaveIdle(sql, clientId);
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.getByLabel('Your PIN').fill(PIN);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.waitForURL(/\/done$/);
    expect(await submissions()).toBe(1);
    await context.close();
  });

  test('asking for a link says the same for every address, and takes the code on the same page', async () => {
    const { context, page } = await signedIn({ javaScriptEnabled: false });
    await endSessions(sql, clientId);
    const there = `${origin}/me/p/${practice.practiceId}`;
    const scanned = await fetch(there, {
      method: 'POST',
      body: new URLSearchParams({ email: 'ada@example.org' }),
    });
    expect(scanned.status).toBe(403);
    for (const address of [there, `${origin}/me`]) {
      await page.goto(address);
      await page.getByLabel('Your e-mail address').waitFor();
    }
    expect(await page.title()).toBe('Sign in');
    expect(await page.content()).not.toContain('Example Practice');
    await shoot(page, 'sign-in');
    await page.getByLabel('Your e-mail address').fill('nobody@example.org');
    await page.getByRole('button', { name: 'Send me a message' }).click();
    await page.getByText('If this address is known').waitFor();
    await page.getByLabel('The 8-digit code').fill('12345678');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('That code does not work.').waitFor();
    await shoot(page, 'sign-in-code-wrong');
    await page.getByRole('button', { name: 'Send another message' }).click();
    await page.getByLabel('Your e-mail address').fill('ada@example.org');
    await page.getByRole('button', { name: 'Send me a message' }).click();
    await page.getByLabel('The 8-digit code').fill(await codeOnPage(page));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(`${origin}/me`);
    await page.getByRole('heading', { name: 'Your worksheets' }).waitFor();
    await context.close();
  });

  test('your log-in: behind a step-up, a PIN that holds, devices, and passkeys that open the page', async () => {
    const { context, page } = await signedIn();
    await page.goto(`${origin}/me`);
    await page.getByRole('link', { name: 'Your log-in' }).click();
    await page.getByRole('heading', { name: 'Your log-in' }).waitFor();
    await live(page);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByLabel('New PIN').fill('123456');
    await page.getByLabel('The same PIN once more').fill('123456');
    await page.getByRole('button', { name: 'Save the PIN' }).click();
    await page.getByText('This PIN will not do.').waitFor();
    await page.getByLabel('New PIN').fill(PIN);
    await page.getByLabel('The same PIN once more').fill('274914');
    await page.getByRole('button', { name: 'Save the PIN' }).click();
    await page.getByText('The two PINs are not the same.').waitFor();
    expect(await violations(page)).toEqual([]);
    await setPin(page);
    await shoot(page, 'log-in');

    const other = await signedIn();
    await page.reload();
    await page
      .getByRole('button', { name: /^Sign out there/ })
      .first()
      .waitFor();
    for (
      let left = await page.getByRole('button', { name: /^Sign out there/ }).count();
      left > 0;
      left -= 1
    ) {
      await page
        .getByRole('button', { name: /^Sign out there/ })
        .first()
        .click();
      await page.getByText('That device is signed out.').waitFor();
    }
    const over = await other.page.goto(`${origin}/me`);
    expect(over?.status()).toBe(401);
    await other.context.close();

    await live(page);
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.getByLabel('A name for it').fill('My phone');
    await page.getByRole('button', { name: 'Add a passkey on this device' }).click();
    await page.getByText('Your passkey is added.').waitFor();
    await page.getByText('My phone', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'log-in-passkey');

    await forgetStepUp(sql, clientId);
    await page.goto(`${origin}/me/log-in`);
    await page.getByText('Before you go on').waitFor();
    expect(await page.content()).not.toContain('My phone');
    await live(page);
    await shoot(page, 'locked-step-up');
    await page.getByLabel('Your PIN').fill(PIN);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'Your log-in' }).waitFor();
    await page.getByRole('button', { name: 'Remove the PIN' }).click();
    await page.getByText('Your PIN is removed.').waitFor();

    await openSheet(page);
    await leaveIdle(sql, clientId);
    await gut(page).fill('Opened by a passkey.');
    await dialog(page).getByRole('button', { name: 'Use your passkey' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await saved(page);
    await leaveIdle(sql, clientId);
    await page.goto(`${origin}/me`);
    await live(page);
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'locked-passkey');
    await page.getByRole('button', { name: 'Use your passkey' }).click();
    await page.getByRole('heading', { name: 'Your worksheets' }).waitFor();
    await page.goto(`${origin}/me/log-in`);
    await page.getByRole('button', { name: 'Remove: My phone' }).click();
    await page.getByText('The passkey is removed.').waitFor();
    expect(await draft()).toMatchObject({ 'learn.gut': { value: 'Opened by a passkey.' } });
    await context.close();
  }, 120_000);

  test.each(['light', 'dark'] as const)(
    'no page of the way in has a fault of access, %s',
    async (colorScheme) => {
      const { context, page } = await signedIn({ colorScheme });
      await setPin(page);
      const look = async (name: string): Promise<void> => {
        await live(page);
        expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        await shoot(page, `${name}-${colorScheme}`);
      };
      await look('log-in-pin');
      await page.goto(`${origin}/me`);
      await look('home');
      await leaveIdle(sql, clientId);
      await page.goto(`${origin}/me`);
      await look('locked');
      await page.getByRole('button', { name: 'Use a message instead' }).click();
      await page.getByLabel('Your e-mail address').waitFor();
      await look('sign-in');
      await page.getByLabel('Your e-mail address').fill('ada@example.org');
      await page.getByRole('button', { name: 'Send me a message' }).click();
      await page.getByText('If this address is known').waitFor();
      await look('sign-in-code');
      await page.getByRole('button', { name: 'Leave now' }).click();
      await page.waitForURL('https://www.weather.gov/');
      await signedOut(context);
      await page.goto(`${origin}/me`);
      await page.getByRole('heading', { name: 'Signed out' }).waitFor();
      await look('signed-out');
      await context.close();
    },
  );

  // The last one: from then on this place is refused.
  test('a place that asks too often is told so, and what was typed stays', async () => {
    const { context, page } = await signedIn();
    await context.clearCookies();
    await page.goto(`${origin}/me/p/${practice.practiceId}`);
    await live(page);
    for (let ask = 0; ask < 200; ask += 1) {
      const answer = await context.request.post(`${origin}/me/p/${practice.practiceId}`, {
        form: { email: `nobody${ask}@example.org` },
        headers: { 'sec-fetch-site': 'same-origin' },
      });
      if (answer.status() === 429) break;
    }
    await page.getByLabel('Your e-mail address').fill('ada@example.org');
    await page.getByRole('button', { name: 'Send me a message' }).click();
    await page.getByText('That was too many tries.').waitFor();
    expect(await page.getByLabel('Your e-mail address').inputValue()).toBe('ada@example.org');
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'sign-in-too-often');
    await context.close();
  }, 120_000);
});
