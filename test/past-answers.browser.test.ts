import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { answering, assign, assignFamilyHistory, handIn, inRow, save } from './support/answering.js';
import { makeClient, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser } from './support/chromium.js';
import { recordPolicies } from './support/own-worksheet.js';
import { type Device, openSignedIn, overflow, shoot, signedOut, violations } from './support/phone.js';
import { openSite, type Site } from './support/site.js';
import type { Sql } from './support/sql.js';

const SIZES: readonly (readonly [string, BrowserContextOptions])[] = [
  ['phone', {}],
  ['phone-dark', { colorScheme: 'dark' }],
  ['desktop', { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false }],
  [
    'desktop-dark',
    { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false, colorScheme: 'dark' },
  ],
];
const WORDS = 'We never talked of it, and nobody asked.';
const EARLIER = 'What I wrote at first.';

/** The list, the receipt and what was handed in, as a browser shows them. */
describeBrowser('the client’s own pages', () => {
  let site: Site;
  let app: TestApp;
  let owner: Sql;
  let practice: TestPractice;
  let browser: Browser;
  let origin: string;
  let client: Record<string, string>;
  let clientId: string;
  let done: string;
  /** Of somebody who was given nothing yet. */
  let newcomer: Record<string, string>;

  const device = (more: BrowserContextOptions = {}): Promise<Device> =>
    openSignedIn(browser, origin, client, more);
  const due = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  beforeAll(async () => {
    site = await openSite();
    ({ app, origin, browser, sql: owner } = site);
    practice = await app.practice('Example Practice');
    await recordPolicies(app, practice.member);
    clientId = await makeClient(app, practice.member, 'Ada Example');
    client = await app.signIn(practice.member, clientId);
    const given = async (worksheetId: string, more: object = {}): Promise<string> =>
      (await assign(app, practice.member, { clientId, worksheetId, ...more })).id;
    done = await given('family-history');
    await handIn(app, client, done, [answering('learn.rule', EARLIER)]);
    await owner.rows(
      `UPDATE mendwork.submission SET submitted_at = submitted_at - interval '20 days' WHERE assignment_id = $1`,
      [done],
    );
    await owner.rows(
      `UPDATE mendwork.assignment SET previous_state = state, state = 'returned' WHERE id = $1`,
      [done],
    );
    await secondTime(done);
    await handIn(app, client, await given('private-checkin'), [answering('ps.no', 'rarely')]);
    await handIn(app, client, await given('pre-session'), []);
    await save(app, client, await assignFamilyHistory(app, practice.member, clientId), [
      answering('learn.rule', 'Begun.'),
    ]);
    await given('pre-session', { dueOn: due(1) });
    await given('pre-session', { dueOn: due(-3) });
    await given('trust-patterns');
    newcomer = await app.signIn(practice.member, await makeClient(app, practice.member, 'Ben Example'));
  }, 120_000);
  afterAll(() => site?.stop());

  async function secondTime(assignmentId: string): Promise<void> {
    const patches = [
      answering('learn.rule', WORDS),
      inRow('members', 'r1', 'label', 'Aunt Rosa'),
      inRow('members', 'r1', 'relation', 'aunt_or_uncle'),
      answering('close.safe', 'yes_and_i_want_to_talk_about_it'),
    ];
    const saved = await app.graphql<{ saveDraft: object }>(
      client,
      'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }',
      { input: { assignmentId, revision: 1, patches } },
    );
    expect(saved.data.saveDraft).toEqual({ __typename: 'DraftSaved' });
    const made = await app.graphql<{ submit: object }>(
      client,
      'mutation($input: SubmitInput!) { submit(input: $input) { __typename } }',
      { input: { assignmentId, revision: 2, idempotencyKey: randomUUID() } },
    );
    expect(made.data.submit).toEqual({ __typename: 'Submission' });
  }

  test.each(SIZES)('stand on a %s without a sideways scroll or a fault of access', async (name, more) => {
    const { context, page, complaints } = await device(more);
    for (const [what, path] of [
      ['home', ''],
      ['receipt', `/w/${done}/done`],
      ['past', `/w/${done}/answers`],
    ]) {
      await page.goto(`${origin}/me${path}`);
      expect(await overflow(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
      await shoot(page, `own-${what}-${name}`);
    }
    expect(complaints).toEqual([]);
    await context.close();
    const other = await openSignedIn(browser, origin, newcomer, more);
    await other.page.goto(`${origin}/me`);
    await other.page.getByText('Nothing is waiting for you.').waitFor();
    expect(await overflow(other.page)).toBe(0);
    expect(await violations(other.page)).toEqual([]);
    await shoot(other.page, `own-nothing-${name}`);
    await other.context.close();
  });

  test.each([true, false])(
    'lead from the list to what was written and back (scripts: %s)',
    async (javaScriptEnabled) => {
      const { context, page } = await device({ javaScriptEnabled });
      await page.goto(`${origin}/me`);
      expect(await page.title()).toBe('Your worksheets');
      await page.getByRole('link', { name: /^Read again: My family story/ }).click();
      await page.getByText(WORDS).waitFor();
      expect(await page.title()).toBe('What you wrote');
      expect(await page.getByText(EARLIER).isVisible()).toBe(false);
      await page.getByText('As you handed it in on').click();
      await page.getByText(EARLIER).waitFor();
      // What is asked about safety is on no page again, whatever was answered.
      expect(await page.locator('main').innerText()).not.toContain('talk about it');
      await page.getByRole('link', { name: 'Back to your worksheets' }).click();
      await page.getByRole('heading', { name: 'Your worksheets' }).waitFor();
      await context.close();
    },
  );

  test.each([true, false])(
    'show nothing by Back after “Leave now” (scripts: %s)',
    async (javaScriptEnabled) => {
      client = await app.signIn(practice.member, clientId);
      const { context, page } = await device({ javaScriptEnabled });
      await page.goto(`${origin}/me`);
      await page.goto(`${origin}/me/w/${done}/answers`);
      await page.getByText(WORDS).waitFor();
      await page.getByRole('button', { name: 'Leave now' }).click();
      await page.waitForURL('https://www.weather.gov/**');
      await signedOut(context);
      for (let back = 0; back < 2; back += 1) {
        await page.goBack().catch(() => undefined);
        const text = await page.locator('body').innerText();
        expect(text).not.toContain(WORDS);
        expect(text).not.toContain('My family story');
      }
      await context.close();
      client = await app.signIn(practice.member, clientId);
    },
  );

  test('never come back out of the browser’s memory as they were', async () => {
    const { context, page } = await device();
    await page.goto(`${origin}/me/w/${done}/answers`);
    await page.getByText(WORDS).waitFor();
    await owner.rows(
      `UPDATE mendwork.client_session SET stepped_up_at = now() - interval '10 minutes' WHERE client_id = $1`,
      [clientId],
    );
    await page.getByRole('link', { name: 'Back to your worksheets' }).click();
    await page.getByRole('heading', { name: 'Your worksheets' }).waitFor();
    await page.goBack();
    await page.getByText('Sign in once more before you go on.').waitFor();
    expect(await page.content()).not.toContain(WORDS);
    await owner.rows('UPDATE mendwork.client_session SET stepped_up_at = now() WHERE client_id = $1', [
      clientId,
    ]);
    await context.close();
  });
});
