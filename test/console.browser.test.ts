import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Actor, actingFor, runAsActor } from '../src/access/actor.js';
import { AssignmentsService } from '../src/assignments/assignments.service.js';
import { ClientsService } from '../src/clients/clients.service.js';
import { ResponsesService } from '../src/responses/responses.service.js';
import { qrSvg } from '../src/platform/qr.js';
import type { TestApp } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { inviteFirst, type InvitedMember } from './support/member-browser.js';
import { type Device, live, openDevice, overflow, violations } from './support/phone.js';
import { hasPoppler, pdfWords } from './support/poppler.js';
import { openSite, type Site } from './support/site.js';
import type { Sql } from './support/sql.js';

/** The console in a real browser with a virtual authenticator, against the whole product. */

const PASSWORD = 'heron lamp quarry seven';
const DESK: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  isMobile: false,
  hasTouch: false,
  permissions: ['clipboard-read', 'clipboard-write'],
};
/** Where to put pictures of the pages, for people to look at; none are taken without it. */
const SHOTS = process.env.TEST_SHOTS;
const CLIENTS = ['Ines Example', 'Tom Specimen', 'Daniel Sample', 'Mei Instance'];

interface Link {
  readonly url: string;
  readonly code: string;
  readonly qrSvg: string;
}

