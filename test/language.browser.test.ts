import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { assignFamilyHistory } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import {
  type Device,
  inField,
  live,
  openDevice,
  openSignedIn,
  overflow,
  saved,
  violations,
} from './support/phone.js';
import { openSite, type Site } from './support/site.js';

/** The client's page in Spanish, in a phone's browser, against the whole product; and the way from one language to another. */

const PARTS = { people: 2, home: 3, learned: 5, now: 6, close: 7 };
const SPANISH: BrowserContextOptions = { locale: 'es-US' };
const WITHOUT_SCRIPTS: BrowserContextOptions = { javaScriptEnabled: false };

describeBrowser('the client’s page in two languages', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let origin: string;
  let clientId: string;
  let assignmentId: string;

  beforeAll(async () => {
    site = await openSite({ languages: ['en-US', 'es-US'] });
    ({ app, origin, browser } = site);
    practice = await app.practice('Example Practice');
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    clientId = await makeClient(app, practice.member, 'Ada Example');
    assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  });

  const link = async (): Promise<{ address: string; code: string }> => {
    const made = await app.graphql<{ clientLink: { url: string; code: string } }>(
      practice.member,
      'mutation($input: ClientLinkInput!) { clientLink(input: $input) { ... on ClientLink { url code } } }',
      { input: { clientId, idempotencyKey: randomUUID() } },
    );
    const { pathname, hash } = new URL(made.data.clientLink.url);
    return { address: `${origin}${pathname}${hash}`, code: made.data.clientLink.code };
  };
  const signedIn = async (more: BrowserContextOptions): Promise<Device> =>
    openSignedIn(browser, origin, await app.signIn(practice.member, clientId), more);
  const openPart = (page: Page, part: keyof typeof PARTS): Promise<unknown> =>
    page.goto(`${origin}/me/w/${assignmentId}?part=${PARTS[part]}`);
  const language = (page: Page): Promise<string> => page.evaluate(() => document.documentElement.lang);
  const drafts = async (): Promise<Record<string, unknown>> => {
    const client = await app.signIn(practice.member, clientId);
    const { data } = await app.graphql<{ myAssignments: { draft: { answers: Record<string, unknown> } }[] }>(
      client,
      '{ myAssignments { draft { answers } } }',
    );
    return data.myAssignments[0]?.draft.answers ?? {};
  };

  test('a phone that asks for Spanish gets it, from the link to the receipt', async () => {
    const { context, page, complaints } = await openDevice(browser, SPANISH);
    await page.goto((await link()).address);
    await live(page);
    expect(await language(page)).toBe('es-US');
    await page.getByRole('button', { name: 'Abrir mi página' }).click();
    await page.waitForURL(`${origin}/me`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Empezar: My family story' }).click();
    await page.getByText('Puede parar en cualquier momento').waitFor();
    await live(page);
    expect(await page.locator('h1').getAttribute('lang')).toBe('en-US');
    expect(await violations(page)).toEqual([]);

    await openPart(page, 'people');
    await live(page);
    await page.getByRole('button', { name: 'Añadir: person' }).click();
    await inField(page);
    await page.keyboard.type('Abuela Ada');
    await saved(page);
    expect(await page.locator('#save').innerText()).toContain('Guardado');
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.waitForFunction(() => document.title === 'Parte 3 de 7');

    await openPart(page, 'close');
    await live(page);
    await page.getByRole('button', { name: 'Leer todo' }).click();
    await page.getByText('Abuela Ada').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Entregar' }).click();
    await page.waitForURL(/\/done$/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Entregada');
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('what went wrong is told in Spanish: two versions, a slip, no network, and the way out', async () => {
    const first = await signedIn(SPANISH);
    const second = await signedIn(SPANISH);
    const { page, context } = first;
    await openPart(page, 'now');
    await live(page);
    await openPart(second.page, 'now');
    await live(second.page);
    await choose(second.page, 'Yes');
    await saved(second.page);
    await choose(page, 'No');
    await page.getByText('¿Cuál quiere conservar?').waitFor();
    expect(await page.locator('#save').innerText()).toContain('Dos versiones');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Conservar la otra' }).first().click();
    await saved(page);
    await second.context.close();

    await openPart(page, 'people');
    await live(page);
    await page.getByRole('button', { name: 'Añadir: person' }).click();
    await page.getByText(/^Más sobre/).click();
    await page.getByLabel('Birth year').fill('mayo');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByText('Por favor, revise').waitFor();
    expect(await page.locator('#errors').innerText()).toContain('Escriba el año con cuatro dígitos.');
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Birth year').fill('1960');

    await context.setOffline(true);
    await page.locator('summary', { hasText: '¿Necesita ayuda ahora?' }).click();
    await page.getByRole('link', { name: 'llame al 988 y oprima 2' }).waitFor();
    await page.getByLabel('Birth year').fill('1961');
    await page
      .getByText(/Sin conexión/)
      .first()
      .waitFor();
    await context.setOffline(false);
    await saved(page);
    await page.getByRole('button', { name: 'Salir ya' }).click();
    await page.getByText('Sunny.').waitFor();
    await context.close();
  });

  test('a session that ends on the page is opened again in Spanish', async () => {
    const { page, context } = await signedIn(SPANISH);
    await openPart(page, 'now');
    await live(page);
    await context.clearCookies();
    await choose(page, 'Yes');
    const asking = page.getByRole('dialog');
    await asking.getByRole('button', { name: /Envíenme un código/ }).waitFor();
    expect(await asking.innerText()).toContain('Lo que escribió se conserva');
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test('without scripts a slip is told in Spanish, and choosing a language keeps what was typed', async () => {
    const { page, context } = await signedIn({ ...SPANISH, ...WITHOUT_SCRIPTS });
    await openPart(page, 'people');
    await page.getByRole('button', { name: 'Añadir: person' }).click();
    await page.getByText(/^Más sobre/).click();
    await page.getByLabel('Birth year').fill('mayo');
    await page.getByRole('button', { name: 'Continuar' }).click();
    expect(await page.locator('#errors').innerText()).toContain('Escriba el año con cuatro dígitos.');
    await page.getByLabel('Birth year').fill('1960');
    await page.getByLabel('Name, nickname, or letter').fill('Abuela');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await language(page)).toBe('en-US');
    expect(new URL(page.url()).search).toBe(`?part=${PARTS.people}`);
    expect(await page.getByLabel('Name, nickname, or letter').inputValue()).toBe('Abuela');
    expect(JSON.stringify(await drafts())).toContain('Abuela');
    await context.close();
  });

  test('a choice in the foot wins over what the browser asks for, on every page, until the browser is closed', async () => {
    const { page, context } = await signedIn(SPANISH);
    await openPart(page, 'now');
    await live(page);
    await choose(page, 'Yes');
    await page.getByLabel('What feels the same? What is different now?').fill('La espera.');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.waitForFunction(() => document.title === 'Parte 7 de 7');
    await page.getByRole('button', { name: 'English' }).click();
    await page.waitForFunction(() => document.title === 'Part 7 of 7');
    await live(page);
    expect(JSON.stringify(await drafts())).toContain('La espera.');
    await page.goto(`${origin}/me`);
    expect(await language(page)).toBe('en-US');
    expect(await page.getByRole('button', { name: 'Español' }).getAttribute('lang')).toBe('es-US');
    const chosen = (await context.cookies()).filter(({ name }) => name === 'lang');
    expect(chosen.map(({ path }) => path).toSorted()).toEqual(['/auth/client', '/me']);
    for (const cookie of chosen)
      expect(cookie).toMatchObject({ value: 'en-US', expires: -1, httpOnly: true });
    await page.getByRole('button', { name: 'Leave now' }).click();
    await page.getByText('Sunny.').waitFor();
    await context.close();
  });

  test('a choice at the way in loses nothing of the link', async () => {
    const { page, context } = await openDevice(browser);
    await page.goto((await link()).address);
    await live(page);
    await page.getByRole('button', { name: 'Español' }).click();
    await page.waitForFunction(() => document.documentElement.lang === 'es-US');
    await live(page);
    expect(page.url()).not.toContain('#');
    await page.getByRole('button', { name: 'Abrir mi página' }).click();
    await page.waitForURL(`${origin}/me`);
    expect(await language(page)).toBe('es-US');
    await context.close();
  });

  test('a wrong code is refused in the language that was chosen', async () => {
    const { page, context } = await openDevice(browser, WITHOUT_SCRIPTS);
    const { address } = await link();
    await page.goto(address.split('#')[0] ?? '');
    await page.getByRole('button', { name: 'Español' }).click();
    await page.locator('html[lang="es-US"]').waitFor();
    await page.getByLabel('Escriba el código de 8 dígitos').fill('0000 0000');
    await page.getByRole('button', { name: 'Seguir' }).click();
    await page.getByRole('alert').waitFor();
    expect(await language(page)).toBe('es-US');
    // Another language would be another page, and the link would be lost on the way to it.
    expect(await page.getByRole('button', { name: 'English' }).count()).toBe(0);
    await context.close();
  });

  test('Hebrew and Arabic stand from the right as they are typed and where they are read, all else from the left', async () => {
    const { page, context } = await signedIn({});
    const words = 'סבתא שלי, Ada';
    await openPart(page, 'now');
    await live(page);
    await choose(page, 'Yes');
    const field = page.getByLabel('What feels the same? What is different now?');
    await field.fill(words);
    const direction = (): Promise<string> => field.evaluate((element) => getComputedStyle(element).direction);
    expect(await direction()).toBe('rtl');
    await saved(page);
    await page.goto(`${origin}/me/w/${assignmentId}/review`);
    const said = page.getByText(words);
    expect(await said.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await page.locator('main').evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
    await context.close();
  });

  test('laid out from the right, nothing of a part goes beyond the phone’s edge', async () => {
    const { page, context } = await signedIn({});
    for (const part of ['people', 'home', 'learned', 'now'] as const) {
      await openPart(page, part);
      await live(page);
      await page.evaluate(() => (document.documentElement.dir = 'rtl'));
      expect(await overflow(page)).toBe(0);
      const box = await page.getByRole('button', { name: 'Leave now' }).boundingBox();
      expect((box?.x ?? 360) + (box?.width ?? 0)).toBeLessThan(180);
    }
    await context.close();
  });

  test('a form of another site chooses nothing, and a language that is not spoken is not kept', async () => {
    const ask = (headers: Record<string, string>, lang: string): Promise<Response> =>
      fetch(`${origin}/me/language`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams({ lang }),
      });
    const foreign = await ask({ 'sec-fetch-site': 'cross-site' }, 'es-US');
    expect([foreign.status, foreign.headers.get('set-cookie')]).toEqual([403, null]);
    const nobody = await ask({}, 'es-US');
    expect([nobody.status, nobody.headers.get('set-cookie')]).toEqual([403, null]);
    const own = { 'sec-fetch-site': 'same-origin' };
    const unknown = await ask(own, 'fr-FR; Path=/');
    expect([unknown.status, unknown.headers.get('set-cookie')]).toEqual([303, null]);
    const elsewhere = await ask({ ...own, referer: 'https://elsewhere.example/me/w/1' }, 'es-US');
    expect(elsewhere.headers.get('location')).toBe('/me');
    const pages = await fetch(`${origin}/me`, { headers: { 'accept-language': 'es' } });
    expect(pages.headers.get('vary')).toMatch(/accept-language.*cookie/);
  });
});

/** Answers the question of whether today echoes the past. */
async function choose(page: Page, label: 'Yes' | 'No'): Promise<void> {
  const echo = page.getByRole('group', { name: 'Does something in your relationship today' });
  await echo.getByLabel(label, { exact: true }).check({ force: true });
}
