import { draftPatches } from '../../src/demo/draft-patches.js';
import { handIn, write } from '../../src/demo/fill-in.js';
import { answerAsFixture, assign } from '../../bench/page/sheets.js';
import { leaveIdle } from '../support/left-sessions.js';
import { saved } from '../support/phone.js';
import { connectTo } from '../support/sql.js';
import type { Stage } from './stage.js';

/** A state of the client's page that is worth a picture. */
export interface State {
  /** Of the file, in small letters. */
  readonly name: string;
  /** What the picture shows, for whoever cannot see it. */
  readonly shows: string;
  /** Brings the page there. */
  pose(stage: Stage): Promise<void>;
}

const FAMILY = 'family-history';
/** The parts of that worksheet. */
const PART = { steady: 1, people: 2, home: 3, learned: 5 };
const PIN = '274913';
const DUE_IN_DAYS = 4;
const DAY_MS = 86_400_000;

/** In the order in which a client meets them. */
export const STATES: readonly State[] = [
  {
    name: 'way-in',
    shows: 'The way in: one button, and digits for where scripts do not run',
    async pose({ product, context, client, page }) {
      await context.clearCookies();
      await page.goto(await product.wayIn(client.clientId));
      await page.waitForSelector('html[data-live]', { state: 'attached' });
    },
  },
  {
    name: 'home',
    shows: 'Home: what to go on with, what else is open, what is done',
    async pose(stage) {
      const { product, client } = stage;
      const begun = await stage.give(FAMILY);
      await product.asClient(client.clientId, () =>
        write(product.services, begun.assignmentId, draftPatches),
      );
      await assignDue(stage, 'private-checkin');
      await assignDue(stage, 'support-plan');
      const start = await stage.give('start-here');
      await product.asClient(client.clientId, () =>
        handIn(product.services, start.assignmentId, stage.fixture('start-here').answers),
      );
      await stage.goTo('');
    },
  },
  {
    name: 'cover',
    shows: 'The cover of a worksheet: what it asks about, how long it takes, who reads it',
    async pose(stage) {
      const { assignmentId } = await stage.give(FAMILY);
      await stage.goTo(`/w/${assignmentId}?part=0`);
    },
  },
  {
    name: 'part-steady',
    shows: 'The first part: a scale from 0 to 10 with named ends',
    async pose(stage) {
      const { assignmentId } = await stage.give(FAMILY);
      await stage.goTo(`/w/${assignmentId}?part=${PART.steady}`);
      await stage.page.getByLabel('Yes, I have privacy').check({ force: true });
      await stage.page.locator('input[name="open.steady"][value="6"]').check({ force: true });
      await stage.page.locator('main').evaluate(scrollUp);
    },
  },
  {
    name: 'grounding',
    shows: 'A low answer opens a card with a pause',
    async pose(stage) {
      const { assignmentId } = await stage.give(FAMILY);
      await stage.goTo(`/w/${assignmentId}?part=${PART.steady}`);
      const low = stage.page.locator('input[name="open.steady"][value="1"]');
      await low.check({ force: true });
      await stage.page.locator('.calm').waitFor();
      await stage.page.locator('fieldset.q', { has: low }).evaluate(scrollUp);
    },
  },
  {
    name: 'part-tiles',
    shows: 'A part of lines that are answered by tiles',
    async pose(stage) {
      await openFilled(stage, PART.home);
      await stage.page.locator('.statements').first().evaluate(scrollUp);
    },
  },
  {
    name: 'part-cards',
    shows: 'A part in which people are added, each a card; one is open',
    async pose(stage) {
      await openFilled(stage, PART.people);
      await stage.page.locator('details.card > summary').nth(1).click();
      await stage.page.locator('details.card').nth(0).evaluate(scrollUp);
    },
  },
  {
    name: 'skipped',
    shows: 'A question that was skipped, plainly different from one that waits',
    async pose(stage) {
      const { assignmentId } = await stage.give(FAMILY);
      await stage.goTo(`/w/${assignmentId}?part=${PART.learned}`);
      await stage.page
        .getByRole('button', { name: /^Skip / })
        .first()
        .click();
      await saved(stage.page);
      await stage.page.locator('.q').first().evaluate(scrollUp);
    },
  },
  {
    name: 'problems',
    shows: 'What cannot be saved yet is pointed out, with a link to it',
    async pose(stage) {
      const { assignmentId } = await stage.give(FAMILY);
      await stage.goTo(`/w/${assignmentId}?part=${PART.people}`);
      await stage.page.getByRole('button', { name: 'Add a person' }).click();
      await stage.page.keyboard.type('Ada');
      await stage.page.getByText('More about Ada').click();
      await stage.page.getByLabel('Birth year').fill('about 1950');
      await stage.page.getByRole('button', { name: 'Continue' }).click();
      await stage.page.waitForFunction(() => document.activeElement?.id === 'errors');
      await stage.page.locator('.save.check').waitFor();
    },
  },
  {
    name: 'two-versions',
    shows: 'Two tabs wrote two answers: both stand there, one is chosen',
    async pose(stage) {
      const { assignmentId } = await stage.give(FAMILY);
      const path = `/w/${assignmentId}?part=${PART.learned}`;
      const other = await stage.context.newPage();
      await stage.goTo(path, other);
      await stage.goTo(path);
      await gut(other).fill('I kept it to myself and made dinner.');
      await saved(other);
      await other.close();
      await gut(stage.page).fill('I went quiet, and then I left the room.');
      await stage.page.getByRole('button', { name: 'Keep this one' }).first().waitFor();
      await stage.page.getByRole('link', { name: 'Show me' }).click();
    },
  },
  {
    name: 'offline',
    shows: 'Without a network: the bar says so, and what it means here',
    async pose(stage) {
      const { assignmentId } = await stage.give(FAMILY);
      await stage.goTo(`/w/${assignmentId}?part=${PART.learned}`);
      await stage.context.setOffline(true);
      await gut(stage.page).fill('I kept it to myself and made dinner.');
      await stage.page.locator('.save.offline').waitFor();
    },
  },
  {
    name: 'review',
    shows: 'All answers, to be read through before they are handed in',
    async pose(stage) {
      const { assignmentId } = await filled(stage);
      await stage.goTo(`/w/${assignmentId}/review`);
    },
  },
  {
    name: 'receipt',
    shows: 'The receipt, with the closing words of the worksheet',
    async pose(stage) {
      await stage.goTo(`/w/${await handedIn(stage)}/done`);
    },
  },
  {
    name: 'past-answers',
    shows: 'What was handed in, to be read again',
    async pose(stage) {
      await stage.goTo(`/w/${await handedIn(stage)}/answers`);
    },
  },
  {
    name: 'family-map',
    shows: 'My family map, drawn while people are added',
    async pose(stage) {
      await openFilled(stage, PART.people);
      await stage.page.getByText('My family map', { exact: true }).click();
      await stage.page.locator('.map-room svg').waitFor();
      await stage.page.locator('details.map').evaluate(scrollUp);
    },
  },
  {
    name: 'log-in',
    shows: 'How to get in again: a PIN, passkeys, and where one is signed in',
    async pose(stage) {
      await stage.goTo('/log-in');
    },
  },
  {
    name: 'locked',
    shows: 'The page was left for a while: nothing shows until the PIN is given',
    async pose(stage) {
      await stage.goTo('/log-in');
      await stage.page.getByLabel('New PIN').fill(PIN);
      await stage.page.getByLabel('The same PIN once more').fill(PIN);
      await stage.page.getByRole('button', { name: 'Save the PIN' }).click();
      await stage.page.getByText('Your PIN is saved.').waitFor();
      await leave(stage);
      await stage.goTo('');
    },
  },
  {
    name: 'tablet',
    shows: 'A tablet of the clinic between two clients',
    async pose(stage) {
      await stage.context.clearCookies();
      await stage.goTo(`/tablet/${stage.product.practiceId}`);
    },
  },
];

