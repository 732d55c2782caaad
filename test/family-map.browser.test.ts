import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Answers } from '../src/core/worksheet/answers.js';
import {
  familyAnswers,
  largeFamily,
  PATCHWORK,
  RELATIONS_ONLY,
  THREE_GENERATIONS,
} from '../src/core/genogram/families.fixtures.js';
import { familyOfPage } from '../src/core/genogram/family-on-page.js';
import { rowsOf } from '../src/core/worksheet/reading.js';
import { assignFamilyHistory, save } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { type Device, inField, live, openSignedIn, overflow, shoot, violations } from './support/phone.js';
import { openSite, type Site } from './support/site.js';

/** The part of "My family story" in which people are added. */
const PEOPLE = 2;
const LAPTOP: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  isMobile: false,
  hasTouch: false,
};

describeBrowser('my family map', () => {
  let site: Site;
  let app: TestApp;
  let practice: TestPractice;
  let browser: Browser;
  let origin: string;
  let client: Record<string, string>;
  let assignmentId: string;

  beforeAll(async () => {
    site = await openSite();
    ({ app, origin, browser } = site);
    practice = await app.practice('Example Practice');
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    const clientId = await makeClient(app, practice.member, 'Ada Example');
    client = await app.signIn(practice.member, clientId);
    assignmentId = await assignFamilyHistory(app, practice.member, clientId);
  });

  const open = async (more: BrowserContextOptions = {}): Promise<Device> => {
    const device = await openSignedIn(browser, origin, client, more);
    await device.page.goto(`${origin}/me/w/${assignmentId}?part=${PEOPLE}`);
    if (more.javaScriptEnabled !== false) await live(device.page);
    return device;
  };
  const given = (family: Answers): Promise<void> => save(app, client, assignmentId, patchesOf(family));
  const openMap = async (page: Page): Promise<void> => {
    await page.getByText('My family map', { exact: true }).click();
    await page.locator('.map-room svg').waitFor();
  };

  test('follows what is typed, and says in words what it draws', async () => {
    const { context, page, complaints } = await open();
    await page.getByRole('button', { name: 'Add a person' }).click();
    await inField(page);
    await page.keyboard.type('Maya');
    await page.getByLabel('How is this person related to you?').selectOption('Me');
    await openMap(page);
    expect(await drawn(page)).toContain('Maya');
    await page.getByRole('button', { name: 'Add another person' }).click();
    await inField(page);
    await page.keyboard.type('Grandma Ada');
    await page.getByLabel('How is this person related to you?').selectOption('Grandmother');
    await page.locator('.map-room text', { hasText: 'Grandma' }).waitFor();
    await page
      .locator('.map-lists li', { hasText: 'Grandma Ada: grandmother' })
      .waitFor({ state: 'attached' });
    expect(await said(page, 'People')).toEqual([
      expect.stringMatching(/^Grandma Ada\b/),
      expect.stringMatching(/^Maya\b/),
    ]);
    await page.getByLabel('Remove Grandma Ada').click();
    await page.getByRole('button', { name: 'Remove Grandma Ada' }).click();
    await page.locator('.map-room text', { hasText: 'Grandma' }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test.each([
    ['three generations', THREE_GENERATIONS],
    ['several partners', PATCHWORK],
    ['relations alone', RELATIONS_ONLY],
    ['sixty people', largeFamily(60)],
  ])(
    '%s: everybody is drawn once and told once, and nothing that stays with the client',
    async (name, family) => {
      await given(family);
      const { context, page, complaints } = await open();
      await openMap(page);
      const facts = familyOfPage(family);
      const people = await said(page, 'People');
      expect(people).toHaveLength(facts.persons.length);
      const letters = (await drawn(page)).replaceAll(/\s+/g, '');
      for (const { label } of facts.persons.filter(({ ghost }) => !ghost)) {
        const same = facts.persons.filter((person) => person.label === label).length;
        const told = people.filter((words) => words.startsWith(`${label}:`) || words === `${label}.`);
        expect([label, told.length]).toEqual([label, same]);
        expect(letters).toContain(label.replaceAll(/\s+/g, ''));
      }
      const all = `${letters} ${await page.locator('.map').innerText()}`;
      expect(all).not.toMatch(/\baffair\b(?!s and)|alcohol|a secret|trust broken|to .*: harm/iu);
      expect(await overflow(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
      await look(page, name.replaceAll(' ', '-'));
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test.each([
    [320, 'light'],
    [360, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('fits %i px (%s), and is read at the size of other small print', async (width, colorScheme) => {
    await given(THREE_GENERATIONS);
    const { context, page } = await open({ ...LAPTOP, viewport: { width, height: 740 }, colorScheme });
    await openMap(page);
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
    const room = await page
      .locator('.map-room')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(room).toBe(0);
    // All of it in view, and once larger the letters are.
    await page.getByRole('button', { name: 'Larger' }).click();
    const letters = await page
      .locator('.map-room text')
      .evaluateAll((texts) => Math.min(...texts.map((text) => text.getBoundingClientRect().height)));
    expect(letters).toBeGreaterThan(11);
    expect(await overflow(page)).toBe(0);
    await look(page, `${width}-${colorScheme}`);
    await context.close();
  });

  test('is opened, made larger, moved and read by keyboard alone', async () => {
    await given(largeFamily(30));
    const { context, page } = await open();
    await page.getByText('My family map', { exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.map-room svg').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const room = page.getByRole('region', { name: 'Family map' });
    expect(await room.evaluate((element) => element === document.activeElement)).toBe(true);
    const before = await room.evaluate(({ scrollLeft }) => scrollLeft);
    expect(before).toBeGreaterThan(0);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((left) => (document.activeElement?.scrollLeft ?? 0) > left, before);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('.map-words').getAttribute('open')).not.toBeNull();
    await context.close();
  });

  test('what cannot be so leaves the page as it is, with the last drawing and a gentle word', async () => {
    await given(familyAnswers({ a: { label: 'Ana', relation: 'me' }, b: { label: 'Bo' } }));
    const { context, page, complaints } = await open();
    await openMap(page);
    const parents = async (name: string, who: string): Promise<void> => {
      const row = page.locator('details.card', { has: page.locator('summary strong', { hasText: name }) });
      if ((await row.getAttribute('open')) === null) await row.locator('> summary').click();
      await row.getByLabel(who, { exact: true }).check({ force: true });
    };
    await parents('Ana', 'Bo');
    await parents('Bo', 'Ana');
    await page.getByText('somebody is their own parent').waitFor();
    expect(await page.locator('.map-room svg').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await look(page, 'contradiction');
    await page.reload();
    await live(page);
    await page.getByText('My family map', { exact: true }).click();
    await page.getByText('The map in words').click();
    expect(await said(page, 'People')).toEqual(['Ana', 'Bo']);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('without scripts it is drawn when asked for, and keeps what was just typed', async () => {
    await given(RELATIONS_ONLY);
    const { context, page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('svg[role="img"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Add another person' }).click();
    await page.getByLabel('Name, nickname, or letter').fill('Cousin Max');
    await page.getByText('My family map', { exact: true }).click();
    await page.getByRole('button', { name: 'Draw my map' }).click();
    expect(await drawn(page)).toContain('Cousin');
    expect(await said(page, 'People')).toContainEqual(expect.stringMatching(/^Cousin Max/));
    expect(await overflow(page)).toBe(0);
    await look(page, 'no-scripts');
    await page.getByRole('button', { name: 'Add another person' }).click();
    expect(await page.locator('.map-room svg').count()).toBe(1);
    await context.close();
  });

  test('a map that the server has drawn goes on when the script comes after all', async () => {
    await given(RELATIONS_ONLY);
    const { context, page } = await openSignedIn(browser, origin, client);
    await page.route('**/*.js', (route) => route.abort());
    await page.goto(`${origin}/me/w/${assignmentId}?part=${PEOPLE}`);
    await page.getByText('My family map', { exact: true }).click();
    await page.unroute('**/*.js');
    await page.getByRole('button', { name: 'Draw my map' }).click();
    await live(page);
    await page.locator('.map-zoom').waitFor();
    expect(await page.locator('.map-room').count()).toBe(1);
    expect(await page.getByText('12 people so far.').count()).toBe(1);
    await page.getByRole('button', { name: 'Add another person' }).click();
    await inField(page);
    await page.keyboard.type('Cousin Max');
    await page.locator('.map-room text', { hasText: 'Cousin' }).waitFor();
    await context.close();
  });

  test('without a network it says so, and is drawn once there is one', async () => {
    await given(RELATIONS_ONLY);
    const { context, page } = await open();
    await context.setOffline(true);
    await page.getByText('My family map', { exact: true }).click();
    await page.getByText('The map cannot be drawn right now.').waitFor();
    await context.setOffline(false);
    await page.locator('.map-room svg').waitFor();
    expect(await page.getByText('The map cannot be drawn right now.').count()).toBe(0);
    await context.close();
  });

  test('names from right to left stand at their symbols', async () => {
    await given(
      familyAnswers(
        {
          a: { label: 'محمد', relation: 'me' },
          b: { label: 'שרה', relation: 'mother' },
          c: { label: 'Bo', relation: 'father' },
        },
        { u: { a: 'b', b: 'c', kind: 'married', from: 1980 } },
      ),
    );
    const { context, page } = await open();
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await openMap(page);
    const boxes = await page.locator('.map-room svg').evaluate((svg) => {
      const frame = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('text')].map((text) => {
        const { left, right } = text.getBoundingClientRect();
        return left >= frame.left - 1 && right <= frame.right + 1;
      });
    });
    expect(boxes.length).toBeGreaterThan(2);
    expect(boxes.every(Boolean)).toBe(true);
    expect(await overflow(page)).toBe(0);
    await look(page, 'rtl');
    await context.close();
  });

  test('nobody who only looks at the page pays for it, and nothing of it is left on the next part', async () => {
    await given(THREE_GENERATIONS);
    const { context, page } = await open();
    const scripts = (): Promise<number> =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).length,
      );
    await page.waitForLoadState('networkidle');
    const before = await scripts();
    await openMap(page);
    expect(await scripts()).toBe(before + 1);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForFunction(() => document.title === 'Part 3 of 7');
    expect(await page.locator('.map, .map-room').count()).toBe(0);
    await page.goBack();
    await page.waitForFunction(() => document.title === 'Part 2 of 7');
    await openMap(page);
    await context.close();
  });
});

/** Keeps a picture of the map, where pictures are kept. */
async function look(page: Page, name: string): Promise<void> {
  await page.locator('.map > summary').evaluate((summary) => {
    summary.scrollIntoView();
    scrollBy(0, -80);
  });
  await shoot(page, `map-${name}`, false);
}

/** All that the drawing says in letters. */
async function drawn(page: Page): Promise<string> {
  const texts = await page.locator('.map-room text').allTextContents();
  return texts.join(' ');
}

/** What the list under a heading says. */
async function said(page: Page, heading: string): Promise<string[]> {
  return page
    .locator('.map-lists h3', { hasText: heading })
    .locator('xpath=following-sibling::ul[1]/li')
    .allTextContents();
}

function patchesOf(family: Answers): readonly object[] {
  return Object.entries(family).flatMap(([item, answer]) =>
    rowsOf(answer).flatMap((row) => [
      { item, row: row.id },
      ...Object.entries(row.answers).map(([field, value]) => ({ item, row: row.id, field, answer: value })),
    ]),
  );
}
