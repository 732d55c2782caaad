import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { actingFor, type Actor, runAsActor } from '../src/access/actor.js';
import { CouplesService } from '../src/clients/couples.service.js';
import type { Answer, Answers, Row, Signature } from '../src/core/worksheet/answers.js';
import type { Item, Side } from '../src/core/worksheet/definition.js';
import { answerOf, rowsOf, valueOf } from '../src/core/worksheet/reading.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { localDay } from '../src/platform/local-day.js';
import { SubmissionsService } from '../src/responses/submissions.service.js';
import { answer, assign, inRow } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { describeBrowser, launchChromium } from './support/chromium.js';
import { PageFiller, type RowIds } from './support/fill-page.js';
import { type FilledSheet, readFilled } from './support/filled.js';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import { recordRiskProtocol } from './support/own-worksheet.js';
import { live, openSignedIn, overflow, violations } from './support/phone.js';

/** Every worksheet of the catalogue, filled in on a phone as in the fixtures, and what Postgres holds then. */

const RISK = 'risk_protocol';
const SHEETS_IN_A_TEST = 8;
/** Of the practices that the test app makes. */
const TIME_ZONE = 'America/Chicago';

const filled = readFilled(readWorksheets(shippedFolder()).worksheets.map(({ worksheet }) => worksheet));