/** To the top of the window, under the bar that sticks there. */
function scrollUp(element: Element): void {
  element.scrollIntoView({ block: 'start' });
}

function gut(page: Stage['page']): ReturnType<Stage['page']['getByLabel']> {
  return page.getByLabel('When something felt wrong');
}

/** The long worksheet, answered as in the fixture and not handed in. */
async function filled(stage: Stage): ReturnType<Stage['give']> {
  const given = await stage.give(FAMILY);
  await answerAsFixture(stage.product, given, stage.fixture(FAMILY));
  return given;
}

async function openFilled(stage: Stage, part: number): Promise<void> {
  const { assignmentId } = await filled(stage);
  await stage.goTo(`/w/${assignmentId}?part=${part}`);
}

async function handedIn(stage: Stage): Promise<string> {
  const { product, client } = stage;
  const { assignmentId } = await stage.give(FAMILY);
  const { answers } = stage.fixture(FAMILY);
  await product.asClient(client.clientId, () => handIn(product.services, assignmentId, answers));
  return assignmentId;
}

/** Gives a worksheet that is wanted in some days. */
async function assignDue({ product, client }: Stage, worksheetId: string): Promise<void> {
  const due = new Date(Date.now() + DUE_IN_DAYS * DAY_MS).toISOString().slice(0, 10);
  await assign(product, client.clientId, { worksheetId, dueOn: due });
}

async function leave({ product, client }: Stage): Promise<void> {
  const sql = await connectTo(product.databaseUrl);
  await leaveIdle(sql, client.clientId);
  await sql.end();
}