describeBrowser('the console', () => {
  let site: Site;
  let app: TestApp;
  let owner: Sql;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    site = await openSite({ knowsAddress: true });
    ({ app, origin, browser, sql: owner } = site);
    if (SHOTS) mkdirSync(SHOTS, { recursive: true });
  });
  afterAll(() => site?.stop());

  const shoot = async (page: Page, name: string): Promise<void> => {
    if (!SHOTS) return;
    await page.emulateMedia({ colorScheme: 'light' });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 800 });
      await page.screenshot({ path: path.join(SHOTS, `${name}-${width}.png`) });
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: path.join(SHOTS, `${name}-dark.png`) });
  };
  /** Nothing that axe finds, and nothing sideways on the narrowest phone, in light and in dark. */
  const inspect = async (page: Page, name: string): Promise<void> => {
    await shoot(page, name);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect({ name, colorScheme, found: await violations(page) }).toEqual({ name, colorScheme, found: [] });
    }
    const before = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 640 });
    expect({ name, overflow: await overflow(page) }).toEqual({ name, overflow: 0 });
    if (before) await page.setViewportSize(before);
  };
  const button = (page: Page, name: string | RegExp, exact = true) =>
    page.getByRole('button', { name, exact });
  const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();
  const newClients = (member: InvitedMember): Promise<unknown> =>
    runAsActor(
      actingFor({ practiceId: member.practiceId, id: member.memberId, roles: ['clinician'] }),
      member.memberId,
      async () => {
        for (const name of CLIENTS)
          await app.app.get(ClientsService).create({ name, idempotencyKey: randomUUID() });
      },
    );
  const codeOf = (secret: string): string =>
    new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate();
  /** A code is good once: as if the last one had been used long ago. */
  const freshCode = async (secret: string, { memberId }: InvitedMember): Promise<string> => {
    await owner.rows('UPDATE mendwork.member_totp SET last_step = 0 WHERE member_id = $1', [memberId]);
    return codeOf(secret);
  };

  /** Has a client tell of a family of three. */
  const handInFamily = async (member: InvitedMember, name: string): Promise<void> => {
    const { practiceId, memberId } = member;
    const as = <T>(actor: Actor, work: () => Promise<T>): Promise<T> => runAsActor(actor, memberId, work);
    const clinician = actingFor({ practiceId, id: memberId, roles: ['clinician'] });
    const assigned = await as(clinician, async () => {
      const { edges } = await app.app.get(ClientsService).page({ first: 10 });
      const clientId = edges.find(({ node }) => node.name === name)?.node.id ?? '';
      const worksheetId = 'family-history';
      return app.app.get(AssignmentsService).assign({ clientId, worksheetId, idempotencyKey: randomUUID() });
    });
    if (assigned.__typename !== 'Assignment') throw new Error(assigned.__typename);
    const { id: assignmentId, clientId: id } = assigned;
    await as({ kind: 'client', practiceId, id, sessionHash: Buffer.alloc(32), place: 'own' }, async () => {
      const responses = app.app.get(ResponsesService);
      const said = (row: string, field: string, value: unknown): object => ({
        item: 'members',
        row,
        field,
        answer: { value },
      });
      await responses.saveDraft({
        assignmentId,
        revision: 0,
        patches: [
          said('m', 'label', 'Wren'),
          said('m', 'relation', 'me'),
          said('o', 'label', 'Orla'),
          said('o', 'relation', 'mother'),
          said('t', 'label', 'Tam'),
          said('t', 'relation', 'father'),
        ] as never,
      });
      await responses.submit({ assignmentId, revision: 1, idempotencyKey: randomUUID() });
    });
  };

  /** Accepts the invitation and sets an authenticator app up. @returns its secret */
  const comeIn = async (page: Page, { practiceId, invitation }: InvitedMember): Promise<string> => {
    const { invitation: id, secret } = invitation;
    await page.goto(`${origin}/console/invitation/${practiceId}/${id}#${secret}`);
    await page.getByLabel('New password').fill(PASSWORD);
    await button(page, 'Continue').click();
    await button(page, 'Set up an app').click();
    const key = await page.locator('.secret code').innerText();
    await page.getByLabel('Then type the six digits').fill(codeOf(key));
    await button(page, 'Confirm').click();
    await button(page, 'I have kept them').click();
    await heading(page, 'Clients');
    return key;
  };

  test('a newcomer is shown the pages of the way in and no others, each in a tab of its name', async () => {
    const member = await inviteFirst(app);
    const { page, context } = await desk(browser);
    await page.addInitScript(() => {
      const drawn: string[] = [];
      Object.assign(globalThis, { drawn });
      // Told of a change right after it, before anything can be shown of it.
      new MutationObserver(() => {
        const now = `${document.querySelector('h1')?.textContent ?? ''} in ${document.title}`;
        if (drawn.at(-1) !== now) drawn.push(now);
      }).observe(document, { childList: true, subtree: true });
    });
    await comeIn(page, member);
    await page.getByRole('link', { name: 'Your account' }).click();
    await heading(page, 'Your account');
    const drawn = await page.evaluate(() => (globalThis as unknown as { drawn: string[] }).drawn);
    expect(drawn.slice(drawn.indexOf('Set up your app in Set up your app'))).toEqual([
      'Set up your app in Set up your app',
      'Keep these codes in Keep these codes',
      'Mendwork in Mendwork',
      'Clients in Clients · Riverbend Counseling',
      'Your account in Your account · Riverbend Counseling',
    ]);
    await context.close();
  });

  test('from the invitation to a client in the room', async () => {
    const member = await inviteFirst(app);
    await newClients(member);
    const { practiceId, email, invitation } = member;
    const { page, context, complaints } = await desk(browser);

    // The invitation.
    await page.goto(
      `${origin}/console/invitation/${practiceId}/${invitation.invitation}#${invitation.secret}`,
    );
    await live(page);
    await heading(page, 'Welcome, Dana Whitfield');
    expect(page.url()).not.toContain('#');
    await inspect(page, 'invitation');
    await page.getByLabel('New password').fill('too short');
    await button(page, 'Continue').click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/12/);
    await inspect(page, 'invitation-refused');
    await page.getByLabel('New password').fill(PASSWORD);
    await button(page, 'Continue').click();

    // The second factor.
    await heading(page, 'Protect your account');
    await inspect(page, 'enrol');
    await button(page, 'Set up an app').click();
    await heading(page, 'Set up your app');
    const key = await page.locator('.secret code').innerText();
    expect(await pictured(page, 'QR code for your authenticator app')).toMatch(/^<svg/);
    await page.getByLabel('Then type the six digits').fill('000000');
    await button(page, 'Confirm').click();
    await page.getByRole('alert').waitFor();
    await inspect(page, 'enrol-app');
    await page.getByLabel('Then type the six digits').fill(codeOf(key));
    await button(page, 'Confirm').click();
    await heading(page, 'Keep these codes');
    const codes = await page.getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    await button(page, 'Copy').click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'));
    await inspect(page, 'recovery-codes');
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/Riverbend|Dana|Copy|Mendwork/);
    await page.emulateMedia({ media: null });
    await button(page, 'I have kept them').click();

    // In, out, and in again with password and code.
    await heading(page, 'Clients');
    expect(await page.title()).toBe('Clients · Riverbend Counseling');
    await button(page, 'Sign out').click();
    await page.waitForURL(`${origin}/console/p/${practiceId}`);
    await heading(page, 'Sign in');
    await inspect(page, 'sign-in');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await button(page, 'Sign in').click();
    await page.getByRole('alert').waitFor();
    await inspect(page, 'sign-in-refused');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button(page, 'Sign in').click();
    await heading(page, 'One more step');
    await inspect(page, 'second-factor');
    await page.getByLabel('Six-digit code').fill(await freshCode(key, member));
    await page.keyboard.press('Enter');
    await heading(page, 'Clients');

    // A passkey, after a fresh sign of the password.
    await owner.rows(`UPDATE mendwork.member_session SET stepped_up_at = NULL WHERE member_id = $1`, [
      member.memberId,
    ]);
    await page.getByRole('link', { name: 'Your account' }).click();
    await heading(page, 'Your account');
    await button(page, 'Add a passkey').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await button(page, 'Add a passkey').click();
    await page.getByLabel('Name of the passkey').fill('Office laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click();
    await heading(page, 'Confirm that it is you');
    await inspect(page, 'step-up');
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill('not the password');
    await button(page, 'Confirm').click();
    await page.getByRole('dialog', { name: 'Confirm that it is you' }).getByRole('alert').waitFor();
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button(page, 'Confirm').click();
    await page.getByText('The passkey was added.').waitFor();
    await page.getByText('Office laptop').waitFor();
    await inspect(page, 'account');

    // In by passkey alone.
    await button(page, 'Sign out').click();
    await button(page, 'Sign in with a passkey').click();
    await heading(page, 'Clients');
    await inspect(page, 'clients');

    // An access token.
    await page.getByRole('link', { name: 'Access tokens' }).click();
    await button(page, 'Create a token').click();
    await page.getByLabel('Name').fill('Reports on the office computer');
    await inspect(page, 'token-new');
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await heading(page, 'Your new token');
    const token = await page.locator('.secret code').first().innerText();
    await inspect(page, 'token-shown');
    const read = await app.graphql<{ clients: { edges: unknown[] } }>(
      { authorization: `Bearer ${token}` },
      '{ clients { edges { node { name } } } }',
    );
    expect(read.data.clients.edges).toHaveLength(CLIENTS.length);
    await button(page, 'Done').click();
    expect(await page.content()).not.toContain(token);
    await inspect(page, 'tokens');

    // A client’s way in, on the whole screen.
    await page.getByRole('link', { name: 'Clients' }).click();
    await page.getByLabel('Search by name or code').fill('ines');
    await page.getByText('1 client').waitFor();
    const byQr = await handOver(page, 'Ines Example');
    expect(await pictured(page, 'QR code of the address to open')).toBe(qrSvg(byQr.url));
    await inspect(page, 'hand-over');
    const shown = await page.getByRole('dialog').innerText();
    expect(shown.replaceAll(/\s/g, '')).toContain(byQr.code);
    expect(shown).toMatch(/for (10:00|9:\d\d) more/);
    expect(shown + (await page.title())).not.toMatch(/Ines|Riverbend|Dana|Mendwork/);
    await page.emulateMedia({ media: 'print' });
    const printed = await page.evaluate(() => document.body.innerText);
    expect(printed.replaceAll(/\s/g, '')).toContain(byQr.code);
    expect(printed).not.toMatch(/Ines|Riverbend|Dana|Mendwork|Clients|Print|Close/);
    if (SHOTS) await page.screenshot({ path: path.join(SHOTS, 'hand-over-print.png') });
    if (hasPoppler) {
      const words = pdfWords(await page.pdf({ format: 'Letter' }));
      expect(words.filter(({ page: sheet }) => sheet > 1)).toEqual([]);
      expect(words.map(({ text }) => text).join('')).toContain(byQr.code);
      expect(words.map(({ text }) => text).join(' ')).not.toMatch(
        /Ines|Riverbend|Dana|Mendwork|http|console/,
      );
    }
    await page.emulateMedia({ media: null });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(byQr.code.slice(0, 4));
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'Hand over to Ines Example',
    );

    // The client’s own browser: by the link, and another time by the code.
    const phone = await openDevice(browser);
    await phone.page.goto(byQr.url);
    await live(phone.page);
    await phone.page.getByRole('button', { name: 'Open my page' }).click();
    await phone.page.waitForURL(`${origin}/me`);
    const byCode = await handOver(page, 'Ines Example');
    const tablet = await openDevice(browser);
    await tablet.page.goto(byCode.url.split('#')[0] ?? '');
    await tablet.page.getByRole('textbox').fill(byCode.code);
    await tablet.page.getByRole('button', { name: 'Go on' }).click();
    await tablet.page.waitForURL(`${origin}/me`);
    await button(page, 'Close and clear').click();

    // What the browser complained of: the refusals that were asked for, and nothing else.
    expect(complaints.filter((text) => !/status of 40[0-3]/.test(text))).toEqual([]);
    for (const one of [context, phone.context, tablet.context]) await one.close();
  }, 180_000);

  test('a client’s family map is drawn, and printed for each of the two', async () => {
    const member = await inviteFirst(app);
    await newClients(member);
    const { page, context, complaints } = await desk(browser);
    await comeIn(page, member);
    await button(page, 'Family map of Mei Instance').click();
    await page.getByText('Nothing was found').or(page.getByText('not handed in a family story')).waitFor();
    await button(page, 'Done').click();
    await handInFamily(member, 'Ines Example');
    await button(page, 'Family map of Ines Example').click();
    const picture = page.getByRole('img', { name: /Wren/ });
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(300);
    await inspect(page, 'family-map');
    const prints = page.getByRole('link', { name: /^Print for/ });
    expect(await prints.count()).toBe(2);
    for (const print of await prints.all()) {
      const file = await page.request.get((await print.getAttribute('href')) ?? '');
      expect(file.headers()).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': expect.stringMatching(/filename="map-/),
      });
    }
    await button(page, 'Done').click();
    expect(await page.content()).not.toContain('Wren');
    // Nobody is signed in when the invitation is opened.
    expect(complaints.filter((text) => !/status of 401/.test(text))).toEqual([]);
    await context.close();
  });

  test('a link that is past its time is wiped, and another can be made', async () => {
    const member = await inviteFirst(app);
    await newClients(member);
    const { page, context } = await desk(browser);
    await comeIn(page, member);
    await page.clock.install();
    const first = await handOver(page, 'Mei Instance');
    await page.clock.fastForward('10:01');
    await page.getByText('This one is past its time.').waitFor();
    expect(await page.getByRole('img').count()).toBe(0);
    expect(await page.content()).not.toContain(first.code.slice(0, 4));
    const again = page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await button(page, 'Make a new one').click();
    await again;
    await page.getByAltText('QR code of the address to open').waitFor();
    await context.close();
  });

  test('a device that is ended elsewhere, an idle screen and “end all” come to the sign-in page', async () => {
    const member = await inviteFirst(app);
    await newClients(member);
    const first = await desk(browser);
    const key = await comeIn(first.page, member);
    const second = await desk(browser);
    await second.page.goto(`${origin}/console/p/${member.practiceId}`);
    await second.page.getByLabel('E-mail').fill(member.email);
    await second.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button(second.page, 'Sign in').click();
    await second.page.getByLabel('Six-digit code').fill(await freshCode(key, member));
    await button(second.page, 'Continue').click();
    await heading(second.page, 'Clients');

    await first.page.getByRole('link', { name: 'Your account' }).click();
    await first.page.getByText('This device').waitFor();
    await first.page.getByRole('button', { name: /^End .+ on / }).click();
    await first.page.getByText('Ended.').waitFor();
    await second.page.getByRole('link', { name: 'Your account' }).click();
    await second.page.getByText('You were signed out.').waitFor();
    expect(await second.page.content()).not.toContain('Riverbend');

    await first.page.clock.install();
    await first.page.clock.fastForward('31:00');
    await first.page.getByText('You were signed out.').waitFor();
    expect(await first.page.content()).not.toContain('Riverbend');

    await first.page.reload();
    await heading(first.page, 'Your account');
    await button(first.page, 'Sign out everywhere').click();
    await first.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await first.page.waitForURL(`${origin}/console/p/${member.practiceId}`);
    await heading(first.page, 'Sign in');
    // The browser knows whose sign-in to show.
    await first.page.goto(`${origin}/console`);
    await first.page.getByLabel('E-mail').waitFor();
    for (const { context } of [first, second]) await context.close();
  }, 120_000);

  test('an invitation that was used, an address that leads nowhere, no practice known', async () => {
    const member = await inviteFirst(app);
    const { page, context } = await desk(browser);
    await comeIn(page, member);
    await context.close();
    const other = await desk(browser);
    const { invitation: id, secret } = member.invitation;
    await other.page.goto(`${origin}/console/invitation/${member.practiceId}/${id}#${secret}`);
    await other.page.getByText('This invitation has been used or is past its time.').waitFor();
    await inspect(other.page, 'invitation-spent');
    await button(other.page, 'Go to sign in').click();
    await other.page.getByLabel('E-mail').waitFor();
    await other.page.goto(`${origin}/console/p/of-no-practice`);
    await other.page.getByText('There is nothing at this address.').waitFor();
    await other.context.close();
    const stranger = await desk(browser);
    await stranger.page.goto(`${origin}/console`);
    await stranger.page.getByText('Open the sign-in address of your practice.').waitFor();
    await inspect(stranger.page, 'address-needed');
    await stranger.context.close();
  });
});

/** A desk’s browser with an authenticator that knows its owner. */
async function desk(browser: Browser): Promise<Device> {
  const device = await openDevice(browser, DESK);
  const cdp = await device.context.newCDPSession(device.page);
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
  return device;
}

/** Presses the client’s button. @returns what the server said, to hold what is shown against */
async function handOver(page: Page, name: string): Promise<Link> {
  const dialog = page.getByRole('dialog');
  if (await dialog.count()) await page.keyboard.press('Escape');
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/graphql') && response.request().postData()?.includes('clientLink') === true,
  );
  await page.getByRole('button', { name: `Hand over to ${name}` }).click();
  const { data } = (await (await answered).json()) as { data: { clientLink: Link } };
  await page.getByAltText('QR code of the address to open').waitFor();
  return data.clientLink;
}

/** The SVG document that an image shows. */
async function pictured(page: Page, alt: string): Promise<string> {
  const source = await page.getByAltText(alt).getAttribute('src');
  return decodeURIComponent((source ?? '').replace('data:image/svg+xml,', ''));
}