describeBrowser('the catalogue on the client’s page', () => {
  let app: TestApp;
  let browser: Browser;
  let origin: string;
  /** What has been looked at in passing: parts that sheets share need it once. */
  const looked = new Set<string>();
  /** One practice has recorded who reads answers about risk, the other has not. */
  let practices: { readonly withRisk: TestPractice; readonly without: TestPractice };

  beforeAll(async () => {
    app = await startTestApp();
    practices = { withRisk: await app.practice(), without: await app.practice() };
    await recordRiskProtocol(app, practices.withRisk.member, 'on working days between 9 and 5');
    await app.app.listen(0, '127.0.0.1');
    origin = new URL(await app.app.getUrl()).origin;
    browser = await launchChromium();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test.each(inBatches(filled))(
    '$from to $to: filled in, handed in, and kept exactly so',
    async ({ sheets }) => {
      for (const sheet of sheets) {
        const assigned = await give(sheet);
        const { rowIds, faults } = await fillIn(sheet, assigned);
        expect({ sheet: sheet.name, faults }).toEqual({ sheet: sheet.name, faults: [] });
        const kept = await submittedTo(assigned.practice, assigned.assignmentId);
        expect({ sheet: sheet.name, kept }).toEqual({
          sheet: sheet.name,
          kept: asKept(sheet, rowIds, localDay(new Date(), TIME_ZONE)),
        });
      }
    },
    120_000,
  );

  interface Assigned {
    readonly practice: TestPractice;
    readonly assignmentId: string;
    /** Headers that sign the client in. */
    readonly signedIn: Record<string, string>;
  }

  /** Assigns the sheet to a new client, with what the fixture says of the circumstances. */
  async function give({ worksheetId, circumstances }: FilledSheet): Promise<Assigned> {
    const { role, decisions = [], promises = [], apart } = circumstances;
    const practice = decisions.includes(RISK) ? practices.withRisk : practices.without;
    const clientId = await makeClient(app, practice.member);
    const signedIn = await app.signIn(practice.member, clientId);
    if (promises.length > 0) {
      const patches = promises.flatMap(({ id, text, kind }) => [
        inRow('ta.commit', id, 'promise', text),
        inRow('ta.commit', id, 'kind', kind),
      ]);
      await answer(app, practice.member, signedIn, { clientId, worksheetId: 'trust-agreement' }, patches);
    }
    if (apart) await joinTo(practice, clientId, apart);
    const asked = {
      clientId,
      worksheetId,
      ...(apart && { apart: true }),
      ...(role && { role: role.toUpperCase() }),
      decisions: decisions.filter((decision) => decision !== RISK),
    };
    const { id: assignmentId } = await assign(app, practice.member, asked);
    return { practice, assignmentId, signedIn };
  }

  /** Makes the client one of a couple, on this side. */
  async function joinTo(practice: TestPractice, clientId: string, side: Side): Promise<void> {
    const partner = { clientId: await makeClient(app, practice.member), role: 'both' } as const;
    const client = { clientId, role: 'both' } as const;
    const partners = side === 'A' ? ([client, partner] as const) : ([partner, client] as const);
    await runAsActor(clinicianOf(practice), randomUUID(), () =>
      app.app.get(CouplesService).create({ code: `K-${randomUUID()}`, partners }),
    );
  }

  /** Goes through the sheet on a phone, from its cover to the receipt. `faults` is all that should not be. */
  async function fillIn(
    { compiled, answers }: FilledSheet,
    { assignmentId, signedIn }: Assigned,
  ): Promise<{ readonly rowIds: RowIds; readonly faults: readonly string[] }> {
    const { context, page, complaints } = await openSignedIn(browser, origin, signedIn);
    const filler = new PageFiller(page, compiled, answers);
    const faults: string[] = [];
    const look = async (where: string): Promise<void> => {
      const wide = await overflow(page);
      if (wide > 0) faults.push(`${where}: ${wide} px too wide`);
      const words = await page.locator('main').innerText();
      if (looked.has(words)) return;
      looked.add(words);
      faults.push(...(await violations(page)).map((fault) => `${where}: ${fault}`));
    };
    await page.goto(`${origin}/me/w/${assignmentId}`);
    await live(page);
    await look('cover');
    await page.getByRole('link', { name: 'Start' }).click();
    const { parts } = filler;
    for (const [index, part] of parts.entries()) {
      await titled(page, `Part ${index + 1} of `);
      await filler.fill(part);
      await look(part);
      await page.locator('.go .primary').click();
    }
    await titled(page, 'Read it through');
    await look('review');
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.waitForURL(/\/done$/);
    await look('receipt');
    await context.close();
    return { rowIds: filler.rowIds, faults: [...faults, ...complaints] };
  }

  /** What Postgres holds of the assignment, opened. */
  async function submittedTo(practice: TestPractice, assignmentId: string): Promise<Answers> {
    const [submission, ...more] = await runAsActor(clinicianOf(practice), randomUUID(), () =>
      app.app.get(UnitOfWork).write(() => app.app.get(SubmissionsService).ofAssignment(assignmentId)),
    );
    expect(more).toEqual([]);
    return submission?.answers ?? {};
  }
});

function clinicianOf({ practiceId, memberId: id }: TestPractice): Actor {
  return actingFor({ practiceId, id, roles: ['clinician'] });
}

interface Batch {
  readonly from: string;
  readonly to: string;
  readonly sheets: readonly FilledSheet[];
}

function inBatches(sheets: readonly FilledSheet[]): readonly Batch[] {
  const starts = sheets.map((_, index) => index).filter((index) => index % SHEETS_IN_A_TEST === 0);
  return starts.map((start) => {
    const some = sheets.slice(start, start + SHEETS_IN_A_TEST);
    return { from: some[0]?.name ?? '', to: some.at(-1)?.name ?? '', sheets: some };
  });
}

function titled(page: Page, start: string): Promise<unknown> {
  return page.waitForFunction((words) => document.title.startsWith(words), start);
}

/** The fixture's answers with the ids that the page gave to rows, and signatures dated on the day of signing. */
function asKept({ compiled, answers }: FilledSheet, rowIds: RowIds, today: string): Answers {
  const idOf = (group: string, row: string): string => rowIds.get(`${group} ${row}`) ?? row;
  const kept = (item: Item | undefined, given: Answer): Answer => {
    const value: unknown = valueOf(given);
    if (item?.type === 'link') return { value: idOf(item.of, value as string) };
    if (item?.type === 'links') return { value: (value as string[]).map((row) => idOf(item.of, row)) };
    if (item?.type === 'sign') return { value: { ...(value as Signature), date: today } };
    return given;
  };
  const inRows = (group: string, row: Row): Row => ({
    id: idOf(group, row.id),
    answers: mapAnswers(row.answers, (field, given) =>
      kept(compiled.items.get(group)?.fields.get(field), given),
    ),
  });
  return mapAnswers(answers, (id, given) => {
    if ('rows' in given) return { rows: rowsOf(answerOf(answers, id)).map((row) => inRows(id, row)) };
    return kept(compiled.items.get(id)?.item, given);
  });
}

function mapAnswers(answers: Answers, change: (id: string, answer: Answer) => Answer): Answers {
  return Object.fromEntries(Object.entries(answers).map(([id, given]) => [id, change(id, given)]));
}
